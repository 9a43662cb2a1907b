/**
 * Which providers of the desk are real and which are played on this machine. A provider is real as soon as one
 * of its settings is there; nothing of the simulator then stands in for the others.
 */
import type { Env } from '../../base/settings';
import type { ProviderKeys } from './provider-keys';

export interface ProviderChoice {
  readonly acquirer: 'simulated' | 'http' | 'stripe' | 'manual';
  readonly sms: 'simulated' | 'Twilio';
  readonly mail: 'simulated' | 'SMTP';
}

const ACQUIRER_SETTINGS = [
  'UNBIND_ACQUIRER_URL',
  'UNBIND_ACQUIRER_KEY',
  'UNBIND_ACQUIRER_WEBHOOK_SECRET',
  'STRIPE_API_KEY',
  'STRIPE_API_BASE',
  'STRIPE_ACCOUNT',
];
const SMS_SETTINGS = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM', 'TWILIO_API_BASE'];
const MAIL_SETTINGS = ['UNBIND_SMTP_URL'];

const isSet = (env: Env, names: readonly string[]): boolean => names.some((name) => env[name]);

function chooseAcquirer(env: Env): ProviderChoice['acquirer'] {
  const kind = env['UNBIND_ACQUIRER'];
  if (kind === 'stripe' || kind === 'manual') return kind;
  if (!isSet(env, ACQUIRER_SETTINGS)) return 'simulated';
  return kind === 'http' ? kind : 'manual';
}

export function chooseProviders(env: Env): ProviderChoice {
  return {
    acquirer: chooseAcquirer(env),
    sms: isSet(env, SMS_SETTINGS) ? 'Twilio' : 'simulated',
    mail: isSet(env, MAIL_SETTINGS) ? 'SMTP' : 'simulated',
  };
}

/** True where a real merchant may be reached, or real money moved. */
export function hasRealProvider(choice: ProviderChoice): boolean {
  return Object.values(choice).some((provider) => provider !== 'simulated');
}

/** `acquirer (stripe), SMS (Twilio)`, or `nothing`. */
function listed(choice: ProviderChoice, isWanted: (provider: string) => boolean): string {
  const parts = [
    ['acquirer', choice.acquirer],
    ['SMS', choice.sms],
    ['e-mail', choice.mail],
  ].filter(([, provider = '']) => isWanted(provider));
  const names = parts.map(([what, how]) => (how === 'simulated' ? what : `${what} (${how})`));
  return names.length === 0 ? 'nothing' : names.join(', ');
}

/** What is real and what is not, and what follows from it; one line each. */
export function providerLines(choice: ProviderChoice): string[] {
  const simulated = listed(choice, (provider) => provider === 'simulated');
  if (!hasRealProvider(choice))
    return [`Simulated on this machine: ${simulated}. Nothing is real.`];
  return [
    `Real: ${listed(choice, (provider) => provider !== 'simulated')}. Simulated: ${simulated}.`,
    'As a provider is real, no example case is played, and no example staff and terms are made.',
  ];
}

export interface SimulatedPlace {
  /** Without a slash at the end. */
  readonly simulatorUrl: string;
  readonly smtpUrl: string;
  readonly keys: ProviderKeys;
}

/** Settings of the providers that are played on this machine, and of no other. */
export function simulatedSettings(
  choice: ProviderChoice,
  { simulatorUrl, smtpUrl, keys }: SimulatedPlace,
): Record<string, string> {
  return {
    ...(choice.acquirer === 'simulated' && {
      UNBIND_ACQUIRER: 'http',
      UNBIND_ACQUIRER_URL: `${simulatorUrl}/acquirer/v1`,
      UNBIND_ACQUIRER_KEY: keys.acquirerKey,
      UNBIND_ACQUIRER_WEBHOOK_SECRET: keys.acquirerWebhookSecret,
    }),
    ...(choice.sms === 'simulated' && {
      TWILIO_ACCOUNT_SID: keys.twilioAccountSid,
      TWILIO_AUTH_TOKEN: keys.twilioAuthToken,
      TWILIO_FROM: '+15005550006',
      TWILIO_API_BASE: simulatorUrl,
    }),
    ...(choice.mail === 'simulated' && { UNBIND_SMTP_URL: smtpUrl }),
  };
}

/** Addresses for mails that stay on this machine, where none are set. */
export function simulatedAddresses({ mail }: ProviderChoice): Record<string, string> {
  if (mail !== 'simulated') return {};
  return {
    UNBIND_MAIL_FROM: 'desk@unbind.example',
    UNBIND_TEAM_LEAD_EMAIL: 'team-lead@unbind.example',
  };
}

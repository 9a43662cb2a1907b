/** Settings of the SMS provider, checked; whoever reads the environment hands them in. */
import { z } from 'zod';
import { WrongSettings, webAddress } from '../../base/settings';
import { standIns } from '../published-settings';

/** The settings as they stand in the environment; every program that reads the SMS provider has them. */
export const smsSettings = {
  TWILIO_ACCOUNT_SID: z.string().optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  TWILIO_FROM: z.string().optional(),
  TWILIO_API_BASE: webAddress.optional(),
};
type Settings = z.output<z.ZodObject<typeof smsSettings>>;

export interface SmsConfig {
  readonly accountSid: string;
  readonly authToken: string;
  readonly from: string;
  /** Absent: Twilio itself. */
  readonly apiBase?: string;
}

const NEEDED = {
  TWILIO_ACCOUNT_SID: 'the account that texts are sent from',
  TWILIO_AUTH_TOKEN: 'the secret of the Twilio account',
  TWILIO_FROM: 'a number, or the SID of a messaging service',
} as const;

/** All of it. Throws `WrongSettings` with what is missing, or is the simulator's beside an account of one's own. */
export function smsConfig(settings: Settings): SmsConfig {
  const problems = standIns(settings, Object.keys(smsSettings));
  const needed = (name: keyof typeof NEEDED): string => {
    const value = settings[name];
    if (value === undefined) problems.push({ name, message: `is missing: ${NEEDED[name]}` });
    return value ?? '';
  };
  const config = {
    accountSid: needed('TWILIO_ACCOUNT_SID'),
    authToken: needed('TWILIO_AUTH_TOKEN'),
    from: needed('TWILIO_FROM'),
    ...(settings.TWILIO_API_BASE !== undefined && { apiBase: settings.TWILIO_API_BASE }),
  };
  if (problems.length > 0) throw new WrongSettings(problems);
  return config;
}

/**
 * By what callbacks are believed, for a program that sends nothing: the token alone is enough, and none is
 * needed where there is no account. Throws `WrongSettings` like `smsConfig` where an account lacks it.
 */
export function smsCallbackToken(settings: Settings): string | undefined {
  const { TWILIO_ACCOUNT_SID: account, TWILIO_AUTH_TOKEN: token } = settings;
  const problems = standIns(settings, Object.keys(smsSettings));
  if (account !== undefined && token === undefined) {
    problems.push({
      name: 'TWILIO_AUTH_TOKEN',
      message: `is missing: ${NEEDED.TWILIO_AUTH_TOKEN}`,
    });
  }
  if (problems.length > 0) throw new WrongSettings(problems);
  return token;
}

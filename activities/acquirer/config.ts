/** Settings of the acquirer, checked; whoever reads the environment hands them in. */
import { z } from 'zod';
import { type SettingProblem, WrongSettings, oneOf, webAddress } from '../../base/settings';
import { isPublished, standIns } from '../published-settings';

/** The settings as they stand in the environment; every program that reads the acquirer has them. */
export const acquirerSettings = {
  UNBIND_ACQUIRER: oneOf(['http', 'stripe', 'manual']).optional(),
  UNBIND_ACQUIRER_URL: webAddress.optional(),
  UNBIND_ACQUIRER_KEY: z.string().optional(),
  UNBIND_ACQUIRER_WEBHOOK_SECRET: z.string().optional(),
  STRIPE_API_KEY: z.string().optional(),
  STRIPE_API_BASE: webAddress.optional(),
  STRIPE_ACCOUNT: z
    .string()
    .regex(/^acct_\w{1,64}$/, 'is no id of a connected account, such as acct_1AbC')
    .optional(),
};
type Settings = z.output<z.ZodObject<typeof acquirerSettings>>;
type Kind = AcquirerConfig['kind'];
type Name = Exclude<keyof Settings, 'UNBIND_ACQUIRER'>;

export type AcquirerConfig =
  | {
      readonly kind: 'http';
      readonly baseUrl: string;
      readonly apiKey: string;
      readonly webhookSecret: string;
    }
  | {
      readonly kind: 'stripe';
      readonly apiKey: string;
      readonly apiBase?: string;
      readonly account?: string;
      readonly webhookSecret: string;
    }
  | { readonly kind: 'manual' };

const HTTP = [
  'UNBIND_ACQUIRER_URL',
  'UNBIND_ACQUIRER_KEY',
  'UNBIND_ACQUIRER_WEBHOOK_SECRET',
] as const;
const USED: Readonly<Record<Kind, readonly Name[]>> = {
  http: HTTP,
  stripe: ['STRIPE_API_KEY', 'STRIPE_API_BASE', 'STRIPE_ACCOUNT', 'UNBIND_ACQUIRER_WEBHOOK_SECRET'],
  manual: [],
};
const NAMES = [...HTTP, 'STRIPE_API_KEY', 'STRIPE_API_BASE', 'STRIPE_ACCOUNT'] as const;

/** What is set for another acquirer than the chosen one, which would be dropped without a word. */
function unused(settings: Settings, kind: Kind): SettingProblem[] {
  const chosen = settings.UNBIND_ACQUIRER === undefined ? 'not set' : kind;
  return NAMES.filter((name) => {
    const value = settings[name];
    return !USED[kind].includes(name) && value !== undefined && !isPublished(name, value);
  }).map((name) => {
    const users = Object.entries(USED).filter(([, names]) => names.includes(name));
    const fitting = users.map(([user]) => user).join(' or ');
    return {
      name,
      message: `is set, but UNBIND_ACQUIRER is ${chosen}: choose ${fitting}, or leave it out`,
    };
  });
}

/**
 * The settings of the chosen acquirer. Throws `WrongSettings` with each that it needs and does not have, that
 * nothing uses, or that is the simulator's beside an acquirer of one's own.
 */
export function acquirerConfig(settings: Settings): AcquirerConfig {
  const kind = settings.UNBIND_ACQUIRER ?? 'manual';
  const problems = [...unused(settings, kind), ...standIns(settings, kind === 'http' ? HTTP : [])];
  const needed = (name: Name): string => {
    const value = settings[name];
    const given = value !== undefined && !(kind === 'stripe' && isPublished(name, value));
    if (given) return value;
    problems.push({ name, message: `is missing, and an acquirer of the kind ${kind} needs it` });
    return '';
  };
  const config = ((): AcquirerConfig => {
    switch (kind) {
      case 'http':
        return {
          kind,
          baseUrl: needed('UNBIND_ACQUIRER_URL'),
          apiKey: needed('UNBIND_ACQUIRER_KEY'),
          webhookSecret: needed('UNBIND_ACQUIRER_WEBHOOK_SECRET'),
        };
      case 'stripe':
        return {
          kind,
          apiKey: needed('STRIPE_API_KEY'),
          ...(settings.STRIPE_API_BASE !== undefined && { apiBase: settings.STRIPE_API_BASE }),
          ...(settings.STRIPE_ACCOUNT !== undefined && { account: settings.STRIPE_ACCOUNT }),
          webhookSecret: needed('UNBIND_ACQUIRER_WEBHOOK_SECRET'),
        };
      case 'manual':
        return { kind };
    }
  })();
  if (problems.length > 0) throw new WrongSettings(problems);
  return config;
}

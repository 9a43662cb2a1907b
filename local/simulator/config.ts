/** The simulator's only reader of flags and the environment. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { SimulatorOptions } from './options';

function wholeNumber(max: number): z.ZodType<number, string> {
  const isOne = (text: string): boolean => /^\d{1,9}$/.test(text) && Number(text) <= max;
  const error = `is not a whole number from 0 to ${max}`;
  return z.string().refine(isOne, { error }).transform(Number);
}

const milliseconds = wholeNumber(86_400_000);
const url = z.url({ protocol: /^https?$/, error: 'is no http:// or https:// address' });
/** What the simulator reads; `npm start` checks it before anything starts. */
export const simulatorSettings = z.object({
  UNBIND_SIMULATOR_PORT: wholeNumber(65_535).default(4010),
  UNBIND_SIMULATOR_HOST: z.string().optional(),
  UNBIND_ALLOWED_HOSTS: z.string().default(''),
  UNBIND_SIMULATOR_DIR: z.string().optional(),
  UNBIND_DATA_DIR: z.string().default('.data'),
  UNBIND_SIMULATOR_CALLBACK_URL: url.optional(),
  UNBIND_SIMULATOR_API_ORIGIN: url.optional(),
  UNBIND_SIMULATOR_EFFECT_DELAY_MS: milliseconds.optional(),
  UNBIND_SIMULATOR_MONEY_DELAY_MS: milliseconds.optional(),
  UNBIND_ACQUIRER_KEY: z.string().optional(),
  UNBIND_ACQUIRER_WEBHOOK_SECRET: z.string().optional(),
  TWILIO_ACCOUNT_SID: z.string().optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  STRIPE_API_KEY: z.string().optional(),
  UNBIND_LOG_LEVEL: z.string().default('info'),
});

export interface SimulatorConfig {
  readonly options: SimulatorOptions;
  readonly logLevel: string;
}

/** Flags `--port`, `--dir`, `--callback-url` go before the environment. Throws naming what is wrong. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
  args: readonly string[] = process.argv.slice(2),
): SimulatorConfig {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      dir: { type: 'string' },
      'callback-url': { type: 'string' },
    },
  });
  const given = Object.entries(env).filter(([, value]) => value !== '');
  const parsed = simulatorSettings.safeParse({
    ...Object.fromEntries(given),
    ...(values.port !== undefined && { UNBIND_SIMULATOR_PORT: values.port }),
    ...(values.dir !== undefined && { UNBIND_SIMULATOR_DIR: values.dir }),
    ...(values['callback-url'] !== undefined && {
      UNBIND_SIMULATOR_CALLBACK_URL: values['callback-url'],
    }),
  });
  if (!parsed.success) {
    const named = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new Error(`The configuration of the simulator is wrong. ${named.join('; ')}`);
  }
  const { data } = parsed;
  const options = {
    port: data.UNBIND_SIMULATOR_PORT,
    host: data.UNBIND_SIMULATOR_HOST,
    allowedHosts: data.UNBIND_ALLOWED_HOSTS.toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
    folder: data.UNBIND_SIMULATOR_DIR ?? join(data.UNBIND_DATA_DIR, 'simulator'),
    acquirerCallbackUrl: data.UNBIND_SIMULATOR_CALLBACK_URL,
    smsCallbackOrigin: data.UNBIND_SIMULATOR_API_ORIGIN,
    acquirerKey: data.UNBIND_ACQUIRER_KEY,
    acquirerWebhookSecret: data.UNBIND_ACQUIRER_WEBHOOK_SECRET,
    unbindDelayMs: data.UNBIND_SIMULATOR_EFFECT_DELAY_MS,
    closureDelayMs: data.UNBIND_SIMULATOR_EFFECT_DELAY_MS,
    refundDelayMs: data.UNBIND_SIMULATOR_MONEY_DELAY_MS,
    twilioAccountSid: data.TWILIO_ACCOUNT_SID,
    twilioAuthToken: data.TWILIO_AUTH_TOKEN,
    stripeApiKey: data.STRIPE_API_KEY,
  };
  const set = Object.entries(options).filter(([, value]) => value !== undefined);
  return { options: Object.fromEntries(set), logLevel: data.UNBIND_LOG_LEVEL };
}

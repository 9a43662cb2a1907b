/** What the API takes from the environment; a missing or malformed variable is named. */
import { hkdfSync } from 'node:crypto';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { z } from 'zod';
import { type RecordConfig, recordConfig } from '../../record/config';
import type { PolicyOverrides } from '../../workflows/contract/messages';

const DEFAULT_PORT = 3000;
const DEFAULT_REQUESTS_PER_MINUTE = 12_000;

const port = z.coerce.number().int().min(0).max(65_535);
const jsonPolicy = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'is not JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.number().int().min(0)));

const environment = z.object({
  UNBIND_API_HOST: z.string().min(1).default('127.0.0.1'),
  UNBIND_API_PORT: port.default(DEFAULT_PORT),
  UNBIND_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  UNBIND_API_REQUESTS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(DEFAULT_REQUESTS_PER_MINUTE),
  UNBIND_ACQUIRER: z.enum(['http', 'stripe', 'manual']).default('manual'),
  UNBIND_ACQUIRER_URL: z.url().optional(),
  UNBIND_ACQUIRER_KEY: z.string().optional(),
  UNBIND_ACQUIRER_WEBHOOK_SECRET: z.string().optional(),
  STRIPE_API_KEY: z.string().optional(),
  STRIPE_API_BASE: z.url().optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  UNBIND_POLICY: jsonPolicy.optional(),
  UNBIND_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
});

export interface ApiConfig {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly requestsPerMinute: number;
  readonly logLevel: string;
  readonly policy?: PolicyOverrides;
  readonly acquirer: {
    readonly kind: 'http' | 'stripe' | 'manual';
    readonly url?: string;
    readonly key?: string;
    readonly webhookSecret?: string;
    readonly stripeApiKey?: string;
    readonly stripeApiBase?: string;
  };
  readonly twilioAuthToken?: string;
  readonly record: RecordConfig;
  /** Derived from the master key, so that there is one key to keep. */
  readonly secret: Buffer;
  readonly temporal: ReturnType<typeof loadClientConnectConfig>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads everything. Throws an error that names each variable that is missing or malformed. */
export async function apiConfig(env: Environment = process.env): Promise<ApiConfig> {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(present);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`The environment of the API is not right. ${wrong.join('; ')}`);
  }
  const values = parsed.data;
  const record = await recordConfig(env);
  const base = values.UNBIND_PUBLIC_URL ?? `http://${values.UNBIND_API_HOST}:${values.UNBIND_API_PORT}`;
  return {
    host: values.UNBIND_API_HOST,
    port: values.UNBIND_API_PORT,
    publicUrl: base.replace(/\/+$/, ''),
    requestsPerMinute: values.UNBIND_API_REQUESTS_PER_MINUTE,
    logLevel: values.UNBIND_LOG_LEVEL,
    ...(values.UNBIND_POLICY ? { policy: values.UNBIND_POLICY } : {}),
    acquirer: acquirerOf(values),
    ...(values.TWILIO_AUTH_TOKEN ? { twilioAuthToken: values.TWILIO_AUTH_TOKEN } : {}),
    record,
    secret: Buffer.from(hkdfSync('sha256', record.masterKey, '', 'unbind-desk api', 32)),
    temporal: loadClientConnectConfig(),
  };
}

function acquirerOf(values: z.infer<typeof environment>): ApiConfig['acquirer'] {
  return {
    kind: values.UNBIND_ACQUIRER,
    ...(values.UNBIND_ACQUIRER_URL ? { url: values.UNBIND_ACQUIRER_URL } : {}),
    ...(values.UNBIND_ACQUIRER_KEY ? { key: values.UNBIND_ACQUIRER_KEY } : {}),
    ...(values.UNBIND_ACQUIRER_WEBHOOK_SECRET
      ? { webhookSecret: values.UNBIND_ACQUIRER_WEBHOOK_SECRET }
      : {}),
    ...(values.STRIPE_API_KEY ? { stripeApiKey: values.STRIPE_API_KEY } : {}),
    ...(values.STRIPE_API_BASE ? { stripeApiBase: values.STRIPE_API_BASE } : {}),
  };
}

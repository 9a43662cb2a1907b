/** Settings of the acquirer, checked; whoever reads the environment hands them in. */
import { z } from 'zod';

/** The settings as they stand in the environment; every program that reads the acquirer has them. */
export const acquirerSettings = {
  UNBIND_ACQUIRER: z.enum(['http', 'stripe', 'manual']).default('manual'),
  UNBIND_ACQUIRER_URL: z.url().optional(),
  UNBIND_ACQUIRER_KEY: z.string().optional(),
  UNBIND_ACQUIRER_WEBHOOK_SECRET: z.string().optional(),
  STRIPE_API_KEY: z.string().optional(),
  STRIPE_API_BASE: z.url().optional(),
};
type Settings = z.infer<z.ZodObject<typeof acquirerSettings>>;

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
      readonly webhookSecret?: string;
    }
  | { readonly kind: 'manual' };

function needed(name: keyof Settings, value: string | undefined): string {
  if (value === undefined) throw new Error(`${name}: is missing for this acquirer`);
  return value;
}

/** Throws an error that names the variable which the chosen acquirer needs and does not have. */
export function acquirerConfig(settings: Settings): AcquirerConfig {
  const webhookSecret = settings.UNBIND_ACQUIRER_WEBHOOK_SECRET;
  switch (settings.UNBIND_ACQUIRER) {
    case 'http':
      return {
        kind: 'http',
        baseUrl: needed('UNBIND_ACQUIRER_URL', settings.UNBIND_ACQUIRER_URL),
        apiKey: needed('UNBIND_ACQUIRER_KEY', settings.UNBIND_ACQUIRER_KEY),
        webhookSecret: needed('UNBIND_ACQUIRER_WEBHOOK_SECRET', webhookSecret),
      };
    case 'stripe':
      return {
        kind: 'stripe',
        apiKey: needed('STRIPE_API_KEY', settings.STRIPE_API_KEY),
        ...(settings.STRIPE_API_BASE !== undefined && { apiBase: settings.STRIPE_API_BASE }),
        ...(webhookSecret !== undefined && { webhookSecret }),
      };
    case 'manual':
      return { kind: 'manual' };
  }
}

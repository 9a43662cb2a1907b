/** The provider simulator and the mail catcher as the example looks at them: their own word on what happened. */
import { z } from 'zod';
import { timeLimit } from '../../base/time-limit';

const CALL_LIMIT_MS = 15_000;

export const merchantSchema = z.object({
  merchantNumber: z.string(),
  merchantName: z.string(),
  contactName: z.string(),
  document: z.object({ kind: z.string(), number: z.string() }),
  phone: z.string(),
  email: z.string(),
  timeZone: z.string(),
  terminals: z.array(z.object({ serialNumber: z.string(), model: z.string() })),
  deposits: z.array(
    z.object({
      serialNumber: z.string(),
      kind: z.string(),
      amountMinor: z.int(),
      currency: z.string(),
    }),
  ),
});
/** A merchant of the simulated acquirer that nobody has worked on before. */
export type ExampleMerchant = z.infer<typeof merchantSchema>;

export interface FreshWish {
  readonly terminals?: number;
}

export interface Fault {
  readonly operation: string;
  readonly kind: string;
  readonly match: Readonly<Record<string, string>>;
  readonly code?: string;
}

const ledgerSchema = z.object({
  unbinds: z.array(z.object({ serialNumber: z.string(), executed: z.int() })),
  refunds: z.array(
    z.object({
      refundId: z.string(),
      amountMinor: z.int(),
      currency: z.string(),
      state: z.string(),
    }),
  ),
  closures: z.array(z.object({ merchantNumber: z.string(), executed: z.int() })),
  sms: z.array(z.object({ sid: z.string(), to: z.string(), body: z.string() })),
});
export type ProviderLedger = z.infer<typeof ledgerSchema>;

const mailList = z.object({
  items: z.array(z.object({ id: z.string(), to: z.array(z.string()), subject: z.string() })),
});
export type CaughtMail = z.infer<typeof mailList>['items'][number];

export interface Providers {
  freshMerchant(wish: FreshWish): Promise<ExampleMerchant>;
  addFault(fault: Fault): Promise<void>;
  /** What happened to one merchant and its phone. */
  ledgerOf(merchant: ExampleMerchant): Promise<ProviderLedger>;
  returnRefund(refundId: string): Promise<void>;
  /** Mails to the merchant, oldest first. */
  mailsTo(merchant: ExampleMerchant): Promise<readonly CaughtMail[]>;
}

export function createProviders(
  urls: { readonly simulatorUrl: string; readonly mailUrl: string },
  signal: AbortSignal,
): Providers {
  async function ask<T>(url: string, schema: z.ZodType<T>, body?: object): Promise<T> {
    const response = await fetch(url, {
      method: body ? 'POST' : 'GET',
      ...(body && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
      signal: AbortSignal.any([signal, timeLimit(CALL_LIMIT_MS)]),
    });
    if (!response.ok) throw new Error(`${new URL(url).pathname} answers ${response.status}`);
    return schema.parse(await response.json());
  }
  const control = `${urls.simulatorUrl}/control`;
  return {
    freshMerchant: (wish) => ask(`${control}/merchants/fresh`, merchantSchema, wish),
    addFault: async (fault) => {
      await ask(`${control}/faults`, z.unknown(), fault);
    },
    ledgerOf: ({ merchantNumber, phone }) =>
      ask(`${control}/ledger`, ledgerSchema, { merchantNumber, to: phone }),
    returnRefund: async (refundId) => {
      await ask(`${control}/refunds/${refundId}/return`, z.unknown(), {});
    },
    mailsTo: async ({ email }) => {
      const { items } = await ask(`${urls.mailUrl}/api/messages?to=${email}`, mailList);
      return items;
    },
  };
}

/** The answers of acquirer-api.yaml as zod schemas: nothing enters from outside without one. */
import { z } from 'zod';
import { DEPOSIT_KINDS } from '../../workflows/contract/case-view';
import { GATE_CODES } from '../../workflows/contract/errors';

const amountMinor = z.number().int().nonnegative();
const currency = z.string().regex(/^[A-Z]{3}$/);
const refusal = z.object({ code: z.string().regex(/^[A-Z][A-Z0-9_]{1,63}$/) });

/** A part that may be left out; null says no more than nothing. */
function told<T>(schema: z.ZodType<T>) {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** What an answer as a whole may name of its question, so that it can be held against it. */
const names = z.object({
  requestNumber: told(z.string()),
  merchantNumber: told(z.string()),
  serialNumber: told(z.string()),
  amountMinor: told(amountMinor),
  currency: told(currency),
});
const listNames = names.pick({ requestNumber: true, merchantNumber: true, serialNumber: true });

export const merchantAnswer = z.object({
  merchantNumber: z.string(),
  merchantName: z.string(),
  boundPhone: z.string().optional(),
  status: z.enum(['active', 'closing', 'closed']),
});

export const terminalAnswer = z.object({
  serialNumber: z.string(),
  merchantNumber: z.string().nullable(),
  lastMerchantNumber: told(z.string()),
  status: z.enum(['bound', 'unbinding', 'unbound']),
  model: z.string(),
});
export const terminalListAnswer = listNames.extend({ items: z.array(terminalAnswer) });
export type TerminalAnswer = z.infer<typeof terminalAnswer>;

export const depositListAnswer = listNames.extend({
  items: z.array(
    z.object({
      serialNumber: z.string(),
      kind: z.enum(DEPOSIT_KINDS),
      amountMinor,
      refundedMinor: amountMinor,
      currency,
    }),
  ),
});

/** A closed gate names its reasons: an answer that contradicts itself is never taken for an open one. */
export const eligibilityAnswer = listNames
  .extend({ eligible: z.boolean(), codes: z.array(z.enum(GATE_CODES)) })
  .refine(({ eligible, codes }) => eligible === (codes.length === 0));

function requestAnswer<const S extends readonly [string, ...string[]]>(states: S) {
  return listNames.extend({
    requestNumber: z.string(),
    state: z.enum(states),
    refusal: refusal.optional(),
  });
}
export const unbindAnswer = requestAnswer(['accepted', 'effective', 'refused']);
export const closureAnswer = requestAnswer(['accepted', 'closed', 'refused']);
export type UnbindAnswer = z.infer<typeof unbindAnswer>;
export type ClosureAnswer = z.infer<typeof closureAnswer>;

const refund = names.extend({
  refundId: z.string(),
  requestNumber: z.string(),
  merchantNumber: z.string(),
  state: z.enum(['pending', 'succeeded', 'failed', 'returned']),
  failure: refusal.optional(),
  amountMinor,
  currency,
});
const refusedRefund = names.extend({
  requestNumber: z.string(),
  state: z.literal('refused'),
  refusal,
});
export const refundAnswer = z.union([refund, refusedRefund]);
export const refundListAnswer = listNames.extend({ items: z.array(refund) });
export type RefundItem = z.infer<typeof refund>;

export const callbackBody = z.object({
  event: z.enum([
    'unbind.effective',
    'unbind.refused',
    'refund.succeeded',
    'refund.failed',
    'refund.returned',
    'closure.closed',
    'closure.refused',
  ]),
  requestNumber: z.string().regex(/^[A-Za-z0-9:_.-]{1,128}$/),
});

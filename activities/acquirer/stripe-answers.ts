/** The answers and events of Stripe, as far as we read them: nothing enters from outside without a schema. */
import { z } from 'zod';
import { DEPOSIT_KINDS } from '../../workflows/contract/case-view';

export const readerAnswer = z.object({
  id: z.string(),
  serial_number: z.string(),
  device_type: z.string(),
  metadata: z.object({ merchant_number: z.string().optional() }),
});
export const readerListAnswer = z.object({ data: z.array(readerAnswer) });
/** Newer versions of the API name the serial number of a deleted reader too (stripe 23, 2026-11). */
export const deletedReaderAnswer = z.object({
  id: z.string(),
  deleted: z.literal(true),
  serial_number: z.string().optional(),
});
export const readerOrDeletedAnswer = z.union([deletedReaderAnswer, readerAnswer]);
export const paymentAnswer = z.object({
  id: z.string(),
  amount_received: z.number().int().nonnegative(),
  currency: z.string().regex(/^[a-z]{3}$/),
  status: z.string(),
  metadata: z.record(z.string(), z.string()),
});
/** What makes a payment a deposit of ours. */
export const depositMetadata = z.object({
  merchant_number: z.string(),
  serial_number: z.string(),
  kind: z.enum(DEPOSIT_KINDS),
});
export const refundAnswer = z.object({
  id: z.string(),
  amount: z.number().int().nonnegative(),
  currency: z.string().regex(/^[a-z]{3}$/),
  payment_intent: z.string().nullish(),
  status: z.enum(['pending', 'requires_action', 'succeeded', 'failed', 'canceled']),
  failure_reason: z.string().optional(),
  metadata: z.object({ request_number: z.string().optional() }).nullish(),
});
/** Every event that tells of a refund, docs.stripe.com/api/events/types, read 2026-11. */
export const refundEvent = z.object({
  type: z.enum(['refund.created', 'refund.updated', 'refund.failed', 'charge.refund.updated']),
  /** Connected account that the event is of. */
  account: z.string().optional(),
  data: z.object({
    object: z.object({
      object: z.literal('refund'),
      metadata: z.object({ request_number: z.string().regex(/^[A-Za-z0-9:_.-]{1,128}$/) }),
    }),
  }),
});

export type ReaderAnswer = z.infer<typeof readerAnswer>;
export type DepositMetadata = z.infer<typeof depositMetadata>;
export type RefundAnswer = z.infer<typeof refundAnswer>;

/** Refunds as Stripe shows them, and the events that tell of them. */
import { randomBytes } from 'node:crypto';
import { pushCallback } from '../callbacks';
import type { RefundRow } from '../store/rows';
import type { World } from '../world';
import { asStripeCounts } from './currency-counts';

/** Of the official library that the shapes were taken from, 2026-11. */
const API_VERSION = '2026-10-28.endive';

const seconds = (time: string): number => Math.floor(Date.parse(time) / 1000);
export const chargeOf = (paymentIntent: string): string => paymentIntent.replace(/^pi_/, 'ch_');
export const paymentOfCharge = (charge: string): string => charge.replace(/^ch_/, 'pi_');

const STATUS: Readonly<Record<RefundRow['state'], string>> = {
  pending: 'pending',
  succeeded: 'succeeded',
  failed: 'failed',
  returned: 'failed',
};

export function stripeRefundBody(row: RefundRow): Readonly<Record<string, unknown>> {
  const payment = row.paymentIntent ?? '';
  const failed = STATUS[row.state] === 'failed';
  return {
    id: row.refundId,
    object: 'refund',
    amount: asStripeCounts(row.amountMinor, row.currency),
    balance_transaction: null,
    charge: chargeOf(payment),
    created: seconds(row.createdAt),
    currency: row.currency.toLowerCase(),
    destination_details: { type: 'card' },
    ...(row.state === 'pending' && { pending_reason: 'processing' }),
    ...(failed && {
      failure_reason: row.state === 'returned' ? 'expired_or_canceled_card' : 'unknown',
    }),
    metadata: row.metadata ?? {},
    payment_intent: payment,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: STATUS[row.state],
    transfer_reversal: null,
  };
}

/** By docs.stripe.com/api/events/types, read 2026-11: one change is told by several events, in no order. */
const EVENTS: Readonly<Record<RefundRow['state'], readonly string[]>> = {
  pending: ['refund.created', 'charge.refunded'],
  succeeded: ['refund.updated', 'charge.refund.updated'],
  failed: ['refund.failed', 'refund.updated', 'charge.refund.updated'],
  returned: ['refund.failed', 'refund.updated', 'charge.refund.updated'],
};

/** Sends what tells of a refund that was made or has changed. */
export function pushRefundEvents(world: World, row: RefundRow): void {
  const { stripeWebhookUrl: url, stripeAccount: account } = world.settings;
  const { merchantNumber, serialNumber, refundId, paymentIntent } = row;
  for (const type of EVENTS[row.state]) {
    const event = {
      id: `evt_${randomBytes(12).toString('hex')}`,
      object: 'event',
      api_version: API_VERSION,
      created: Math.floor(world.now() / 1000),
      data: { object: type === 'charge.refunded' ? chargeBody(row) : stripeRefundBody(row) },
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type,
      ...(account !== '' && { account }),
    };
    const payload = { event: JSON.stringify(event) };
    const facts = { merchantNumber, serialNumber, refundId, paymentIntent, event: type };
    pushCallback(world, { channel: 'stripe', url, payload }, 'refund', facts);
  }
}

function chargeBody({ paymentIntent = '', currency }: RefundRow): object {
  return {
    id: chargeOf(paymentIntent),
    object: 'charge',
    currency: currency.toLowerCase(),
    metadata: {},
    payment_intent: paymentIntent,
    status: 'succeeded',
  };
}

/**
 * Stripe's view of the same ledger: terminals as readers, deposits as payments, refunds, and the
 * idempotency keys that keep the first answer for a day.
 */
import { createHash, randomBytes } from 'node:crypto';
import { takeOffAccount } from '../acquirer/acquirer';
import { asStripeCounts, fromStripeCount } from './currency-counts';
import { addRefund, depositOfPayment } from './money';
import { chargeOf, stripeRefundBody } from './stripe-refunds';
import type { DepositRow, TerminalRow } from '../store/rows';
import { noteAnomaly, type Answer, type World } from '../world';

const DEVICE_TYPE = 'bbpos_wisepos_e';
const KEY_LIFE_MS = 24 * 60 * 60 * 1000;

export function stripeError(
  status: number,
  type: string,
  message: string,
  code?: string,
  param?: string,
): Answer {
  const error = { type, message, ...(code && { code }), ...(param && { param }) };
  return { status, body: { error } };
}

export function missing(what: string, id: string): Answer {
  const message = `No such ${what}: '${id}'`;
  return stripeError(404, 'invalid_request_error', message, 'resource_missing', 'id');
}

export function readerBody(world: World, row: TerminalRow): Readonly<Record<string, unknown>> {
  const { readerId, serialNumber, merchantNumber } = row;
  const object = 'terminal.reader';
  if (merchantNumber === null) return deletedBody(row);
  const deposit = world.store
    .lookUp('depositsOfTerminal', serialNumber)
    .find((item) => item.kind === 'refundable-deposit');
  return {
    id: readerId,
    object,
    action: null,
    device_sw_version: '2.30.1.0',
    device_type: DEVICE_TYPE,
    ip_address: '192.168.1.20',
    label: row.model,
    last_seen_at: Math.floor(world.now()),
    livemode: false,
    location: `tml_${merchantNumber}`,
    metadata: {
      merchant_number: merchantNumber,
      ...(deposit && { deposit_payment_intent: deposit.paymentIntent }),
    },
    serial_number: serialNumber,
    status: 'online',
  };
}

/** The stub that Stripe keeps of a reader that was deleted. */
function deletedBody({ readerId, serialNumber }: TerminalRow): Readonly<Record<string, unknown>> {
  return {
    id: readerId,
    object: 'terminal.reader',
    deleted: true,
    device_type: DEVICE_TYPE,
    serial_number: serialNumber,
  };
}

/** Deletes a reader: the terminal is off the account at once. A deleted reader is not found. */
export function deleteReader(world: World, readerId: string): Answer {
  const terminal = world.store.lookUp('readers', readerId)[0];
  if (terminal === undefined) return missing('terminal.reader', readerId);
  if (terminal.merchantNumber === null) {
    noteAnomaly(world, 'unbind-repeated', 'unbind', readerId);
    return missing('terminal.reader', readerId);
  }
  takeOffAccount(world, terminal);
  return { status: 200, body: deletedBody(terminal) };
}

export function paymentBody(world: World, deposit: DepositRow): Readonly<Record<string, unknown>> {
  const { paymentIntent, amountMinor, currency, serialNumber, merchantNumber } = deposit;
  return {
    id: paymentIntent,
    object: 'payment_intent',
    amount: asStripeCounts(amountMinor, currency),
    amount_capturable: 0,
    amount_received: asStripeCounts(amountMinor, currency),
    capture_method: 'automatic',
    client_secret: null,
    created: Math.floor(world.now() / 1000),
    currency: currency.toLowerCase(),
    latest_charge: chargeOf(paymentIntent),
    livemode: false,
    metadata: { serial_number: serialNumber, merchant_number: merchantNumber, kind: deposit.kind },
    payment_method_types: ['card'],
    status: 'succeeded',
  };
}

/** Amount of a payment that can still go back, in minor units. */
function leftOf(world: World, deposit: DepositRow): number {
  const back = world.store
    .lookUp('refundsOfPayment', deposit.paymentIntent)
    .filter((row) => row.state === 'pending' || row.state === 'succeeded')
    .reduce((sum, row) => sum + row.amountMinor, 0);
  return deposit.amountMinor - back;
}

export interface NewStripeRefund {
  readonly paymentIntent: string;
  /** As Stripe counts the currency. */
  readonly amount?: number;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Makes a refund of a payment. Repeats are the business of the idempotency key. */
export function createStripeRefund(world: World, input: NewStripeRefund, key: string): Answer {
  const deposit = depositOfPayment(world, input.paymentIntent);
  if (deposit === undefined) return missing('payment_intent', input.paymentIntent);
  const left = leftOf(world, deposit);
  const amountMinor =
    input.amount === undefined ? left : fromStripeCount(input.amount, deposit.currency);
  if (amountMinor === undefined) {
    const message = `Invalid amount for ${deposit.currency}.`;
    const code = 'invalid_charge_amount_no_decimal_compatible';
    return stripeError(400, 'invalid_request_error', message, code);
  }
  if (left <= 0 || amountMinor > left) {
    noteAnomaly(world, 'refund-above-deposit', 'refund', key);
    return left <= 0
      ? stripeError(
          400,
          'invalid_request_error',
          `Charge ${chargeOf(input.paymentIntent)} has already been refunded.`,
          'charge_already_refunded',
        )
      : stripeError(
          400,
          'invalid_request_error',
          'Refund amount is greater than unrefunded amount on charge.',
        );
  }
  const row = addRefund(world, {
    refundId: `re_${randomBytes(12).toString('hex')}`,
    requestNumber: key,
    via: 'stripe',
    merchantNumber: deposit.merchantNumber,
    serialNumber: deposit.serialNumber,
    paymentIntent: deposit.paymentIntent,
    amountMinor,
    currency: deposit.currency,
    payee: { kind: 'original-payment' },
    metadata: input.metadata,
  });
  return { status: 200, body: stripeRefundBody(row) };
}

export function fingerprintOf(path: string, form: URLSearchParams): string {
  const sorted = new URLSearchParams(form);
  sorted.sort();
  return createHash('sha256').update(`${path}\n${sorted.toString()}`).digest('hex');
}

/** The first answer under a key within a day: replayed, a conflict, or (undefined) none yet. */
export function storedAnswer(world: World, key: string, fingerprint: string): Answer | undefined {
  const row = world.store.get('storedAnswers', key);
  if (row === undefined || row.storedAtMs <= world.now() - KEY_LIFE_MS) return undefined;
  if (row.fingerprint !== fingerprint) {
    noteAnomaly(world, 'request-number-reused', 'refund', key);
    return stripeError(
      400,
      'idempotency_error',
      'Keys for idempotent requests can only be used with the same parameters they were first used ' +
        `with. Try using a key other than '${key}' if you meant to execute a different request.`,
    );
  }
  return { status: row.status, body: row.body, headers: { 'idempotent-replayed': 'true' } };
}

export function storeAnswer(world: World, key: string, fingerprint: string, answer: Answer): void {
  const { status, body } = answer;
  world.store.put('storedAnswers', key, {
    key,
    fingerprint,
    status,
    body,
    storedAtMs: world.now(),
  });
}

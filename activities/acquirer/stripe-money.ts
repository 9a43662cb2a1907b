/** Deposits and refunds at Stripe: payments found by their metadata, refunds listed payment by payment. */
import type Stripe from 'stripe' with { 'resolution-mode': 'import' };
import { z } from 'zod';
import type {
  AcquirerAdapter,
  Cannot,
  RefundStatement,
  RequestStatement,
} from './acquirer-adapter';
import type { AcquirerDeposit, DepositRef, RefundOrder } from './acquirer-port';
import { AcquirerFailure } from './acquirer-port';
import { fromStripe, toStripe } from './stripe-amounts';
import { depositMetadata, paymentAnswer, refundAnswer } from './stripe-answers';
import type { DepositMetadata, RefundAnswer } from './stripe-answers';
import { parse, problemOf, reading, refusedOrThrow } from './stripe-client';
import type { StripeCaller } from './stripe-client';

const CANNOT: Cannot = { kind: 'cannot' };
/** Items of one page, Stripe's maximum. */
const PAGE = 100;
/** Payments of one merchant, refunds of one payment: far above any. */
const LIMIT = 1_000;

/** The calls about deposits and refunds. */
export function createMoneyCalls(
  call: StripeCaller,
): Pick<AcquirerAdapter, 'readDeposits' | 'requestRefund' | 'findRefunds'> {
  const listRefunds = (paymentIntent: string, signal: AbortSignal) =>
    reading(async () => {
      const listed = await call(signal, (stripe) =>
        stripe.refunds
          .list({ payment_intent: paymentIntent, limit: PAGE })
          .autoPagingToArray({ limit: LIMIT }),
      );
      const refunds = parse(z.array(refundAnswer), listed);
      for (const refund of refunds) holdPayment(refund, paymentIntent);
      return refunds.map(refundOf);
    });
  /** The payment of a deposit; undefined where Stripe holds none, so only a person knows more. */
  async function paymentOf(deposit: DepositRef, signal: AbortSignal) {
    const { merchantNumber, serialNumber, kind } = deposit;
    const found = await searchPayments(
      call,
      { merchant_number: merchantNumber, serial_number: serialNumber, kind },
      signal,
    );
    if (found.length <= 1) return found[0];
    throw new AcquirerFailure('misconfigured', 'several payments name the same deposit');
  }
  return {
    async readDeposits(merchantNumber, signal) {
      const payments = await searchPayments(call, { merchant_number: merchantNumber }, signal);
      const value = await Promise.all(
        payments.map(async (item): Promise<AcquirerDeposit> => {
          const refunds = await listRefunds(item.id, signal);
          const succeeded = refunds.filter(({ state }) => state === 'succeeded');
          return {
            serialNumber: item.metadata.serial_number,
            kind: item.metadata.kind,
            ...fromStripe(item.amount_received, item.currency),
            refundedMinor: succeeded.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
          };
        }),
      );
      return { kind: 'found', value: { names: { merchantNumber }, value } };
    },
    async requestRefund(order, signal) {
      if (order.payee.kind !== 'original-payment') return CANNOT;
      const payment = await paymentOf(order, signal);
      if (payment === undefined) return CANNOT;
      if (payment.currency.toUpperCase() !== order.currency) {
        throw new AcquirerFailure('misfit', 'the payment is in another currency');
      }
      const amount = toStripe(order);
      if (amount === undefined) return CANNOT;
      return await createRefund(call, order.key, refundParams(order, payment.id, amount), signal);
    },
    async findRefunds(deposit, signal) {
      const payment = await paymentOf(deposit, signal);
      if (payment === undefined) return CANNOT;
      const { merchantNumber, serialNumber } = deposit;
      const names = { merchantNumber, serialNumber };
      return { kind: 'found', value: { names, value: await listRefunds(payment.id, signal) } };
    },
  };
}

type WantedPayments = Pick<DepositMetadata, 'merchant_number'> & Partial<DepositMetadata>;

/** The deposits among the payments that are found; what lacks our metadata is another payment of the merchant. */
async function searchPayments(call: StripeCaller, wanted: WantedPayments, signal: AbortSignal) {
  const query = Object.entries(wanted)
    .map(([name, value]) => `metadata['${name}']:'${value.replace(/['\\]/g, '\\$&')}'`)
    .join(' AND ');
  return await reading(async () => {
    const found = await call(signal, (stripe) =>
      stripe.paymentIntents.search({ query, limit: PAGE }).autoPagingToArray({ limit: LIMIT }),
    );
    const payments = parse(z.array(paymentAnswer), found).flatMap((payment) => {
      const metadata = depositMetadata.safeParse(payment.metadata);
      return metadata.success ? [{ ...payment, metadata: metadata.data }] : [];
    });
    for (const { metadata } of payments) holdSearch(wanted, metadata);
    return payments.filter(({ status }) => status === 'succeeded');
  });
}

function holdSearch(wanted: WantedPayments, found: DepositMetadata): void {
  const isWanted =
    found.merchant_number === wanted.merchant_number &&
    found.serial_number === (wanted.serial_number ?? found.serial_number) &&
    found.kind === (wanted.kind ?? found.kind);
  if (!isWanted) throw new AcquirerFailure('misfit', 'a payment is not one that was searched for');
}

/** A refund goes to the payment that was named, and to no other. */
function holdPayment({ payment_intent }: RefundAnswer, paymentIntent: string): void {
  if ((payment_intent ?? paymentIntent) === paymentIntent) return;
  throw new AcquirerFailure('misfit', 'a refund is of another payment');
}

/** Errors that pass and that Stripe has stored under a key, to answer with for a day. */
const MAX_STORED_ERRORS = 40;
/** Our balance does not cover it: docs.stripe.com/error-codes, read 2026-11. */
const SHORT_OF_FUNDS: ReadonlySet<string> = new Set(['balance_insufficient', 'insufficient_funds']);
/** Until money is asked for again that was not there, ms. */
const SHORTAGE_PAUSE_MS = 15 * 60_000;

/**
 * One refund under the order's key. Where Stripe answers with an error that passes and that it stored
 * earlier, the next key of the same order is used: the caller has just listed the refunds and found none,
 * and the request number in the metadata finds it under any key.
 */
async function createRefund(
  call: StripeCaller,
  key: string,
  params: Stripe.RefundCreateParams & { readonly payment_intent: string },
  signal: AbortSignal,
): Promise<RequestStatement> {
  for (let stored = 0; ; stored += 1) {
    const idempotencyKey = stored === 0 ? key : `${key}:${stored + 1}`;
    try {
      const created = await call(signal, (stripe) =>
        stripe.refunds.create(params, { idempotencyKey }),
      );
      return statementOf(parse(refundAnswer, created), params.payment_intent);
    } catch (error) {
      const { isReplayed, status = 0, code = '' } = problemOf(error);
      const isShort = SHORT_OF_FUNDS.has(code);
      if (isReplayed && (status >= 500 || isShort) && stored < MAX_STORED_ERRORS) continue;
      if (isShort)
        throw new AcquirerFailure('short', `answer ${status} ${code}`, SHORTAGE_PAUSE_MS);
      return refusedOrThrow(error);
    }
  }
}

/** `amount`: as Stripe counts the currency. */
function refundParams({ key }: RefundOrder, paymentIntent: string, amount: number) {
  return { payment_intent: paymentIntent, amount, metadata: { request_number: key } };
}

function statementOf(answer: RefundAnswer, paymentIntent: string): RequestStatement {
  holdPayment(answer, paymentIntent);
  const { key: requestNumber, amountMinor, currency } = refundOf(answer);
  const names = { amountMinor, currency, ...(requestNumber !== undefined && { requestNumber }) };
  if (answer.status === 'failed' || answer.status === 'canceled') {
    return { names, state: 'refused', providerCode: answer.failure_reason ?? answer.status };
  }
  return { names, state: 'accepted', providerRef: answer.id };
}

const STATES = {
  pending: 'pending',
  requires_action: 'pending',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'failed',
} as const;

function refundOf(row: RefundAnswer): RefundStatement {
  const key = row.metadata?.request_number;
  return {
    names: {},
    refundId: row.id,
    ...(key !== undefined && { key }),
    ...fromStripe(row.amount, row.currency),
    state: STATES[row.status],
    ...(row.failure_reason !== undefined && { providerCode: row.failure_reason }),
  };
}

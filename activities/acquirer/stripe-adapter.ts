/**
 * Stripe as the acquirer: terminals are Terminal readers, deposits are payments, and both carry our
 * numbers in their metadata (`merchant_number`; payments also `serial_number` and `kind`). It knows no
 * merchants and closes no accounts: those steps are a person's.
 */
import type Stripe from 'stripe' with { 'resolution-mode': 'import' };
import { z } from 'zod';
import type {
  AcquirerCallback,
  AcquirerDeposit,
  AcquirerPort,
  AcquirerTerminal,
  DepositRef,
  ProviderRefund,
  Read,
  RefundOrder,
  RequestAnswer,
} from './acquirer-port';
import { AcquirerFailure } from './acquirer-port';
import { isSignedCallback } from './callback-signature';
import { paymentAnswer, readerListAnswer, refundAnswer, refundEvent } from './stripe-answers';
import type { ReaderAnswer, RefundAnswer } from './stripe-answers';
import { createStripeCaller, failureOf, problemOf } from './stripe-client';
import type { StripeCaller, StripeClientOptions } from './stripe-client';

export interface StripeAcquirerOptions extends StripeClientOptions {
  /** Secret of the webhook endpoint (`whsec_…`); absent: no callback is believed. */
  readonly webhookSecret?: string;
  /** Default: the clock of the machine. */
  readonly nowMs?: () => number;
}

const CANNOT = { kind: 'cannot' } as const;
const cannot = (): Promise<typeof CANNOT> => Promise.resolve(CANNOT);
/** Items of one page, Stripe's maximum. */
const PAGE = 100;
/** Readers of one serial number, payments of one merchant, refunds of one payment: far above any. */
const LIMIT = 1_000;

/** Adapter `stripe`, with the official library. */
export function createStripeAcquirer(options: StripeAcquirerOptions): AcquirerPort {
  const call = createStripeCaller(options);
  return {
    name: 'stripe',
    readMerchant: cannot,
    listTerminals: cannot,
    // Stripe holds nothing of the merchant back, so there is no gate to an unbinding or a refund.
    readGate: ({ effect }) => Promise.resolve(effect === 'closure' ? CANNOT : { kind: 'absent' }),
    ...createReaderCalls(call),
    ...createMoneyCalls(call),
    requestClosure: cannot,
    readClosure: cannot,
    verifyCallback(rawBody, headers) {
      const { webhookSecret = '', nowMs = Date.now } = options;
      if (!isSignedCallback(rawBody, headers, webhookSecret, nowMs(), 'stripe-signature')) {
        return undefined;
      }
      return parseEvent(rawBody.toString());
    },
  };
}

function createReaderCalls(
  call: StripeCaller,
): Pick<AcquirerPort, 'readTerminal' | 'requestUnbind' | 'readUnbind'> {
  const findReader = (serialNumber: string, signal: AbortSignal) =>
    reading(async () => {
      const listed = await call(signal, (stripe) =>
        stripe.terminal.readers.list({ serial_number: serialNumber, limit: PAGE }),
      );
      return parse(readerListAnswer, listed).data.find((row) => row.serial_number === serialNumber);
    });
  return {
    async readTerminal(serialNumber, signal): Promise<Read<AcquirerTerminal>> {
      const reader = await findReader(serialNumber, signal);
      if (reader === undefined) return { kind: 'absent' };
      const { merchant_number: merchantNumber } = reader.metadata;
      const owner = merchantNumber === undefined ? {} : { merchantNumber };
      const value = { serialNumber, state: 'bound', model: reader.device_type, ...owner } as const;
      return { kind: 'found', value };
    },
    async requestUnbind({ serialNumber, merchantNumber }, signal): Promise<RequestAnswer> {
      const reader = await findReader(serialNumber, signal);
      if (reader === undefined || ownerOf(reader) !== merchantNumber) return { kind: 'accepted' };
      try {
        await call(signal, (stripe) => stripe.terminal.readers.del(reader.id));
        return { kind: 'accepted', providerRef: reader.id };
      } catch (error) {
        // Somebody else was faster; the read-back has to agree.
        if (problemOf(error).status === 404) return { kind: 'accepted', providerRef: reader.id };
        return refusedOrThrow(error);
      }
    },
    async readUnbind({ serialNumber, merchantNumber }, signal) {
      const reader = await findReader(serialNumber, signal);
      if (reader === undefined) return { kind: 'done' };
      const elsewhere = ownerOf(reader) !== merchantNumber;
      return elsewhere ? { kind: 'done', elsewhere } : { kind: 'absent' };
    },
  };
}

/** A reader of ours that names no merchant may be anybody's: nothing is deleted on a guess. */
function ownerOf({ metadata }: ReaderAnswer): string {
  if (metadata.merchant_number !== undefined) return metadata.merchant_number;
  throw new AcquirerFailure('misconfigured', 'a reader has no merchant_number in its metadata');
}

function createMoneyCalls(
  call: StripeCaller,
): Pick<AcquirerPort, 'readDeposits' | 'requestRefund' | 'findRefunds'> {
  const findPayments = (clauses: Readonly<Record<string, string>>, signal: AbortSignal) =>
    reading(async () => {
      const query = Object.entries(clauses)
        .map(([name, value]) => `metadata['${name}']:'${value.replace(/['\\]/g, '\\$&')}'`)
        .join(' AND ');
      const found = await call(signal, (stripe) =>
        stripe.paymentIntents.search({ query, limit: PAGE }).autoPagingToArray({ limit: LIMIT }),
      );
      return parse(z.array(paymentAnswer), found).filter(({ status }) => status === 'succeeded');
    });
  const listRefunds = (paymentIntent: string, signal: AbortSignal) =>
    reading(async () => {
      const listed = await call(signal, (stripe) =>
        stripe.refunds
          .list({ payment_intent: paymentIntent, limit: PAGE })
          .autoPagingToArray({ limit: LIMIT }),
      );
      return parse(z.array(refundAnswer), listed).map(refundOf);
    });
  /** The payment of a deposit; undefined where Stripe holds none, so only a person knows more. */
  async function paymentOf(deposit: DepositRef, signal: AbortSignal): Promise<string | undefined> {
    const { merchantNumber, serialNumber, kind } = deposit;
    const found = await findPayments(
      { merchant_number: merchantNumber, serial_number: serialNumber, kind },
      signal,
    );
    if (found.length <= 1) return found[0]?.id;
    throw new AcquirerFailure('misconfigured', 'several payments name the same deposit');
  }
  return {
    async readDeposits(merchantNumber, signal) {
      const payments = await findPayments({ merchant_number: merchantNumber }, signal);
      const value = await Promise.all(
        payments.map(async (item): Promise<AcquirerDeposit> => {
          const refunds = await listRefunds(item.id, signal);
          const succeeded = refunds.filter(({ state }) => state === 'succeeded');
          return {
            serialNumber: item.metadata.serial_number,
            kind: item.metadata.kind,
            amountMinor: item.amount_received,
            refundedMinor: succeeded.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
            currency: item.currency.toUpperCase(),
          };
        }),
      );
      return { kind: 'found', value };
    },
    async requestRefund(order, signal) {
      if (order.payee.kind !== 'original-payment') return CANNOT;
      const paymentIntent = await paymentOf(order, signal);
      if (paymentIntent === undefined) return CANNOT;
      return await createRefund(call, order, paymentIntent, signal);
    },
    async findRefunds(deposit, signal) {
      const paymentIntent = await paymentOf(deposit, signal);
      if (paymentIntent === undefined) return CANNOT;
      return { kind: 'found', value: await listRefunds(paymentIntent, signal) };
    },
  };
}

/** Server errors that Stripe has stored under a key and would answer with for a day. */
const MAX_STORED_ERRORS = 8;

/**
 * One refund under the order's key. Where Stripe answers with a server error that it stored earlier, the
 * next key of the same order is used: the caller has just listed the refunds and found none, and the
 * request number in the metadata finds it under any key.
 */
async function createRefund(
  call: StripeCaller,
  order: RefundOrder,
  paymentIntent: string,
  signal: AbortSignal,
): Promise<RequestAnswer> {
  for (let stored = 0; ; stored += 1) {
    const idempotencyKey = stored === 0 ? order.key : `${order.key}:${stored + 1}`;
    try {
      const created = await call(signal, (stripe) =>
        stripe.refunds.create(refundParams(order, paymentIntent), { idempotencyKey }),
      );
      const answer = parse(refundAnswer, created);
      if (answer.status === 'failed' || answer.status === 'canceled') return refusedRefund(answer);
      return { kind: 'accepted', providerRef: answer.id };
    } catch (error) {
      const { isReplayed, status = 0 } = problemOf(error);
      if (isReplayed && status >= 500 && stored < MAX_STORED_ERRORS) continue;
      return refusedOrThrow(error);
    }
  }
}

function refundParams(order: RefundOrder, paymentIntent: string): Stripe.RefundCreateParams {
  const { key, amountMinor } = order;
  return { payment_intent: paymentIntent, amount: amountMinor, metadata: { request_number: key } };
}

function refusedRefund(answer: RefundAnswer): RequestAnswer {
  return { kind: 'refused', providerCode: answer.failure_reason ?? answer.status };
}

function refusedOrThrow(error: unknown): RequestAnswer {
  if (error instanceof AcquirerFailure) throw error;
  const problem = problemOf(error);
  const failed = failureOf(problem);
  if (failed !== undefined) throw failed;
  return { kind: 'refused', providerCode: problem.code ?? 'NOT_NAMED' };
}

/** A read that Stripe says no to is a fault of our request or configuration. */
async function reading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AcquirerFailure) throw error;
    const problem = problemOf(error);
    throw failureOf(problem) ?? new AcquirerFailure('misconfigured', `answer ${problem.status}`);
  }
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AcquirerFailure('unknown', 'the answer is not of the documented form');
}

const STATES = {
  pending: 'pending',
  requires_action: 'pending',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'failed',
} as const;

function refundOf(row: RefundAnswer): ProviderRefund {
  const key = row.metadata?.request_number;
  return {
    refundId: row.id,
    ...(key !== undefined && { key }),
    amountMinor: row.amount,
    currency: row.currency.toUpperCase(),
    state: STATES[row.status],
    ...(row.failure_reason !== undefined && { providerCode: row.failure_reason }),
  };
}

function parseEvent(rawBody: string): AcquirerCallback | undefined {
  let body: unknown;
  try {
    body = JSON.parse(rawBody);
  } catch {
    return undefined; // Signed, but not JSON: nothing of Stripe's.
  }
  const parsed = refundEvent.safeParse(body);
  if (!parsed.success) return undefined;
  return { effect: 'refund', requestNumber: parsed.data.data.object.metadata.request_number };
}

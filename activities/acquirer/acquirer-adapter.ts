// activities/acquirer/: the port to the acquirer and to the provider of refunds, and an adapter for each of them.
/**
 * What an adapter has to say, one acquirer each: bare statements, each with what it names. An adapter
 * judges nothing; held-answers.ts holds its statements against the questions and makes the port of them.
 */
import type { GateCode } from '../../workflows/contract/errors';
import type {
  AcquirerDeposit,
  AcquirerPort,
  AcquirerTerminal,
  ClosureOrder,
  DepositRef,
  GateQuery,
  ProviderRefund,
  Read,
  RefundOrder,
  UnbindOrder,
} from './acquirer-port';

/** What an answer names of its question. What it leaves out cannot be held against it. */
export interface Names {
  readonly requestNumber?: string | undefined;
  readonly merchantNumber?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly amountMinor?: number | undefined;
  readonly currency?: string | undefined;
}

/** A list or a verdict, with what the answer as a whole names. */
export interface Told<T> {
  readonly names: Names;
  readonly value: T;
}

/**
 * How a request stands, by the answer to it or by its read-back. `deleted`: gone by this very call, in an
 * answer that names the thing; `effective` in an answer to a request still waits for its read-back.
 */
export type RequestStatement = { readonly names: Names } & (
  | { readonly state: 'accepted' | 'effective' | 'deleted'; readonly providerRef?: string }
  | { readonly state: 'refused'; readonly providerCode: string }
);

/** A refund with what it names beside its key, amount and currency. */
export type RefundStatement = ProviderRefund & {
  readonly names: Pick<Names, 'merchantNumber' | 'serialNumber'>;
};

/** Only a person can do it or look. */
export interface Cannot {
  readonly kind: 'cannot';
}

/** See `AcquirerPort` for what each call is for; time-outs, signals and failures are the same. */
export interface AcquirerAdapter extends Pick<
  AcquirerPort,
  'name' | 'readMerchant' | 'readTerminal' | 'verifyCallback'
> {
  /** Every terminal that is bound to the merchant or, where the acquirer tells it, was so last. */
  listTerminals(
    merchantNumber: string,
    signal: AbortSignal,
  ): Promise<Read<Told<readonly AcquirerTerminal[]>>>;
  readDeposits(
    merchantNumber: string,
    signal: AbortSignal,
  ): Promise<Read<Told<readonly AcquirerDeposit[]>>>;
  readGate(query: GateQuery, signal: AbortSignal): Promise<Read<Told<readonly GateCode[]>>>;

  requestUnbind(order: UnbindOrder, signal: AbortSignal): Promise<RequestStatement | Cannot>;
  /** The request under its own number; `absent`: the acquirer knows none. */
  readUnbindRequest(order: UnbindOrder, signal: AbortSignal): Promise<Read<RequestStatement>>;
  requestRefund(order: RefundOrder, signal: AbortSignal): Promise<RequestStatement | Cannot>;
  findRefunds(
    deposit: DepositRef,
    signal: AbortSignal,
  ): Promise<Read<Told<readonly RefundStatement[]>>>;
  requestClosure(order: ClosureOrder, signal: AbortSignal): Promise<RequestStatement | Cannot>;
  readClosureRequest(order: ClosureOrder, signal: AbortSignal): Promise<Read<RequestStatement>>;
}

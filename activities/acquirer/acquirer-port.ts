/**
 * The acquirer as this product sees it: reads, irreversible requests and their read-backs. Every answer
 * was held against its question before it gets here (held-answers.ts); what did not fit is a thrown
 * `AcquirerFailure`. Nothing retries by itself, nothing decides anything about a case.
 */
import type { DocumentKind, Payee } from '../../workflows/contract/case-data';
import type { DepositKind } from '../../workflows/contract/case-view';
import type { GateCode } from '../../workflows/contract/errors';

/** What a read found. `cannot`: this acquirer has no way to tell, now or later. */
export type Read<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'absent' }
  | { readonly kind: 'cannot' };

export interface AcquirerMerchant {
  readonly merchantNumber: string;
  /** Registered name, exactly as the acquirer holds it. */
  readonly merchantName: string;
  readonly accountState: 'active' | 'closing' | 'closed';
  /** Absent where the acquirer does not tell. */
  readonly document?: { readonly kind: DocumentKind; readonly number: string };
  /** E.164; the phone bound to the account. */
  readonly phone?: string;
  readonly email?: string;
}

export interface AcquirerTerminal {
  readonly serialNumber: string;
  readonly state: 'bound' | 'unbinding' | 'unbound';
  /** Merchant that it is bound to, also while `unbinding`; absent once it is `unbound`. */
  readonly merchantNumber?: string;
  /** Merchant that it was unbound from last; absent where the acquirer does not tell. */
  readonly lastMerchantNumber?: string;
  readonly model?: string;
  /** Id of the device at the provider, where it has another than the serial number. */
  readonly providerRef?: string;
}

/** A deposit item in the acquirer's ledger; (serial number, kind) names it. */
export interface AcquirerDeposit {
  readonly serialNumber: string;
  readonly kind: DepositKind;
  readonly amountMinor: number;
  /** Paid back already, money that came back not counted. */
  readonly refundedMinor: number;
  readonly currency: string;
}

/** What the gate is asked for. */
export interface GateQuery {
  readonly effect: 'unbind' | 'refund' | 'closure';
  readonly merchantNumber: string;
  /** Terminal concerned; absent for a closure. */
  readonly serialNumber?: string;
}

/** Request number (the key of the intent) and the frozen parameters of one unbinding. */
export interface UnbindOrder {
  readonly key: string;
  readonly merchantNumber: string;
  readonly serialNumber: string;
  /** Id of the device at the provider, as it was stored before the first request left. */
  readonly providerRef?: string;
}

export interface RefundOrder {
  readonly key: string;
  readonly merchantNumber: string;
  readonly serialNumber: string;
  readonly kind: DepositKind;
  readonly amountMinor: number;
  readonly currency: string;
  readonly payee: Payee;
  /** First attempt under this key; providers forget keys (Stripe after 24 h). */
  readonly firstAttemptAt?: Date;
}

/** The deposit whose refunds are asked for. */
export type DepositRef = Pick<RefundOrder, 'merchantNumber' | 'serialNumber' | 'kind'>;

export interface ClosureOrder {
  readonly key: string;
  readonly merchantNumber: string;
}

/**
 * Definite answer to a request; everything indefinite is a thrown `AcquirerFailure`. `done`: the answer
 * names the thing and says that it is gone by this call. What is done already answers `accepted` too, and
 * the read-back that follows proves it.
 */
export type RequestAnswer =
  | { readonly kind: 'accepted'; readonly providerRef?: string }
  | { readonly kind: 'done'; readonly providerRef?: string }
  | { readonly kind: 'refused'; readonly providerCode: string }
  | { readonly kind: 'cannot' };

/**
 * A terminal that was not shown on its merchant, by a reading that is no proof: not found, bound to nobody
 * that is named, or on another merchant (`elsewhere`). `unlisted`: the merchant's own list lacks it too;
 * two such readings some minutes apart are a proof.
 */
export interface Missing {
  readonly kind: 'missing';
  readonly unlisted: boolean;
  readonly elsewhere?: boolean;
}

/**
 * What a read-back proves. `absent`: nothing has happened under this request and nothing is under
 * way, so the request may go out again; `providerRef` is then the id under which the provider has the
 * thing. `cannot`: only a person can look.
 */
export type Standing =
  | { readonly kind: 'absent'; readonly providerRef?: string }
  | { readonly kind: 'accepted'; readonly providerRef?: string }
  | { readonly kind: 'done'; readonly providerRef?: string }
  | Missing
  | { readonly kind: 'refused'; readonly providerCode: string }
  | { readonly kind: 'returned'; readonly providerRef?: string }
  | { readonly kind: 'cannot' };

/** One refund as the provider lists it. */
export interface ProviderRefund {
  readonly refundId: string;
  /** Our key, where the provider keeps it. */
  readonly key?: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly state: 'pending' | 'succeeded' | 'failed' | 'returned';
  /** The provider's own code of a failure. */
  readonly providerCode?: string;
}

/** What a signed callback points at; only a hint to read back. */
export interface AcquirerCallback {
  readonly effect: 'unbind' | 'refund' | 'closure';
  /** The key that the request carried. */
  readonly requestNumber: string;
  /** The acquirer tells of the requests of others too, so one that is not known is nobody's mistake. */
  readonly mayBeForeign?: true;
}

/** Signed by the acquirer, and about a kind or an object that is not ours: nothing is to be done. */
export const FOREIGN_EVENT = 'foreign-event';

export type CallbackHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * One acquirer an installation. Every call takes the signal that aborts it and keeps to a time-out
 * of its own. Called twice with one key: the provider does it once, as long as it knows the key.
 */
export interface AcquirerPort {
  readonly name: 'http' | 'stripe' | 'manual';

  /** The merchant's account; `absent` where the acquirer has none under the number. */
  readMerchant(merchantNumber: string, signal: AbortSignal): Promise<Read<AcquirerMerchant>>;
  /** One device by its serial number, whoever has it. */
  readTerminal(serialNumber: string, signal: AbortSignal): Promise<Read<AcquirerTerminal>>;
  /** Every terminal of the merchant that is not unbound. */
  listTerminals(
    merchantNumber: string,
    signal: AbortSignal,
  ): Promise<Read<readonly AcquirerTerminal[]>>;
  /** Every deposit item of the merchant, also those of unbound terminals. */
  readDeposits(
    merchantNumber: string,
    signal: AbortSignal,
  ): Promise<Read<readonly AcquirerDeposit[]>>;
  /** Reasons why the gate is closed; `found` with an empty list: it is open. */
  readGate(query: GateQuery, signal: AbortSignal): Promise<Read<readonly GateCode[]>>;

  /** Asks to take a terminal off. Called twice with a key: the same request. */
  requestUnbind(order: UnbindOrder, signal: AbortSignal): Promise<RequestAnswer>;
  /** Whether the terminal is off, or a request under the key is under way. */
  readUnbind(order: UnbindOrder, signal: AbortSignal): Promise<Standing>;
  /** Asks to pay a deposit back. Called twice with a key: the same request. */
  requestRefund(order: RefundOrder, signal: AbortSignal): Promise<RequestAnswer>;
  /** Every refund of the deposit that the provider knows, of any key and any origin. */
  findRefunds(deposit: DepositRef, signal: AbortSignal): Promise<Read<readonly ProviderRefund[]>>;
  /** Asks to close the account. Called twice with a key: the same request. */
  requestClosure(order: ClosureOrder, signal: AbortSignal): Promise<RequestAnswer>;
  /** Whether the account is closed, or a request under the key is under way. */
  readClosure(order: ClosureOrder, signal: AbortSignal): Promise<Standing>;

  /** What a callback is about, or undefined where its signature or form is not right. */
  verifyCallback(
    rawBody: Buffer | string,
    headers: CallbackHeaders,
  ): Promise<AcquirerCallback | typeof FOREIGN_EVENT | undefined>;
}

/**
 * - `unknown`: no answer, a server error, or an answer that cannot be read; it may have happened
 * - `misfit`: an answer about something else than was asked, or one that contradicts itself; as unknown
 * - `busy`: a rate limit; nothing was processed
 * - `short`: our balance at the provider does not cover it yet; nothing was processed
 * - `misconfigured`: our credentials, address or request are not taken; nothing was processed
 * - `conflict`: the key was used before with other parameters; nothing was processed
 */
export type AcquirerFailureKind =
  'unknown' | 'misfit' | 'busy' | 'short' | 'misconfigured' | 'conflict';

/** The acquirer gave no definite answer. `message` holds codes and statuses only, never data. */
export class AcquirerFailure extends Error {
  constructor(
    readonly kind: AcquirerFailureKind,
    message: string,
    readonly retryAfterMs?: number,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'AcquirerFailure';
  }
}

/** True where the acquirer answered about something else than was asked. */
export function isMisfit(error: unknown): boolean {
  return error instanceof AcquirerFailure && error.kind === 'misfit';
}

/**
 * What the simulator remembers: the rows of its ledger. Types only. Nothing here is shared with the
 * product; the two meet in acquirer-api.yaml and in the providers' own documents.
 */

export type MerchantStatus = 'active' | 'closing' | 'closed';

/** One merchant account. Amounts in minor units of `currency`. */
export interface MerchantRow {
  readonly merchantNumber: string;
  readonly merchantName: string;
  readonly boundPhone?: string;
  readonly status: MerchantStatus;
  readonly balanceMinor: number;
  readonly pendingMinor: number;
  readonly unpaidFeesMinor: number;
  readonly complaintOpen: boolean;
  readonly riskHold: boolean;
  readonly currency: string;
}

export interface TerminalRow {
  readonly serialNumber: string;
  /** Merchant it is bound to; null once unbound. */
  readonly merchantNumber: string | null;
  readonly lastMerchantNumber?: string;
  readonly status: 'bound' | 'unbinding' | 'unbound';
  readonly model: string;
  readonly tusn?: string;
  readonly imei?: string;
  readonly boundAt: string;
  readonly unboundAt?: string;
  readonly offlineTransactions: number;
  /** Id of the same device in the Stripe-shaped API. */
  readonly readerId: string;
}

export const DEPOSIT_KINDS = ['refundable-deposit', 'service-fee', 'cashback', 'sim-fee'] as const;
export type DepositKind = (typeof DEPOSIT_KINDS)[number];

export interface DepositRow {
  readonly depositId: string;
  readonly merchantNumber: string;
  readonly serialNumber: string;
  readonly kind: DepositKind;
  readonly amountMinor: number;
  readonly currency: string;
  /** The payment in the Stripe-shaped API with which it was paid. */
  readonly paymentIntent: string;
}

export interface UnbindRow {
  readonly requestNumber: string;
  readonly merchantNumber: string;
  readonly serialNumber: string;
  readonly state: 'accepted' | 'effective' | 'refused';
  readonly refusalCode?: string;
  readonly acceptedAt: string;
  readonly effectiveAt?: string;
}

export type Payee =
  | { readonly kind: 'original-payment' }
  | {
      readonly kind: 'bank-account';
      readonly accountName: string;
      readonly accountNumber: string;
      readonly bankCode: string;
    };

export interface RefundRow {
  readonly refundId: string;
  /** Request number, or the Stripe idempotency key (empty if none was sent). */
  readonly requestNumber: string;
  readonly via: 'acquirer' | 'stripe';
  readonly merchantNumber: string;
  readonly serialNumber: string;
  readonly paymentIntent?: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly payee: Payee;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly state: 'pending' | 'succeeded' | 'failed' | 'returned';
  readonly failureCode?: string;
  readonly createdAt: string;
  readonly settledAt?: string;
  /** How often money left for this refund: 0 or 1. */
  readonly paidOut: number;
  readonly position: number;
}

export interface ClosureRow {
  readonly requestNumber: string;
  readonly merchantNumber: string;
  readonly state: 'accepted' | 'closed' | 'refused';
  readonly refusalCode?: string;
  readonly acceptedAt: string;
  readonly closedAt?: string;
}

export type SmsStatus =
  | 'accepted'
  | 'scheduled'
  | 'canceled'
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed';

export interface SmsRow {
  readonly sid: string;
  readonly to: string;
  readonly from: string | null;
  readonly messagingServiceSid: string | null;
  readonly body: string;
  readonly status: SmsStatus;
  readonly errorCode?: number;
  readonly statusCallback?: string;
  readonly createdAtMs: number;
  readonly sentAtMs?: number;
  readonly updatedAtMs: number;
  readonly history: readonly { readonly status: SmsStatus; readonly atMs: number }[];
  readonly position: number;
}

/** First answer that the Stripe-shaped API gave under an idempotency key. */
export interface StoredAnswerRow {
  readonly key: string;
  readonly fingerprint: string;
  readonly status: number;
  readonly body: unknown;
  readonly storedAtMs: number;
}

export const FAULT_KINDS = [
  'refuse',
  'delay',
  'rate-limit',
  'server-error',
  'timeout',
  'reset',
  'outage',
  'execute-then-timeout',
  'execute-then-reset',
  'execute-then-server-error',
  'execute-then-delay',
  'wrong-answer',
  'execute-then-wrong-answer',
  'huge-answer',
  'gzip-bomb',
  'never-effective',
  'return-refund-after-success',
  'drop-callback',
  'duplicate-callback',
  'late-callback',
  'reorder-callbacks',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface FaultRow {
  readonly faultId: string;
  readonly position: number;
  readonly operation: string;
  readonly match: Readonly<Record<string, string>>;
  readonly kind: FaultKind;
  readonly stage: 'request' | 'effect';
  /** How often it still strikes; null: until it is deleted. */
  readonly remaining: number | null;
  readonly taken: number;
  readonly ms?: number;
  readonly status?: number;
  /** Of a wrong answer: its body, or the fields that it has in place of the right ones. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Size that an answer is blown up to, before compression. */
  readonly bytes?: number;
  readonly code?: string;
  readonly retryAfterSeconds?: number;
  /** With `probability`: the draws of this seed decide which matching calls are struck. */
  readonly seed?: number;
  readonly probability?: number;
  readonly draws: number;
}

/** Something that happens later; survives restarts. */
export type JobRow = { readonly jobId: string; readonly dueAtMs: number } & JobWork;
export type JobWork =
  | {
      readonly kind: 'unbind-effect';
      readonly requestNumber: string;
      readonly refusalCode?: string;
    }
  | { readonly kind: 'refund-settle'; readonly refundId: string; readonly failureCode?: string }
  | { readonly kind: 'refund-return'; readonly refundId: string }
  | {
      readonly kind: 'closure-effect';
      readonly requestNumber: string;
      readonly refusalCode?: string;
    }
  | {
      readonly kind: 'sms-step';
      readonly sid: string;
      readonly status: SmsStatus;
      readonly errorCode?: number;
    }
  | {
      readonly kind: 'callback';
      readonly channel: 'acquirer' | 'sms' | 'stripe';
      readonly url: string;
      readonly payload: Readonly<Record<string, string>>;
      readonly attempt: number;
      /** Waits until another callback of its channel has gone out. */
      readonly held?: boolean;
    };

/** Something that should not have been asked; the desk's mistakes show here. */
export interface AnomalyRow {
  readonly position: number;
  readonly kind:
    | 'unbind-repeated'
    | 'refund-above-deposit'
    | 'request-number-reused'
    | 'closure-repeated'
    | 'refund-before-unbind';
  readonly operation: string;
  readonly key: string;
  readonly at: string;
}

export interface CounterRow {
  readonly value: number;
}

export interface Tables {
  readonly merchants: MerchantRow;
  readonly terminals: TerminalRow;
  readonly deposits: DepositRow;
  readonly unbinds: UnbindRow;
  /** Executions by serial number: how often the binding was really taken away. */
  readonly unbindCounts: CounterRow;
  readonly refunds: RefundRow;
  readonly closures: ClosureRow;
  readonly closureCounts: CounterRow;
  readonly messages: SmsRow;
  readonly storedAnswers: StoredAnswerRow;
  readonly faults: FaultRow;
  readonly jobs: JobRow;
  readonly anomalies: AnomalyRow;
  readonly counters: CounterRow;
}
export type TableName = keyof Tables;
export const TABLE_NAMES = [
  'merchants',
  'terminals',
  'deposits',
  'unbinds',
  'unbindCounts',
  'refunds',
  'closures',
  'closureCounts',
  'messages',
  'storedAnswers',
  'faults',
  'jobs',
  'anomalies',
  'counters',
] as const satisfies readonly TableName[];

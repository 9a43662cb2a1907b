/**
 * What is known about a case without any personal data: the workflow keeps it, writes it to the record
 * with every change, and everybody reads it there.
 */
import type {
  CaseId,
  DepositId,
  Generation,
  PrincipalId,
  RevisionNumber,
  TerminalId,
} from './identifiers';
import type { CaseStatus } from './lifecycle';
import type { ErrorCode, GateCode } from './errors';

export const CASE_CHANNELS = ['website', 'app', 'hotline'] as const;
export type CaseChannel = (typeof CASE_CHANNELS)[number];

export const UNBIND_REASONS = [
  'business-ended',
  'terminal-replaced',
  'merchant-data-changed',
  'regulatory',
  'other',
] as const;
export type UnbindReason = (typeof UNBIND_REASONS)[number];

export const IDENTITY_METHODS = ['document-seen', 'callback', 'video', 'bank-check'] as const;
export type IdentityMethod = (typeof IDENTITY_METHODS)[number];
/** What a callback went to: the number that the acquirer has bound, or one where it tells of none. */
export const CALLED_NUMBERS = ['bound-number', 'number-not-told'] as const;
export type CalledNumber = (typeof CALLED_NUMBERS)[number];

export const CONSENT_METHODS = ['recorded-call', 'in-person', 'link'] as const;
export type ConsentMethod = (typeof CONSENT_METHODS)[number];

/**
 * What a merchant agrees to, each by its own text: the service itself, and apart from it (PIPL, art. 28, 29) the
 * handling of identity data and of financial data.
 */
export const CONSENT_KINDS = ['service', 'identity-data', 'financial-data'] as const;
export type ConsentKind = (typeof CONSENT_KINDS)[number];

/** Those that stand apart from the service. */
export const DATA_CONSENTS = ['identity-data', 'financial-data'] as const satisfies ConsentKind[];
export type DataConsent = (typeof DATA_CONSENTS)[number];

/** A consent in force: its kind, and its row in the record. */
export interface ConsentRef {
  readonly kind: ConsentKind;
  readonly consentId: string;
}

export const REJECTION_REASONS = [
  'identity-not-proven',
  'not-the-merchant',
  'data-does-not-match',
  'contract-term-running',
  'suspected-fraud',
  'duplicate-request',
  'other',
] as const;
export type RejectionReason = (typeof REJECTION_REASONS)[number];

export const DEPOSIT_KINDS = ['refundable-deposit', 'service-fee', 'cashback', 'sim-fee'] as const;
/** Only `refundable-deposit` is ever paid back. */
export type DepositKind = (typeof DEPOSIT_KINDS)[number];

/** Steps that the machine does and that may park. */
export const STEPS = [
  'unbind-terminals',
  'refund-deposit',
  'close-account',
  'write-ledger',
] as const;
export type Step = (typeof STEPS)[number];

/** Outcomes that an operator may prove by hand, by step. */
export const RESOLUTION_OUTCOMES = {
  'unbind-terminals': ['effective', 'left-bound'],
  'refund-deposit': ['paid', 'not-due'],
  'close-account': ['closed', 'not-closed'],
  'write-ledger': [],
} as const satisfies Record<Step, readonly string[]>;
/** Every outcome of every step. */
export const RESOLUTIONS = [
  ...RESOLUTION_OUTCOMES['unbind-terminals'],
  ...RESOLUTION_OUTCOMES['refund-deposit'],
  ...RESOLUTION_OUTCOMES['close-account'],
] as const;
export type ResolutionOutcome = (typeof RESOLUTIONS)[number];

export const STEP_UP_REASONS = [
  'PHONE_CHANGED',
  'THIRD_PARTY_CALLER',
  'MERCHANT_UNREADABLE',
] as const satisfies readonly ErrorCode[];
export type StepUpReason = (typeof STEP_UP_REASONS)[number];

/**
 * - `waiting`: not asked yet
 * - `blocked`: the eligibility gate is closed; `gate` says why
 * - `requesting`: a request is on its way or its result is unknown
 * - `accepted`: the acquirer took the request; it is not effective yet
 * - `manual`: a person does it in the acquirer's console and gives proof
 * - `stuck`: the machine cannot go on; `code` says why
 * - `effective`: proven by reading back (or by hand, with evidence)
 * - `left-bound`: an operator proved that it stays bound
 */
export const TERMINAL_STATES = [
  'waiting',
  'blocked',
  'requesting',
  'accepted',
  'manual',
  'stuck',
  'effective',
  'left-bound',
] as const;
export type TerminalState = (typeof TERMINAL_STATES)[number];

/** Nothing more is asked for. */
export const SETTLED_TERMINALS: readonly TerminalState[] = ['effective', 'left-bound'];

/** What the view says of every part of a case: a terminal, a deposit item, the account. */
export interface PartView {
  readonly generation: Generation;
  readonly gate?: readonly GateCode[];
  readonly code?: ErrorCode;
  /** RFC 3339; when the state was reached. */
  readonly since: string;
  /**
   * The provider took the request of this generation, whatever became of it since. Absent also in views from
   * before 2026-11-30.
   */
  readonly taken?: true;
}

export interface TerminalView extends PartView {
  readonly terminalId: TerminalId;
  readonly state: TerminalState;
}

/**
 * `not-due` also where the terminal stays bound or the item is not refundable. `paid` is proven by
 * hand, `succeeded` by the provider. `returned` came back after success.
 */
export const REFUND_STATES = [
  'not-due',
  'waiting',
  'blocked',
  'requesting',
  'pending',
  'manual',
  'stuck',
  'returned',
  'succeeded',
  'paid',
] as const;
export type RefundState = (typeof REFUND_STATES)[number];

/** Nothing more is paid; an item that came back after success is not settled. */
export const SETTLED_REFUNDS: readonly RefundState[] = ['succeeded', 'paid', 'not-due'];

export interface DepositView extends PartView {
  readonly depositId: DepositId;
  readonly terminalId: TerminalId;
  readonly kind: DepositKind;
  readonly amountMinor: number;
  readonly currency: string;
  readonly refund: RefundState;
}

export const CLOSURE_STATES = [
  'not-asked',
  'waiting',
  'blocked',
  'requesting',
  'accepted',
  'manual',
  'stuck',
  'closed',
  'not-closed',
] as const;
export type ClosureState = (typeof CLOSURE_STATES)[number];

/** Nothing more is asked for. */
export const SETTLED_CLOSURES: readonly ClosureState[] = ['closed', 'not-closed', 'not-asked'];

/** True for a part on which the machine has given up until an operator decides. */
export function isStuck({ state }: { readonly state: string }): boolean {
  return state === 'stuck' || state === 'returned';
}

/** A request of the part is on its way, or its effect is. */
export const UNDER_WAY: readonly (TerminalState | RefundState | ClosureState)[] = [
  'requesting',
  'accepted',
  'pending',
];

export interface ClosureView extends PartView {
  readonly state: ClosureState;
}

export const OPERATOR_ACTIONS = ['retry', 'resolve', 'send-back'] as const;
export type OperatorAction = (typeof OPERATOR_ACTIONS)[number];

/** A step that the machine cannot finish. Nothing is lost; an operator decides. */
export interface ParkedView {
  readonly step: Step;
  readonly code: ErrorCode;
  /** Terminals or deposits concerned; empty for the closure and the ledger. */
  readonly subjects: readonly string[];
  readonly since: string;
  readonly actions: readonly OperatorAction[];
}

/** Who has to do something next. */
export const PARTIES = [
  'agent',
  'merchant',
  'reviewer',
  'operator',
  'acquirer',
  'provider',
  'nobody',
] as const;
export type Party = (typeof PARTIES)[number];

/** The merchant is asked to agree to what the application needs beyond the consent, and to that alone. */
export interface ConsentExtensionView {
  /** Paths of the application that the consent does not cover, in the revision that was to be submitted. */
  readonly paths: readonly string[];
  readonly revision: RevisionNumber;
  /** RFC 3339. */
  readonly since: string;
  readonly limitAt: string;
}

export interface CaseView {
  readonly caseId: CaseId;
  readonly status: CaseStatus;
  readonly statusSince: string;
  readonly openedAt: string;
  readonly openedBy: PrincipalId;
  /** Who worked on the application and may not decide its review. Absent in views from before 2026-11-30. */
  readonly involved?: readonly PrincipalId[];
  readonly channel: CaseChannel;
  readonly reason: UnbindReason;
  readonly closeAccount: boolean;
  /** Latest revision that the workflow knows; decisions of a review name the one that was seen. */
  readonly revision: RevisionNumber;
  readonly waitsFor: Party;
  /** Next moment at which something happens by itself (reminder, escalation, limit); RFC 3339. */
  readonly nextDueAt?: string;
  /** Limit of the present status, where it has one; RFC 3339. */
  readonly limitAt?: string;
  /** When whoever is awaited should be done: the first look, the limit, or what providers promise. */
  readonly expectedBy?: string;
  readonly overdue: boolean;
  readonly held: boolean;
  readonly partial: boolean;
  readonly pointOfNoReturn: boolean;
  readonly refundReopened: boolean;
  readonly stepUp: readonly StepUpReason[];
  /** What the check of the application found that refuses nothing, and what closed a gate then. */
  readonly warnings: readonly ErrorCode[];
  readonly claim?: { readonly by: PrincipalId; readonly until: string };
  /** Paths of the fields that a reviewer asked to correct. */
  readonly requestedFields: readonly string[];
  /** Consents in force. Absent in views from before 2026-11-30. */
  readonly consents?: readonly ConsentRef[];
  readonly consentExtension?: ConsentExtensionView;
  readonly parked?: ParkedView;
  readonly terminals: readonly TerminalView[];
  readonly deposits: readonly DepositView[];
  readonly closure: ClosureView;
  /** Working time that the review has used, ms, while nobody looked; pauses do not count. */
  readonly reviewClockMs: number;
  readonly rejection?: RejectionReason | 'OPERATOR_ENDED';
  readonly endedAt?: string;
}

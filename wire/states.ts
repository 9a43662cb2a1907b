/** Closed lists that only the API's answers use; those of the trade stand in the contract. No schema, so that pages load them alone. */
import type { OperatorAction } from '../workflows/contract/case-view';

/** How one field of an application compares with the record of the acquirer. */
export const COMPARISON_STATES = [
  'same',
  'different',
  'only-entered',
  'only-acquirer',
  /** The acquirer could not be read, does not tell, or holds no such thing. */
  'unknown',
] as const;
export type ComparisonState = (typeof COMPARISON_STATES)[number];

/** `cannot-tell`: this acquirer has no way to; a person looks there. */
export const ACQUIRER_READINGS = ['read', 'unreachable', 'cannot-tell'] as const;

/** What stands at an open place of a sentence. */
export const PLACE_KINDS = [
  /** RFC 3339. */
  'moment',
  'status',
  'party',
  'step',
  /** Id of a terminal or a deposit item of the case. */
  'part',
  /** Number of a request to a provider. */
  'request',
  /** How an effect stands in our record. */
  'effect-state',
  /** How an effect stands at the provider. */
  'provider-state',
  'activity',
  /** Public error code, or a code of the provider. */
  'code',
  /** Shows as it stands. */
  'text',
] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** What an operator may do with a case that stands still, as the diagnosis advises. */
export const ADVISED_ACTIONS = [
  'retry',
  'resolve',
  'send-back',
  'correct-reference',
  'reset',
] as const satisfies readonly (OperatorAction | 'correct-reference' | 'reset')[];
export type AdvisedAction = (typeof ADVISED_ACTIONS)[number];

/**
 * Kinds of repairs in bulk, the one that does nothing last. `look-now`: the attempt that waits for its turn
 * is made at once.
 */
export const BULK_REPAIR_KINDS = [
  'retry',
  'look-now',
  'hold',
  'release-hold',
  'send-back',
  'resend-notice',
  'skip',
] as const;
export type BulkRepairKind = (typeof BULK_REPAIR_KINDS)[number];

/**
 * What a retry does about one effect:
 * - `asks-first`: nothing was sent yet
 * - `reads-back`: something may have left; it is asked again only where nothing has happened
 * - `asks-again`: it was refused; asked again under the same number
 * - `waits-for-proof`: it was accepted; nothing is sent
 * - `sends-nothing`: it is done, or a person does it
 */
export const EFFECT_PLANS = [
  'asks-first',
  'reads-back',
  'asks-again',
  'waits-for-proof',
  'sends-nothing',
] as const;
export type EffectPlan = (typeof EFFECT_PLANS)[number];

/**
 * How an effect stands at the provider:
 * - `absent`: nothing has happened under its number; `accepted`, `done`, `refused`, `returned`: it has
 * - `missing`, `elsewhere`: a terminal that is not shown on the merchant, or on another one
 * - `pending`, `succeeded`, `failed`, `returned`: a refund
 * - `cannot`: this acquirer has no way to tell
 * - `unreachable`: it did not answer in time; `misfit`: it answered about something else
 */
export const PROVIDER_STATES = [
  'absent',
  'accepted',
  'done',
  'missing',
  'elsewhere',
  'refused',
  'returned',
  'cannot',
  'pending',
  'succeeded',
  'failed',
  'unreachable',
  'misfit',
] as const;
export type ProviderState = (typeof PROVIDER_STATES)[number];

/** Whether an effect after the point of a reset has happened, as far as record and provider know together. */
export const EFFECT_ENDS = ['done', 'on-its-way', 'refused', 'returned', 'not-known'] as const;
export type EffectEnd = (typeof EFFECT_ENDS)[number];

/**
 * How far a payment is:
 * - `not-asked`: the case has not come to it, or it was settled without it
 * - `under-way`: being asked for; `accepted`: taken, and not proven to have arrived
 * - `paid`, `refused`, `returned`: how it ended
 * - `parked`: the machine could not finish it; the code says why
 */
export const PAYMENT_STATES = [
  'not-asked',
  'under-way',
  'accepted',
  'paid',
  'refused',
  'returned',
  'parked',
] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

/** `taken`: the case has taken it, and the payments that it makes have not ended yet. */
export const PROPOSAL_STATES = [
  'open',
  'approved',
  'taken',
  'carried-out',
  'failed',
  'declined',
  'lapsed',
] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** What became of a notice on one channel so far. */
export const RESEND_OUTCOMES = ['arrived', 'left', 'on-its-way', 'unknown', 'not-arrived'] as const;
export type ResendOutcome = (typeof RESEND_OUTCOMES)[number];

/** `template`: not sent yet, as it would look now. */
export const NOTICE_SOURCES = ['sent', 'template'] as const;
export type NoticeSource = (typeof NOTICE_SOURCES)[number];

export const NOTE_KINDS = ['note', 'reason', 'evidence', 'message'] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/** Who may not answer when the desk is looked at. */
export const SILENT_PARTS = ['record', 'temporal'] as const;
export type SilentPart = (typeof SILENT_PARTS)[number];

/** How a comparison of ledger, workflows, providers and notices stands. */
export const RUN_STATES = ['running', 'finished', 'failed'] as const;
export type RunState = (typeof RUN_STATES)[number];

export const REPORT_NAMES = [
  'open-by-status-and-age',
  'stage-times',
  'overdue-rate',
  'reasons',
  'refusals',
  'notices',
  'refunds',
] as const;
export type ReportName = (typeof REPORT_NAMES)[number];

/** Time that a report counts durations in. */
export const REPORT_TIMES = ['calendar', 'working'] as const;

/** Ways in which a person of the desk can sign in. */
export const SIGN_INS = ['password', 'key', 'oidc'] as const;
export type SignIn = (typeof SIGN_INS)[number];

/** What a stream of events tells: a case or a notice of one has changed, who looks at a case, or that some was missed. */
export const EVENT_NAMES = ['case-changed', 'notice-changed', 'presence', 'reset'] as const;
export type EventName = (typeof EVENT_NAMES)[number];

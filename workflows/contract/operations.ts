/**
 * What operators are told to look at, by cause, and the repairs that may be done to many cases at once.
 * A cause says where it was seen; the code beside it, where there is one, says why.
 */
import type { ErrorCode } from './errors';
import { refundKey } from './identifiers';
import type { CaseId, DepositId, TerminalId } from './identifiers';
import type { CaseView, DepositView, Step } from './case-view';
import type { StatementSignature } from './signing/statements';

/**
 * Causes that the record knows:
 * - `parked`: a step that the machine cannot finish
 * - `retrying`: an attempt at the outside or at the record failed and comes again by itself
 * - `notice`: a message that reached nobody, or of which nobody knows
 * - `refund-late`: money that was asked for and has not arrived for days
 * - `overdue`: somebody has let a case wait too long
 * - `by-hand`: a step that a person does at the acquirer
 * - `held`: an operator holds the case
 * - `reported`: whatever else was put on the list
 */
export const RECORD_CAUSES = [
  'parked',
  'retrying',
  'notice',
  'refund-late',
  'overdue',
  'by-hand',
  'held',
  'reported',
] as const;
export type RecordCause = (typeof RECORD_CAUSES)[number];

/**
 * Causes that only Temporal knows:
 * - `no-worker`: nobody asks for work, so every open case stands still
 * - `workers-behind`: work waits longer than a minute for a worker
 * - `workflow-diverges`: the code of the workers does not fit the history, as after a bad release
 * - `workflow-fails`: the code of the workflow fails, and is tried again for ever
 * - `workflow-slow`: the workers take a case and do not answer in time
 * - `workflow-missing`: open in the record, and nothing runs for it
 * - `record-missing`: runs, and the record does not know it
 * - `status-differs`: record and workflow name different statuses
 */
export const TEMPORAL_CAUSES = [
  'no-worker',
  'workers-behind',
  'workflow-diverges',
  'workflow-fails',
  'workflow-slow',
  'workflow-missing',
  'record-missing',
  'status-differs',
] as const;
export type TemporalCause = (typeof TEMPORAL_CAUSES)[number];

/**
 * Causes that whoever looks sees for themself:
 * - `out-of-order`: record or Temporal cannot be used as it should; the code says what is wrong
 * - `calendar-ends`: limits run into a year whose holidays the desk does not know; so even without open cases
 * - `ledger-unproven`: what stands in the ledger could not be proven to others; the code says why
 */
export const SEEN_CAUSES = ['out-of-order', 'calendar-ends', 'ledger-unproven'] as const;
export type SeenCause = (typeof SEEN_CAUSES)[number];

export const CAUSES = [...RECORD_CAUSES, ...TEMPORAL_CAUSES, ...SEEN_CAUSES] as const;
export type Cause = (typeof CAUSES)[number];

/**
 * Why no workflow carries an open case: how its last run ended, or `gone`: Temporal has no history of it.
 * All but the last two are healed by a reset to a point of that history.
 */
export const LOST_WORKFLOWS = [
  'failed',
  'terminated',
  'canceled',
  'timed-out',
  'completed',
  'gone',
] as const;
export type LostWorkflow = (typeof LOST_WORKFLOWS)[number];

/**
 * References by which the acquirer knows what a case is about, and which may be wrong: chosen by people,
 * or changed by the acquirer since they were checked. Request numbers are made of the case and never are.
 * - `merchant-number`: the account, for everything that the case still asks for
 * - `terminal`: the serial number of one terminal
 * - `deposit`: the serial number under which the acquirer's ledger keeps one deposit item
 */
export const REFERENCES = ['merchant-number', 'terminal', 'deposit'] as const;
export type Reference = (typeof REFERENCES)[number];

/** Which reference of a case; `subject` unless it is the merchant number. */
export interface ReferencePlace {
  readonly reference: Reference;
  readonly subject?: TerminalId | DepositId | undefined;
}

/** How a side effect stands in the record. */
export const INTENT_STATES = [
  'planned',
  'attempted',
  'unknown',
  'accepted',
  'done',
  'refused',
  'manual',
] as const;
export type IntentState = (typeof INTENT_STATES)[number];

/**
 * Builds of the worker:
 * - `current`: new cases go there, and open ones that move on
 * - `ramping`: gets a share of both
 * - `draining`: open cases that stay with their build still need it
 * - `drained`: nothing needs it any more
 * - `inactive`: it polls and gets nothing yet
 */
export const BUILD_STATES = ['current', 'ramping', 'draining', 'drained', 'inactive'] as const;
export type BuildState = (typeof BUILD_STATES)[number];

/** Repairs that may be done to many cases in one run. */
export const BULK_VERBS = ['retry', 'hold', 'release-hold', 'send-back', 'resend-notice'] as const;
export type BulkVerb = (typeof BULK_VERBS)[number];

/** `retry` of a refund that failed for good sends money under a new generation. */
export const NEW_GENERATION_CODES: readonly ErrorCode[] = ['REFUND_REFUSED', 'REFUND_RETURNED'];

/** A refund that a `retry` would pay again, since it failed for good or came back. */
export interface PaymentAnew {
  readonly depositId: DepositId;
  /** Request number of the new payment. */
  readonly key: string;
  readonly amountMinor: number;
  readonly currency: string;
  /** Why the earlier payment did not stay with the merchant. */
  readonly because: ErrorCode;
}

interface Refundable extends Pick<DepositView, 'depositId' | 'generation'> {
  readonly code?: ErrorCode | undefined;
}

function keyAnew(caseId: CaseId, { depositId, generation, code }: Refundable): string | undefined {
  const isAnew = code !== undefined && NEW_GENERATION_CODES.includes(code);
  return isAnew ? refundKey(caseId, depositId, generation + 1) : undefined;
}

/** What a `retry` of the step would pay anew as the case stands. */
export function paymentsAnew(
  { caseId, deposits }: Pick<CaseView, 'caseId' | 'deposits'>,
  step: Step,
): readonly PaymentAnew[] {
  if (step !== 'refund-deposit') return [];
  return deposits.flatMap((deposit) => {
    const { depositId, amountMinor, currency, code } = deposit;
    const key = keyAnew(caseId, deposit);
    return key === undefined || code === undefined
      ? []
      : [{ depositId, key, amountMinor, currency, because: code }];
  });
}

/**
 * Whether a `retry` may touch a refund: money leaves anew only where `payments` names its request number.
 * Undefined: an older decision, which names none and covers all.
 */
export function mayRetry(
  caseId: CaseId,
  deposit: Refundable,
  payments: readonly string[] | undefined,
): boolean {
  const key = keyAnew(caseId, deposit);
  return key === undefined || payments === undefined || payments.includes(key);
}

/** Whether a `retry` of the step sends money under a new generation. */
export function sendsMoneyAnew(view: Pick<CaseView, 'caseId' | 'deposits'>, step: Step): boolean {
  return paymentsAnew(view, step).length > 0;
}

/** Id of one run, e.g. `B-7Q4M2K9T1B`; `bulk:B-…` is its workflow. */
export type BulkRunId = string;
export const BULK_RUN_ID_PATTERN = /^B-[0-9A-HJKMNP-TV-Z]{10}$/;

export function bulkWorkflowId(runId: BulkRunId): string {
  return `bulk:${runId}`;
}

/** Input of the workflow `bulkRepair`; what is to be done to whom lies in the record. */
export interface BulkRepairInput {
  readonly runId: BulkRunId;
}

/** `stopped-on-errors`: as many cases as allowed had failed. The last three are ends. */
export const BULK_STATES = ['running', 'finished', 'stopped', 'stopped-on-errors'] as const;
export type BulkState = (typeof BULK_STATES)[number];

/**
 * One case of a run. `skipped`: there was nothing left to do, or it is not done in bulk. `failed`: it
 * was refused or got no answer. `taken`: at work, or interrupted and taken again.
 */
export const BULK_ITEM_STATES = ['planned', 'taken', 'done', 'skipped', 'failed'] as const;
export type BulkItemState = (typeof BULK_ITEM_STATES)[number];

/** Where a run stands. */
export interface BulkProgress {
  readonly state: BulkState;
  readonly done: number;
  readonly skipped: number;
  readonly failed: number;
  /** Of those done: parked again since. Counts as an error. */
  readonly parkedAgain: number;
  readonly left: number;
}

/** What a repair in bulk is about. */
export interface BulkSubject {
  readonly caseId: CaseId;
  /** Id of the notice for `resend-notice`, else empty. */
  readonly subject: string;
  /** Of the API, over the order for this case. Absent in runs from before, and where nothing is decided. */
  readonly signed?: StatementSignature;
}

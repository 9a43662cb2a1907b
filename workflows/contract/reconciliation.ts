/**
 * What a comparison of ledger, workflows, providers and notices finds. Codes and ids only: runs of the
 * comparison are workflows, and a history holds no personal data.
 */
import type { ErrorCode } from './errors';
import type { CaseId } from './identifiers';
import type { PolicyOverrides, ReopenRefundInput } from './messages';

/** Differences that only a comparison finds, and takes off the operators' list again. */
export const DIFFERENCE_CODES = [
  'REFUND_UNRECORDED',
  'REFUND_VANISHED',
  'REFUND_EXCEEDS_DEPOSIT',
  'UNBIND_UNRECORDED',
  'TERMINAL_MOVED',
  'TERMINAL_BOUND_AGAIN',
  'CLOSURE_UNRECORDED',
  'ACCOUNT_OPEN_AGAIN',
  'WORKFLOW_MISSING',
  'WORKFLOW_DIFFERS',
  'CASE_UNRECORDED',
  'LEDGER_GAP',
  'NOT_COMPARED',
] as const satisfies readonly ErrorCode[];

/** Differences that others put on the list too, and take off. */
export type SharedDifferenceCode = Extract<ErrorCode, 'NOTICE_UNKNOWN' | 'NOTICE_UNDELIVERED'>;
export type DifferenceCode = (typeof DIFFERENCE_CODES)[number] | SharedDifferenceCode;

export interface Difference {
  readonly caseId: CaseId;
  readonly code: DifferenceCode;
  /** Terminal, deposit, run, or notice (`kind#occurrence`) concerned; `case` where it is all of it. */
  readonly subject: string;
}

/** What one page came to. */
export interface ReconcilePage {
  readonly compared: number;
  readonly differences: readonly Difference[];
  /** Refunds that came back and that nothing pays again yet; the workflow sees to it. */
  readonly returned: readonly ReopenRefundInput[];
  /** Where the next page begins; absent on the last. */
  readonly next?: string;
}

/** Longest list of differences in a report; the operators' list has all of them. */
export const REPORTED_DIFFERENCES = 200;

/** Result of the workflow `reconcileDesk`. */
export interface ReconcileReport {
  readonly cases: number;
  readonly workflows: number;
  /** Differences found, by code. */
  readonly byCode: Readonly<Partial<Record<DifferenceCode, number>>>;
  /** The first `REPORTED_DIFFERENCES` of them. */
  readonly differences: readonly Difference[];
  /** Refunds whose branch was opened again, or told that it has to. */
  readonly reopened: number;
}

export const EMPTY_REPORT: ReconcileReport = {
  cases: 0,
  workflows: 0,
  byCode: {},
  differences: [],
  reopened: 0,
};

/** Input of the workflow `reconcileDesk`; empty at the beginning, its own state when it goes on. */
export interface ReconcileInput {
  readonly phase?: 'cases' | 'workflows';
  readonly after?: string;
  readonly report?: ReconcileReport;
}

/** What refunds that came back after their case had ended are opened again with. */
export interface ReopeningSettings {
  readonly calendarVersion: string;
  readonly policy?: PolicyOverrides;
}

/**
 * What a verification of the ledger finds: chains that are not what was written. Ids, positions and names of
 * checks only: runs of the verification are workflows, and a history holds no personal data.
 */
import type { CaseId } from './identifiers';

/**
 * By which check a chain was found broken:
 * - `content`: the row says something else than what was written
 * - `order`: the row does not follow the one before: rows were removed, put in, exchanged, or made anew
 * - `end`: the chain ends elsewhere than the case says: its last rows were cut off or put on
 */
export const LEDGER_CHECKS = ['content', 'order', 'end'] as const;
export type LedgerCheck = (typeof LEDGER_CHECKS)[number];

/** The first row of a case that does not fit. */
export interface LedgerFault {
  /** Position in the chain, from 1. */
  readonly position: number;
  readonly check: LedgerCheck;
}

/** A broken chain, and whose it is. */
export interface BrokenLedger extends LedgerFault {
  readonly caseId: CaseId;
}

/** What one page came to. */
export interface VerificationPage {
  readonly cases: number;
  readonly rows: number;
  readonly broken: readonly BrokenLedger[];
  /** Where the next page begins; absent on the last. */
  readonly next?: string;
}

/** Longest list of broken chains in a report; the operators' list has all of them. */
export const REPORTED_BROKEN = 200;

/** Result of the workflow `verifyLedgers`. */
export interface VerificationReport {
  /** Cases whose chain was computed anew, and the rows of these chains. */
  readonly cases: number;
  readonly rows: number;
  /** How many chains are broken. */
  readonly brokenCases: number;
  /** The first `REPORTED_BROKEN` of them. */
  readonly broken: readonly BrokenLedger[];
}

export const EMPTY_VERIFICATION: VerificationReport = {
  cases: 0,
  rows: 0,
  brokenCases: 0,
  broken: [],
};

/** Input of the workflow `verifyLedgers`; empty at the beginning, its own state when it goes on. */
export interface VerificationInput {
  readonly after?: string;
  readonly report?: VerificationReport;
}

// record/port/operations/: what operators look at and repair: attention, retries, bulk runs, proposals, reports.
/** What needs a person, as far as the record knows: groups by cause, and the cases of each. */
import type { CaseView } from '../../../workflows/contract/case-view';
import type { ErrorCode } from '../../../workflows/contract/errors';
import type { CaseId } from '../../../workflows/contract/identifiers';
import type { CaseStatus } from '../../../workflows/contract/lifecycle';
import type { Money } from '../../../workflows/contract/money';
import type { RecordCause } from '../../../workflows/contract/operations';

export type { Money } from '../../../workflows/contract/money';

/** Cases that stand still for one cause and code. */
export interface AttentionGroup {
  readonly cause: RecordCause;
  readonly code?: ErrorCode;
  /** Cases, each counted once. */
  readonly cases: number;
  /** When the first of them began. */
  readonly since: Date;
  /** Deposits of these cases that are owed and not paid back, by currency. */
  readonly money: readonly Money[];
  /** What the other side answers most often, where it says something, e.g. `503`. */
  readonly answer?: string;
}

/** One thing in one case that needs a person. */
export interface AttentionItem {
  readonly cause: RecordCause;
  readonly code?: ErrorCode;
  readonly caseId: CaseId;
  /** What within the case: a step, a notice, an activity; empty: the case itself. */
  readonly subject: string;
  readonly since: Date;
  readonly view: CaseView;
  readonly money: readonly Money[];
  /** Of what is tried again by itself. */
  readonly attempt?: number;
  readonly nextAt?: Date;
  /** What the other side answered last, e.g. `503`. */
  readonly answer?: string;
}

export interface AttentionFilter {
  readonly cause?: RecordCause;
  readonly code?: ErrorCode;
  readonly status?: readonly CaseStatus[];
  /** Reason of the case. */
  readonly reason?: string;
  /** Only what began before. */
  readonly sinceBefore?: Date;
  /** Only cases with at least so much at stake, minor units of any one currency. */
  readonly moneyFromMinor?: number;
  readonly caseIds?: readonly CaseId[];
  /** Opaque; from a page before. */
  readonly cursor?: string;
  /** 1 to 1,000, default 50. */
  readonly limit?: number;
}
export interface AttentionPage {
  readonly items: readonly AttentionItem[];
  readonly nextCursor?: string;
}

/** How a case stands in the record, to be compared with what runs. */
export interface Standing {
  readonly caseId: CaseId;
  readonly status: CaseStatus;
  readonly ended: boolean;
  readonly changedAt: Date;
}

/** A notice that may be sent again. */
export interface FailedNotice {
  readonly caseId: CaseId;
  readonly noticeId: string;
  readonly kind: string;
  readonly channel: string;
}

/** Something that a person of operations should look at and that is not a parked case. */
export interface AttentionRow {
  readonly caseId: CaseId;
  readonly code: ErrorCode;
  readonly subject: string;
  readonly since: Date;
}

export interface AttentionStore {
  /** Puts a case on the operators' list for a code. Called twice: the first moment stands. */
  raise(row: Omit<AttentionRow, 'since'>): Promise<void>;
  /** Takes it off again. Called twice, or where it never was: nothing. */
  clear(caseId: CaseId, code: ErrorCode, subject: string): Promise<void>;
  /**
   * Puts what was found of these cases on the list, and takes off what of these codes was not found any
   * more. Called twice: the same, and the first moments stand.
   */
  settle(
    looked: { readonly caseIds: readonly CaseId[]; readonly codes: readonly ErrorCode[] },
    found: readonly Omit<AttentionRow, 'since'>[],
  ): Promise<void>;
  /** What needs somebody, longest waiting first; a notice that has arrived since is left out. */
  list(limit: number): Promise<readonly AttentionRow[]>;
  /** The longest waiting first. Money that was asked for counts as late after `refundLateMs`. */
  groups(refundLateMs: number): Promise<readonly AttentionGroup[]>;
  /** Pages of what needs a person, longest waiting first. */
  items(filter: AttentionFilter, refundLateMs: number): Promise<AttentionPage>;
  /** Pages of open cases, whether they need a person or not, first opened first. */
  openCases(filter: Omit<AttentionFilter, 'cause' | 'code'>): Promise<AttentionPage>;
  /** The newest row of each notice of these cases that reached nobody, or of which nobody knows. */
  failedNotices(caseIds: readonly CaseId[]): Promise<readonly FailedNotice[]>;
  /** How every open case stands. */
  openStandings(): Promise<readonly Standing[]>;
  /** How these cases stand, ended ones and drafts too; those that do not exist are left out. */
  standingsOf(caseIds: readonly CaseId[]): Promise<readonly Standing[]>;
}

// record/port/cases/: a case and what is written about it: revisions, ledger, changes, hashes that find it.
/** Cases as the rest of the product sees them: opened and changed, read, listed and counted. */
import type { CaseData } from '../../../workflows/contract/case-data';
import type { CaseView, Party } from '../../../workflows/contract/case-view';
import type {
  CaseId,
  PrincipalId,
  RevisionNumber,
  TerminalId,
} from '../../../workflows/contract/identifiers';
import type { CaseStatus } from '../../../workflows/contract/lifecycle';
import type { CaseChange } from '../../../workflows/contract/ports';
import type { SearchKind } from '../../../workflows/contract/search-forms';

export interface CaseRow {
  readonly caseId: CaseId;
  readonly teamId: string;
  readonly view: CaseView;
  /** Latest revision in the record, drafts included; `view.revision` is the one the workflow knows. */
  readonly latestRevision: RevisionNumber;
  readonly assignee?: PrincipalId;
  /** Who worked on the application and may not decide its review. */
  readonly involved: readonly PrincipalId[];
  readonly openedAt: Date;
  readonly changedAt: Date;
}

/** What a case is looked for by: its id, and values as they were typed. */
export type Found = { readonly caseId?: CaseId } & Partial<Readonly<Record<SearchKind, string>>>;

export interface CaseFilter {
  readonly teamId?: string;
  readonly status?: readonly (CaseStatus | 'open')[];
  /** A principal, or `none` for those that are nobody's. */
  readonly assignee?: PrincipalId;
  /** Open cases that wait for this person: claimed, or opened by them and waiting for an agent. */
  readonly ownOf?: PrincipalId;
  /** Open cases that wait for a party. */
  readonly waitsFor?: Party;
  /** Cases with a step that a person does at the acquirer. */
  readonly manual?: boolean;
  readonly parked?: boolean;
  readonly overdue?: boolean;
  readonly reason?: string;
  readonly openedFrom?: Date;
  readonly openedBefore?: Date;
  /** Found by any of these, exact, through blind indexes; also by how the form before wrote them. */
  readonly found?: Found;
  /** `queue`: what is overdue first, then what is due next. */
  readonly sort?: 'openedAt' | '-openedAt' | 'nextDueAt' | '-changedAt' | 'queue';
  /** Opaque; from a page before. */
  readonly cursor?: string;
  /** 1 to 200, default 50. */
  readonly limit?: number;
}

export interface CasePage {
  readonly items: readonly CaseRow[];
  readonly nextCursor?: string;
}

/** Numbers of open cases. */
export interface QueueCounts {
  /** Claimed by the person, or opened by them and waiting for an agent. */
  readonly mine: number;
  readonly team: number;
  readonly waitingForMerchant: number;
  readonly parked: number;
  readonly overdue: number;
  readonly unclaimedReviews: number;
  /** With a step that a person does at the acquirer. */
  readonly manualTasks: number;
}

/** Cases and the terminals they hold; `open` and `change` write ledger and view as the workflow asks. */
export interface CaseStore {
  /** Inserts the case (not listed until `open`) with its first revision. Called twice: the first stands. */
  create(input: {
    caseId: CaseId;
    teamId: string;
    author: PrincipalId;
    data: CaseData;
    view: CaseView;
  }): Promise<void>;
  /**
   * Takes the terminals and lists the case with its first rows, all or nothing. `TERMINAL_HAS_OPEN_CASE`, and
   * as `change`.
   */
  open(change: CaseChange): Promise<void>;
  /**
   * Writes ledger rows, view and planned notices, all or nothing. Called twice: the first stands.
   * `LEDGER_CONFLICT`, `CASE_NOT_FOUND`.
   */
  change(change: CaseChange): Promise<void>;
  /** A case as it stands; undefined where there is none. */
  read(caseId: CaseId): Promise<CaseRow | undefined>;
  /** A page of the cases that a filter leaves. `BAD_REQUEST` for a cursor of another list or order. */
  list(filter: CaseFilter): Promise<CasePage>;
  /** Cases with a step that stands still, longest first. */
  listParked(limit: number): Promise<readonly CaseRow[]>;
  /** Counts by status, parked, overdue; for the queue and metrics. */
  count(
    teamId?: string,
  ): Promise<{ byStatus: Readonly<Record<string, number>>; parked: number; overdue: number }>;
  /** Open cases by what the tabs of the queue show; of one team, or of all where none is named. */
  countQueue(principalId: PrincipalId, teamId?: string): Promise<QueueCounts>;
  /**
   * Takes terminals for a case, all or nothing; frees those of the case that are not named.
   * `CASE_ENDED`, `CASE_NOT_FOUND`, `DUPLICATE_TERMINAL`.
   */
  reserveTerminals(
    caseId: CaseId,
    terminals: readonly { terminalId: TerminalId; serialNumber: string }[],
  ): Promise<
    | { taken: true }
    | { taken: false; conflicts: readonly { terminalId: TerminalId; otherCaseId: CaseId }[] }
  >;
  /** Open case that holds a serial number, if any. */
  findByTerminal(serialNumber: string): Promise<CaseId | undefined>;
}

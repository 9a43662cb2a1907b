/** The ledger as it is read, proven and added to by others than the workflow. */
import type { CaseId, PrincipalId } from '../../../workflows/contract/identifiers';
import type { Role } from '../../../workflows/contract/lifecycle';
import type { LedgerEntry } from '../../../workflows/contract/ports';
import type { BrokenLedger } from '../../../workflows/contract/verification';

export interface LedgerRow extends LedgerEntry {
  readonly position: number;
  readonly runId: string;
  /** Hex SHA-256 over what the row says. */
  readonly content: string;
  /** Hex SHA-256 over the previous row's hash and this row. */
  readonly hash: string;
  /** How it is hashed: `LEDGER_FORM`, or 1 in rows from before. */
  readonly form: number;
  /** Hex SHA-256 over the case as pages show it once the row stands; absent where no change of it wrote the row. */
  readonly viewHash?: string;
}

/** A chain that was computed anew. */
export interface CheckedLedger {
  readonly rows: number;
  /** The first row that does not fit; absent where the chain is whole. */
  readonly broken?: BrokenLedger;
  /** The last signed head that has the case, and the row up to which it does. */
  readonly covered?: { readonly head: number; readonly at: Date; readonly position: number };
  /** When the first row was written that no head has, RFC 3339; absent where all are covered. */
  readonly uncoveredSince?: string;
}

/** A page of chains that were computed anew. */
export interface CheckedLedgers {
  readonly caseIds: readonly CaseId[];
  /** Rows of all their chains. */
  readonly rows: number;
  readonly broken: readonly BrokenLedger[];
  /** Absent on the last page. */
  readonly next?: string;
}

/** The hash-chained rows of each case. */
export interface LedgerStore {
  /** What happened in a case, in the order of positions; `whole` has commitments to papers, too. */
  read(caseId: CaseId, what?: 'story' | 'whole'): Promise<readonly LedgerRow[]>;
  /** Computes the chain of a case anew at this moment, and holds against it what pages show and what lies beside it. `CASE_NOT_FOUND`. Called twice: the same. */
  verify(caseId: CaseId): Promise<CheckedLedger>;
  /** The same of a page of cases in the order of their ids, drafts too; `after` is `next` of the page before. */
  verifyPage(after?: string): Promise<CheckedLedgers>;
  /**
   * Commits papers of these cases that are older than commitments, so that none can be added unseen from then on.
   * Called twice: the first stands.
   */
  takeInPapers(caseIds: readonly CaseId[]): Promise<void>;
  /** A row written by the API or an activity rather than a workflow (audited reveal, resend, repair). */
  audit(entry: {
    caseId: CaseId;
    event: string;
    by: { principalId: PrincipalId; role: Role };
    facts: LedgerEntry['facts'];
  }): Promise<void>;
}

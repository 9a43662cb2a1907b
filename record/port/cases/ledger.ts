/** The ledger as it is read, proven and added to by others than the workflow. */
import type { CaseId, PrincipalId } from '../../../workflows/contract/identifiers';
import type { Role } from '../../../workflows/contract/lifecycle';
import type { LedgerEntry } from '../../../workflows/contract/ports';

export interface LedgerRow extends LedgerEntry {
  readonly position: number;
  readonly runId: string;
  /** Hex SHA-256 over the previous row's hash and this row. */
  readonly hash: string;
}

/** The hash-chained rows of each case. */
export interface LedgerStore {
  read(caseId: CaseId): Promise<readonly LedgerRow[]>;
  /** Recomputes the chain; the first position that does not fit, or undefined if it is whole. */
  verify(caseId: CaseId): Promise<number | undefined>;
  /** A row written by the API or an activity rather than a workflow (audited reveal, resend, repair). */
  audit(entry: {
    caseId: CaseId;
    event: string;
    by: { principalId: PrincipalId; role: Role };
    facts: LedgerEntry['facts'];
  }): Promise<void>;
}

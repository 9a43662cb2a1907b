/** What the comparison of ledger, workflows and providers reads and writes in the record. */
import type { CaseId } from '../../../workflows/contract/identifiers';
import type { Difference } from '../../../workflows/contract/reconciliation';
import type { CaseRow } from '../cases/cases';

export interface ReconciliationStore {
  /** Cases in the order of their ids: open ones, and those that changed after `endedSince`. */
  page(page: { after?: CaseId; endedSince: Date; limit: number }): Promise<readonly CaseRow[]>;
  /** The first run of workflow whose rows in the ledger have a gap, or undefined. */
  gapIn(caseId: CaseId): Promise<string | undefined>;
  /**
   * Puts what was found of one case on the operators' list, and takes off what only a comparison finds
   * and did not find any more. Called twice: the same, and the first moments stand.
   */
  report(caseId: CaseId, found: readonly Difference[]): Promise<void>;
}

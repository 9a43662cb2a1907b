/** Evidence packs between their making in a worker and the moment in which whoever asked for one takes it. */
import type { CaseView } from '../../../workflows/contract/case-view';
import type { CaseId } from '../../../workflows/contract/identifiers';
import type { PaperTable } from '../../../workflows/contract/verification';
import type { LedgerRow } from '../cases/ledger';
import type { Terms } from './consents';

/** How long a pack can be taken, ms; it is made anew at any time. */
export const PACK_KEPT_MS = 60 * 60 * 1_000;

/** What lies beside a ledger, opened. */
export interface OpenedPaper {
  readonly table: PaperTable;
  readonly id: string;
  /** As the ledger commits to it; see docs/audit.md. */
  readonly content: Readonly<Record<string, unknown>>;
  /** Of the commitment in force; absent where there is none that opens. */
  readonly salt?: string;
}

/** All that the record has of a case, of one moment. */
export interface CaseEvidence {
  /** Every row of the ledger, commitments too. */
  readonly rows: readonly LedgerRow[];
  readonly view: CaseView;
  /** The view as the text that is hashed in the chain. */
  readonly viewText: string;
  /** In the order in which the chain commits to them. What was changed so that it does not open is not there. */
  readonly papers: readonly OpenedPaper[];
  /** The terms that its consents name, each text once. */
  readonly terms: readonly Terms[];
}

/** Packs, sealed; none is kept for long, as each is a copy of personal data. */
export interface PackStore {
  /** Everything that a pack can say of a case. `CASE_NOT_FOUND`. */
  gather(caseId: CaseId): Promise<CaseEvidence>;
  /** Keeps a pack for `PACK_KEPT_MS`. Called twice for one id: the first stands. `CASE_NOT_FOUND`. */
  keep(pack: { packId: string; caseId: CaseId; content: string }): Promise<void>;
  /** The content of a pack; undefined where the case has no such pack, or not any more. */
  read(caseId: CaseId, packId: string): Promise<string | undefined>;
}

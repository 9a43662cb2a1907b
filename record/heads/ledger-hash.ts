/** How the rows of a case are chained: pure, so that anybody can check a chain without the record. */
import type { CaseId } from '../../workflows/contract/identifiers';
import type { LedgerEntry } from '../../workflows/contract/ports';
import { canonicalJson } from '../../base/canonical-json';
import { sha256Hex } from '../../base/sha256';

/** Stands before the first row of every case. */
export const GENESIS_HASH = '0'.repeat(64);

/** What a row says. */
export interface SaidRow extends LedgerEntry {
  readonly caseId: CaseId;
  readonly runId: string;
}

/** What a row says and nothing else; its canonical JSON is hashed. */
export function saidBy(caseId: CaseId, runId: string, entry: LedgerEntry): SaidRow {
  const { sequence, at, event, by, facts } = entry;
  const { principalId, role } = by;
  return { caseId, runId, sequence, at, event, by: { principalId, role }, facts };
}

/** Hex SHA-256 over what a row says; equal content under one number is the same row. */
export function contentHash(caseId: CaseId, runId: string, entry: LedgerEntry): string {
  return sha256Hex(canonicalJson(saidBy(caseId, runId, entry)));
}

/** Form in which rows are written now; the first had neither a name nor a view. */
export const LEDGER_FORM = 2;
const ROW_FORMAT = 'unbind-ledger-row/2';

/** How a row is hashed, as the row itself says. */
export interface RowForm {
  readonly form: number;
  /** Hex SHA-256 over the case as pages show it once the row stands; absent in a row that no change of it wrote. */
  readonly viewHash?: string | null | undefined;
}

/** Hash of a row in its place; the function `record_change` computes the same in SQL. */
export function chainHash(
  previous: string,
  position: number,
  content: string,
  { form, viewHash = null }: RowForm,
): string {
  const place = [previous, position, content];
  return sha256Hex(JSON.stringify(form === 1 ? place : [ROW_FORMAT, ...place, viewHash]));
}

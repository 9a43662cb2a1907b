/** How the rows of a case are chained: pure, so that anybody can check a chain without the record. */
import type { CaseId } from '../../workflows/contract/identifiers';
import type { LedgerEntry } from '../../workflows/contract/ports';
import { canonicalJson } from '../../base/canonical-json';
import { sha256Hex } from '../../base/sha256';

/** Stands before the first row of every case. */
export const GENESIS_HASH = '0'.repeat(64);

/** Hex SHA-256 over what a row says; equal content under one number is the same row. */
export function contentHash(caseId: CaseId, runId: string, entry: LedgerEntry): string {
  const { sequence, at, event, by, facts } = entry;
  const { principalId, role } = by;
  return sha256Hex(
    canonicalJson({ caseId, runId, sequence, at, event, by: { principalId, role }, facts }),
  );
}

/** Hash of a row in its place; the function `record_change` computes the same in SQL. */
export function chainHash(previous: string, position: number, content: string): string {
  return sha256Hex(JSON.stringify([previous, position, content]));
}

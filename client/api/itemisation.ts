/** The deposit items of a case as they are shown before consent, and the hash that consent names. */
import { createHash } from 'node:crypto';
import type { ItemisationLine } from '../../record/desk-record';
import type { CaseId } from '../../workflows/contract/identifiers';
import { readAcquirer } from './acquirer-reads';
import type { ApiDeps } from './deps';

/** Hex SHA-256 of the lines in a fixed order and form, so that the same items give the same hash. */
export function itemisationHash(lines: readonly ItemisationLine[]): string {
  const rows = lines
    .map(({ serialNumber, kind, amountMinor, currency }) =>
      JSON.stringify([serialNumber, kind, amountMinor, currency]),
    )
    .sort();
  return createHash('sha256').update(rows.join('\n')).digest('hex');
}

/**
 * Items of the case's terminals in the acquirer's ledger; where the acquirer cannot tell, those that
 * the application names. `UNAVAILABLE` while the acquirer is out of reach.
 */
export async function itemisationOf(deps: ApiDeps, caseId: CaseId) {
  const { data } = await deps.record.readRevision(caseId);
  const own = new Set(data.terminals.map(({ serialNumber }) => serialNumber));
  const read = await readAcquirer((signal) =>
    deps.acquirer.readDeposits(data.contact.merchantNumber, signal),
  );
  const all = read.kind === 'found' ? read.value : (data.application?.deposits ?? []);
  const lines = all
    .filter(({ serialNumber }) => own.has(serialNumber))
    .map(({ serialNumber, kind, amountMinor, currency }) => ({
      serialNumber,
      kind,
      amountMinor,
      currency,
    }))
    .sort((a, b) =>
      `${a.serialNumber} ${a.kind}`.localeCompare(`${b.serialNumber} ${b.kind}`, 'en'),
    );
  return {
    lines: lines.map((line) => ({ ...line, refundable: line.kind === 'refundable-deposit' })),
    hash: itemisationHash(lines),
  };
}

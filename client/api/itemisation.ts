/** The deposit items of a case as they are shown before consent, and the hash that consent names. */
import { heldLines, itemise } from '../../checks/itemisation';
import type { ItemisationLine } from '../../checks/itemisation';
import type { CaseId } from '../../workflows/contract/identifiers';
import { readAcquirer } from './acquirer-reads';
import type { ApiDeps } from './deps';

/**
 * Items of the case's terminals in the acquirer's ledger; where the acquirer cannot tell, those that
 * the application names. `UNAVAILABLE` while the acquirer is out of reach.
 */
export async function itemisationOf(
  deps: ApiDeps,
  caseId: CaseId,
): Promise<{ lines: ItemisationLine[]; hash: string }> {
  const { data } = await deps.record.readRevision(caseId);
  const read = await readAcquirer((signal) =>
    deps.acquirer.readDeposits(data.contact.merchantNumber, signal),
  );
  const held = read.kind === 'found' ? heldLines(read.value) : (data.application?.deposits ?? []);
  const { lines, hash } = await itemise(
    held,
    data.terminals.map(({ serialNumber }) => serialNumber),
  );
  return { lines: [...lines], hash };
}

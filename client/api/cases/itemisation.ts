/** What a consent would cover, as it is shown before, and the hash that the consent names. */
import type { z } from 'zod';
import { scopeHash, scopeToShow } from '../../../checks/application/consent-scope';
import { isRefundable } from '../../../checks/money/itemisation';
import type { CaseRow } from '../../../record/port/desk-record';
import { readAcquirer } from '../providers/acquirer-reads';
import type { itemisationAnswer } from '../../../wire/cases/consent-answers';
import type { ApiDeps } from '../deps';

/** By the latest revision and the acquirer's ledger of this moment. `UNAVAILABLE` while it is out of reach. */
export async function itemisationOf(
  deps: ApiDeps,
  { caseId, view }: Pick<CaseRow, 'caseId' | 'view'>,
): Promise<z.output<typeof itemisationAnswer>> {
  const { data } = await deps.record.revisions.read(caseId);
  const deposits = await readAcquirer((signal) =>
    deps.acquirer.readDeposits(data.contact.merchantNumber, signal),
  );
  const scope = scopeToShow(data, deposits, view.closeAccount);
  return {
    lines: scope.items.map((item) => ({ ...item, refundable: isRefundable(item.kind) })),
    terminals: scope.terminals.map(({ serialNumber }) => serialNumber),
    payeeKind: scope.payeeKind,
    closeAccount: scope.closeAccount,
    hash: await scopeHash(scope),
  };
}

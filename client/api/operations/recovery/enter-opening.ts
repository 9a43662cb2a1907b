// client/api/operations/recovery/: comparing what each side knows, and writing back what the record lacks.
/**
 * A case that only its workflow knows, as the record was restored to before it was opened: its row is made
 * anew under its own id, with contact and terminals as a person enters them once more.
 */
import { checkOpening } from '../../../../checks/application/opening';
import { terminalsFor } from '../../../../checks/application/case-content';
import type { EnteredOpening } from '../../../../wire/operations/repair-requests';
import type { CaseId, PrincipalId } from '../../../../workflows/contract/identifiers';
import type { KnownOpening } from '../../../../workflows/contract/rebuilding';
import { ApiError, fieldError, refuseProblems } from '../../http/api-error';
import type { ApiDeps } from '../../deps';
import { firstView } from '../../cases/open-case';

/**
 * Called twice: the first stands. Every problem of the form; `REVISION_DIFFERS` where the case has another
 * number of terminals, `TERMINAL_HAS_OPEN_CASE` where another case holds one by now.
 */
export async function enterOpening(
  deps: ApiDeps,
  caseId: CaseId,
  author: PrincipalId,
  known: KnownOpening,
  entered: EnteredOpening,
): Promise<void> {
  const { contact, problems } = checkOpening(entered);
  refuseProblems(problems);
  const { openedAt, openedBy, terminalIds } = known;
  // The ids are the case's; which device each stands for is said by the order of the opening.
  const ids = [...terminalIds];
  const serialNumbers = entered.terminals.map(({ serialNumber }) => serialNumber);
  if (serialNumbers.length !== ids.length) throw fieldError('terminals', 'REVISION_DIFFERS');
  const terminals = terminalsFor([], serialNumbers, () => ids.shift() ?? '');
  for (const { serialNumber } of terminals) {
    const holder = await deps.record.cases.findByTerminal(serialNumber);
    if (holder === undefined || holder === caseId) continue;
    throw new ApiError('TERMINAL_HAS_OPEN_CASE', { members: { otherCaseId: holder } });
  }
  const data = { contact, terminals };
  const opener = await deps.record.staff.find(openedBy.principalId);
  await deps.record.cases.create({
    caseId,
    teamId: opener?.teamId ?? deps.settings.intakeTeamId,
    author,
    data,
    view: firstView({ caseId, by: openedBy, body: known, data }, openedAt),
  });
}

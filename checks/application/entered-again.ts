/**
 * An application that was lost and is entered again while its case has gone on with it: what was entered gets
 * the ids that the case knows, and has to be what the case knows. Nothing is changed this way.
 */
import type { CaseData, DepositData, TerminalData } from '../../workflows/contract/case-data';
import type { CaseView, DepositView } from '../../workflows/contract/case-view';
import type { Problem } from '../../workflows/contract/messages';
import { normalizeSerialNumber } from '../references/serial-number';

export interface EnteredAgain {
  /** Empty: `data` is what the case went on with, as far as the case can tell. */
  readonly problems: readonly Problem[];
  readonly data: CaseData;
}

/** `REVISION_DIFFERS` at terminals, deposits or the closure. `previous` has what was not lost. */
export function enteredAgain(view: CaseView, previous: CaseData, data: CaseData): EnteredAgain {
  const application = data.application;
  const terminals = terminalsOf(view, previous, data);
  const deposits = terminals && depositsOf(view, terminals, application?.deposits ?? []);
  const differing = [
    ...(terminals === undefined ? ['terminals'] : []),
    ...(terminals !== undefined && deposits === undefined ? ['deposits'] : []),
    ...(application?.closeAccount === view.closeAccount ? [] : ['closeAccount']),
  ];
  return {
    problems: differing.map((path) => ({ path, code: 'REVISION_DIFFERS' })),
    data: {
      ...data,
      terminals: terminals ?? data.terminals,
      ...(application && {
        application: { ...application, deposits: deposits ?? application.deposits },
      }),
    },
  };
}

/** Known devices keep their ids; each other one gets the id whose deposits are its own. */
function terminalsOf(
  view: CaseView,
  previous: CaseData,
  { terminals, application }: CaseData,
): readonly TerminalData[] | undefined {
  if (terminals.length !== view.terminals.length) return undefined;
  const free = new Set(view.terminals.map(({ terminalId }) => terminalId));
  const given: (TerminalData | undefined)[] = terminals.map(({ serialNumber }) => {
    const known = previous.terminals.find((one) => one.serialNumber === serialNumber);
    return known && free.delete(known.terminalId) ? known : undefined;
  });
  for (const [index, { serialNumber }] of terminals.entries()) {
    if (given[index]) continue;
    const own = (application?.deposits ?? []).filter(
      (item) => normalizeSerialNumber(item.serialNumber) === serialNumber,
    );
    const terminalId = [...free].find((id) => {
      const theirs = view.deposits.filter((deposit) => deposit.terminalId === id);
      return sums(own) === sums(theirs);
    });
    if (terminalId === undefined) return undefined;
    free.delete(terminalId);
    given[index] = { terminalId, serialNumber };
  }
  return given.flatMap((terminal) => terminal ?? []);
}

type Item = Pick<DepositView, 'kind' | 'amountMinor' | 'currency'>;

function sums(items: readonly Item[]): string {
  return items
    .map(({ kind, amountMinor, currency }) => `${kind} ${amountMinor} ${currency}`)
    .sort()
    .join(', ');
}

function depositsOf(
  view: CaseView,
  terminals: readonly TerminalData[],
  entered: readonly DepositData[],
): readonly DepositData[] | undefined {
  const free = [...view.deposits];
  const given = entered.flatMap((item) => {
    const serialNumber = normalizeSerialNumber(item.serialNumber);
    const terminal = terminals.find((one) => one.serialNumber === serialNumber);
    const index = free.findIndex(
      (known) => known.terminalId === terminal?.terminalId && sums([known]) === sums([item]),
    );
    const [known] = index < 0 ? [] : free.splice(index, 1);
    return known ? [{ ...item, depositId: known.depositId }] : [];
  });
  return given.length === entered.length && free.length === 0 ? given : undefined;
}

/**
 * What a consent covers: shown before it is given, named by its hash, kept with it, and held against every
 * application afterwards. What was not shown, or was shown with another amount, was not agreed to; it alone is
 * asked of the merchant then.
 */
import { canonicalJson } from '../../base/canonical-json';
import type { CaseData, ConsentScope, TerminalData } from '../../workflows/contract/case-data';
import type { Problem } from '../../workflows/contract/messages';
import type { LedgerDeposit, Reading } from './acquirer-side';
import { depositDifferences } from '../money/deposits';
import { hashOfText, heldLines, itemise } from '../money/itemisation';
import { normalizeSerialNumber } from '../references/serial-number';

type Deposits = Reading<readonly LedgerDeposit[]>;
type Item = ConsentScope['items'][number];

/** How refunds go where nobody has asked for anything else. */
const DEFAULT_PAYEE = 'original-payment';

export function serialsOf({ terminals }: Pick<ConsentScope, 'terminals'>): readonly string[] {
  return terminals.map(({ serialNumber }) => serialNumber);
}

/**
 * What is shown of a case before consent: its terminals, what the acquirer holds for them (where it cannot
 * tell, what the draft names), how refunds go, and whether the account is closed. `openedToClose`: what the
 * opening says of that; a draft says it anew.
 */
export function scopeToShow(
  { terminals, application }: CaseData,
  deposits: Deposits,
  openedToClose: boolean,
): Required<ConsentScope> {
  const held =
    deposits.kind === 'found' ? heldLines(deposits.value) : (application?.deposits ?? []);
  return {
    terminals,
    items: itemise(held, serialsOf({ terminals })),
    payeeKind: application?.payee.kind || DEFAULT_PAYEE,
    closeAccount: application?.closeAccount ?? openedToClose,
  };
}

/**
 * Hex SHA-256 of everything shown, in its canonical form (RFC 8785): serial numbers sorted, items by serial
 * number and kind. The same scope gives the same hash.
 */
export async function scopeHash(scope: ConsentScope): Promise<string> {
  const { items, payeeKind, closeAccount } = scope;
  const shown = {
    terminals: serialsOf(scope).toSorted(),
    items: itemise(
      items,
      items.map(({ serialNumber }) => serialNumber),
    ),
    payeeKind,
    closeAccount,
  };
  return hashOfText(canonicalJson(shown));
}

/**
 * Everything agreed to in a case so far, by the serial numbers of today; without `payeeKind`, nothing was agreed
 * to. What was agreed to last stands.
 */
export function agreedScope(scopes: readonly ConsentScope[], data: CaseData): ConsentScope {
  const shown = scopes.flatMap(({ terminals }) => terminals);
  const today = new Map(data.terminals.map((own) => [own.terminalId, own.serialNumber]));
  // An operator may have corrected a serial number since.
  const renamed = new Map(
    shown.map(({ terminalId, serialNumber }) => [serialNumber, today.get(terminalId)]),
  );
  const bySerial = (line: Item): Item => {
    return { ...line, serialNumber: renamed.get(line.serialNumber) ?? line.serialNumber };
  };
  const items = scopes.flatMap((scope) => scope.items).map(bySerial);
  return {
    terminals: shown.map((terminal) => ({
      ...terminal,
      serialNumber: renamed.get(terminal.serialNumber) ?? terminal.serialNumber,
    })),
    // What was agreed to last stands.
    items: [...new Map(items.map((line) => [`${line.kind} ${line.serialNumber}`, line])).values()],
    ...(scopes.length > 0 && { payeeKind: payeeKindOf(scopes) }),
    closeAccount: scopes.some(({ closeAccount }) => closeAccount),
  };
}

function payeeKindOf(scopes: readonly ConsentScope[]): Required<ConsentScope>['payeeKind'] {
  return scopes.flatMap(({ payeeKind }) => payeeKind ?? []).at(-1) ?? DEFAULT_PAYEE;
}

/** What of an application was not agreed to. */
export interface BeyondConsent {
  /** Each as `CONSENT_NOT_COVERING` at its path; empty where all of it is covered. */
  readonly problems: readonly Problem[];
  /** The same as what is to be shown to the merchant, and agreed to. */
  readonly scope: ConsentScope;
  /** Everything that was agreed to. */
  readonly agreed: ConsentScope;
}

/**
 * Holds an application against everything agreed to so far, in the order in which it was. Less than that is
 * fine; an item of another amount was not agreed to, be it lower.
 */
export function beyondConsent(scopes: readonly ConsentScope[], data: CaseData): BeyondConsent {
  const { application } = data;
  const agreed = agreedScope(scopes, data);
  if (application === undefined) {
    return { problems: [], scope: { terminals: [], items: [], closeAccount: false }, agreed };
  }
  const covered = new Set(serialsOf(agreed));
  const terminals = application.terminals.flatMap((entered, index) => {
    const serialNumber = normalizeSerialNumber(entered.serialNumber);
    const isCovered = serialNumber === '' || covered.has(serialNumber);
    return isCovered ? [] : [{ serialNumber, path: `terminals[${String(index)}].serialNumber` }];
  });
  // What was shown and is left out now has nothing entered.
  const items = depositDifferences(application.deposits, agreed.items).filter(
    ({ entered }) => entered !== undefined,
  );
  const payeeKind = application.payee.kind || agreed.payeeKind;
  const hasOtherPayee = payeeKind !== agreed.payeeKind;
  const closeAccount = application.closeAccount && !agreed.closeAccount;
  const paths = [
    ...[...terminals, ...items].map(({ path }) => path),
    ...(hasOtherPayee ? ['payee.kind'] : []),
    ...(closeAccount ? ['closeAccount'] : []),
  ];
  return {
    problems: paths.map((path) => ({ path, code: 'CONSENT_NOT_COVERING' })),
    scope: {
      terminals: terminalsNamed(data, new Set(terminals.map(({ serialNumber }) => serialNumber))),
      items: items.flatMap(({ serialNumber, kind, entered }) =>
        entered === undefined ? [] : [{ serialNumber, kind, ...entered }],
      ),
      ...(hasOtherPayee && payeeKind !== undefined && { payeeKind }),
      closeAccount,
    },
    agreed,
  };
}

function terminalsNamed(
  { terminals }: CaseData,
  serialNumbers: ReadonlySet<string>,
): readonly TerminalData[] {
  return terminals.filter(({ serialNumber }) =>
    serialNumbers.has(normalizeSerialNumber(serialNumber)),
  );
}

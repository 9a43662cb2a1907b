/**
 * An application beside the record of the acquirer: what differs, what a reviewer should know, and
 * whether the person needs a second proof. What the acquirer cannot tell is a warning, never a pass.
 */
import type { ApplicationData, CaseData } from '../../workflows/contract/case-data';
import type { StepUpReason } from '../../workflows/contract/case-view';
import type { Problem } from '../../workflows/contract/messages';
import { moneyText } from '../../workflows/contract/money';
import { serialNumbersOf } from './acquirer-side';
import type { AcquirerSide, RegisteredMerchant } from './acquirer-side';
import type { Findings } from './application-form';
import { depositDifferences } from '../money/deposits';
import type { DepositDifference, DepositLine } from '../money/deposits';
import { isBlank } from '../entered-text';
import { comparableDocumentNumber } from '../people/identity-document';
import { heldLines, isRefundable } from '../money/itemisation';
import { merchantNameDifference } from '../people/merchant-name';
import type { NameDifference } from '../people/merchant-name';
import { checkPayeeName } from '../money/payee';
import { samePhone } from '../people/phone';
import { normalizeSerialNumber } from '../references/serial-number';

/** What was entered beside what the acquirer holds; an empty text where one side has nothing. */
export interface Difference {
  readonly path: string;
  readonly entered: string;
  readonly acquirer: string;
  /** Of a name: the stretch that differs. */
  readonly at?: NameDifference;
}

/** Findings against the acquirer's record. */
export interface AcquirerFindings extends Findings {
  readonly stepUp: readonly StepUpReason[];
  /** Holds data of the case: for the person who fills it in, never for Temporal or logs. */
  readonly differences: readonly Difference[];
  /** Normalized serial numbers of terminals that are unbound while their deposit is held. */
  readonly alreadyUnbound: ReadonlySet<string>;
}

type Part = Partial<AcquirerFindings>;

function cannotRead(path: string): Part {
  return { warnings: [{ path, code: 'ACQUIRER_NOT_READABLE' }] };
}

function nameFindings(entered: string, { merchantName }: RegisteredMerchant): Part {
  // A name that is missing is a problem of its form.
  if (isBlank(entered)) return {};
  const at = merchantNameDifference(entered, merchantName);
  if (at === undefined) return {};
  const path = 'merchantName';
  return {
    problems: [{ path, code: 'MERCHANT_NAME_MISMATCH' }],
    differences: [{ path, entered, acquirer: merchantName, at }],
  };
}

/** Names the field that differs and never what the acquirer holds: that would help to guess it. */
function documentFindings(
  { kind, number }: ApplicationData['document'],
  { document }: RegisteredMerchant,
): Part {
  if (document === undefined || isBlank(kind) || isBlank(number)) return {};
  if (kind !== document.kind) {
    return { problems: [{ path: 'document.kind', code: 'DOCUMENT_MISMATCH' }] };
  }
  if (comparableDocumentNumber(number) === comparableDocumentNumber(document.number)) return {};
  return { problems: [{ path: 'document.number', code: 'DOCUMENT_MISMATCH' }] };
}

/** The phone of the application and the one that notices go to must both be the bound one. */
function phoneFindings(
  { contact }: CaseData,
  entered: ApplicationData,
  { phone }: RegisteredMerchant,
): Part {
  if (phone === undefined) return {};
  const isBound =
    samePhone(entered.phone, phone) &&
    (contact.phone === undefined || samePhone(contact.phone, phone));
  return isBound ? {} : { stepUp: ['PHONE_CHANGED'] };
}

function merchantFindings(
  data: CaseData,
  entered: ApplicationData,
  { merchant }: AcquirerSide,
): readonly Part[] {
  // Nothing else says who asks.
  if (merchant.kind === 'cannot') {
    return [cannotRead('merchantName'), { stepUp: ['MERCHANT_UNREADABLE'] }];
  }
  if (merchant.kind === 'absent') {
    return [{ problems: [{ path: 'contact.merchantNumber', code: 'MERCHANT_NOT_FOUND' }] }];
  }
  return [
    nameFindings(entered.merchantName, merchant.value),
    documentFindings(entered.document, merchant.value),
    phoneFindings(data, entered, merchant.value),
    { problems: checkPayeeName(entered.payee, merchant.value.merchantName) },
  ];
}

function isDepositHeld(serialNumber: string, { deposits }: AcquirerSide): boolean {
  if (deposits.kind === 'cannot') return true;
  if (deposits.kind === 'absent') return false;
  return heldLines(deposits.value).some(
    (line) => isRefundable(line.kind) && normalizeSerialNumber(line.serialNumber) === serialNumber,
  );
}

function terminalFindings(
  merchantNumber: string,
  terminals: ApplicationData['terminals'],
  side: AcquirerSide,
): readonly Part[] {
  return terminals.map((entered, index): Part => {
    const path = `terminals[${String(index)}].serialNumber`;
    const serialNumber = normalizeSerialNumber(entered.serialNumber);
    const reading = side.terminals.get(serialNumber);
    if (reading === undefined) return {};
    if (reading.kind === 'cannot') return cannotRead(path);
    if (reading.kind === 'absent') return { problems: [{ path, code: 'TERMINAL_NOT_FOUND' }] };
    const { state, merchantNumber: boundTo, lastMerchantNumber } = reading.value;
    if (state !== 'unbound' && boundTo === merchantNumber) return {};
    if (boundTo !== undefined && boundTo !== merchantNumber) {
      return { problems: [{ path, code: 'TERMINAL_BOUND_ELSEWHERE' }] };
    }
    // Bound to nobody: there is something to do only while its deposit is held for this merchant.
    if (!isDepositHeld(serialNumber, side)) {
      return { problems: [{ path, code: 'TERMINAL_NOT_FOUND' }] };
    }
    const warnings: readonly Problem[] = [{ path, code: 'TERMINAL_ALREADY_UNBOUND' }];
    // Without this merchant as the last owner it proves nothing: the acquirer is asked all the same.
    const isProven = lastMerchantNumber === merchantNumber;
    return { warnings, ...(isProven && { alreadyUnbound: new Set([serialNumber]) }) };
  });
}

function closureFindings({ closeAccount, terminals }: ApplicationData, side: AcquirerSide): Part {
  const path = 'closeAccount';
  if (!closeAccount || side.listed.kind === 'absent') return {};
  if (side.listed.kind === 'cannot') return cannotRead(path);
  const named = new Set(serialNumbersOf({ terminals }));
  const staysBound = side.listed.value.some(
    ({ state, serialNumber }) =>
      state !== 'unbound' && !named.has(normalizeSerialNumber(serialNumber)),
  );
  return staysBound ? { problems: [{ path, code: 'CLOSURE_BLOCKED' }] } : {};
}

function depositText(difference: DepositDifference, money: DepositDifference['ledger']): string {
  if (money === undefined) return '';
  const { serialNumber, kind } = difference;
  return `${serialNumber} ${kind} ${moneyText(money, 'en')}`;
}

function depositFindings(entered: ApplicationData, { deposits }: AcquirerSide): Part {
  if (deposits.kind === 'cannot') return cannotRead('deposits');
  const own = new Set(serialNumbersOf(entered));
  const held: readonly DepositLine[] = deposits.kind === 'found' ? heldLines(deposits.value) : [];
  const found = depositDifferences(
    entered.deposits,
    held.filter(({ serialNumber }) => own.has(normalizeSerialNumber(serialNumber))),
  );
  const paths = new Set(found.map(({ path }) => path));
  return {
    problems: [...paths].map((path) => ({ path, code: 'DEPOSIT_MISMATCH' })),
    differences: found.map((difference) => ({
      path: difference.path,
      entered: depositText(difference, difference.entered),
      acquirer: depositText(difference, difference.ledger),
    })),
  };
}

function unique(problems: readonly Problem[]): readonly Problem[] {
  return [
    ...new Map(problems.map((problem) => [`${problem.code} ${problem.path}`, problem])).values(),
  ];
}

/** Compares the application of a revision with what was read; every finding at once. */
export function checkAgainstAcquirer(data: CaseData, side: AcquirerSide): AcquirerFindings {
  const { application, contact } = data;
  const parts: readonly Part[] =
    application === undefined
      ? []
      : [
          ...merchantFindings(data, application, side),
          ...terminalFindings(contact.merchantNumber, application.terminals, side),
          depositFindings(application, side),
          closureFindings(application, side),
        ];
  return {
    problems: unique(parts.flatMap(({ problems }) => problems ?? [])),
    warnings: unique(parts.flatMap(({ warnings }) => warnings ?? [])),
    stepUp: [...new Set(parts.flatMap(({ stepUp }) => stepUp ?? []))],
    differences: parts.flatMap(({ differences }) => differences ?? []),
    alreadyUnbound: new Set(parts.flatMap(({ alreadyUnbound }) => [...(alreadyUnbound ?? [])])),
  };
}

/** Findings where the acquirer is out of reach. */
const NOTHING_COMPARED: AcquirerFindings = {
  problems: [],
  warnings: [],
  stepUp: [],
  differences: [],
  alreadyUnbound: new Set(),
};

/**
 * Form, record of the acquirer (undefined: out of reach) and what goes beyond the consent together, each
 * finding once. A payee whose name fits neither the entered nor the registered name is one problem.
 */
export function joinFindings(
  form: Findings,
  acquirer: AcquirerFindings = NOTHING_COMPARED,
  beyondConsent: readonly Problem[] = [],
): AcquirerFindings {
  return {
    ...acquirer,
    problems: unique([...form.problems, ...acquirer.problems, ...beyondConsent]),
    warnings: unique([...form.warnings, ...acquirer.warnings]),
  };
}

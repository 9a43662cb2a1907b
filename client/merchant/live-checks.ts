/** What can be said of an entry while it is typed: the checks of the server, for what is on the page. */
import { checkForm } from '../../checks/application/application-form';
import { DESK_TIME_ZONE, deskDayOf } from '../../workflows/contract/desk-days';
import { checkContact } from '../../checks/people/contact';
import { withForm } from '../../checks/problems/field-forms';
import { readMobile } from '../../checks/people/phone';
import { isRequestCode, requestMessageFor } from '../../words/request-messages';
import { checkTerminals } from '../../checks/application/terminals';
import { PAYEE_KINDS } from '../../workflows/contract/case-data';
import type {
  ApplicationData,
  DepositData,
  EnteredPayee,
} from '../../workflows/contract/case-data';
import { DEPOSIT_KINDS } from '../../workflows/contract/case-view';
import type { Problem } from '../../workflows/contract/messages';
import type { Draft } from './drafts';
import type { Told } from './fields';
import { locale } from './language';

/** Problems with their sentences; what is not about what was typed is left to the server. */
export function spoken(problems: readonly Problem[]): readonly Told[] {
  return problems.flatMap((problem) => {
    const { path, code } = problem;
    if (!isRequestCode(code)) return [];
    return [{ path, message: withForm(requestMessageFor(code, locale()), problem, locale()) }];
  });
}

/** Serial numbers of the request form, in order. */
export function serialsOf(draft: Draft): readonly string[] {
  const count = Math.max(1, Number(draft['terminals'] ?? '1'));
  return Array.from({ length: count }, (_, index) => draft[`serial.${String(index)}`] ?? '');
}

export function requestProblems(draft: Draft): readonly Problem[] {
  const { problems } = checkContact({
    merchantNumber: draft['merchantNumber'] ?? '',
    contactName: draft['contactName'] ?? '',
    phone: draft['phone'],
    email: draft['email'],
    locale: locale(),
  });
  // A code goes there, so it is wanted and a mobile one.
  const { code } = readMobile(draft['phone'] ?? '');
  const phone: readonly Problem[] = code === undefined ? [] : [{ path: 'merchant.phone', code }];
  const reason: readonly Problem[] =
    (draft['reason'] ?? '') === '' ? [{ path: 'reason', code: 'FIELD_REQUIRED' }] : [];
  const terminals = serialsOf(draft).map((serialNumber) => ({ serialNumber }));
  return [
    ...problems.filter(({ path }) => path !== 'merchant' && path !== 'merchant.phone'),
    ...phone,
    ...checkTerminals(terminals),
    ...reason,
  ];
}

const DEPOSIT_FIELD = /^deposits\[(\d+)\]\.(\w+)$/;

/** Entered corrections as the deposits of an application; what was not entered passes. */
function depositsFrom(entered: ReadonlyMap<string, string>): readonly DepositData[] {
  const lines: DepositData[] = [];
  for (const [path, value] of entered) {
    const [, index, name] = DEPOSIT_FIELD.exec(path) ?? [];
    if (index === undefined || name === undefined) continue;
    const line = lines[Number(index)] ?? PASSING_DEPOSIT;
    lines[Number(index)] = {
      ...line,
      ...(name === 'serialNumber' && { serialNumber: value }),
      ...(name === 'currency' && { currency: value }),
      ...(name === 'amountMinor' && { amountMinor: Number(value) }),
      kind: DEPOSIT_KINDS.find((kind) => name === 'kind' && kind === value) ?? line.kind,
    };
  }
  return Array.from(lines, (line: DepositData | undefined) => line ?? PASSING_DEPOSIT);
}

const PASSING_DEPOSIT: DepositData = {
  depositId: '',
  serialNumber: '',
  kind: 'refundable-deposit',
  amountMinor: 0,
  currency: 'CNY',
};

/** With the kind that the form has or had; parts of an account stand beside whichever it is. */
function payeeFrom(entered: ReadonlyMap<string, string>): EnteredPayee {
  const text = (name: string): string => entered.get(`payee.${name}`) ?? '';
  return {
    kind: PAYEE_KINDS.find((kind) => kind === text('kind')) ?? '',
    accountName: text('accountName'),
    accountNumber: text('accountNumber'),
    bankCode: text('bankCode'),
  };
}

/**
 * Problems of the fields that were entered, by path; what depends on fields that are not on the page
 * (they are masked) is left to the server.
 */
export function correctionProblems(entered: ReadonlyMap<string, string>): readonly Problem[] {
  const text = (path: string): string => entered.get(path) ?? '';
  const email = text('email');
  const indexes = [...entered.keys()].flatMap(
    (path) => /^terminals\[(\d+)\]/.exec(path)?.[1] ?? [],
  );
  const count = Math.max(0, ...indexes.map((index) => Number(index) + 1));
  const application: ApplicationData = {
    merchantName: text('merchantName'),
    document: { kind: text('document.kind'), number: text('document.number') },
    phone: text('phone'),
    ...(email === '' ? {} : { email }),
    terminals: Array.from({ length: count }, (_, index) => ({
      serialNumber: text(`terminals[${String(index)}].serialNumber`),
    })),
    deposits: depositsFrom(entered),
    payee: payeeFrom(entered),
    closeAccount: false,
  };
  const contact = {
    merchantNumber: '',
    contactName: '',
    locale: locale(),
    timeZone: DESK_TIME_ZONE,
  };
  const { problems } = checkForm({ contact, terminals: [], application }, deskDayOf(new Date()));
  const beyond = ['PAYEE_NAME_MISMATCH', 'DUPLICATE_TERMINAL'];
  return problems.filter(
    ({ path, code }) =>
      (entered.get(path) ?? '') !== '' &&
      !beyond.includes(code) &&
      // A number is judged by the kind, which may stand unseen in what we have.
      !(path === 'document.number' && !entered.has('document.kind')) &&
      !(DEPOSIT_FIELD.test(path) && path.endsWith('.serialNumber')),
  );
}

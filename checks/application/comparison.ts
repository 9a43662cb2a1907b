/**
 * An application side by side with the record of the acquirer, for the person who reviews it: every
 * field with both sides masked, and what the checks say of it. The rules are those of the checks; here
 * is only their arrangement.
 */
import type { ApplicationData, CaseData, ConsentScope } from '../../workflows/contract/case-data';
import type { ErrorCode } from '../../workflows/contract/errors';
import type { Problem } from '../../workflows/contract/messages';
import { moneyText } from '../../workflows/contract/money';
import { serialNumbersOf } from './acquirer-side';
import type { AcquirerSide } from './acquirer-side';
import type { Findings } from './application-form';
import { serialsOf } from './consent-scope';
import { depositDifferences } from '../money/deposits';
import type { DepositLine } from '../money/deposits';
import { heldLines } from '../money/itemisation';
import { maskCaseData, maskName, maskPhone, maskSerialNumber } from '../masks';
import { samePhone } from '../people/phone';
import { normalizeSerialNumber } from '../references/serial-number';
import type { ComparisonState } from '../../wire/states';

export interface ComparisonRow {
  /** Path of the field in an application, or of a list for what was not entered. */
  readonly path: string;
  /** Masked; empty where nothing was entered. */
  readonly entered: string;
  /** Masked; empty where the merchant agreed to nothing there, absent where consent is not about it. */
  readonly agreed?: string;
  /** Masked; empty where the acquirer has nothing, null where it is not known or never told. */
  readonly acquirer: string | null;
  readonly state: ComparisonState;
  readonly codes: readonly ErrorCode[];
}

type Row = Omit<ComparisonRow, 'codes'>;
/** Undefined where the acquirer could not be read. */
type Side = AcquirerSide | undefined;

interface Compared {
  /** As entered. */
  readonly plain: ApplicationData;
  readonly masked: ApplicationData;
  readonly side: Side;
  /** Undefined before the merchant has agreed to anything. */
  readonly agreed: ConsentScope | undefined;
  readonly has: (path: string, code: ErrorCode) => boolean;
}

function unknownRow(path: string, entered: string): Row {
  return { path, entered, acquirer: null, state: 'unknown' };
}

function merchantRows({ plain, masked, side, has }: Compared): readonly Row[] {
  const { document } = masked;
  const unknown = [
    unknownRow('merchantName', masked.merchantName),
    unknownRow('document.kind', document.kind),
    unknownRow('document.number', document.number),
    unknownRow('phone', masked.phone),
  ];
  if (side === undefined || side.merchant.kind === 'cannot') return unknown;
  if (side.merchant.kind === 'absent') {
    return unknown.map((row) => ({ ...row, acquirer: '', state: 'only-entered' }));
  }
  const registered = side.merchant.value;
  const differs = (path: string, code: ErrorCode): ComparisonState =>
    has(path, code) ? 'different' : 'same';
  const [name, kind, number, phone] = unknown as [Row, Row, Row, Row];
  const kindState = differs('document.kind', 'DOCUMENT_MISMATCH');
  return [
    {
      ...name,
      acquirer: maskName(registered.merchantName),
      state: differs('merchantName', 'MERCHANT_NAME_MISMATCH'),
    },
    // What the acquirer holds of a document is told to nobody: it would help to guess it.
    registered.document ? { ...kind, state: kindState } : kind,
    registered.document && kindState === 'same'
      ? { ...number, state: differs('document.number', 'DOCUMENT_MISMATCH') }
      : number,
    registered.phone === undefined
      ? phone
      : {
          ...phone,
          acquirer: maskPhone(registered.phone),
          state: samePhone(plain.phone, registered.phone) ? 'same' : 'different',
        },
  ];
}

const TERMINAL_STATES: readonly (readonly [ErrorCode, ComparisonState])[] = [
  ['TERMINAL_NOT_FOUND', 'only-entered'],
  ['TERMINAL_BOUND_ELSEWHERE', 'different'],
  ['TERMINAL_ALREADY_UNBOUND', 'different'],
  ['ACQUIRER_NOT_READABLE', 'unknown'],
];

function terminalRows(compared: Compared): readonly Row[] {
  const { plain, masked, side, agreed, has } = compared;
  const own = agreed === undefined ? undefined : new Set(serialsOf(agreed));
  const agreedTo = (serialNumber: string) =>
    own && { agreed: own.has(serialNumber) ? maskSerialNumber(serialNumber) : '' };
  const entered = masked.terminals.map(({ serialNumber }, index): Row => {
    const path = `terminals[${String(index)}].serialNumber`;
    const plainNumber = normalizeSerialNumber(plain.terminals[index]?.serialNumber ?? '');
    if (!side?.terminals.has(plainNumber)) {
      return { ...unknownRow(path, serialNumber), ...agreedTo(plainNumber) };
    }
    const [, state] = TERMINAL_STATES.find(([code]) => has(path, code)) ?? ['', 'same' as const];
    const held = state === 'same' ? maskSerialNumber(plainNumber) : '';
    const acquirer = state === 'unknown' ? null : held;
    return { path, entered: serialNumber, ...agreedTo(plainNumber), acquirer, state };
  });
  const named = new Set(serialNumbersOf(plain));
  const listed = side?.listed.kind === 'found' ? side.listed.value : [];
  const others = listed
    .filter(({ state }) => state !== 'unbound')
    .map(({ serialNumber }) => normalizeSerialNumber(serialNumber))
    .filter((serialNumber) => !named.has(serialNumber));
  return [
    ...entered,
    ...others.map((serialNumber): Row => {
      const acquirer = maskSerialNumber(serialNumber);
      const row = { path: 'terminals', entered: '', acquirer, state: 'only-acquirer' } as const;
      return { ...row, ...agreedTo(serialNumber) };
    }),
  ];
}

function depositText(line: DepositLine): string {
  return `${maskSerialNumber(line.serialNumber)} ${line.kind} ${moneyText(line, 'en')}`;
}

/** The item as it was agreed to, beside whatever stands there now. */
function agreedItem(agreed: ConsentScope | undefined, { kind, serialNumber }: DepositLine) {
  if (agreed === undefined) return undefined;
  const own = normalizeSerialNumber(serialNumber);
  const item = agreed.items.find((one) => one.kind === kind && one.serialNumber === own);
  return { agreed: item === undefined ? '' : depositText(item) };
}

function depositRows({ plain, side, agreed }: Compared): readonly Row[] {
  if (side === undefined || side.deposits.kind === 'cannot') {
    return plain.deposits.map((line, index) => ({
      ...unknownRow(`deposits[${String(index)}]`, depositText(line)),
      ...agreedItem(agreed, line),
    }));
  }
  const own = new Set(serialNumbersOf(plain));
  const held = (side.deposits.kind === 'found' ? heldLines(side.deposits.value) : []).filter(
    ({ serialNumber }) => own.has(normalizeSerialNumber(serialNumber)),
  );
  const differences = depositDifferences(plain.deposits, held);
  const entered = plain.deposits.map((line, index): Row => {
    const path = `deposits[${String(index)}]`;
    const text = depositText(line);
    const row = { path, entered: text, ...agreedItem(agreed, line) };
    const difference = differences.find((one) => one.path.startsWith(`${path}.`));
    if (difference === undefined) return { ...row, acquirer: text, state: 'same' };
    const { ledger } = difference;
    if (!ledger) return { ...row, acquirer: '', state: 'only-entered' };
    return { ...row, acquirer: depositText({ ...line, ...ledger }), state: 'different' };
  });
  const missing = differences.flatMap(({ path, serialNumber, kind, ledger }): Row[] =>
    path === 'deposits' && ledger
      ? [
          {
            path,
            entered: '',
            acquirer: depositText({ serialNumber, kind, ...ledger }),
            ...agreedItem(agreed, { serialNumber, kind, ...ledger }),
            state: 'only-acquirer',
          },
        ]
      : [],
  );
  return [...entered, ...missing];
}

function payeeRows({ masked, side, agreed, has }: Compared): readonly Row[] {
  const { payee } = masked;
  const kind: Row = {
    ...unknownRow('payee.kind', payee.kind),
    ...(agreed && { agreed: agreed.payeeKind ?? '' }),
  };
  if (payee.kind !== 'bank-account') return [kind];
  const path = 'payee.accountName';
  const name: Row =
    side?.merchant.kind === 'found' && payee.accountName !== ''
      ? {
          path,
          entered: payee.accountName,
          acquirer: maskName(side.merchant.value.merchantName),
          state: has(path, 'PAYEE_NAME_MISMATCH') ? 'different' : 'same',
        }
      : unknownRow(path, payee.accountName);
  return [
    kind,
    name,
    unknownRow('payee.accountNumber', payee.accountNumber),
    unknownRow('payee.bankCode', payee.bankCode),
  ];
}

/** A field of a list belongs to the row of its item. */
function isOf(row: Row, path: string): boolean {
  return path === row.path || (row.path.startsWith('deposits[') && path.startsWith(`${row.path}.`));
}

/**
 * Every field of an application beside the acquirer's, masked. `findings` are those of the same data;
 * what they say of a field without a row gets a row, so that nothing is left out. `agreed`: what the merchant
 * agreed to, undefined before there is a consent.
 */
export function compareApplication(
  data: CaseData & { readonly application: ApplicationData },
  side: Side,
  findings: Findings,
  agreed?: ConsentScope,
): readonly ComparisonRow[] {
  const all: readonly Problem[] = [...findings.problems, ...findings.warnings];
  const masked = maskCaseData(data).application ?? data.application;
  const compared: Compared = {
    plain: data.application,
    masked,
    side,
    agreed,
    has: (path, code) => all.some((found) => found.path === path && found.code === code),
  };
  const rows: readonly Row[] = [
    ...merchantRows(compared),
    unknownRow('email', masked.email ?? ''),
    ...terminalRows(compared),
    ...depositRows(compared),
    ...payeeRows(compared),
    {
      ...unknownRow('closeAccount', String(masked.closeAccount)),
      ...(agreed && { agreed: String(agreed.closeAccount) }),
    },
  ];
  const others = all
    .filter(({ path }) => !rows.some((row) => isOf(row, path)))
    .map(({ path }) => path);
  return [...rows, ...[...new Set(others)].map((path) => unknownRow(path, ''))].map((row) => ({
    ...row,
    codes: [...new Set(all.filter(({ path }) => isOf(row, path)).map(({ code }) => code))],
  }));
}

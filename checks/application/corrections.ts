/**
 * Corrections of an application field by field: which fields a request for information covers, what
 * stands in them, and the application that a set of new values makes.
 */
import { PAYEE_KINDS } from '../../workflows/contract/case-data';
import type { ApplicationData, DepositData } from '../../workflows/contract/case-data';
import { DEPOSIT_KINDS } from '../../workflows/contract/case-view';
import type { TaughtProblem } from '../problems/field-forms';
import { MAX_TERMINALS } from '../../wire/limits';
import { BANK_FIELDS } from '../money/payee';
import type { ApplicationBody } from '../../wire/cases/case-requests';

export type FieldValue = string | number | boolean;

/** A new value for one field, e.g. of `terminals[0].serialNumber`. */
export interface Correction {
  readonly path: string;
  readonly value: FieldValue;
}

const DEPOSIT_FIELDS = ['serialNumber', 'kind', 'amountMinor', 'currency'] as const;

/**
 * Whether a request for information that names `asked` covers a field. `terminals` covers all of them; a part
 * of the payee covers its kind too, which decides whether that part counts.
 */
export function isAsked(path: string, asked: readonly string[]): boolean {
  return asked.some(
    (wanted) =>
      path === wanted ||
      path.startsWith(`${wanted}.`) ||
      path.startsWith(`${wanted}[`) ||
      (path === 'payee.kind' && wanted.startsWith('payee.')),
  );
}

/** Every single field of an application with what stands in it, in the order of the form. */
export function fieldsOf(application: ApplicationData): ReadonlyMap<string, FieldValue> {
  const { document, payee } = application;
  return new Map<string, FieldValue>([
    ['merchantName', application.merchantName],
    ['document.kind', document.kind],
    ['document.number', document.number],
    ['phone', application.phone],
    ['email', application.email ?? ''],
    ...application.terminals.map(
      ({ serialNumber }, index) =>
        [`terminals[${String(index)}].serialNumber`, serialNumber] as const,
    ),
    ...application.deposits.flatMap((line, index) =>
      DEPOSIT_FIELDS.map((name) => [`deposits[${String(index)}].${name}`, line[name]] as const),
    ),
    ['payee.kind', payee.kind],
    ...BANK_FIELDS.map((name) => [`payee.${name}`, payee[name] ?? ''] as const),
    ['closeAccount', application.closeAccount],
  ]);
}

const ONCE = { 'zh-CN': '每个字段一个值', en: 'one value for each field' };

/**
 * The application with new values, or every problem with them: `FIELD_NOT_ASKED` for a field that the
 * request for information does not cover or that does not exist, `FIELD_INVALID` for a value of the
 * wrong type and for the second value of one field. A terminal may be added after the last one where all
 * terminals were asked for. Who turns from an account to the original payment gives up the account that
 * stood there; one that is entered beside it stays, for the checks to name.
 */
export function withCorrections(
  application: ApplicationData,
  corrections: readonly Correction[],
  asked: readonly string[],
): { readonly problems: readonly TaughtProblem[]; readonly body: ApplicationBody } {
  const values = new Map(fieldsOf(application));
  if (corrections.some(isTurnToOriginal)) {
    for (const name of BANK_FIELDS) values.set(`payee.${name}`, '');
  }
  const corrected = new Set<string>();
  const problems = corrections.flatMap(({ path, value }): TaughtProblem[] => {
    if (corrected.has(path)) return [{ path, code: 'FIELD_INVALID', allowed: ONCE }];
    corrected.add(path);
    if (!isAsked(path, asked)) return [{ path, code: 'FIELD_NOT_ASKED' }];
    const now = values.get(path) ?? (isNextTerminal(path, values) ? '' : undefined);
    if (now === undefined) return [{ path, code: 'FIELD_NOT_ASKED' }];
    if (typeof now !== typeof value || !isKnownKind(path, value))
      return [{ path, code: 'FIELD_INVALID' }];
    values.set(path, value);
    return [];
  });
  return { problems, body: bodyOf(values, application.deposits) };
}

function isTurnToOriginal({ path, value }: Correction): boolean {
  return path === 'payee.kind' && value === 'original-payment';
}

/** Kinds are closed lists; the form checks see only what an application can hold. */
function isKnownKind(path: string, value: FieldValue): boolean {
  if (path === 'payee.kind') return PAYEE_KINDS.some((kind) => kind === value);
  if (!/^deposits\[\d+\]\.kind$/.test(path)) return true;
  return DEPOSIT_KINDS.some((kind) => kind === value);
}

function isNextTerminal(path: string, values: ReadonlyMap<string, FieldValue>): boolean {
  const [, index] = /^terminals\[(\d+)\]\.serialNumber$/.exec(path) ?? [];
  const next = countOf('terminals', values);
  return index !== undefined && Number(index) === next && next < MAX_TERMINALS;
}

function countOf(list: string, values: ReadonlyMap<string, FieldValue>): number {
  let count = 0;
  while (values.has(`${list}[${String(count)}].serialNumber`)) count += 1;
  return count;
}

function bodyOf(
  values: ReadonlyMap<string, FieldValue>,
  deposits: readonly DepositData[],
): ApplicationBody {
  const text = (path: string): string => String(values.get(path) ?? '');
  const email = text('email');
  return {
    merchantName: text('merchantName'),
    document: { kind: text('document.kind'), number: text('document.number') },
    phone: text('phone'),
    ...(email === '' ? {} : { email }),
    terminals: Array.from({ length: countOf('terminals', values) }, (_, index) => ({
      serialNumber: text(`terminals[${String(index)}].serialNumber`),
    })),
    deposits: deposits.map((line, index) => {
      const at = `deposits[${String(index)}]`;
      return {
        serialNumber: text(`${at}.serialNumber`),
        kind: DEPOSIT_KINDS.find((kind) => kind === values.get(`${at}.kind`)) ?? line.kind,
        amountMinor: Number(values.get(`${at}.amountMinor`)),
        currency: text(`${at}.currency`),
      };
    }),
    payee: {
      kind: PAYEE_KINDS.find((kind) => kind === text('payee.kind')),
      accountName: text('payee.accountName'),
      accountNumber: text('payee.accountNumber'),
      bankCode: text('payee.bankCode'),
    },
    closeAccount: values.get('closeAccount') === true,
  };
}

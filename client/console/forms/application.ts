/** The application as it is typed: from what is stored, to what is sent, and what is wrong with it. Pure. */
import { z } from 'zod';
import { checkForm } from '../../../checks/application/application-form';
import type { Findings } from '../../../checks/application/application-form';
import { deskDayOf } from '../../../workflows/contract/desk-days';
import { normalizeSerialNumber } from '../../../checks/references/serial-number';
import type { ApplicationBody } from '../../../wire/cases/case-requests';
import { readAmount } from '../../../checks/money/money';
import { PAYEE_KINDS } from '../../../workflows/contract/case-data';
import { DEPOSIT_KINDS } from '../../../workflows/contract/case-view';
import type { ErrorCode } from '../../../workflows/contract/errors';
import { formatMinor } from '../../../workflows/contract/money';
import type { CaseDataAnswer, DepositLine } from '../../../wire/cases/case-data-answers';
import type { Finding } from '../../../wire/problem-answers';

const itemSchema = z.object({
  serialNumber: z.string(),
  kind: z.enum(DEPOSIT_KINDS),
  /** As typed, in major units. */
  amount: z.string(),
  currency: z.string(),
});
export type ItemForm = z.infer<typeof itemSchema>;

export const applicationFormSchema = z.object({
  /** Revision that this form began with; the next saving goes on top of it. */
  revision: z.int().min(1),
  merchantName: z.string(),
  documentKind: z.string(),
  documentNumber: z.string(),
  phone: z.string(),
  email: z.string(),
  serials: z.array(z.string()).min(1),
  items: z.array(itemSchema),
  /** Empty while nobody has chosen. */
  payeeKind: z.enum(['', ...PAYEE_KINDS]),
  accountName: z.string(),
  accountNumber: z.string(),
  bankCode: z.string(),
  closeAccount: z.boolean(),
});
export type ApplicationForm = z.infer<typeof applicationFormSchema>;

/** Items as the form shows them. */
export function itemsOf(lines: readonly Omit<DepositLine, 'depositId'>[]): ItemForm[] {
  return lines.map(({ serialNumber, kind, amountMinor, currency }) => ({
    serialNumber,
    kind,
    amount: formatMinor({ amountMinor, currency }),
    currency,
  }));
}

/** Entered items that others would not contain: what is lost where those take their place. */
export function itemsBeyond(
  items: readonly ItemForm[],
  others: readonly ItemForm[],
): readonly ItemForm[] {
  const textOf = ({ serialNumber, kind, amount, currency }: ItemForm): string => {
    const amountMinor = readAmount(amount, currency).value ?? amount;
    return JSON.stringify([normalizeSerialNumber(serialNumber), kind, amountMinor, currency]);
  };
  const kept = new Set(others.map(textOf));
  return items.filter((item) => item.amount.trim() !== '' && !kept.has(textOf(item)));
}

/** The form of what is stored; without an application it begins with the contact and the terminals. */
export function formOf(
  data: Pick<CaseDataAnswer, 'contact' | 'terminals' | 'application'>,
  revision: number,
  closeAccount: boolean,
): ApplicationForm {
  const { contact, application } = data;
  const serials = (application?.terminals ?? data.terminals).map((t) => t.serialNumber);
  const payee = application?.payee;
  return {
    revision,
    merchantName: application?.merchantName ?? '',
    documentKind: application?.document.kind ?? '',
    documentNumber: application?.document.number ?? '',
    phone: application?.phone ?? contact.phone ?? '',
    email: application?.email ?? contact.email ?? '',
    serials: serials.length === 0 ? [''] : serials,
    items: itemsOf(application?.deposits ?? []),
    payeeKind: PAYEE_KINDS.find((kind) => kind === payee?.kind) ?? '',
    accountName: payee?.accountName ?? '',
    accountNumber: payee?.accountNumber ?? '',
    bankCode: payee?.bankCode ?? '',
    closeAccount: application?.closeAccount ?? closeAccount,
  };
}

/** An amount that cannot be read is sent as one that the checks refuse, so that the draft is kept. */
const UNREADABLE = -1;

/** What is sent. */
export function bodyOf(
  form: ApplicationForm,
): Omit<ApplicationBody, 'deposits'> & { deposits: Omit<DepositLine, 'depositId'>[] } {
  const { payeeKind: kind, accountName, accountNumber, bankCode } = form;
  const account = { accountName, accountNumber, bankCode };
  return {
    revision: form.revision,
    merchantName: form.merchantName,
    document: { kind: form.documentKind, number: form.documentNumber },
    phone: form.phone,
    ...(form.email.trim() === '' ? {} : { email: form.email }),
    terminals: form.serials.map((serialNumber) => ({ serialNumber })),
    deposits: form.items.map(({ serialNumber, kind, amount, currency }) => ({
      serialNumber,
      kind,
      amountMinor: readAmount(amount, currency).value ?? UNREADABLE,
      currency,
    })),
    payee: kind === '' ? account : { kind, ...account },
    closeAccount: form.closeAccount,
  };
}

/** Everything that the rules find without asking anybody: the same rules as the server's. */
export function findingsOf(form: ApplicationForm, now: Date): Findings {
  const body = bodyOf(form);
  const { payeeKind, accountName, accountNumber, bankCode } = form;
  const contact = { merchantNumber: '', contactName: '', locale: 'zh-CN', timeZone: '' } as const;
  const { problems, warnings } = checkForm(
    {
      contact,
      terminals: [],
      application: {
        merchantName: form.merchantName,
        document: { kind: form.documentKind, number: form.documentNumber },
        phone: form.phone,
        ...(form.email.trim() === '' ? {} : { email: form.email }),
        terminals: form.serials.map((serialNumber) => ({ serialNumber })),
        deposits: body.deposits.map((line) => ({ ...line, depositId: '' })),
        payee: { kind: payeeKind, accountName, accountNumber, bankCode },
        closeAccount: form.closeAccount,
      },
    },
    deskDayOf(now),
  );
  const amounts = amountCodes(form);
  return {
    problems: problems.map((one) => ({ ...one, code: amounts.get(one.path) ?? one.code })),
    warnings,
  };
}

/** Why each amount that cannot be read cannot; the rules only see that it is none. */
function amountCodes({ items }: ApplicationForm): ReadonlyMap<string, ErrorCode> {
  return new Map(
    items.flatMap(({ amount, currency }, index) => {
      const { code } = readAmount(amount, currency);
      return code === undefined ? [] : [[`deposits[${String(index)}].amountMinor`, code] as const];
    }),
  );
}

/** The value at a path such as `terminals[0].serialNumber`, as JSON. */
function valueAt(body: ApplicationBody, path: string): string {
  let value: unknown = body;
  for (const part of path.split(/[.[\]]+/).filter((name) => name !== '')) {
    if (typeof value !== 'object' || value === null) break;
    value = (value as Readonly<Record<string, unknown>>)[part];
  }
  return JSON.stringify([value]);
}

/** Findings of an earlier saving that still speak of what stands in the form. */
export function stillTrue<T extends Pick<Finding, 'path'>>(
  findings: readonly T[],
  saved: ApplicationForm,
  form: ApplicationForm,
): readonly T[] {
  const before = bodyOf(saved);
  const now = bodyOf(form);
  return findings.filter(({ path }) => valueAt(before, path) === valueAt(now, path));
}

/** Where a refund goes: back the way it came, or to a bank account of the merchant. */
import type { EnteredPayee, Payee } from '../workflows/contract/case-data';
import type { Problem } from '../workflows/contract/messages';
import { foldWidth, upperAscii } from './entered-text';
import { sameMerchantName } from './merchant-name';

/** Spaces and hyphens between groups of digits are left out. Idempotent. */
export function normalizeAccountNumber(entered: string): string {
  return upperAscii(foldWidth(entered)).replace(/[\s-]+/g, '');
}

function normalizeBankCode(entered: string): string {
  return upperAscii(foldWidth(entered)).trim();
}

/** Card and account numbers, IBAN included. */
const ACCOUNT_NUMBER = /^[A-Z0-9]{8,34}$/;
/** BIC, CNAPS (12 digits) or a short code such as `ICBC`. */
const BANK_CODE = /^[A-Z0-9]{3,20}$/;

function fieldProblem(path: string, value: string, form?: RegExp): readonly Problem[] {
  if (value === '') return [{ path, code: 'FIELD_REQUIRED' }];
  return form && !form.test(value) ? [{ path, code: 'FIELD_INVALID' }] : [];
}

/** The fields that only a bank account has. */
export const BANK_FIELDS = ['accountName', 'accountNumber', 'bankCode'] as const;

/**
 * Form of the payee: `FIELD_REQUIRED`, `FIELD_INVALID`, and `PAYEE_ACCOUNT_UNUSED` at each field of a bank
 * account beside the way back to the original payment, which would leave it out.
 */
export function checkPayeeForm(payee: EnteredPayee): readonly Problem[] {
  if (payee.kind === '') return [{ path: 'payee.kind', code: 'FIELD_REQUIRED' }];
  if (payee.kind !== 'bank-account') {
    return BANK_FIELDS.filter((name) => (payee[name] ?? '').trim() !== '').map((name) => {
      return { path: `payee.${name}`, code: 'PAYEE_ACCOUNT_UNUSED' };
    });
  }
  const bankCode = normalizeBankCode(payee.bankCode);
  return [
    ...fieldProblem('payee.accountName', payee.accountName.trim()),
    ...fieldProblem(
      'payee.accountNumber',
      normalizeAccountNumber(payee.accountNumber),
      ACCOUNT_NUMBER,
    ),
    ...fieldProblem('payee.bankCode', bankCode, BANK_CODE),
  ];
}

/** The payee that the checks have made of what was entered; undefined while the kind is open. */
export function decidedPayee(entered: EnteredPayee): Payee | undefined {
  if (entered.kind !== 'bank-account')
    return entered.kind === '' ? undefined : { kind: entered.kind };
  return {
    kind: 'bank-account',
    accountName: entered.accountName.trim(),
    accountNumber: normalizeAccountNumber(entered.accountNumber),
    bankCode: normalizeBankCode(entered.bankCode),
  };
}

/** `PAYEE_NAME_MISMATCH` where a bank account is not in the name of the merchant. */
export function checkPayeeName(payee: EnteredPayee, merchantName: string): readonly Problem[] {
  if (payee.kind !== 'bank-account' || payee.accountName.trim() === '') return [];
  if (sameMerchantName(payee.accountName, merchantName)) return [];
  return [{ path: 'payee.accountName', code: 'PAYEE_NAME_MISMATCH' }];
}

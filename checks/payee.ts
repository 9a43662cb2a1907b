/** Where a refund goes: back the way it came, or to a bank account of the merchant. */
import type { Payee } from '../workflows/contract/case-data';
import type { Problem } from '../workflows/contract/messages';
import { foldWidth, upperAscii } from './entered-text';
import { sameMerchantName } from './merchant-name';

/** Spaces and hyphens between groups of digits are left out. Idempotent. */
export function normalizeAccountNumber(entered: string): string {
  return upperAscii(foldWidth(entered)).replace(/[\s-]+/g, '');
}

/** Card and account numbers, IBAN included. */
const ACCOUNT_NUMBER = /^[A-Z0-9]{8,34}$/;
/** BIC, CNAPS (12 digits) or a short code such as `ICBC`. */
const BANK_CODE = /^[A-Z0-9]{3,20}$/;

function fieldProblem(path: string, value: string, form?: RegExp): readonly Problem[] {
  if (value === '') return [{ path, code: 'FIELD_REQUIRED' }];
  return form && !form.test(value) ? [{ path, code: 'FIELD_INVALID' }] : [];
}

/** Form of the payee: `FIELD_REQUIRED`, `FIELD_INVALID`. */
export function checkPayeeForm(payee: Payee): readonly Problem[] {
  if (payee.kind === 'original-payment') return [];
  const bankCode = upperAscii(foldWidth(payee.bankCode)).trim();
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

/** `PAYEE_NAME_MISMATCH` where a bank account is not in the name of the merchant. */
export function checkPayeeName(payee: Payee, merchantName: string): readonly Problem[] {
  if (payee.kind === 'original-payment' || payee.accountName.trim() === '') return [];
  if (sameMerchantName(payee.accountName, merchantName)) return [];
  return [{ path: 'payee.accountName', code: 'PAYEE_NAME_MISMATCH' }];
}

/** Where a refund goes: back the way it came, or to a bank account of the merchant. */
import type { EnteredPayee, Payee } from '../../workflows/contract/case-data';
import type { Problem } from '../../workflows/contract/messages';
import { foldNumber, isBlank, upperAscii } from '../entered-text';
import { fitsCheckDigits } from './account-number';
import { sameMerchantName } from '../people/merchant-name';
import { normalizeName, readName } from '../people/names';
import { type Read, readWith } from '../reading';

type Span = readonly [min: number, max: number];

/** Card and account numbers, IBAN included; shortest and longest, signs. */
export const ACCOUNT_NUMBER_LENGTH: Span = [8, 34];
/** BIC, CNAPS (12 digits) or a short code such as `ICBC`; shortest and longest, signs. */
export const BANK_CODE_LENGTH: Span = [3, 20];

/** Whether all are letters and digits, as many as they may be. */
function areSigns(text: string, [min, max]: Span): boolean {
  return text.length >= min && text.length <= max && /^[A-Z0-9]+$/.test(text);
}

/** Spaces and hyphens between groups of digits are left out. Idempotent. */
export function normalizeAccountNumber(entered: string): string {
  return upperAscii(foldNumber(entered)).replace(/[\s-]+/g, '');
}

/** `FIELD_REQUIRED`, `FIELD_INVALID`, `PAYEE_ACCOUNT_CHECK` where a card or an IBAN has a digit wrong. */
function readAccountNumber(entered: string): Read {
  const number = normalizeAccountNumber(entered);
  const read = readWith(number, areSigns(number, ACCOUNT_NUMBER_LENGTH), 'FIELD_INVALID');
  return read.code !== undefined || fitsCheckDigits(number)
    ? read
    : { code: 'PAYEE_ACCOUNT_CHECK' };
}

/** `FIELD_REQUIRED`, `FIELD_INVALID`. */
function readBankCode(entered: string): Read {
  const code = normalizeAccountNumber(entered);
  return readWith(code, areSigns(code, BANK_CODE_LENGTH), 'FIELD_INVALID');
}

/** The fields that only a bank account has. */
export const BANK_FIELDS = ['accountName', 'accountNumber', 'bankCode'] as const;

/**
 * Form of the payee: `FIELD_REQUIRED`, `FIELD_INVALID`, `PAYEE_ACCOUNT_CHECK`, and `PAYEE_ACCOUNT_UNUSED` at each field of a bank
 * account beside the way back to the original payment, which would leave it out.
 */
export function checkPayeeForm(payee: EnteredPayee): readonly Problem[] {
  if (payee.kind === '') return [{ path: 'payee.kind', code: 'FIELD_REQUIRED' }];
  if (payee.kind !== 'bank-account') {
    return BANK_FIELDS.filter((name) => !isBlank(payee[name])).map((name) => {
      return { path: `payee.${name}`, code: 'PAYEE_ACCOUNT_UNUSED' };
    });
  }
  const fields = [
    ['accountName', readName(payee.accountName)],
    ['accountNumber', readAccountNumber(payee.accountNumber)],
    ['bankCode', readBankCode(payee.bankCode)],
  ] as const;
  return fields.flatMap(([name, { code }]) =>
    code === undefined ? [] : [{ path: `payee.${name}`, code }],
  );
}

/** The payee that the checks have made of what was entered; undefined while the kind is open. */
export function decidedPayee(entered: EnteredPayee): Payee | undefined {
  if (entered.kind !== 'bank-account')
    return entered.kind === '' ? undefined : { kind: entered.kind };
  return {
    kind: 'bank-account',
    accountName: normalizeName(entered.accountName),
    accountNumber: normalizeAccountNumber(entered.accountNumber),
    bankCode: normalizeAccountNumber(entered.bankCode),
  };
}

/** `PAYEE_NAME_MISMATCH` where a bank account is not in the name of the merchant. */
export function checkPayeeName(payee: EnteredPayee, merchantName: string): readonly Problem[] {
  if (payee.kind !== 'bank-account' || isBlank(payee.accountName)) return [];
  if (sameMerchantName(payee.accountName, merchantName)) return [];
  return [{ path: 'payee.accountName', code: 'PAYEE_NAME_MISMATCH' }];
}

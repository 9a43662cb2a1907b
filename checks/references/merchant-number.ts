/** Numbers of merchants at the acquirer. */
import { foldNumber } from '../entered-text';
import { type Read, readWith } from '../reading';

/** Longest merchant number, characters. */
export const MAX_MERCHANT_NUMBER_LENGTH = 64;

const MERCHANT_NUMBER = /^[0-9A-Za-z][0-9A-Za-z._-]*$/;

/** Written as the acquirer writes it, without invisible marks and white space. Idempotent. */
export function normalizeMerchantNumber(entered: string): string {
  return foldNumber(entered).replace(/\s+/g, '');
}

/** A merchant number of at most 64 letters, digits and `. _ -`; `FIELD_REQUIRED`, `FIELD_INVALID`. */
export function readMerchantNumber(entered: string): Read {
  const number = normalizeMerchantNumber(entered);
  const isOne = number.length <= MAX_MERCHANT_NUMBER_LENGTH && MERCHANT_NUMBER.test(number);
  return readWith(number, isOne, 'FIELD_INVALID');
}

/** Amounts as they enter: whole minor units and a currency that exists. */
import { minorDigits } from '../../workflows/contract/currencies';
import { foldNumber } from '../entered-text';
import type { Read } from '../reading';

/** Largest amount that is taken, minor units: ten thousand million yuan is no deposit. */
export const MAX_AMOUNT_MINOR = 1_000_000_000_000;

/** A whole number of minor units, 0 or more. */
export function isAmountMinor(amount: number): boolean {
  return Number.isSafeInteger(amount) && amount >= 0 && amount <= MAX_AMOUNT_MINOR;
}

/** An ISO 4217 code in upper case. */
export function isCurrency(code: string): boolean {
  return minorDigits(code) !== undefined;
}

/** Whole units, thousands parted by one sign or by none, and the digits behind the point. */
const AMOUNT = /^(\d{1,12}|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d{1,3}(?:'\d{3})+)(?:\.(\d*))?$/;
/** Points or commas that part thousands in one country and the digits of the minor unit in another. */
const EITHER = /^(?:\d{1,3}(?:\.\d{3})+|[\d.]*\d,\d[\d.,]*)$/;
const ONE_COMMA = /^\d{1,3},\d{3}$/;
const APOSTROPHES = /[\u2019\u02BC\u2032]/g;
/** Signs that people write beside an amount, besides the code. */
const SIGNS: Readonly<Record<string, string>> = { CNY: '¥|元|RMB', JPY: '¥|円' };

/**
 * Minor units of an amount as typed, e.g. 120000 for `1,200` or `￥1,200.00` of CNY; the sign or code of its
 * currency may stand beside it. `FIELD_REQUIRED`; `AMOUNT_AMBIGUOUS` where a comma or point may as well part
 * thousands as the digits of the minor unit; `FIELD_INVALID` for what is no amount of that currency.
 */
export function readAmount(entered: string, currency: string): Read<number> {
  const typed = foldNumber(entered).replace(APOSTROPHES, "'").trim();
  if (typed === '') return { code: 'FIELD_REQUIRED' };
  const digits = minorDigits(currency);
  if (digits === undefined) return { code: 'FIELD_INVALID' };
  const text = withoutCurrency(typed, currency);
  const [, whole, fraction = ''] = AMOUNT.exec(text) ?? [];
  const isEither = digits === 3 && ONE_COMMA.test(text);
  if (whole === undefined || fraction.length > digits || isEither) {
    return { code: EITHER.test(text) ? 'AMOUNT_AMBIGUOUS' : 'FIELD_INVALID' };
  }
  const amount = Number(whole.replace(/[, ']/g, '') + fraction.padEnd(digits, '0'));
  return isAmountMinor(amount) ? { value: amount } : { code: 'FIELD_INVALID' };
}

function withoutCurrency(text: string, currency: string): string {
  const signs = [currency, SIGNS[currency]].filter(Boolean).join('|');
  return text.replace(new RegExp(`^(?:${signs}) ?| ?(?:${signs})$`, 'gi'), '');
}

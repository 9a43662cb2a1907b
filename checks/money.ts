/** Amounts as they enter: whole minor units and a currency that exists. */
import { minorDigits } from '../workflows/contract/currencies';

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

/**
 * Minor units of an amount as typed, e.g. 120000 for `1,200` or `￥1,200.00` of CNY. Undefined where it is no
 * amount of that currency: too many digits behind the point, or a comma that parts no thousands.
 */
export function readAmount(entered: string, currency: string): number | undefined {
  const digits = minorDigits(currency);
  const text = entered.normalize('NFKC').replace(/[\s¥]/g, '');
  const [, whole, fraction = ''] = /^(\d{1,12}|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$/.exec(text) ?? [];
  if (whole === undefined || digits === undefined || fraction.length > digits) return undefined;
  return Number(whole.replaceAll(',', '') + fraction.padEnd(digits, '0'));
}

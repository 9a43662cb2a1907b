/** Amounts as people read them. Pure. */
import type { Locale } from '../../../workflows/contract/case-data';
import { formatMinor, minorDigits } from '../../../workflows/contract/money';
import type { Money } from '../../../workflows/contract/money';

/** `¥200.00`, by the digits that the currency has. */
export function amountText(money: Money, locale: Locale): string {
  const digits = minorDigits(money.currency);
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(Number(formatMinor(money)));
}

/** Minor units of an amount as typed, e.g. 20000 for `200` or `200.00`; undefined where it is none. */
export function readAmount(entered: string, currency: string): number | undefined {
  const text = entered.trim().replace(/,/g, '');
  const digits = minorDigits(currency);
  const [, whole, fraction = ''] = /^(\d{1,12})(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined || fraction.length > digits) return undefined;
  return Number(whole) * 10 ** digits + Number(fraction.padEnd(digits, '0') || '0');
}

/** Amounts of money: whole numbers in the currency's minor unit, never a fraction, never a float. */

/** An amount, e.g. `{amountMinor: 20000, currency: 'CNY'}` is ¥200.00. */
export interface Money {
  /** Whole number of minor units (fen, cents), 0 or more. */
  readonly amountMinor: number;
  /** ISO 4217 code, upper case. */
  readonly currency: string;
}

/** Digits after the decimal point by ISO 4217; currencies not named here have two. */
const MINOR_DIGITS: Readonly<Record<string, number>> = { JPY: 0, KRW: 0, VND: 0, KWD: 3, BHD: 3 };

/** Digits of the minor unit of a currency (ISO 4217, list of 2024). */
export function minorDigits(currency: string): number {
  return MINOR_DIGITS[currency] ?? 2;
}

/** Plain decimal form without a currency sign, e.g. `200.00`; for logs of codes and for templates. */
export function formatMinor(money: Money): string {
  const digits = minorDigits(money.currency);
  if (digits === 0) return String(money.amountMinor);
  const text = String(money.amountMinor).padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Amounts as they enter: whole minor units and a currency that exists. */

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Largest amount that is taken, minor units: ten thousand million yuan is no deposit. */
export const MAX_AMOUNT_MINOR = 1_000_000_000_000;

/** A whole number of minor units, 0 or more. */
export function isAmountMinor(amount: number): boolean {
  return Number.isSafeInteger(amount) && amount >= 0 && amount <= MAX_AMOUNT_MINOR;
}

/** An ISO 4217 code in upper case. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

/** Amounts of money: whole numbers in the currency's minor unit, never a fraction, never a float. */
import type { Locale, Phrase } from './case-data';
import { minorDigits } from './currencies';

/** An amount, e.g. `{amountMinor: 20000, currency: 'CNY'}` is ¥200.00. */
export interface Money {
  /** Whole number of minor units (fen, cents), 0 or more. */
  readonly amountMinor: number;
  /** ISO 4217 code, upper case. */
  readonly currency: string;
}

/** Plain decimal form without a currency sign, e.g. `200.00`; minor units where the currency is none. */
export function formatMinor({ amountMinor, currency }: Money): string {
  const digits = minorDigits(currency) ?? 0;
  if (digits === 0) return String(amountMinor);
  const text = String(amountMinor).padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

const MINOR_UNITS: Phrase = { 'zh-CN': '（最小货币单位）', en: ' (minor units)' };
/** Signs that the readers of a language know, by currency. */
const SIGNS: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  'zh-CN': { CNY: '¥' },
  en: {},
};

/**
 * An amount as people read it, the one form of pages, messages and command line: `CLP 20,000`, `CNY 200.00`, and
 * `¥200.00` for who reads Chinese. A code that is no currency is told with its minor units, as such.
 */
export function moneyText(money: Money, locale: Locale): string {
  const { amountMinor, currency } = money;
  if (minorDigits(currency) === undefined) {
    return `${currency} ${String(amountMinor)}${MINOR_UNITS[locale]}`;
  }
  const [whole = '', ...rest] = formatMinor(money).split('.');
  const amount = [whole.replace(/\B(?=(\d{3})+(?!\d))/g, ','), ...rest].join('.');
  return `${SIGNS[locale][currency] ?? `${currency} `}${amount}`;
}

/** Sums by currency, e.g. `¥200.00 + CLP 20,000`; undefined where there is nothing to add. */
export function totalText(items: readonly Money[], locale: Locale): string | undefined {
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of items) {
    sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  }
  const texts = [...sums].map(([currency, amountMinor]) =>
    moneyText({ currency, amountMinor }, locale),
  );
  return texts.length === 0 ? undefined : texts.join(' + ');
}

/** Moments, days, amounts and sizes as people read them, in the language and the zone of the reader. */
import { totalText as sumOf, moneyText as textOf } from '../../workflows/contract/money';
import type { Money } from '../../workflows/contract/money';
import { locale } from './language';

function dateText(moment: string, options: Intl.DateTimeFormatOptions): string {
  const language = locale() === 'en' ? 'en-GB' : 'zh-CN';
  return new Intl.DateTimeFormat(language, options).format(new Date(moment));
}

/** `2026年3月2日 09:00`. */
export function momentText(moment: string): string {
  const day = { year: 'numeric', month: 'long', day: 'numeric' } as const;
  return dateText(moment, { ...day, hour: '2-digit', minute: '2-digit', hour12: false });
}

/** `2026年3月2日（星期一）`. */
export function dayText(moment: string): string {
  return dateText(moment, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' });
}

/** `¥200.00`, `CLP 20,000`. */
export function moneyText(money: Money): string {
  return textOf(money, locale());
}

/** Sums by currency, or undefined where there is nothing to add. */
export function totalText(items: readonly Money[]): string | undefined {
  return sumOf(items, locale());
}

/** `1.2 MB`. */
export function sizeText(bytes: number): string {
  const kilobytes = bytes / 1024;
  if (kilobytes < 1) return `${String(bytes)} B`;
  if (kilobytes < 1024) return `${kilobytes.toFixed(0)} KB`;
  return `${(kilobytes / 1024).toFixed(1)} MB`;
}

/** Moments, days, amounts and sizes as people read them, in the language of the reader and the zone of the case. */
import { dayText as dayOf, momentText as momentOf } from '../../checks/days/moments';
import { totalText as sumOf, moneyText as textOf } from '../../workflows/contract/money';
import type { Money } from '../../workflows/contract/money';
import type { MerchantProgress } from '../../wire/merchant/merchant-answers';
import { numberText } from '../../words/phrase';
import { locale } from './language';

/** The case whose zone counts: messages to the merchant name the same moments by it. */
type Place = Pick<MerchantProgress, 'timeZone'>;

/** `2026年3月2日 09:00（北京时间）`. */
export function momentText(moment: string, { timeZone }: Place): string {
  return momentOf(moment, { locale: locale(), timeZone });
}

/** `2026年3月2日周一`. */
export function dayText(moment: string, { timeZone }: Place): string {
  return dayOf(moment, { locale: locale(), timeZone });
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
  const written = (size: number, digits: number): string =>
    numberText(size, locale(), { maximumFractionDigits: digits, minimumFractionDigits: digits });
  if (kilobytes < 1) return `${written(bytes, 0)} B`;
  if (kilobytes < 1024) return `${written(kilobytes, 0)} KB`;
  return `${written(kilobytes / 1024, 1)} MB`;
}

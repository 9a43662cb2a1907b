/** Values of reports in words. Pure. */
import { moneyText } from '../../../workflows/contract/money';
import type { Locale } from '../../../workflows/contract/case-data';
import { meaningOf } from '../../../words/timeline';
import { WORKING_DAY_HOURS, duration } from '../parts/moments';
import {
  NOTICE_CHANNEL,
  NOTICE_KIND,
  REASON,
  REFUND_STATE,
  REJECTION,
  STATUS,
} from '../../../words/domain';
import { COLUMN } from '../texts/reports';
import { type Phrase, type Say, numberText as written } from '../../../words/phrase';
import { unitOf } from './report-shapes';
import type { Unit } from './report-shapes';

const WORDS: Readonly<Record<string, readonly Readonly<Record<string, Phrase>>[]>> = {
  status: [STATUS],
  reason: [REASON],
  channel: [NOTICE_CHANNEL],
  kind: [NOTICE_KIND, COLUMN],
  code: [REJECTION],
  state: [REFUND_STATE],
};

/** A name in words: a status, a reason, a code. */
export function nameText(column: string, value: string, say: Say, locale: Locale): string {
  const pair = (WORDS[column] ?? []).map((words) => words[value]).find((found) => found);
  if (pair) return say(pair);
  return column === 'code' ? meaningOf(value, locale) : value;
}

/** How the numbers of a report are read. */
export interface Reading {
  readonly locale: Locale;
  readonly time: 'working' | 'calendar';
  readonly currency: string;
}

/** A number in its unit. */
export function numberText(value: number, unit: Unit, reading: Reading): string {
  const { locale, time, currency } = reading;
  switch (unit) {
    case 'ms':
      return duration(value, locale, time === 'working' ? WORKING_DAY_HOURS : 24);
    case 'rate':
      return written(value, locale, { style: 'percent', maximumFractionDigits: 1 });
    case 'money':
      return moneyText({ amountMinor: value, currency }, locale);
    case 'count':
      return written(value, locale);
  }
}

/** One cell of the table behind a chart. */
export function cellText(
  row: Readonly<Record<string, string | number | null>>,
  column: string,
  say: Say,
  reading: Omit<Reading, 'currency'>,
): string {
  const value = row[column];
  if (value === null || value === undefined) return '—';
  if (typeof value === 'string') return nameText(column, value, say, reading.locale);
  const currency = String(row['currency'] ?? 'CNY');
  return numberText(value, unitOf(column), { ...reading, currency });
}

// checks/days/: days and moments as people type and read them.
/** The one reading of days and moments that people type, in lists, reports, saved views, commands and pages. */
import {
  DAY_MS,
  FIRST_DAY,
  type IsoDay,
  LAST_DAY,
  startOfDeskDay,
} from '../../workflows/contract/desk-days';
import { foldNumber } from '../entered-text';

/** Why something typed is no day: not of its form, or outside of what is kept. */
export type DayRefusal = 'DAY_INVALID' | 'DAY_OUT_OF_RANGE';

/** What was typed as time that it covers: a day of the desk from its first moment to its last, a moment itself. */
export interface Span {
  readonly from: Date;
  /** First moment that it no longer covers. */
  readonly before: Date;
}

/** Signs that stand between the parts of a day: dashes of every kind, slash, dot, the Chinese words. */
const SEPARATORS = /[\u2010-\u2015\u2212\uFE58\uFE63/.。年月]/g;
const DAY = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
/** RFC 3339; without its zone a time is nobody's. */
const MOMENT = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/i;

/** Whether the calendar has the day. */
export function isRealDay(day: IsoDay): boolean {
  const atMs = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(day);
}

function refusalOf(day: IsoDay): DayRefusal | undefined {
  if (!isRealDay(day)) return 'DAY_INVALID';
  return day < FIRST_DAY || day > LAST_DAY ? 'DAY_OUT_OF_RANGE' : undefined;
}

/**
 * A day such as `2026-11-30`, in full width, with other separators or without leading zeros too; else why it
 * is refused.
 */
export function readDay(
  entered: string,
): { readonly day: IsoDay } | { readonly refusal: DayRefusal } {
  const plain = foldNumber(entered)
    .trim()
    .replace(/[日号]$/, '')
    .replace(SEPARATORS, '-');
  const [, year = '', month = '', date = ''] = DAY.exec(plain) ?? [];
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const refusal = refusalOf(day);
  return refusal === undefined ? { day } : { refusal };
}

/** A day as `readDay` reads it, or a moment with its zone (RFC 3339), which is read to the millisecond. */
export function readSpan(entered: string): Span | { readonly refusal: DayRefusal } {
  const plain = foldNumber(entered).trim();
  const named = MOMENT.exec(plain)?.[1];
  if (named !== undefined) {
    const fromMs = Date.parse(plain.toUpperCase());
    const refusal = Number.isNaN(fromMs) ? 'DAY_INVALID' : refusalOf(named);
    return refusal === undefined ? spanOf(fromMs, 1) : { refusal };
  }
  const read = readDay(entered);
  return 'refusal' in read ? read : spanOf(startOfDeskDay(read.day), DAY_MS);
}

function spanOf(fromMs: number, lengthMs: number): Span {
  return { from: new Date(fromMs), before: new Date(fromMs + lengthMs) };
}

/**
 * Arithmetic over the working hours of the desk: pure functions of a calendar and moments in ms since
 * 1970 UTC. The desk keeps China standard time (+08:00, no summer time), whatever the time zone of
 * the machine. Nothing here reads a clock.
 */

import { DAY_MS, DESK_OFFSET_MS } from '../contract/desk-days';

/** Exceptions from Monday to Friday for some years; dates are `YYYY-MM-DD` in desk time. */
export interface Calendar {
  readonly version: string;
  readonly firstYear: number;
  readonly lastYear: number;
  /** Days from Monday to Friday on which nobody works. */
  readonly weekdayHolidays: readonly string[];
  /** Saturdays and Sundays that are worked to make up for a holiday. */
  readonly weekendWorkdays: readonly string[];
  /** Days of every later year on which nobody works, whatever its list will say; `MM-DD`. */
  readonly statutoryDays?: readonly string[];
}

/** A moment, ms since 1970 UTC. */
type MomentMs = number;

const HOUR_MS = 3_600_000;
/** The State Council publishes the days of a year in the autumn before; October is its ninth month from 0. */
const LIST_MONTH = 9;

/** The desk opens at 09:00 of each working day, ms after midnight. */
export const WORKING_DAY_START_MS = 9 * HOUR_MS;
/** The desk closes at 18:00 of each working day, ms after midnight. */
export const WORKING_DAY_END_MS = 18 * HOUR_MS;
/** Working time of one working day: nine hours, ms. */
export const WORKING_DAY_MS = WORKING_DAY_END_MS - WORKING_DAY_START_MS;

/** Bound of every search for a working day; the longest break in the calendar is far shorter. */
const LONGEST_BREAK_DAYS = 60;

/** Days since 1970-01-01, counted in desk time. */
function deskDay(atMs: MomentMs): number {
  return Math.floor((atMs + DESK_OFFSET_MS) / DAY_MS);
}

/** Moment of desk midnight at which a day begins. */
function midnight(day: number): MomentMs {
  return day * DAY_MS - DESK_OFFSET_MS;
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function isWorking(calendar: Calendar, day: number): boolean {
  // 1970-01-01 was a Thursday; 0 is Sunday.
  const weekday = (((day + 4) % 7) + 7) % 7;
  const isWeekend = weekday === 0 || weekday === 6;
  const date = dateOf(day);
  if (isWeekend) return calendar.weekendWorkdays.includes(date);
  const isStatutory = calendar.statutoryDays?.includes(date.slice(5)) === true;
  if (isStatutory && Number(date.slice(0, 4)) > calendar.lastYear) return false;
  return !calendar.weekdayHolidays.includes(date);
}

/** Since when the calendar lacks a year that limits run into: 1 October of its last one, in desk time. */
export function endsSinceMs({ lastYear }: Calendar): MomentMs {
  return Date.UTC(lastYear, LIST_MONTH, 1) - DESK_OFFSET_MS;
}

function requireDuration(durationMs: number): void {
  if (!Number.isFinite(durationMs) || durationMs < 0) {
    throw new RangeError('a working duration is a finite number of ms, 0 or more');
  }
}

/**
 * Whether the desk day that contains the moment is worked. Years beyond the last: Monday to Friday without
 * the statutory days of fixed date, where the calendar names any.
 */
export function isWorkingDay(calendar: Calendar, atMs: MomentMs): boolean {
  return isWorking(calendar, deskDay(atMs));
}

/** Working time between two moments, ms; 0 where `toMs` is not after `fromMs`. */
export function workingMsBetween(calendar: Calendar, fromMs: MomentMs, toMs: MomentMs): number {
  let total = 0;
  const lastDay = deskDay(toMs);
  for (let day = deskDay(fromMs); day <= lastDay; day += 1) {
    if (!isWorking(calendar, day)) continue;
    const opens = Math.max(midnight(day) + WORKING_DAY_START_MS, fromMs);
    const closes = Math.min(midnight(day) + WORKING_DAY_END_MS, toMs);
    total += Math.max(0, closes - opens);
  }
  return total;
}

/**
 * First moment, not before `fromMs`, by which `workingMs` of working time have passed; `fromMs` itself
 * for 0. A duration that ends with the working day ends at 18:00, not on the next morning.
 */
export function addWorkingMs(calendar: Calendar, fromMs: MomentMs, workingMs: number): MomentMs {
  requireDuration(workingMs);
  if (workingMs === 0) return fromMs;
  let left = workingMs;
  let daysWithoutWork = 0;
  for (let day = deskDay(fromMs); daysWithoutWork <= LONGEST_BREAK_DAYS; day += 1) {
    const opens = Math.max(midnight(day) + WORKING_DAY_START_MS, fromMs);
    const closes = midnight(day) + WORKING_DAY_END_MS;
    const available = isWorking(calendar, day) ? Math.max(0, closes - opens) : 0;
    if (left <= available) return opens + left;
    left -= available;
    daysWithoutWork = available === 0 ? daysWithoutWork + 1 : 0;
  }
  throw new RangeError('the calendar has no working day within reach');
}

/** Same as `addWorkingMs` with whole or broken working days of nine hours. */
export function addWorkingDays(calendar: Calendar, fromMs: MomentMs, days: number): MomentMs {
  return addWorkingMs(calendar, fromMs, days * WORKING_DAY_MS);
}

/** The next 09:00 of a working day that is later than `fromMs`. */
export function nextWorkingMorning(calendar: Calendar, fromMs: MomentMs): MomentMs {
  const firstDay = deskDay(fromMs);
  for (let day = firstDay; day <= firstDay + LONGEST_BREAK_DAYS; day += 1) {
    const morning = midnight(day) + WORKING_DAY_START_MS;
    if (morning > fromMs && isWorking(calendar, day)) return morning;
  }
  throw new RangeError('the calendar has no working day within reach');
}

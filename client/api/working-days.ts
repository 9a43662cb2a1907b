/** The working days and hours of the desk, by the calendar of the cases. */
import type { WorkingDay } from '../../record/port/desk-record';
import type { z } from 'zod';
import type { workingHours } from '../../wire/cases/case-answers';
import { DAY_MS, deskDayOf, startOfDeskDay } from '../../workflows/contract/desk-days';
import {
  addWorkingMs,
  calendarByVersion,
  isWorkingDay,
  workingDayHours,
  workingMsBetween,
} from './wiring';

/** One working day, ms: what a "day" of working time means. */
export const WORKING_DAY_MS = workingDayHours.endMs - workingDayHours.startMs;

/**
 * Every day from the one that begins at `firstMs` (midnight of the desk) to the one that holds `lastMs`,
 * both ms since 1970 UTC.
 */
export function workingDays(
  calendarVersion: string,
  firstMs: number,
  lastMs: number,
): readonly WorkingDay[] {
  const calendar = calendarByVersion(calendarVersion);
  const days: WorkingDay[] = [];
  let workedBeforeMs = 0;
  for (let startMs = firstMs; startMs <= lastMs; startMs += DAY_MS) {
    const isWorked = isWorkingDay(calendar, startMs);
    const opensMs = startMs + workingDayHours.startMs;
    const closesMs = isWorked ? startMs + workingDayHours.endMs : opensMs;
    days.push({ startMs, opensMs, closesMs, workedBeforeMs });
    workedBeforeMs += workingMsBetween(calendar, startMs, startMs + DAY_MS);
  }
  return days;
}

/** Whether working time passes at a moment, and until when that stays so. */
export function workingHoursAt(calendarVersion: string, now: Date): z.output<typeof workingHours> {
  const calendar = calendarByVersion(calendarVersion);
  const nowMs = now.getTime();
  const areOn = workingMsBetween(calendar, nowMs, nowMs + 1) > 0;
  const changesMs = areOn
    ? startOfDeskDay(deskDayOf(now)) + workingDayHours.endMs
    : addWorkingMs(calendar, nowMs, 1) - 1;
  return { areOn, changesAt: new Date(changesMs).toISOString() };
}

/**
 * The tables of working days by name. A case keeps the name of the table that it was opened with, so
 * a published table is never changed: a correction or a new year is a new table with a new name.
 */
import { CN_2026 } from './cn-2026';
import type { Calendar } from './working-time';

const CALENDARS: readonly Calendar[] = [CN_2026];

/** Name of the table that new cases take. */
export const CURRENT_CALENDAR_VERSION = 'cn-2026';

/** The table of a version; throws `RangeError` where no such table was ever published. */
export function calendarByVersion(version: string): Calendar {
  const calendar = CALENDARS.find((candidate) => candidate.version === version);
  if (!calendar) throw new RangeError(`unknown calendar version ${version}`);
  return calendar;
}

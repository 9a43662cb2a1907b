// workflows/calendar/: working time: which days count, and how long a wait takes in it.
/**
 * The tables of working days by name. A case keeps the name of the table that it was opened with, so
 * a published table is never changed: a correction or a new year is a new table with a new name.
 */
import { CN_2026 } from './cn-2026';
import type { Calendar } from './working-time';

/**
 * Statutory days off that have the same date each year, `MM-DD`: New Year, Labour Day and National Day, by
 * the Regulation on Public Holidays for National Annual Festivals and Memorial Days (全国年节及纪念日放假办法,
 * State Council order 795 of 2024-11-10), article 2. Spring Festival, Qingming, Dragon Boat and Mid-Autumn
 * move with moon and sun, and what is made up for is decided year by year: both wait for the list.
 */
const STATUTORY_DAYS = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'];

/** Every table that was ever published; the first counted 1 January of a later year as worked. */
const CALENDARS: readonly Calendar[] = [
  CN_2026,
  { ...CN_2026, version: 'cn-2026-2', statutoryDays: STATUTORY_DAYS },
];

/** The table of a version; throws `RangeError` where no such table was ever published. */
export function calendarByVersion(version: string): Calendar {
  const calendar = CALENDARS.find((candidate) => candidate.version === version);
  if (!calendar) throw new RangeError(`unknown calendar version ${version}`);
  return calendar;
}

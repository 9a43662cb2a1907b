/** Days of the desk: the zone that they are counted in, and where each begins. Pure. */

/** Zone of the desk: typed days, working hours and reports are counted in it. IANA name. */
export const DESK_TIME_ZONE = 'Asia/Shanghai';
/** Its distance from UTC, ms; it has kept no summer time since 1991. */
export const DESK_OFFSET_MS = 8 * 3_600_000;
/** Length of each of its days, ms. */
export const DAY_MS = 86_400_000;

/** A day as `YYYY-MM-DD`. */
export type IsoDay = string;

/** First and last day that anybody may ask for; before them lies no case, behind them none that is opened. */
export const FIRST_DAY: IsoDay = '2000-01-01';
export const LAST_DAY: IsoDay = '2099-12-31';

/** The day of the desk that a moment falls on, whatever the zone of the machine. */
export function deskDayOf(moment: Date): IsoDay {
  return new Date(moment.getTime() + DESK_OFFSET_MS).toISOString().slice(0, 10);
}

/** Moment at which a day of the desk begins, ms since 1970 UTC. */
export function startOfDeskDay(day: IsoDay): number {
  return Date.parse(`${day}T00:00:00Z`) - DESK_OFFSET_MS;
}

/** The day so many days later, or earlier where the number is negative. */
export function dayPlus(day: IsoDay, days: number): IsoDay {
  return deskDayOf(new Date(startOfDeskDay(day) + days * DAY_MS));
}

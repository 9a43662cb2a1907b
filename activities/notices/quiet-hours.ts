/** When a text may go out: pure functions over a moment, a time zone and settings. */
import { formatOf, knownZone } from '../../checks/days/moments';
import { DAY_MS } from '../../workflows/contract/desk-days';

/** Local hours 0 to 23; quiet from `fromHour` (included) to `toHour` (excluded), over midnight too. */
export interface QuietHours {
  readonly fromHour: number;
  readonly toHour: number;
}

interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** End of the quiet hours that `now` lies in, or undefined if a text may go out at once. */
export function quietUntil(now: Date, timeZone: string, quiet: QuietHours): Date | undefined {
  const { fromHour, toHour } = quiet;
  const { hour } = localTime(now, timeZone);
  const isQuiet =
    fromHour <= toHour ? hour >= fromHour && hour < toHour : hour >= fromHour || hour < toHour;
  return isQuiet ? nextLocalHour(now, timeZone, toHour) : undefined;
}

/** First moment after `now` at which the clock there shows `hour`:00. */
export function nextLocalHour(now: Date, timeZone: string, hour: number): Date {
  const today = localMoment(localTime(now, timeZone), hour, timeZone);
  if (today > now) return today;
  return nextDayAt(now, timeZone, hour);
}

/** `hour`:00 of the next local day. */
export function nextDayAt(now: Date, timeZone: string, hour: number): Date {
  const { year, month, day } = localTime(now, timeZone);
  const tomorrow = new Date(Date.UTC(year, month - 1, day) + DAY_MS);
  return localMoment(
    {
      year: tomorrow.getUTCFullYear(),
      month: tomorrow.getUTCMonth() + 1,
      day: tomorrow.getUTCDate(),
    },
    hour,
    timeZone,
  );
}

/** Midnight that began the local day of `now`. */
export function startOfLocalDay(now: Date, timeZone: string): Date {
  return localMoment(localTime(now, timeZone), 0, timeZone);
}

/** The moment at which clocks show a local hour; where clocks skip it, the moment they jump to. */
function localMoment(
  date: { year: number; month: number; day: number },
  hour: number,
  timeZone: string,
): Date {
  const wanted = Date.UTC(date.year, date.month - 1, date.day, hour);
  let moment = wanted;
  // The offset at the first guess may be that of the other side of a clock change: look twice.
  for (let round = 0; round < 2; round += 1) moment = wanted - offsetMs(moment, timeZone);
  return new Date(moment);
}

function offsetMs(moment: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = localTime(new Date(moment), timeZone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1_000) * 1_000;
}

function localTime(moment: Date, timeZone: string): LocalTime {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return {
    year: of('year'),
    month: of('month'),
    day: of('day'),
    hour: of('hour'),
    minute: of('minute'),
    second: of('second'),
  };
}

function clockOf(zone: string): Intl.DateTimeFormat {
  return formatOf('en-US', {
    timeZone: knownZone(zone),
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}

/** Moments and durations as people read them. Pure but for the zone of the viewer. */
import { FORMAT_LANGUAGE, formatOf } from '../../../checks/days/moments';
import { type Phrase, sentence } from '../../../words/phrase';
import type { Locale } from '../../../workflows/contract/case-data';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** With the name of the zone, as two people in two zones may speak about it. */
export function fullMoment(at: string, locale: Locale): string {
  return formatOf(FORMAT_LANGUAGE[locale], { dateStyle: 'full', timeStyle: 'long' }).format(
    new Date(at),
  );
}

const TO_THE_MINUTE = {
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;
/** In English the month is a word, since its order differs by country. */
const DAY: Readonly<Record<Locale, Intl.DateTimeFormatOptions>> = {
  'zh-CN': { month: '2-digit', day: '2-digit' },
  en: { month: 'short', day: 'numeric' },
};

/** Date and time to the minute. */
export function shortMoment(at: string, locale: Locale): string {
  const format = formatOf(FORMAT_LANGUAGE[locale], { ...TO_THE_MINUTE, ...DAY[locale] });
  return format.format(new Date(at));
}

/** The day of a moment in the zone of the viewer, as a number that grows by one a day. */
function dayNumber(ms: number): number {
  const at = new Date(ms);
  return Math.round(Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / DAY_MS);
}

/** `in 3 hours`, `2 days ago`; from a day on calendar days are counted, as people do. */
export function relativeMoment(at: string, nowMs: number, locale: Locale): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const ms = Date.parse(at) - nowMs;
  const size = Math.abs(ms);
  if (size < HOUR_MS) return format.format(Math.round(ms / MINUTE_MS), 'minute');
  if (size < DAY_MS) return format.format(Math.round(ms / HOUR_MS), 'hour');
  return format.format(dayNumber(nowMs + ms) - dayNumber(nowMs), 'day');
}

/** Hours of a working day of the desk; working time counts days of this length. */
export const WORKING_DAY_HOURS = 9;

const UNIT = {
  day: { 'zh-CN': '{n} 天', en: '{n} d' },
  workingDay: { 'zh-CN': '{n} 个工作日', en: '{n} working d' },
  hour: { 'zh-CN': '{n} 小时', en: '{n} h' },
  minute: { 'zh-CN': '{n} 分钟', en: '{n} min' },
  second: { 'zh-CN': '{n} 秒', en: '{n} s' },
} as const satisfies Record<string, Phrase>;

/** `12 s`, `2 h 5 min`, `3 d 4 h`: two units at most, seconds only below a minute. A day has `dayHours` hours. */
export function duration(ms: number, locale: Locale, dayHours = 24): string {
  const say = (unit: keyof typeof UNIT, n: number): string => sentence(locale, UNIT[unit], { n });
  if (ms > 0 && ms < MINUTE_MS) return say('second', Math.ceil(ms / 1_000));
  const dayMinutes = dayHours * 60;
  const minutes = Math.round(ms / MINUTE_MS);
  const days = Math.floor(minutes / dayMinutes);
  const hours = Math.floor((minutes % dayMinutes) / 60);
  const rest = (minutes % dayMinutes) % 60;
  const day = dayHours === 24 ? 'day' : 'workingDay';
  if (days > 0) return `${say(day, days)}${hours > 0 ? ` ${say('hour', hours)}` : ''}`;
  if (hours > 0) return `${say('hour', hours)}${rest > 0 ? ` ${say('minute', rest)}` : ''}`;
  return say('minute', rest);
}

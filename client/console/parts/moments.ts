/** Moments and durations as people read them. Pure but for the zone of the viewer. */
import type { Locale } from '../../../workflows/contract/case-data';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** With the name of the zone, as two people in two zones may speak about it. */
export function fullMoment(at: string, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'full',
    timeStyle: 'long',
  }).format(new Date(at));
}

/** Date and time to the minute. In English the month is a word, since its order differs by country. */
export function shortMoment(at: string, locale: Locale): string {
  const english = locale === 'en';
  return new Intl.DateTimeFormat(english ? 'en-GB' : locale, {
    year: 'numeric',
    month: english ? 'short' : '2-digit',
    day: english ? 'numeric' : '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at));
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

/** `12 s`, `2 h 5 min`, `3 d 4 h`: two units at most, seconds only below a minute. A day has `dayHours` hours. */
export function duration(ms: number, locale: Locale, dayHours = 24): string {
  const [dayWord, hour, minute, second] =
    locale === 'en' ? [' d', ' h', ' min', ' s'] : [' 天', ' 小时', ' 分钟', ' 秒'];
  if (ms > 0 && ms < MINUTE_MS) return `${Math.ceil(ms / 1_000)}${second}`;
  const working = locale === 'en' ? ' working d' : ' 个工作日';
  const day = dayHours === 24 ? dayWord : working;
  const dayMinutes = dayHours * 60;
  const minutes = Math.round(ms / MINUTE_MS);
  const days = Math.floor(minutes / dayMinutes);
  const hours = Math.floor((minutes % dayMinutes) / 60);
  const rest = (minutes % dayMinutes) % 60;
  if (days > 0) return hours > 0 ? `${days}${day} ${hours}${hour}` : `${days}${day}`;
  if (hours > 0) return rest > 0 ? `${hours}${hour} ${rest}${minute}` : `${hours}${hour}`;
  return `${rest}${minute}`;
}

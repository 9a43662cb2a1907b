/**
 * Moments as a merchant reads them: by the clock of the merchant's zone, which is named beside them, so that a
 * limit is the same fact on the page, in a text and in a mail. Here too: which zones there are.
 */
import type { Locale, Phrase } from '../../workflows/contract/case-data';
import { sentence } from '../../words/phrase';
import { DESK_TIME_ZONE } from '../../workflows/contract/desk-days';

/** Language and zone (IANA name) of who reads. */
export interface Reader {
  readonly locale: Locale;
  readonly timeZone: string;
}

const CLOCK = {
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;
const DAY = { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' } as const;
/** Day, month and clock as they are written without an American order. */
export const FORMAT_LANGUAGE: Phrase = { 'zh-CN': 'zh-CN', en: 'en-GB' };
/** As the country itself calls it; tables of the platform speak of standard time. */
const DESK_ZONE_NAME: Phrase = { 'zh-CN': '北京时间', en: 'China time' };
const CLOCK_OF_ZONE: Phrase = { 'zh-CN': '{clock}（{name}）', en: '{clock} ({name})' };

/** By language, zone and form; making one costs as much as a hundred dates. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** How this platform writes moments; made once for each language and form. */
export function formatOf(
  language: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = JSON.stringify([language, options]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(language, options);
  formats.set(key, format);
  return format;
}

/** Zones that this platform has been seen to know: asking it costs as much as a statement. */
const zones = new Set<string>();

/** True for a name that this platform knows, e.g. `Asia/Shanghai`. */
export function isTimeZone(name: string): boolean {
  if (zones.has(name)) return true;
  try {
    // Only the constructor says whether a name is one that this platform knows.
    const known = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    if (known !== '') zones.add(name);
    return known !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The name itself, or the zone of the desk where this platform does not know it. */
export function knownZone(name: string): string {
  return isTimeZone(name) ? name : DESK_TIME_ZONE;
}

/** What a zone is called, in summer as in winter: `Chile Time`; its distance from UTC on an old browser. */
function zoneName({ locale, timeZone }: Reader, moment: Date): string {
  // One zone has several names, e.g. `PRC`; the platform knows which are the same.
  if (formatOf('en', { timeZone }).resolvedOptions().timeZone === DESK_TIME_ZONE) {
    return DESK_ZONE_NAME[locale];
  }
  let format: Intl.DateTimeFormat;
  try {
    format = formatOf(locale, { timeZone, timeZoneName: 'longGeneric' });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    format = formatOf(locale, { timeZone, timeZoneName: 'short' });
  }
  const parts = format.formatToParts(moment);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

/** `7 December 2026 at 10:00 (China time)`, `2026年12月7日 10:00（北京时间）`. */
export function momentText(moment: string, reader: Reader): string {
  const { locale } = reader;
  const timeZone = knownZone(reader.timeZone);
  const at = new Date(moment);
  const clock = formatOf(FORMAT_LANGUAGE[locale], { ...CLOCK, timeZone }).format(at);
  const name = zoneName({ locale, timeZone }, at);
  return sentence(locale, CLOCK_OF_ZONE, { clock, name });
}

/** The day that a moment falls on there: `Mon, 7 December 2026`, `2026年12月7日周一`. */
export function dayText(moment: string, { locale, timeZone }: Reader): string {
  const format = formatOf(FORMAT_LANGUAGE[locale], { ...DAY, timeZone: knownZone(timeZone) });
  return format.format(new Date(moment));
}

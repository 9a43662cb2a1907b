/** Times as people read them: in their own zone, whose distance from UTC is named. */

export interface Clock {
  /** `2026-11-24 12:13:05 +08:00`. */
  full(moment: string | Date): string;
  /** `2026-11-24 12:13:05`, where the zone stands elsewhere. */
  short(moment: string | Date): string;
  /** `+08:00`, now. */
  readonly offset: string;
}

const PARTS = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'longOffset',
} as const;

/** Times in a zone (IANA name), or in the zone of the machine. */
export function createClock(timeZone: string | undefined, now: Date): Clock {
  const format = new Intl.DateTimeFormat('en-US', {
    ...PARTS,
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  function partsOf(moment: string | Date): { text: string; offset: string } | undefined {
    const date = new Date(moment);
    if (Number.isNaN(date.getTime())) return undefined;
    const parts = new Map(format.formatToParts(date).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
    const offset = part('timeZoneName').replace(/^GMT/, '');
    return {
      text:
        `${part('year')}-${part('month')}-${part('day')} ` +
        `${part('hour')}:${part('minute')}:${part('second')}`,
      offset: offset === '' ? '+00:00' : offset,
    };
  }
  return {
    full(moment) {
      const parts = partsOf(moment);
      return parts ? `${parts.text} ${parts.offset}` : String(moment);
    },
    short: (moment) => partsOf(moment)?.text ?? String(moment),
    offset: partsOf(now)?.offset ?? '',
  };
}

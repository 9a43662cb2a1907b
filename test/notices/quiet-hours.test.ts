/** When a text may leave, around midnight, in other zones and when clocks change. */
import {
  nextDayAt,
  nextLocalHour,
  quietUntil,
  startOfLocalDay,
} from '../../activities/notices/quiet-hours';

const NIGHT = { fromHour: 21, toHour: 8 };

function until(moment: string, timeZone: string, quiet = NIGHT): string | undefined {
  return quietUntil(new Date(moment), timeZone, quiet)?.toISOString();
}

test.each([
  ['a second before nine in the evening', '2026-11-23T12:59:59Z', undefined],
  ['nine in the evening', '2026-11-23T13:00:00Z', '2026-11-24T00:00:00.000Z'],
  ['a minute before midnight', '2026-11-23T15:59:00Z', '2026-11-24T00:00:00.000Z'],
  ['midnight', '2026-11-23T16:00:00Z', '2026-11-24T00:00:00.000Z'],
  ['a second before eight', '2026-11-23T23:59:59Z', '2026-11-24T00:00:00.000Z'],
  ['eight in the morning', '2026-11-24T00:00:00Z', undefined],
])('in Shanghai a text at %s waits as it should', (_name, moment, expected) => {
  expect(until(moment, 'Asia/Shanghai')).toBe(expected);
});

test('the same moment is quiet in one zone and not in another', () => {
  expect(until('2026-11-23T14:00:00Z', 'Asia/Shanghai')).toBeDefined();
  expect(until('2026-11-23T14:00:00Z', 'Europe/London')).toBeUndefined();
});

test('the morning after clocks went forward comes an hour earlier', () => {
  // London, 2026-03-29: 01:00 becomes 02:00, so 08:00 is 07:00 UTC.
  expect(until('2026-03-28T22:00:00Z', 'Europe/London')).toBe('2026-03-29T07:00:00.000Z');
});

test('the morning after clocks went back comes an hour later', () => {
  // New York, 2026-11-01: 08:00 is 13:00 UTC again.
  expect(until('2026-11-01T02:00:00Z', 'America/New_York')).toBe('2026-11-01T13:00:00.000Z');
});

test('an hour that clocks skip ends where they jump to', () => {
  const spring = nextLocalHour(new Date('2026-03-29T00:30:00Z'), 'Europe/London', 1);
  expect(spring.toISOString()).toBe('2026-03-29T01:00:00.000Z');
});

test('zones with half hours are kept to the minute', () => {
  expect(until('2026-11-23T17:00:00Z', 'Asia/Kolkata')).toBe('2026-11-24T02:30:00.000Z');
});

test('quiet hours within one day are kept too', () => {
  const siesta = { fromHour: 13, toHour: 15 };
  expect(until('2026-11-23T05:30:00Z', 'Asia/Shanghai', siesta)).toBe('2026-11-23T07:00:00.000Z');
  expect(until('2026-11-23T07:00:00Z', 'Asia/Shanghai', siesta)).toBeUndefined();
});

test('a time zone that nobody knows counts as Shanghai', () => {
  expect(until('2026-11-23T13:00:00Z', 'Mars/Olympus')).toBe('2026-11-24T00:00:00.000Z');
});

test('a day and its morning are those of the zone', () => {
  const lateEvening = new Date('2026-12-31T15:30:00Z');
  expect(startOfLocalDay(lateEvening, 'Asia/Shanghai').toISOString()).toBe(
    '2026-12-30T16:00:00.000Z',
  );
  expect(nextDayAt(lateEvening, 'Asia/Shanghai', 8).toISOString()).toBe('2027-01-01T00:00:00.000Z');
});

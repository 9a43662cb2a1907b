/** Days and moments as people type them. */
import { readDay, readSpan } from '../../checks/days/day';
import { dayPlus, deskDayOf, startOfDeskDay } from '../../workflows/contract/desk-days';

const isoOf = (entered: string): readonly string[] | string => {
  const read = readSpan(entered);
  return 'refusal' in read ? read.refusal : [read.from.toISOString(), read.before.toISOString()];
};

test.each([
  '2026-11-30',
  ' 2026-11-30 ',
  '２０２６－１１－３０',
  '2026/11/30',
  '2026.11.30',
  '2026‑11‑30',
  '2026–11–30',
  '2026年11月30日',
  '2026年11月30号',
  '2026\uFE6311\uFE6330\u2060',
])('"%s" is the 30 November of the desk, from its midnight to the next', (entered) => {
  expect(readDay(entered)).toEqual({ day: '2026-11-30' });
  expect(isoOf(entered)).toEqual(['2026-11-29T16:00:00.000Z', '2026-11-30T16:00:00.000Z']);
});

test('a day is read without leading zeros', () => {
  expect(readDay('2026-3-1')).toEqual({ day: '2026-03-01' });
});

test.each([
  ['2026-11-30T08:00:00+08:00', '2026-11-30T00:00:00.000Z'],
  ['2026-11-29T16:24:29.5Z', '2026-11-29T16:24:29.500Z'],
  ['2026-11-29t16:24z', '2026-11-29T16:24:00.000Z'],
])('the moment %s is read as such, to the millisecond', (entered, from) => {
  expect(isoOf(entered)).toEqual([from, new Date(Date.parse(from) + 1).toISOString()]);
});

test.each([
  '',
  'yesterday',
  '30-11-2026',
  '2026-02-29',
  '2026-13-01',
  '2026-11-31',
  '26-11-30',
  '12026-11-30',
  '2026-11',
  '2026-11-30T08:00:00',
  '2026-11-30T25:00:00Z',
  '2026-02-30T08:00:00Z',
  '2026-11-30 2026-12-01',
])('"%s" is no day', (entered) => {
  expect(isoOf(entered)).toBe('DAY_INVALID');
});

test.each([
  '0000-01-01',
  '0001-01-01',
  '1999-12-31',
  '2100-01-01',
  '9999-12-31',
  '0000-01-01T00:00:00Z',
])('%s lies outside of the days that are kept', (entered) => {
  expect(isoOf(entered)).toBe('DAY_OUT_OF_RANGE');
});

test.each(['2000-01-01', '2099-12-31', '2096-02-29'])('%s is still a day that is kept', (day) => {
  expect(readDay(day)).toEqual({ day });
});

test('a moment is told no day', () => {
  expect(readDay('2026-11-30T08:00:00+08:00')).toEqual({ refusal: 'DAY_INVALID' });
});

test('a day of the desk begins at its own midnight', () => {
  expect(deskDayOf(new Date('2026-11-23T15:59:59Z'))).toBe('2026-11-23');
  expect(deskDayOf(new Date('2026-11-23T16:00:00Z'))).toBe('2026-11-24');
  expect(deskDayOf(new Date(startOfDeskDay('2026-03-01')))).toBe('2026-03-01');
  expect(dayPlus('2026-03-01', -1)).toBe('2026-02-28');
  expect(dayPlus('2026-12-31', 1)).toBe('2027-01-01');
});

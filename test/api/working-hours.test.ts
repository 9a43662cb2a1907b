/** When the desk is open, as the answer of a case says it. */
import { workingHoursAt } from '../../client/api/working-days';
import { CALENDAR_VERSION } from '../../workflows/contract/identifiers';

test.each([
  ['at 00:28 of a working day', '2026-11-24T00:28+08:00', false, '2026-11-24T09:00+08:00'],
  ['as it opens', '2026-11-24T09:00+08:00', true, '2026-11-24T18:00+08:00'],
  ['in the afternoon', '2026-11-24T17:59+08:00', true, '2026-11-24T18:00+08:00'],
  ['as it closes before a weekend', '2026-11-27T18:00+08:00', false, '2026-11-30T09:00+08:00'],
  ['on a Saturday', '2026-11-28T12:00+08:00', false, '2026-11-30T09:00+08:00'],
  [
    'on a Saturday that makes up for a holiday',
    '2026-10-10T12:00+08:00',
    true,
    '2026-10-10T18:00+08:00',
  ],
  ['on a national holiday', '2026-10-01T12:00+08:00', false, '2026-10-08T09:00+08:00'],
] as const)('%s working hours are told with their next change', (_what, at, areOn, changes) => {
  expect(workingHoursAt(CALENDAR_VERSION, new Date(at))).toEqual({
    areOn,
    changesAt: new Date(changes).toISOString(),
  });
});

/** A disk that is full is named where it is what is wrong with a store, and nowhere else. */
import { tmpdir } from 'node:os';
import { namedByDisk } from '../../record/postgres/store/full-disk';

/** A file system that has no free space, ever. */
const FULL = '/proc';

test.each(['UNAVAILABLE', 'RECORD_UNAVAILABLE', 'TEMPORAL_UNAVAILABLE'] as const)(
  'is named in place of %s',
  async (code) => {
    expect(await namedByDisk(code, FULL)).toBe('DISK_FULL');
    expect(await namedByDisk(code, tmpdir())).toBe(code);
  },
);

test('is named in place of nothing that says itself what is wrong', async () => {
  expect(await namedByDisk('STALE_REVISION', FULL)).toBe('STALE_REVISION');
});

test.each([undefined, '/no/such/folder'])('is not looked for in %s', async (folder) => {
  expect(await namedByDisk('UNAVAILABLE', folder)).toBe('UNAVAILABLE');
});

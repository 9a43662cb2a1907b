/** People of the example desk: made once, kept to their owner, and never put into somebody's record. */
import { mkdtempSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  credentialsFile,
  ensureExampleStaff,
  readCredentials,
} from '../../local/example-case/example-staff';
import { STAFF_NAMES } from '../../client/cli/example-staff';
import { type TestRecord, startTestRecord } from '../support/record';

describe('example staff', () => {
  let folder: string;
  let store: TestRecord;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'unbind-staff-'));
    store = await startTestRecord();
  });
  afterEach(async () => {
    await store.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('sign in with the keys of the file, each in the own role', async () => {
    const credentials = await ensureExampleStaff(store.record, folder);
    for (const name of STAFF_NAMES) {
      const staff = await store.record.staff.findByApiKey(credentials![name].apiKey);
      expect(staff?.role).toBe(name.replace('2', ''));
    }
  });

  test('leave a file that only its owner may read', async () => {
    await ensureExampleStaff(store.record, folder);
    expect(statSync(credentialsFile(folder)).mode & 0o777).toBe(0o600);
  });

  test('stay as they are at the next start', async () => {
    const first = await ensureExampleStaff(store.record, folder);
    expect(await ensureExampleStaff(store.record, folder)).toEqual(first);
    expect(readCredentials(folder)).toEqual(first);
  });

  test('are made whole where an earlier start was cut off between two of them', async () => {
    const first = (await ensureExampleStaff(store.record, folder))!;
    const other = await startTestRecord();
    try {
      await other.record.staff.upsert({
        principalId: 's_EXAMPLE_AGENT',
        user: 'agent',
        displayName: 'agent',
        role: 'agent',
        teamId: 'support',
        apiKey: first.agent.apiKey,
      });
      expect(await ensureExampleStaff(other.record, folder)).toEqual(first);
      expect(await other.record.staff.count()).toBe(STAFF_NAMES.length);
    } finally {
      await other.stop();
    }
  });

  test('are not added to a record that has staff of its own', async () => {
    await ensureExampleStaff(store.record, folder);
    unlinkSync(credentialsFile(folder));
    expect(await ensureExampleStaff(store.record, folder)).toBeUndefined();
    expect(await store.record.staff.count()).toBe(STAFF_NAMES.length);
  });

  test('refuse a file that is not theirs rather than overwrite it', async () => {
    writeFileSync(credentialsFile(folder), '{"agent":{}}');
    await expect(ensureExampleStaff(store.record, folder)).rejects.toThrow('Move it away');
  });
});

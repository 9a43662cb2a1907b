/**
 * Backups of one machine's desk: whole or not at all, and never over what runs.
 * @long
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SEARCH_FORMS } from '../../checks/references/search-forms';
import { BackupDamaged, backupDesk, checkBackup, restoreDesk } from '../../local/backup';
import { DeskRunning } from '../../local/desk/desk-running';
import { tryLock } from '../../local/lock-file';
import { startEmbeddedPostgres } from '../../local/postgres/embedded';
import { openRecord } from '../../record/postgres/open-record';
import type { DeskRecord } from '../../record/port/desk-record';

jest.setTimeout(120_000);
const masterKey = randomBytes(32);

let dataDir: string;
let backup: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'unbind-backup-'));
  backup = join(dataDir, 'backups', 'one');
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }));

/** Works on the record of the folder and stops it again. */
async function onRecord<T>(work: (record: DeskRecord) => Promise<T>): Promise<T> {
  const server = await startEmbeddedPostgres({ dataDir: join(dataDir, 'record') });
  const record = await openRecord({
    searchForms: SEARCH_FORMS,
    databaseUrl: server.databaseUrl,
    masterKey,
  });
  try {
    return await work(record);
  } finally {
    await record.close();
    await server.stop();
  }
}

const addPerson = (user: string) => (record: DeskRecord) =>
  record.staff.upsert({
    principalId: `s_${user}`,
    user,
    displayName: user,
    role: 'agent',
    teamId: 'team-1',
  });
const countPeople = () => onRecord((record) => record.staff.count());

function writeStore(text: string): string {
  mkdirSync(join(dataDir, 'temporal'), { recursive: true });
  const file = join(dataDir, 'temporal', 'temporal.db');
  writeFileSync(file, text);
  return file;
}

test('a restore brings record and Temporal store back to one moment and keeps what was there', async () => {
  await onRecord(addPerson('lin'));
  const store = writeStore('before');
  await backupDesk(dataDir, backup);
  await onRecord(addPerson('wang'));
  writeStore('after');
  const { keptIn } = await restoreDesk(dataDir, backup);
  expect(await countPeople()).toBe(1);
  expect(readFileSync(store, 'utf8')).toBe('before');
  expect(keptIn).toHaveLength(3);
  expect(keptIn.every((path) => existsSync(path))).toBe(true);
  expect((await restoreDesk(dataDir, backup)).madeAt).toMatch(/^20\d\d-/);
});

test('neither is done while a desk holds the folder', async () => {
  await onRecord(addPerson('lin'));
  await backupDesk(dataDir, backup);
  const lock = tryLock(join(dataDir, 'lock'));
  await expect(backupDesk(dataDir, `${backup}-2`)).rejects.toThrow(DeskRunning);
  await expect(restoreDesk(dataDir, backup)).rejects.toThrow(DeskRunning);
  expect(existsSync(`${backup}-2`)).toBe(false);
  if (lock.taken) lock.release();
});

test('a backup with a file that is changed, missing or new is refused, and nothing is touched', async () => {
  await onRecord(addPerson('lin'));
  const store = writeStore('now');
  await backupDesk(dataDir, backup);
  const copy = join(backup, 'temporal', 'temporal.db');
  for (const spoil of [
    () => writeFileSync(copy, 'other'),
    () => rmSync(copy),
    () => {
      writeFileSync(copy, 'now');
      writeFileSync(join(backup, 'stray'), '');
    },
  ]) {
    spoil();
    await expect(restoreDesk(dataDir, backup)).rejects.toThrow(BackupDamaged);
  }
  expect(readFileSync(store, 'utf8')).toBe('now');
  rmSync(join(backup, 'stray'));
  expect((await checkBackup(backup)).files.length).toBeGreaterThan(100);
});

test('the master key and what belongs to a running desk are not in a backup', async () => {
  await onRecord(addPerson('lin'));
  for (const name of ['master.key', 'demo-credentials.json', 'running.json']) {
    writeFileSync(join(dataDir, name), 'secret');
  }
  await backupDesk(dataDir, backup);
  const paths = (await checkBackup(backup)).files.map(({ path }) => path);
  expect(paths.filter((path) => /key|credentials|running|postmaster|\.log/.test(path))).toEqual([]);
});

test('a folder that exists is never written over, and no record is no backup', async () => {
  await expect(backupDesk(dataDir, backup)).rejects.toThrow(/no record/);
  await onRecord(addPerson('lin'));
  mkdirSync(backup, { recursive: true });
  await expect(backupDesk(dataDir, backup)).rejects.toThrow(/exists/);
});

/** One desk a data folder: a lock of a living process holds, a lock of a dead one heals. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { markOf, tryLock } from '../../local/lock-file';

describe('the lock of a data folder', () => {
  let folder: string;
  let lock: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unbind-lock-'));
    lock = join(folder, 'lock');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function ownedBy(owner: object): void {
    mkdirSync(lock);
    writeFileSync(join(lock, 'owner.json'), JSON.stringify(owner));
  }

  test('is taken once and told to the second who asks', () => {
    expect(tryLock(lock).taken).toBe(true);
    expect(tryLock(lock)).toMatchObject({ taken: false, owner: { pid: process.pid } });
  });

  test('is free again after its release', () => {
    const first = tryLock(lock);
    if (first.taken) first.release();
    expect(existsSync(lock)).toBe(false);
    expect(tryLock(lock).taken).toBe(true);
  });

  test('heals where its owner has been killed', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    ownedBy(markOf(child.pid!));
    expect(tryLock(lock).taken).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(tryLock(lock).taken).toBe(true);
  });

  test('heals where the number of its owner belongs to another process by now', () => {
    ownedBy({ pid: process.pid, startedAt: 'another-boot:1' });
    expect(tryLock(lock).taken).toBe(true);
  });

  test('heals where a crash has left it without an owner', () => {
    mkdirSync(lock);
    expect(tryLock(lock).taken).toBe(true);
  });
});

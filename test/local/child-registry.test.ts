/** Processes that a killed desk has left behind are ended by the next one; nobody else's are. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createChildRegistry, endLeftovers } from '../../local/processes/child-registry';
import { isAlive, markOf } from '../../local/lock-file';

describe('processes of an earlier desk', () => {
  let folder: string;
  let child: ChildProcess;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'unbind-registry-'));
    child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
  });
  afterEach(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  test('are ended by the next start', async () => {
    const mark = markOf(child.pid!);
    createChildRegistry(folder).add(child.pid!);
    expect(await endLeftovers(folder)).toBe(1);
    expect(isAlive(mark)).toBe(false);
  });

  test('are left alone once they were taken off the list', async () => {
    const registry = createChildRegistry(folder);
    registry.add(child.pid!);
    registry.remove(child.pid!);
    expect(await endLeftovers(folder)).toBe(0);
    expect(isAlive(markOf(child.pid!))).toBe(true);
  });

  test('are not confused with a process that has got their number since', async () => {
    const marks = [{ pid: child.pid, startedAt: 'another-boot:1' }];
    writeFileSync(join(folder, 'processes.json'), JSON.stringify(marks));
    expect(await endLeftovers(folder)).toBe(0);
    expect(isAlive(markOf(child.pid!))).toBe(true);
  });

  test('are none where no desk has been', async () => {
    expect(await endLeftovers(folder)).toBe(0);
  });
});

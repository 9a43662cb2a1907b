/** Ports of a Temporal store: found on a machine with many desks, kept with the store. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type Server, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choosePorts } from '../../local/temporal-server/server-ports';
import { INTERNAL_PORT_COUNT } from '../../local/temporal-server/server-config';
import { findFreePort } from '../../base/free-ports';

describe('ports of a Temporal store', () => {
  const folders: string[] = [];
  const holders: Server[] = [];
  afterEach(() => {
    for (const holder of holders.splice(0)) holder.close();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  function newFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'unbind-store-'));
    folders.push(folder);
    return folder;
  }

  /** Listens on it, unless somebody else does. */
  async function take(port: number): Promise<void> {
    const holder = createServer().listen(port, '127.0.0.1');
    await Promise.race([once(holder, 'listening'), once(holder, 'error')]).catch(() => undefined);
    holders.push(holder);
  }

  test('are found, all different, where six other desks run and hundreds of ports are taken', async () => {
    const wanted = { frontend: await findFreePort(), ui: await findFreePort() };
    for (const base of [17_233, wanted.frontend, wanted.ui]) {
      for (let port = base; port < base + 60; port += 1) await take(port);
    }
    const { frontend, ui, internal } = await choosePorts(newFolder(), wanted);
    const all = [frontend, ui, ...internal];
    expect(new Set(all).size).toBe(INTERNAL_PORT_COUNT + 2);
    expect(all).not.toContain(wanted.frontend);
  });

  test('stay those of the store', async () => {
    const folder = newFolder();
    const wanted = { frontend: await findFreePort(), ui: 0 };
    const first = await choosePorts(folder, wanted);
    expect(first.frontend).toBe(wanted.frontend);
    expect(await choosePorts(folder, { frontend: 0, ui: 0 })).toEqual(first);
  });

  test('move inside the store where somebody has taken one of those that nobody else knows', async () => {
    const folder = newFolder();
    const first = await choosePorts(folder, undefined);
    const [taken = 0] = first.internal;
    await take(taken);
    const next = await choosePorts(folder, undefined);
    expect(next.frontend).toBe(first.frontend);
    expect(next.internal).toHaveLength(INTERNAL_PORT_COUNT);
    expect(next.internal).not.toContain(taken);
  });
});

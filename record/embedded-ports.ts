/** Which port the embedded PostgreSQL takes. */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { readIfThere } from './embedded-processes';

export const HOST = '127.0.0.1';

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, HOST);
    await once(probe, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, HOST);
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port to be had.');
  return address.port;
}

/** The wish, else the port of the last start, else any; remembered for the next start. */
export async function choosePort(dataDir: string, wish: number | undefined): Promise<number> {
  const path = join(dataDir, 'port');
  const last = Number((await readIfThere(path))?.trim());
  for (const port of [wish, last]) {
    if (port && (await isFree(port))) {
      if (port !== last) await writeFile(path, `${port}\n`);
      return port;
    }
  }
  const port = await freePort();
  await writeFile(path, `${port}\n`);
  return port;
}

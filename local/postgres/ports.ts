/** Which port the embedded PostgreSQL takes. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere } from '../../base/files';
import { findFreePort, isPortFree } from '../../base/free-ports';

/** The port of the last start, where there was one. */
export async function lastPort(dataDir: string): Promise<number | undefined> {
  return Number((await readIfThere(join(dataDir, 'port')))?.trim()) || undefined;
}

/** The wish, else the port of the last start, else any; remembered for the next start. */
export async function choosePort(dataDir: string, wish: number | undefined): Promise<number> {
  const path = join(dataDir, 'port');
  const last = await lastPort(dataDir);
  for (const port of [wish, last]) {
    if (port && (await isPortFree(port))) {
      if (port !== last) await writeFile(path, `${port}\n`);
      return port;
    }
  }
  const port = await findFreePort();
  await writeFile(path, `${port}\n`);
  return port;
}

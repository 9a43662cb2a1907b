/** Which port the embedded PostgreSQL takes. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere } from './embedded-processes';
import { findFreePort, isPortFree } from './free-ports';

/** The wish, else the port of the last start, else any; remembered for the next start. */
export async function choosePort(dataDir: string, wish: number | undefined): Promise<number> {
  const path = join(dataDir, 'port');
  const last = Number((await readIfThere(path))?.trim());
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

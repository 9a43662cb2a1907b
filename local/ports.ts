/** The next free port above a standard one. */
import { isPortFree } from '../record/free-ports';

/** The wanted port, or the next free one above it; gives up after 50. */
export async function nextFreePort(wanted: number, avoid: readonly number[] = []): Promise<number> {
  for (let port = wanted; port < wanted + 50 && port < 65_536; port += 1) {
    if (!avoid.includes(port) && (await isPortFree(port))) return port;
  }
  throw new Error(
    `Ports ${wanted} to ${wanted + 49} are all taken; choose another by its setting.`,
  );
}

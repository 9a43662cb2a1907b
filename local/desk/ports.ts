/** The next free port above a standard one. */
import { claimIfFree, findFreePort } from '../../base/free-ports';

const NEAR = 50;

/** The wanted port, or the next free one above it; any where there is none near. */
export async function nextFreePort(wanted: number, avoid: readonly number[] = []): Promise<number> {
  for (let port = wanted; port < wanted + NEAR && port < 65_536; port += 1) {
    if (!avoid.includes(port) && (await claimIfFree(port))) return port;
  }
  return findFreePort();
}

/** Free and taken TCP ports of this machine. */
import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

export const LOOPBACK = '127.0.0.1';

/**
 * Below what Linux and macOS hand out to connections that leave (from 32768 and 49152): a port chosen
 * here is not taken by a connection before its program listens, or between two of its starts.
 */
const FIRST = 11_000;
const LAST = 32_767;
const MOST_TRIES = 200;
/** Programs listen by then. */
const CLAIM_MS = 120_000;

/** True if the port can be listened on right now. */
export function isPortFree(port: number, host = LOOPBACK): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/**
 * Keeps every process of this machine from choosing the port too, until the program that it is for listens: the
 * UDP port of the same number, which nothing else uses. False where another has it. Goes with this process.
 */
function claimPort(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const claim = createSocket('udp4');
    claim.once('error', () => resolve(false));
    claim.bind({ port, address: LOOPBACK, exclusive: true }, () => {
      claim.unref();
      claimed.add(port);
      setTimeout(() => {
        claimed.delete(port);
        claim.close();
      }, CLAIM_MS).unref();
      resolve(true);
    });
  });
}

/** Claims that this process holds. */
const claimed = new Set<number>();

/**
 * True if the port can be listened on and no other process has chosen it a moment ago; this one has then. Called
 * twice by one process: true again.
 */
export async function claimIfFree(port: number): Promise<boolean> {
  if (!claimed.has(port) && !(await claimPort(port))) return false;
  return isPortFree(port);
}

/** Ports that nobody listened on a moment ago, all different, in no order; no other call returns them soon. */
export async function findFreePorts(count: number): Promise<number[]> {
  const found: number[] = [];
  for (let tries = 0; found.length < count && tries < MOST_TRIES; tries += 1) {
    const port = randomInt(FIRST, LAST + 1);
    if ((await claimPort(port)) && (await isPortFree(port))) found.push(port);
  }
  if (found.length < count) throw new Error(`No ${count} ports from ${FIRST} to ${LAST} are free.`);
  return found;
}

/** One port that nobody listened on a moment ago. */
export async function findFreePort(): Promise<number> {
  const [port] = await findFreePorts(1);
  if (port === undefined) throw new Error('No port is free.');
  return port;
}

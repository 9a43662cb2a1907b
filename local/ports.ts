/** Free and taken TCP ports of this machine; nothing here keeps a port. */
import { createServer } from 'node:net';

const HOST = '127.0.0.1';

/** True if the port can be listened on right now. */
export function isPortFree(port: number, host = HOST): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** Ports that nobody listened on a moment ago, all different, chosen by the system. */
export async function findFreePorts(count: number): Promise<number[]> {
  const probes = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const probe = createServer();
          probe.once('error', reject);
          probe.listen({ port: 0, host: HOST }, () => resolve(probe));
        }),
    ),
  );
  const ports = probes.map((probe) => {
    const address = probe.address();
    if (address === null || typeof address === 'string') throw new Error('no TCP address');
    return address.port;
  });
  await Promise.all(probes.map((probe) => new Promise((resolve) => probe.close(resolve))));
  return ports;
}

/** The wanted port, or the next free one above it; gives up after 50. */
export async function nextFreePort(wanted: number, avoid: readonly number[] = []): Promise<number> {
  for (let port = wanted; port < wanted + 50 && port < 65_536; port += 1) {
    if (!avoid.includes(port) && (await isPortFree(port))) return port;
  }
  throw new Error(
    `Ports ${wanted} to ${wanted + 49} are all taken; choose another by its setting.`,
  );
}

/** Pages of elsewhere in a browser must not drive the simulator: neither by name nor by blind posts. */
import type { FastifyReply, FastifyRequest } from 'fastify';

const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];
const READS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** A hook that lets requests for loopback and for the `named` hosts pass, and changes of own pages only. */
export function refuseForeignPages(named: readonly string[]) {
  const own = [...LOOPBACK, ...named];
  const isNamed = (name: string): boolean => named.includes(name) && !LOOPBACK.includes(name);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { host = '', origin } = request.headers;
    if (!own.includes(host.toLowerCase().replace(/:\d*$/, ''))) {
      const message = 'This is not a host of the simulator; name it in UNBIND_ALLOWED_HOSTS.';
      await reply.code(421).send({ code: 'host_refused', message });
      return;
    }
    if (origin === undefined || READS.includes(request.method)) return;
    const page = URL.canParse(origin) ? new URL(origin) : undefined;
    if (page && (page.host === host.toLowerCase() || isNamed(page.hostname))) return;
    const message = 'A page of elsewhere may not change anything here.';
    await reply.code(403).send({ code: 'origin_refused', message });
  };
}

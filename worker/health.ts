/** Health of the worker over HTTP on loopback: `/healthz` (it lives), `/readyz` (it can work). */
import { type Server, createServer } from 'node:http';

export interface Readiness {
  readonly ready: boolean;
  /** What is missing, by name; never data. */
  readonly checks: Readonly<Record<string, boolean>>;
}

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on a port (0: any free one). `/readyz` answers 503 until every check holds. */
export async function startHealthServer(
  port: number,
  host: string,
  readiness: () => Promise<Readiness>,
): Promise<HealthServer> {
  const server: Server = createServer((request, response) => {
    const send = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (request.url !== '/readyz') {
      const alive = request.url === '/healthz';
      send(alive ? 200 : 404, { status: alive ? 'ok' : 'not found' });
      return;
    }
    readiness().then(
      (state) => send(state.ready ? 200 : 503, state),
      () => send(503, { ready: false, checks: {} }),
    );
  });
  return listen(server, port, host);
}

/** Listens; the answer knows the port that was given. */
export async function listen(server: Server, port: number, host: string): Promise<HealthServer> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

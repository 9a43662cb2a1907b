// worker/telemetry/: what a worker lets others see of itself: health, log, metrics.
/** Health of the worker over HTTP on loopback: `/healthz` (it lives), `/readyz` (it can work). */
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { isReading, refusalOf } from '../../checks/own-hosts';
import { ERRORS, publicCode } from '../../workflows/contract/errors';

export interface Readiness {
  readonly ready: boolean;
  /** What is missing, by name; never data. */
  readonly checks: Readonly<Record<string, boolean>>;
  /** What is wrong with record and Temporal, by public code; absent where nothing is. */
  readonly faults?: readonly string[];
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
    if (asksFor('/healthz', request)) {
      send(response, 200, { status: 'ok' });
      return;
    }
    if (!asksFor('/readyz', request)) {
      answerNothing(request, response);
      return;
    }
    readiness().then(
      (state) => send(response, state.ready ? 200 : 503, state),
      () => send(response, 503, { ready: false, checks: {} }),
    );
  });
  return listen(server, port, host);
}

/** Whether a probe is asked for; it answers under any host, as those who ask have names of their own. */
export function asksFor(path: string, request: IncomingMessage): boolean {
  return request.url === path && isReading(request);
}

/** Answers what is no probe: refused where it comes from elsewhere, else not found. */
export function answerNothing(request: IncomingMessage, response: ServerResponse): void {
  const code = refusalOf(request, []);
  if (code === undefined) send(response, 404, { status: 'not found' });
  else send(response, ERRORS[code].http, { code: publicCode(code) });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
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

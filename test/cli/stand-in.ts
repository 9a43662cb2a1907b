/** A small HTTP server that answers as the API's contract says, and remembers what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { proofOf } from '../../client/desk-proof';

export interface Asked {
  readonly method: string;
  /** With the query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Cuts the connection instead. */
  readonly cut?: boolean;
}

export interface StandIn {
  readonly url: string;
  readonly asked: Asked[];
  /** What `METHOD /path` below /api/v1 answers, in order; the last one stays. */
  answers(route: string, ...answers: readonly Answer[]): void;
  /** Proves from now on to be the desk that has this key, and listens on this port (default: the own one). */
  provesBy(key: string, port?: number): void;
  stop(): Promise<void>;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts).toString('utf8');
}

/** A refusal as the API words it. */
export function problem(
  status: number,
  code: string,
  more: Readonly<Record<string, unknown>> = {},
): Answer {
  return {
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: {
      type: `/docs#UNBIND_${code}`,
      title: `Title of ${code}.`,
      status,
      code: `UNBIND_${code}`,
      detail: `Detail of ${code}.`,
      instance: 'req_1',
      problems: [],
      ...more,
    },
  };
}

export async function startStandIn(): Promise<StandIn> {
  const asked: Asked[] = [];
  const routes = new Map<string, Answer[]>();
  let proving: { readonly key: string; readonly port: number | undefined } | undefined;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    asked.push({ method, url, headers, body: await textOf(request) });
    const route = `${method} ${url.replace('/api/v1', '').split('?', 1)[0] ?? ''}`;
    if (proving !== undefined && route === 'GET /desk-proof') {
      const challenge = new URL(url, 'http://desk').searchParams.get('challenge') ?? '';
      response.writeHead(200, { 'content-type': 'application/json' });
      const proof = proofOf(proving.key, challenge, proving.port ?? request.socket.localPort ?? 0);
      response.end(JSON.stringify({ proof }));
      return;
    }
    const queue = routes.get(route) ?? [problem(404, 'NOT_FOUND')];
    const answer = (queue.length > 1 ? queue.shift() : queue[0]) ?? {};
    if (answer.cut === true) {
      request.socket.destroy();
      return;
    }
    const isText = typeof answer.body === 'string' || Buffer.isBuffer(answer.body);
    response.writeHead(answer.status ?? 200, {
      'content-type': 'application/json',
      ...answer.headers,
    });
    response.end(isText ? answer.body : JSON.stringify(answer.body ?? {}));
  }

  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    provesBy: (key, port) => void (proving = { key, port }),
    answers: (route, ...answers) => void routes.set(route, [...answers]),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** An acquirer of the contract that answers exactly what a test says, and the http adapter against it. */
import Fastify from 'fastify';
import { AcquirerFailure } from '../../activities/acquirer/acquirer-port';
import type { AcquirerPort } from '../../activities/acquirer/acquirer-port';
import { createHttpAcquirer } from '../../activities/acquirer/http-adapter';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
  readonly authorization: string | undefined;
}
export interface Scripted {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const NOW_MS = Date.parse('2026-11-24T03:00:00Z');
export const SECRET = 'webhook-secret';
export const signal = new AbortController().signal;
export const unbind = { key: 'unbind:UC-1:t_1:g1', merchantNumber: 'M1', serialNumber: 'SN1' };
export const closure = { key: 'close:UC-1:g1', merchantNumber: 'M1' };
export const refund = {
  key: 'refund:UC-1:d_1:g1',
  merchantNumber: 'M1',
  serialNumber: 'SN1',
  kind: 'refundable-deposit',
  amountMinor: 200,
  currency: 'CNY',
  payee: { kind: 'original-payment' },
} as const;
export const boundTerminal = {
  serialNumber: 'SN1',
  merchantNumber: 'M1',
  status: 'bound',
  model: 'A920',
};

/** Starts with the tests of a file; what is not answered for is 404 `not_found`. Forgets after each test. */
export function scriptedAcquirer() {
  const server = Fastify();
  const script = new Map<string, Scripted | 'hang' | 'reset'>();
  const seen: Seen[] = [];
  let baseUrl = '';

  beforeAll(async () => {
    server.all('/v1/*', async (request, reply) => {
      const { method, url, body, headers } = request;
      seen.push({ method, url, body, authorization: headers.authorization });
      const answer = script.get(url) ?? { status: 404, body: { code: 'not_found' } };
      if (answer === 'hang') return reply.hijack();
      if (answer === 'reset') {
        reply.hijack();
        request.raw.socket.resetAndDestroy();
        return reply;
      }
      const isText = typeof answer.body === 'string' || Buffer.isBuffer(answer.body);
      const text = isText ? answer.body : JSON.stringify(answer.body ?? {});
      return reply
        .code(answer.status)
        .headers({ 'content-type': 'application/json', ...answer.headers })
        .send(text);
    });
    baseUrl = `${await server.listen({ host: '127.0.0.1', port: 0 })}/v1`;
  });
  afterAll(async () => {
    server.server.closeAllConnections();
    await server.close();
  });
  beforeEach(() => {
    script.clear();
    seen.length = 0;
  });

  const portWith = (timeoutMs: number): AcquirerPort =>
    createHttpAcquirer({
      baseUrl,
      apiKey: 'key',
      webhookSecret: SECRET,
      timeoutMs,
      nowMs: () => NOW_MS,
    });
  return {
    seen,
    portWith,
    port: () => portWith(20_000),
    answer(path: string, scripted: Scripted | 'hang' | 'reset'): void {
      script.set(`/v1${path}`, scripted);
    },
  };
}

/** The failure of work that must fail. */
export async function failureOf(work: Promise<unknown>): Promise<AcquirerFailure> {
  const failed: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failed instanceof AcquirerFailure) return failed;
  throw new Error('it did not fail with an AcquirerFailure', { cause: failed });
}

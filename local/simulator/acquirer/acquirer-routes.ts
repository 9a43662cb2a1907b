// local/simulator/acquirer/: the acquirer: its merchants, what it takes off and closes, its API.
/** The acquirer contract over HTTP: activities/acquirer/acquirer-api.yaml, route by route. */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  closureAnswer,
  gateCodes,
  NOT_FOUND,
  problem,
  refused,
  requestClosure,
  requestUnbind,
  unbindAnswer,
} from './acquirer';
import { answerCall, type Dialect } from '../answering';
import { depositItems, refundBodyOf, refundIdOf, requestRefund } from '../money/money';
import type { TerminalRow } from '../store/rows';
import type { Answer, Call, World } from '../world';

const identifier = z.string().min(1).max(64);
const requestNumber = z.string().regex(/^[A-Za-z0-9:_.-]{1,128}$/);

const merchantKey = z.strictObject({ merchantNumber: identifier });
const terminalKey = z.strictObject({ serialNumber: identifier });
const eligibilityKey = z.strictObject({
  merchantNumber: identifier,
  serialNumber: identifier.optional(),
});
const refundsKey = z.union([z.strictObject({ requestNumber }), terminalKey]);
const newUnbind = z.strictObject({
  requestNumber,
  merchantNumber: identifier,
  serialNumber: identifier,
});
const newClosure = z.strictObject({ requestNumber, merchantNumber: identifier });
const newRefund = newUnbind.extend({
  amountMinor: z.int().min(1),
  currency: z.string().regex(/^[A-Z]{3}$/),
  payee: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('original-payment') }),
    z.strictObject({
      kind: z.literal('bank-account'),
      accountName: z.string().min(1).max(200),
      accountNumber: identifier,
      bankCode: identifier,
    }),
  ]),
});

const dialect: Dialect = {
  rateLimited: (seconds) => problem(429, 'rate_limited', 'Too many requests.', seconds),
  serverError: (status) =>
    status === 503
      ? problem(503, 'unavailable', 'Out of service.', 1)
      : problem(status, 'internal', 'Something went wrong.'),
  refused: (call, fault) => {
    const number = call.facts['requestNumber'];
    if (number !== undefined && ['unbind', 'refund', 'closure'].includes(call.operation))
      return refused(number, fault.code ?? 'REFUSED_BY_ACQUIRER');
    if (call.operation === 'eligibility')
      return { status: 200, body: { eligible: false, codes: [fault.code ?? 'RISK_HOLD'] } };
    return NOT_FOUND;
  },
};

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function terminalBody(row: TerminalRow): Readonly<Record<string, unknown>> {
  const { serialNumber, merchantNumber, lastMerchantNumber, status, model } = row;
  return {
    serialNumber,
    merchantNumber,
    ...(status === 'unbound' && lastMerchantNumber !== undefined && { lastMerchantNumber }),
    status,
    model,
    ...(row.tusn !== undefined && { tusn: row.tusn }),
    ...(row.imei !== undefined && { imei: row.imei }),
    boundAt: row.boundAt,
    ...(status === 'unbound' && row.unboundAt !== undefined && { unboundAt: row.unboundAt }),
    offlineTransactions: row.offlineTransactions,
  };
}

/** One POST route: its body checked, its faults applied. */
interface PostRoute {
  readonly path: string;
  readonly operation: string;
  readonly schema: z.ZodType<Readonly<Record<string, unknown>>>;
  readonly execute: (body: Readonly<Record<string, unknown>>) => Answer;
}

function postRoute<Body extends Readonly<Record<string, unknown>>>(
  path: string,
  operation: string,
  schema: z.ZodType<Body>,
  execute: (body: Body) => Answer,
): PostRoute {
  return { path, operation, schema, execute: (body) => execute(schema.parse(body)) };
}

function factsOf(body: Readonly<Record<string, unknown>>): Call['facts'] {
  const texts = Object.entries(body).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(texts) as Call['facts'];
}

function queries(world: World): readonly PostRoute[] {
  const { store } = world;
  return [
    postRoute('/queries/merchant', 'merchant', merchantKey, (body) => {
      const merchant = store.get('merchants', body.merchantNumber);
      return merchant === undefined ? NOT_FOUND : { status: 200, body: merchant };
    }),
    postRoute('/queries/terminals', 'terminals', merchantKey, ({ merchantNumber }) => {
      if (store.get('merchants', merchantNumber) === undefined) return NOT_FOUND;
      const rows = [...store.lookUp('terminalsOfMerchant', merchantNumber)];
      rows.sort((a, b) => a.serialNumber.localeCompare(b.serialNumber));
      return { status: 200, body: { merchantNumber, items: rows.map(terminalBody) } };
    }),
    postRoute('/queries/terminal', 'terminal', terminalKey, (body) => {
      const terminal = store.get('terminals', body.serialNumber);
      return terminal === undefined ? NOT_FOUND : { status: 200, body: terminalBody(terminal) };
    }),
    postRoute('/queries/deposits', 'deposits', merchantKey, ({ merchantNumber }) => {
      if (store.get('merchants', merchantNumber) === undefined) return NOT_FOUND;
      return { status: 200, body: { merchantNumber, items: depositItems(world, merchantNumber) } };
    }),
    postRoute('/queries/eligibility', 'eligibility', eligibilityKey, (body) => {
      const merchant = store.get('merchants', body.merchantNumber);
      if (merchant === undefined) return NOT_FOUND;
      const codes = gateCodes(world, merchant, body.serialNumber);
      return { status: 200, body: { ...body, eligible: codes.length === 0, codes } };
    }),
    postRoute('/queries/refunds', 'refunds', refundsKey, (body) => {
      const found =
        'requestNumber' in body
          ? [store.get('refunds', refundIdOf(body.requestNumber))]
          : store.lookUp('refundsOfTerminal', body.serialNumber);
      const rows = found.flatMap((row) => row ?? []).sort((a, b) => a.position - b.position);
      return { status: 200, body: { ...body, items: rows.map(refundBodyOf) } };
    }),
  ];
}

function requests(world: World): readonly PostRoute[] {
  return [
    postRoute('/unbind-requests', 'unbind', newUnbind, (body) => requestUnbind(world, body)),
    postRoute('/refunds', 'refund', newRefund, (body) => requestRefund(world, body)),
    postRoute('/closures', 'closure', newClosure, (body) => requestClosure(world, body)),
  ];
}

function readBack(world: World, path: string, id: string): Answer {
  const { store } = world;
  if (path === 'unbind-requests') {
    const row = store.get('unbinds', id);
    return row === undefined ? NOT_FOUND : { ...unbindAnswer(row), status: 200 };
  }
  if (path === 'closures') {
    const row = store.get('closures', id);
    return row === undefined ? NOT_FOUND : { ...closureAnswer(row), status: 200 };
  }
  const row = store.get('refunds', id);
  return row === undefined ? NOT_FOUND : { status: 200, body: refundBodyOf(row) };
}

/** Registers the contract's routes; the caller gives them their prefix. */
export function acquirerRoutes(world: World): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    await Promise.resolve();
    const wanted = `Bearer ${world.credentials.acquirerKey}`;
    server.addHook('onRequest', async (request, reply) => {
      await Promise.resolve();
      if (sameText(request.headers.authorization ?? '', wanted)) return;
      sendProblem(reply, problem(401, 'unauthorized', 'No valid key.'));
    });
    server.setNotFoundHandler((_request, reply) => {
      sendProblem(reply, problem(404, 'route_not_found', 'There is no such route.'));
    });
    server.setErrorHandler((error, _request, reply) => {
      const status = statusOf(error);
      if (status >= 500) {
        const reason = error instanceof Error ? error.message : 'unknown';
        world.log.error({ reason }, 'a call failed');
        return sendProblem(reply, problem(500, 'internal', 'Something went wrong.'));
      }
      return sendProblem(reply, problem(status, 'bad_request', 'Not of the documented form.'));
    });
    for (const route of [...queries(world), ...requests(world)])
      server.post(route.path, (request, reply) => post(world, route, request, reply));
    for (const path of ['unbind-requests', 'closures', 'refunds']) {
      server.get<{ Params: { id: string } }>(`/${path}/:id`, (request, reply) => {
        const { id } = request.params;
        const facts = path === 'refunds' ? { refundId: id } : { requestNumber: id };
        const call = { operation: 'read-back', facts: { ...facts, of: path } };
        return answerCall(world, { request, reply }, dialect, call, () =>
          readBack(world, path, id),
        );
      });
    }
  };
}

function statusOf(error: unknown): number {
  const named = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof named === 'number' ? named : 500;
}

async function post(
  world: World,
  route: PostRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const body = route.schema.safeParse(request.body);
  if (!body.success)
    return sendProblem(reply, problem(400, 'bad_request', 'Not of the documented form.'));
  const call = { operation: route.operation, facts: factsOf(body.data) };
  return answerCall(world, { request, reply }, dialect, call, () => route.execute(body.data));
}

function sendProblem(reply: FastifyReply, answer: Answer): FastifyReply {
  return reply
    .code(answer.status)
    .headers({ ...answer.headers })
    .send(JSON.stringify(answer.body));
}

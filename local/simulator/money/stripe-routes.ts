/** A part of Stripe's API, enough for its official library: readers, payments, refunds. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerCall, type Dialect } from '../answering';
import { refundFacts } from './money';
import type { RefundRow } from '../store/rows';
import {
  createStripeRefund,
  deleteReader,
  fingerprintOf,
  missing,
  paymentBody,
  readerBody,
  storeAnswer,
  storedAnswer,
  stripeError,
  type NewStripeRefund,
} from './stripe';
import { paymentOfCharge, stripeRefundBody } from './stripe-refunds';
import type { Answer, World } from '../world';

const dialect: Dialect = {
  rateLimited: (seconds) => ({
    ...stripeError(429, 'invalid_request_error', 'Too many requests.', 'rate_limit'),
    headers: { 'retry-after': String(seconds) },
  }),
  serverError: (status) => stripeError(status, 'api_error', 'An unknown error occurred.'),
  refused: (_call, fault) =>
    stripeError(400, 'invalid_request_error', 'Refused.', fault.code ?? 'charge_disputed'),
};

function formOf(request: FastifyRequest): URLSearchParams {
  return new URLSearchParams(typeof request.body === 'string' ? request.body : '');
}

function queryOf(request: FastifyRequest): URLSearchParams {
  return new URL(request.url, 'http://localhost').searchParams;
}

function newRefund(form: URLSearchParams): NewStripeRefund | Answer {
  const charge = form.get('charge');
  const paymentIntent = form.get('payment_intent') ?? (charge ? paymentOfCharge(charge) : '');
  if (paymentIntent === '') {
    const message = 'One of the following params should be provided: charge or payment_intent.';
    return stripeError(400, 'invalid_request_error', message, 'parameter_missing');
  }
  const amount = form.get('amount');
  if (amount !== null && !/^[1-9]\d{0,11}$/.test(amount))
    return stripeError(400, 'invalid_request_error', 'Invalid integer.', undefined, 'amount');
  const metadata: Record<string, string> = {};
  for (const [name, value] of form) {
    const field = /^metadata\[([^\]]+)\]$/.exec(name)?.[1];
    if (field !== undefined) metadata[field] = value;
  }
  return { paymentIntent, metadata, ...(amount !== null && { amount: Number(amount) }) };
}

function postRefund(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | Promise<FastifyReply> {
  const form = formOf(request);
  const input = newRefund(form);
  if ('status' in input) return reply.code(input.status).send(input.body);
  const header = request.headers['idempotency-key'];
  const key = typeof header === 'string' ? header : '';
  const fingerprint = fingerprintOf('/v1/refunds', form);
  let isNew = false;
  const execute = (): Answer => {
    const stored = key === '' ? undefined : storedAnswer(world, key, fingerprint);
    if (stored !== undefined) return stored;
    isNew = true;
    const answer = createStripeRefund(world, input, key);
    if (key !== '') storeAnswer(world, key, fingerprint, answer);
    return answer;
  };
  const keepsFailure: Dialect = {
    ...dialect,
    // A refusal is an answer like any other: it is given again under the same key.
    refused: (refusedCall, fault) => {
      const stored = key === '' ? undefined : storedAnswer(world, key, fingerprint);
      if (stored !== undefined) return stored;
      const answer = dialect.refused(refusedCall, fault);
      if (key !== '') storeAnswer(world, key, fingerprint, answer);
      return answer;
    },
    onServerError: (answer) => {
      const known = key === '' || storedAnswer(world, key, fingerprint) !== undefined;
      if (key !== '' && (isNew || !known)) storeAnswer(world, key, fingerprint, answer);
    },
  };
  const facts = {
    paymentIntent: input.paymentIntent,
    requestNumber: key,
    serialNumber: world.store.lookUp('depositsOfPayment', input.paymentIntent)[0]?.serialNumber,
  };
  const call = { operation: 'refund', facts };
  return answerCall(world, { request, reply }, keepsFailure, call, execute);
}

function page<Row>(
  path: string,
  query: URLSearchParams,
  rows: readonly Row[],
  bodyOf: (row: Row) => Readonly<Record<string, unknown>>,
): Answer {
  const limit = Math.min(Math.max(1, Number(query.get('limit') ?? 10) || 10), 100);
  const bodies = rows.map(bodyOf);
  const after = query.get('starting_after');
  const start = after === null ? 0 : bodies.findIndex((body) => body['id'] === after) + 1;
  const data = bodies.slice(start, start + limit);
  const has_more = start + limit < bodies.length;
  return { status: 200, body: { object: 'list', data, has_more, url: path } };
}

function refundsOf(world: World, query: URLSearchParams): readonly RefundRow[] {
  const charge = query.get('charge');
  const payment = query.get('payment_intent') ?? (charge ? paymentOfCharge(charge) : undefined);
  const rows =
    payment === undefined
      ? [...world.store.all('refunds')].filter((row) => row.via === 'stripe')
      : [...world.store.lookUp('refundsOfPayment', payment)];
  return rows.sort((a, b) => b.position - a.position);
}

/** Payments whose metadata fit a search such as `metadata['serial_number']:'SN1'`. */
function searchPayments(world: World, query: string): Answer {
  const wanted = [...query.matchAll(/metadata\[['"](\w+)['"]\]:['"]([^'"]*)['"]/g)];
  const serialNumber = wanted.find((clause) => clause[1] === 'serial_number')?.[2];
  const merchantNumber = wanted.find((clause) => clause[1] === 'merchant_number')?.[2];
  if (serialNumber === undefined && merchantNumber === undefined)
    return stripeError(400, 'invalid_request_error', 'The search is not understood here.');
  const items =
    serialNumber === undefined
      ? world.store.lookUp('depositsOfMerchant', merchantNumber ?? '')
      : world.store.lookUp('depositsOfTerminal', serialNumber);
  const data = items
    .map((item) => paymentBody(world, item))
    .filter((body) => {
      const metadata = body['metadata'] as Readonly<Record<string, string>>;
      return wanted.every(([, name, value]) => metadata[name ?? ''] === value);
    });
  return {
    status: 200,
    body: { object: 'search_result', data, has_more: false, url: '/v1/payment_intents/search' },
  };
}

function isSignedIn(world: World, authorization: string | undefined): boolean {
  const wanted = Buffer.from(`Bearer ${world.credentials.stripeApiKey}`);
  const given = Buffer.from(authorization ?? '');
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

/**
 * The answer where the call is made for another account than the one whose objects these are: a platform
 * sees nothing of its connected accounts without naming one.
 */
function elsewhere(world: World, request: FastifyRequest): Answer | undefined {
  const named = request.headers['stripe-account'];
  const { stripeAccount } = world.settings;
  if ((named ?? '') === stripeAccount) return undefined;
  if (named !== undefined) {
    const message = 'The provided key does not have access to this account.';
    return stripeError(403, 'invalid_request_error', message, 'account_invalid');
  }
  if (request.method !== 'GET') return missing('object', 'named');
  const empty = { object: 'list', data: [], has_more: false, url: request.url };
  return { status: 200, body: empty };
}

type WithId = { Params: { id: string } };

function readerRoutes(world: World, server: FastifyInstance): void {
  const { store } = world;
  const serialOf = (id: string): string | undefined => store.lookUp('readers', id)[0]?.serialNumber;
  server.get<WithId>('/terminal/readers/:id', (request, reply) => {
    const { id } = request.params;
    const call = { operation: 'stripe-query', facts: { serialNumber: serialOf(id) } };
    return answerCall(world, { request, reply }, dialect, call, () => {
      const row = store.lookUp('readers', id)[0];
      return row === undefined
        ? missing('terminal.reader', id)
        : { status: 200, body: readerBody(world, row) };
    });
  });
  server.delete<WithId>('/terminal/readers/:id', (request, reply) => {
    const { id } = request.params;
    const call = { operation: 'unbind', facts: { readerId: id, serialNumber: serialOf(id) } };
    return answerCall(world, { request, reply }, dialect, call, () => deleteReader(world, id));
  });
  server.get('/terminal/readers', (request, reply) => {
    const query = queryOf(request);
    const serialNumber = query.get('serial_number') ?? undefined;
    const call = { operation: 'stripe-query', facts: { serialNumber } };
    return answerCall(world, { request, reply }, dialect, call, () => {
      const rows =
        serialNumber === undefined
          ? [...store.all('terminals')]
          : [store.get('terminals', serialNumber)].flatMap((row) => row ?? []);
      const bound = rows.filter((row) => row.merchantNumber !== null);
      return page('/v1/terminal/readers', query, bound, (row) => readerBody(world, row));
    });
  });
}

function moneyRoutes(world: World, server: FastifyInstance): void {
  const { store } = world;
  server.post('/refunds', (request, reply) => postRefund(world, request, reply));
  server.get<WithId>('/refunds/:id', (request, reply) => {
    const row = store.get('refunds', request.params.id);
    const facts = row === undefined ? {} : refundFacts(row);
    const call = { operation: 'stripe-query', facts };
    return answerCall(world, { request, reply }, dialect, call, () => {
      const now = store.get('refunds', request.params.id);
      return now?.via === 'stripe'
        ? { status: 200, body: stripeRefundBody(now) }
        : missing('refund', request.params.id);
    });
  });
  server.get('/refunds', (request, reply) => {
    const query = queryOf(request);
    const call = {
      operation: 'stripe-query',
      facts: { paymentIntent: query.get('payment_intent') ?? undefined },
    };
    return answerCall(world, { request, reply }, dialect, call, () =>
      page('/v1/refunds', query, refundsOf(world, query), stripeRefundBody),
    );
  });
  server.get<WithId>('/payment_intents/:id', (request, reply) => {
    const { id } = request.params;
    const call = { operation: 'stripe-query', facts: { paymentIntent: id } };
    return answerCall(world, { request, reply }, dialect, call, () => {
      const row = store.lookUp('depositsOfPayment', id)[0];
      return row === undefined
        ? missing('payment_intent', id)
        : { status: 200, body: paymentBody(world, row) };
    });
  });
  server.get('/payment_intents/search', (request, reply) => {
    const call = { operation: 'stripe-query', facts: {} };
    return answerCall(world, { request, reply }, dialect, call, () =>
      searchPayments(world, queryOf(request).get('query') ?? ''),
    );
  });
}

/** Registers the routes; the caller gives them their prefix. */
export function stripeRoutes(world: World): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    await Promise.resolve();
    server.addHook('onRequest', async (request, reply) => {
      reply.header('request-id', `req_${randomBytes(7).toString('hex')}`);
      const answer = isSignedIn(world, request.headers.authorization)
        ? elsewhere(world, request)
        : stripeError(401, 'invalid_request_error', 'Invalid API Key provided.');
      if (answer !== undefined) await reply.code(answer.status).send(answer.body);
    });
    server.setNotFoundHandler((_request, reply) => {
      const answer = stripeError(404, 'invalid_request_error', 'Unrecognized request URL.');
      void reply.code(answer.status).send(answer.body);
    });
    readerRoutes(world, server);
    moneyRoutes(world, server);
  };
}

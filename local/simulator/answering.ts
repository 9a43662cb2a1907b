/**
 * From a call to its answer: the faults of a request strike here, in the words of whichever API was
 * called. "Execute" always runs as one transaction, written down before anything is answered.
 */
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { takeFault } from './faults';
import type { FaultRow } from './store/rows';
import type { Answer, Call, World } from './world';

/** How one API words what can befall any of its calls. */
export interface Dialect {
  rateLimited(retryAfterSeconds: number): Answer;
  serverError(status: number): Answer;
  refused(call: Call, fault: FaultRow): Answer;
  /** Called with the answer to a call that a fault has turned into a 5xx. */
  readonly onServerError?: (answer: Answer) => void;
}

const DEFAULT_RETRY_AFTER_SECONDS = 1;
const DEFAULT_DELAY_MS = 1_000;

/** Answers a call, or does to it what the first fitting fault says. */
export async function answerCall(
  world: World,
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  dialect: Dialect,
  call: Call,
  execute: () => Answer,
): Promise<FastifyReply> {
  const { reply } = exchange;
  const run = (): Answer => world.store.transact(execute);
  const fault = world.store.transact(() => {
    world.store.next(`calls:${call.operation}`);
    return takeFault(world.store, 'request', call.operation, call.facts);
  });
  if (fault === undefined) return give(reply, run());
  switch (fault.kind) {
    case 'refuse':
      return give(reply, dialect.refused(call, fault));
    case 'rate-limit':
      return give(
        reply,
        dialect.rateLimited(fault.retryAfterSeconds ?? DEFAULT_RETRY_AFTER_SECONDS),
      );
    case 'server-error':
      return give(reply, failWith(world, dialect, fault.status ?? 500));
    case 'outage':
      return give(reply, dialect.serverError(fault.status ?? 503));
    case 'execute-then-server-error':
      run();
      return give(reply, failWith(world, dialect, fault.status ?? 500));
    case 'delay':
      await pause(world, fault.ms ?? DEFAULT_DELAY_MS);
      return give(reply, run());
    case 'execute-then-delay': {
      const answer = run();
      await pause(world, fault.ms ?? DEFAULT_DELAY_MS);
      return give(reply, answer);
    }
    case 'wrong-answer':
      return give(reply, { status: fault.status ?? 200, body: fault.body ?? {} });
    case 'execute-then-wrong-answer':
      return give(reply, withFields(run(), fault.body ?? {}));
    case 'huge-answer':
    case 'gzip-bomb':
      return giveBlownUp(reply, run(), fault);
    case 'execute-then-timeout':
    case 'execute-then-reset':
      run();
      return withhold(exchange, fault);
    case 'timeout':
    case 'reset':
      return withhold(exchange, fault);
    default:
      throw new Error(`A fault of kind ${fault.kind} does not strike requests.`);
  }
}

function failWith(world: World, dialect: Dialect, status: number): Answer {
  const answer = dialect.serverError(status);
  world.store.transact(() => dialect.onServerError?.(answer));
  return answer;
}

async function pause(world: World, ms: number): Promise<void> {
  try {
    await wait(ms, undefined, { signal: world.stopping });
  } catch (error) {
    if (!world.stopping.aborted) throw error;
  }
}

function give(reply: FastifyReply, answer: Answer): FastifyReply {
  return reply
    .code(answer.status)
    .headers({ 'content-type': 'application/json; charset=utf-8', ...answer.headers })
    .send(answer.body === undefined ? '' : JSON.stringify(answer.body));
}

/** Where the APIs have the items of a list. */
const LISTS = ['items', 'data', 'messages'];

/** The answer with other fields, in a list those of every item. */
function withFields(answer: Answer, fields: Readonly<Record<string, unknown>>): Answer {
  const body = answer.body as Readonly<Record<string, unknown>>;
  const list = LISTS.find((name) => Array.isArray(body[name]));
  if (list === undefined) return { ...answer, body: { ...body, ...fields } };
  const items = (body[list] as readonly object[]).map((item) => ({ ...item, ...fields }));
  return { ...answer, body: { ...body, [list]: items } };
}

const BLOWN_UP_BYTES = 100 * 1024 * 1024;
const PIECE_BYTES = 64 * 1024;

/** The right answer with blanks behind it, so that whoever reads it whole finds nothing wrong. */
function* blownUp(text: string, bytes: number): Generator<Buffer> {
  yield Buffer.from(text);
  const blanks = Buffer.alloc(PIECE_BYTES, ' ');
  for (let size = text.length; size < bytes; size += PIECE_BYTES) yield blanks;
}

function giveBlownUp(reply: FastifyReply, answer: Answer, fault: FaultRow): FastifyReply {
  const text = JSON.stringify(answer.body);
  const body = Readable.from(blownUp(text, fault.bytes ?? BLOWN_UP_BYTES), { objectMode: false });
  const isPacked = fault.kind === 'gzip-bomb';
  return reply
    .code(answer.status)
    .headers({
      'content-type': 'application/json; charset=utf-8',
      ...answer.headers,
      ...(isPacked && { 'content-encoding': 'gzip' }),
    })
    .send(isPacked ? body.pipe(createGzip()) : body);
}

/** No answer ever comes; a reset also breaks the connection. */
function withhold(
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  fault: FaultRow,
): FastifyReply {
  reply.hijack();
  if (fault.kind.endsWith('reset')) request.raw.socket.resetAndDestroy();
  return reply;
}

/**
 * From a call to its answer: the faults of a request strike here, in the words of whichever API was
 * called. "Execute" always runs as one transaction, written down before anything is answered.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { takeFault } from './faults';
import type { FaultRow } from './rows';
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

/** No answer ever comes; a reset also breaks the connection. */
function withhold(
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  fault: FaultRow,
): FastifyReply {
  reply.hijack();
  if (fault.kind.endsWith('reset')) request.raw.socket.resetAndDestroy();
  return reply;
}

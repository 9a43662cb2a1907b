/**
 * The end of the API in order. For a moment it says that it is not ready and goes on serving, so that nothing new
 * is led here; then it answers what is under way and refuses the rest; then the streams of events end.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { ApiError } from './http/api-error';
import type { ApiInstance } from './deps';

export interface DrainLimits {
  /** For load balancers and pages to notice, ms. */
  readonly momentMs: number;
  /** For what is under way after that, ms. */
  readonly graceMs: number;
}

export interface Drain {
  /** Whether the end has begun. */
  readonly hasBegun: boolean;
  /** Answers once nothing is under way, with the number of requests that the grace was too short for. */
  begin(limits: DrainLimits): Promise<number>;
  /** What ends the streams of a kind, once their turn has come. */
  onStreams(end: () => void): void;
}

declare module 'fastify' {
  interface FastifyInstance {
    drain: Drain;
  }
  interface FastifyContextConfig {
    /** True where an answer lasts until one side ends it. */
    isStream?: boolean;
    /** True where a process that stops still answers. */
    toTheEnd?: boolean;
  }
}

/** Streams have been told to end and only flush; ms. */
const STREAMS_END_MS = 1_000;
/** Another process takes over within that, s. */
const ELSEWHERE_S = 1;

type Kind = 'requests' | 'streams';

/** Counts what is under way from here on; call it before other hooks. */
export function registerDrain(api: ApiInstance): Drain {
  const underWay: Record<Kind, number> = { requests: 0, streams: 0 };
  let state: 'open' | 'leaving' | 'closed' = 'open';
  const endings: (() => void)[] = [];
  let heard: () => void = () => undefined;

  /** Waits until nothing of a kind is under way, or for so long. */
  async function allAnswered(kind: Kind, limitMs: number): Promise<void> {
    const limit = new AbortController();
    const isOver = new Promise<void>((resolve) => {
      heard = () => {
        if (underWay[kind] === 0) resolve();
      };
      heard();
    });
    const { signal } = limit;
    await Promise.race([isOver, delay(limitMs, undefined, { signal })]).finally(() =>
      limit.abort(),
    );
  }

  api.addHook('onRequest', async (request, reply) => {
    const { isStream = false, toTheEnd = false } = request.routeOptions.config;
    if (toTheEnd) return;
    if (state === 'closed' || (state === 'leaving' && isStream)) {
      const headers = { connection: 'close' };
      throw new ApiError('UNAVAILABLE', { retryAfterS: ELSEWHERE_S, headers });
    }
    const kind: Kind = isStream ? 'streams' : 'requests';
    underWay[kind] += 1;
    reply.raw.once('close', () => {
      underWay[kind] -= 1;
      heard();
    });
  });
  // A connection that is kept would bring its next request into the end.
  api.addHook('onSend', async (_request, reply, payload) => {
    if (state !== 'open') reply.header('connection', 'close');
    return payload;
  });

  const drain: Drain = {
    get hasBegun() {
      return state !== 'open';
    },
    async begin({ momentMs, graceMs }) {
      state = 'leaving';
      await delay(momentMs);
      state = 'closed';
      await allAnswered('requests', graceMs);
      const left = underWay.requests;
      for (const end of endings) end();
      await allAnswered('streams', STREAMS_END_MS);
      return left;
    },
    onStreams: (end) => void endings.push(end),
  };
  api.decorate('drain', drain);
  return drain;
}

// wire/: every request, answer and route of the HTTP API, once.
/**
 * How every client of the API asks: one request, what came of it, and the wait for the answer of a request that is
 * still being carried out under its key. What else is worth asking again, and what a person is told, is each
 * client's own. Safe in a browser.
 */
import type { PublicCode } from '../workflows/contract/errors';
import { type Call, type Caller, headersOf, problemOf, retryAfterS, urlOf } from './http';
import type { ProblemAnswer } from './problem-answers';

/** Longest wait in all for a request that is being carried out, ms; whoever carries it out gives up earlier. */
export const UNDER_WAY_LIMIT_MS = 60_000;
/** Shortest pause before the same is asked again, s. */
const SHORTEST_PAUSE_S = 1;

const IN_PROGRESS: PublicCode = 'UNBIND_IN_PROGRESS';

export interface Refused {
  readonly kind: 'refused';
  readonly status: number;
  /** Absent where it did not come from the desk. */
  readonly problem: ProblemAnswer | undefined;
  /** Seconds after which to ask again, where the answer names them. */
  readonly retryAfterS: number | undefined;
}

/** What came of a request. */
export type Outcome<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | Refused
  /** No answer, or none that came whole: whether the request arrived is not known. */
  | { readonly kind: 'unanswered'; readonly error: unknown };

/** How a client reaches the API. */
export interface Way {
  /** Asked before each try; where it fails, nothing was sent and the outcome is `unanswered`. */
  caller(): Caller | Promise<Caller>;
  /** Begins the longest wait for one answer. */
  limit(): AbortSignal;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal | undefined;
  readonly init?: {
    readonly cache?: 'no-store';
    readonly credentials?: 'same-origin';
    readonly redirect?: 'manual';
  };
  /** Waits, ms, before the same is asked again; rejects when the signal is aborted. */
  readonly pause?: (ms: number) => Promise<void>;
}

/** Whether the same request under the same key is still being carried out; its answer comes to who asks again. */
export function isInProgress(refused: Refused): boolean {
  return refused.problem?.code === IN_PROGRESS;
}

/** Waits, ms; rejects with the reason of the signal when it is aborted. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((wake) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      wake();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
  });
  signal?.throwIfAborted();
}

async function askOnce<T>(
  call: Call,
  way: Way,
  read: (response: Response) => Promise<T>,
): Promise<Outcome<T>> {
  const { signal, init } = way;
  try {
    const caller = await way.caller();
    const limit = way.limit();
    const response = await fetch(urlOf(call, caller), {
      ...init,
      method: call.method,
      headers: headersOf(call, caller),
      body: call.content ?? null,
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    if (response.ok) return { kind: 'answered', value: await read(response) };
    return {
      kind: 'refused',
      status: response.status,
      problem: await problemOf(response),
      retryAfterS: retryAfterS(response),
    };
  } catch (error) {
    signal?.throwIfAborted();
    return { kind: 'unanswered', error };
  }
}

/**
 * Sends a request and reads its answer; while the same is being carried out under its key, asks again under that
 * key after the time that the answer names, for `UNDER_WAY_LIMIT_MS` at most, and then comes back with that refusal.
 * Rejects with the reason of the signal alone. Called twice with the same key and content: done once.
 */
export async function ask<T>(
  call: Call,
  way: Way,
  read: (response: Response) => Promise<T>,
): Promise<Outcome<T>> {
  const { signal, pause: wait = (ms: number) => pause(ms, signal) } = way;
  let waitedMs = 0;
  for (;;) {
    const outcome = await askOnce(call, way, read);
    if (outcome.kind !== 'refused' || !isInProgress(outcome)) return outcome;
    const pauseMs = Math.max(outcome.retryAfterS ?? 0, SHORTEST_PAUSE_S) * 1_000;
    waitedMs += pauseMs;
    if (waitedMs > UNDER_WAY_LIMIT_MS) return outcome;
    await wait(pauseMs);
  }
}

// worker/: one worker process: configuration, bundle, activities, metrics, stop.
/** What goes on beside the work of the worker until it stops. */
import { setTimeout } from 'node:timers/promises';

export interface Turns {
  /** Waits; answers at once after the stop, and keeps no process alive. */
  readonly sleep: (ms: number) => Promise<void>;
  readonly isStopped: () => boolean;
  /** Aborts with the stop. */
  readonly signal: AbortSignal;
}

/** Begins; what comes back ends it, and answers once it has ended. */
export function beside(work: (turns: Turns) => Promise<void>): () => Promise<void> {
  const stop = new AbortController();
  const { signal } = stop;
  const ended = work({
    signal,
    sleep: async (ms) => {
      await setTimeout(ms, undefined, { signal, ref: false }).catch(() => undefined);
    },
    isStopped: () => signal.aborted,
  });
  return async () => {
    stop.abort();
    await ended;
  };
}

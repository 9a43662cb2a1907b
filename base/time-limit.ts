/** Time limits of calls. */

/**
 * Aborts after `limitMs`; may be joined with others by `AbortSignal.any`. A bare `AbortSignal.timeout` may not:
 * Node 20 drops its timer at the next garbage collection where nobody listens to the signal itself (measured on
 * 20.20.2), and a call that is never answered would wait for ever.
 */
export function timeLimit(limitMs: number): AbortSignal {
  const limit = AbortSignal.timeout(limitMs);
  limit.addEventListener('abort', () => undefined, { once: true });
  return limit;
}

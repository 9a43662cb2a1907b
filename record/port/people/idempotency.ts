/** Requests by their idempotency keys: which was begun, and how it was answered. */

/** An answer as it is given again. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Keys of callers, each of one scope. */
export interface IdempotencyStore {
  /**
   * First call with a key: `fresh`. Again with the same body hash: the stored answer once there is one,
   * else `in-progress`. With another body: `IDEMPOTENCY_KEY_REUSED`. Keys are kept 7 days.
   */
  begin(
    scope: string,
    key: string,
    bodyHash: string,
  ): Promise<{ kind: 'fresh' } | { kind: 'in-progress' } | ({ kind: 'answered' } & KeptAnswer)>;
  /** Keeps the answer of the request that holds the key. Called twice: the last answer stands. */
  finish(scope: string, key: string, answer: KeptAnswer): Promise<void>;
  /** Gives a key back after a failure that may be retried (5xx). */
  drop(scope: string, key: string): Promise<void>;
}

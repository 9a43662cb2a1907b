/** Callers who do what a 503 asks for: the same request again, under the same Idempotency-Key. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type DeskClient, Refused } from '../test/e2e/desk-client';

const MOST_TRIES = 20;
const PAUSE_MS = 500;

async function again<T>(call: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      const busy = error instanceof Refused && error.status === 503;
      if (!busy || tries === MOST_TRIES) throw error;
      await delay(PAUSE_MS);
    }
  }
}

/** The same client, which a busy machine makes slow instead of failing. */
export function patient(client: DeskClient): DeskClient {
  return {
    get: (path) => again(() => client.get(path)),
    put: (path, body) => again(() => client.put(path, body)),
    post: (path, body, key = randomUUID()) => again(() => client.post(path, body, key)),
  };
}

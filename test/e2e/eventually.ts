/** Waiting for conditions, with a limit that says what was waited for. */
import { setTimeout as delay } from 'node:timers/promises';

const LIMIT_MS = 45_000;
const PAUSE_MS = 50;

/** Asks again and again until there is an answer; what `ask` throws ends the wait. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  limitMs = LIMIT_MS,
): Promise<T> {
  const endMs = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > endMs) throw new Error(`Waited in vain until ${what}.`);
    await delay(PAUSE_MS);
  }
}

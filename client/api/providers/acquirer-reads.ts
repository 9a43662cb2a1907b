// client/api/providers/: what passes between the API and the providers: reads at the acquirer, callbacks that come in.
/** Live reads at the acquirer for people who wait for the answer: short, and an outage is a 503. */
import { ApiError } from '../http/api-error';

/** Longest wait of one read, ms. */
const READ_WAIT_MS = 5_000;
const RETRY_AFTER_S = 5;

/** One read with a time limit. `UNAVAILABLE` where the acquirer gives no answer. */
export async function readAcquirer<T>(read: (signal: AbortSignal) => Promise<T>): Promise<T> {
  try {
    return await read(AbortSignal.timeout(READ_WAIT_MS));
  } catch (error) {
    throw new ApiError('ACQUIRER_UNAVAILABLE', { retryAfterS: RETRY_AFTER_S, cause: error });
  }
}

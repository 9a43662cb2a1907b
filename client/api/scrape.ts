/** Reads for a scrape of metrics: never longer than a scraper waits, and an outage is no failure of it. */
import type { ApiDeps } from './deps';

/** Longest wait of a scrape for one read, ms; beyond, the numbers of the last one stand. */
const WAIT_MS = 5_000;

/** What was read, or undefined where it took too long or failed; `what` names it in the log. */
export async function inTime<T>(
  reading: Promise<T>,
  { logger }: Pick<ApiDeps, 'logger'>,
  what: string,
): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), WAIT_MS);
  });
  try {
    return await Promise.race([reading, limit]);
  } catch (error) {
    logger.warn({ err: error }, `${what} could not be read for the metrics`);
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

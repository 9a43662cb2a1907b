/** Reads for a scrape of metrics: never longer than a scraper waits, and an outage is no failure of it. */
import { Gauge, type Registry } from 'prom-client';
import type { ApiDeps } from './deps';

/** Longest wait of a scrape for one read, ms; beyond, the numbers of the last one stand. */
const WAIT_MS = 5_000;

/** What was read, or undefined where it took too long or failed; `what` names it in the log. */
async function inTime<T>(
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

/** A gauge and how it is set from what was read. */
export interface GaugeRow<T> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
  readonly set: (gauge: Gauge, read: T) => void;
}

/**
 * Adds gauges that are read at each scrape; where the reading fails, the last values stand. `clear` takes
 * what the last scrape has set away before the next is set.
 */
export function registerGauges<T>(
  registry: Registry,
  deps: Pick<ApiDeps, 'logger'>,
  rows: readonly GaugeRow<T>[],
  {
    what,
    read,
    clear,
  }: {
    readonly what: string;
    readonly read: () => Promise<T>;
    readonly clear: (gauge: Gauge) => void;
  },
): readonly Gauge[] {
  return rows.map(
    ({ name, help, labelNames, set }) =>
      new Gauge({
        name,
        help,
        labelNames,
        registers: [registry],
        async collect() {
          const found = await inTime(read(), deps, what);
          if (!found) return;
          clear(this);
          set(this, found);
        },
      }),
  );
}

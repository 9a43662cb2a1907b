/** Prometheus metrics of the API: times of requests and what waits. Routes and codes only, never ids. */
import { Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { z } from 'zod';
import { registerDroppedLines } from '../../base/log-output';
import { PROBE } from './http/access';
import { registerAttentionGauges } from './operations/attention/gauges';
import type { AttentionScan } from './operations/attention/scan';
import type { ApiDeps, ApiInstance } from './deps';
import { registerReconcileGauges } from './operations/recovery/reconcile-gauges';
import { type GaugeRow, registerGauges } from './scrape';
import { addressOf } from './http/route-table';

/** Adds the measurement; call `metricsRoute` once sign-in is set up. */
export function registerMetrics(api: ApiInstance, deps: ApiDeps, scan: AttentionScan): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'unbind_api_request_seconds',
    help: 'Time of requests by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  registerDroppedLines(registry);
  registerCaseGauges(registry, deps);
  registerAttentionGauges(registry, deps, scan);
  registerReconcileGauges(registry, deps);
  api.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const seconds = reply.elapsedTime / 1000;
    duration.observe({ method: request.method, route, status: reply.statusCode }, seconds);
    request.log.info(
      {
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        principalId: request.staff?.principalId,
      },
      'answered',
    );
  });
  return registry;
}

type Counts = Awaited<ReturnType<ApiDeps['record']['cases']['count']>> & {
  readonly hashesBehind: number;
};

const CASE_GAUGES: readonly GaugeRow<Counts>[] = [
  {
    name: 'unbind_cases',
    help: 'Cases by status',
    labelNames: ['status'],
    set: (gauge, { byStatus }) => {
      for (const [status, count] of Object.entries(byStatus)) gauge.set({ status }, count);
    },
  },
  {
    name: 'unbind_cases_parked',
    help: 'Cases that wait for an operator',
    labelNames: [],
    set: (gauge, { parked }) => {
      gauge.set(parked);
    },
  },
  {
    name: 'unbind_cases_overdue',
    help: 'Cases that have waited too long for a person',
    labelNames: [],
    set: (gauge, { overdue }) => {
      gauge.set(overdue);
    },
  },
  {
    name: 'unbind_search_hashes_behind',
    help: 'Cases whose hashes for search are still of the form before',
    labelNames: [],
    set: (gauge, { hashesBehind }) => {
      gauge.set(hashesBehind);
    },
  },
];

/**
 * Counted at each scrape: one count serves all gauges, and each of them waits for it. While the record is
 * down the last values stand.
 */
function registerCaseGauges(registry: Registry, deps: ApiDeps): void {
  let counting: Promise<Counts> | undefined;
  const count = (): Promise<Counts> =>
    (counting ??= countAll(deps).finally(() => {
      counting = undefined;
    }));
  registerGauges(registry, deps, CASE_GAUGES, {
    what: 'how many cases there are',
    read: count,
    clear: (gauge) => gauge.reset(),
  });
}

async function countAll({ record }: ApiDeps): Promise<Counts> {
  const [counts, hashesBehind] = await Promise.all([
    record.cases.count(),
    record.searchHashes.countBehind(),
  ]);
  return { ...counts, hashesBehind };
}

export function metricsRoute(api: ApiInstance, registry: Registry): void {
  api.get(
    addressOf('readMetrics'),
    {
      config: PROBE,
      schema: {
        tags: ['health'],
        summary: 'Prometheus metrics',
        description:
          'Times of requests, how many cases stand in each status, and what waits for a person, as ' +
          'Prometheus reads them. Addresses and codes stand in it, never ids.',
        response: {
          200: { description: 'Metrics.', content: { 'text/plain': { schema: z.string() } } },
        },
      },
    },
    async (_request, reply) =>
      reply
        .type(registry.contentType)
        .serializer((text: unknown) => String(text))
        .send(await registry.metrics()),
  );
}

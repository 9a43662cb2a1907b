/** Prometheus metrics of the API: times of requests and what waits. Routes and codes only, never ids. */
import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { z } from 'zod';
import { PUBLIC } from './access';
import { registerAttentionGauges } from './attention/gauges';
import type { AttentionScan } from './attention/scan';
import type { ApiDeps, ApiInstance } from './deps';

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
  registerCaseGauges(registry, deps);
  registerAttentionGauges(registry, deps, scan);
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

function registerCaseGauges(registry: Registry, deps: ApiDeps): void {
  const gauges = {
    byStatus: new Gauge({
      name: 'unbind_cases',
      help: 'Cases by status',
      labelNames: ['status'],
      registers: [registry],
    }),
    parked: new Gauge({
      name: 'unbind_cases_parked',
      help: 'Cases that wait for an operator',
      registers: [registry],
    }),
    overdue: new Gauge({
      name: 'unbind_cases_overdue',
      help: 'Cases that have waited too long for a person',
      registers: [registry],
      async collect() {
        // One count serves all three; while the record is down the last values stand.
        const counts = await deps.record.countCases().catch((error: unknown) => {
          deps.logger.warn({ err: error }, 'cases could not be counted');
          return undefined;
        });
        if (!counts) return;
        gauges.byStatus.reset();
        for (const [status, count] of Object.entries(counts.byStatus)) {
          gauges.byStatus.set({ status }, count);
        }
        gauges.parked.set(counts.parked);
        this.set(counts.overdue);
      },
    }),
  };
}

export function metricsRoute(api: ApiInstance, registry: Registry): void {
  api.get(
    '/metrics',
    {
      config: PUBLIC,
      schema: {
        tags: ['health'],
        summary: 'Prometheus metrics',
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

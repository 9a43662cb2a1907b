/**
 * Metrics of the worker in Prometheus form: those of the SDK, which its native part serves on a port of
 * its own, and ours, both under one address.
 */
import { createServer } from 'node:http';
import { Runtime } from '@temporalio/worker';
import type { Logger as PinoLogger } from 'pino';
import { Counter, Registry, collectDefaultMetrics } from 'prom-client';
import type { EffectObserver } from '../../activities/effects/effect-observer';
import { LOOPBACK } from '../../base/free-ports';
import { registerDroppedLines } from '../../base/log-output';
import { type HealthServer, answerNothing, asksFor, listen } from './health';
import { sdkLogger } from './log';

const READ_LIMIT_MS = 3_000;

export interface RuntimeSettings {
  /** Port of the SDK's own metrics on loopback; omitted: nowhere. */
  readonly sdkMetricsPort?: number;
  readonly logger: PinoLogger;
}

let installed: RuntimeSettings | undefined;

/**
 * Before any connection of the process. Called twice: the first stands, as the SDK has one runtime a
 * process. Returns the settings that hold.
 */
export function installRuntime(settings: RuntimeSettings): RuntimeSettings {
  if (installed) return installed;
  const { sdkMetricsPort, logger } = settings;
  Runtime.install({
    logger: sdkLogger(logger),
    // Signals are handled by the process entry, which stops what depends on the worker after it.
    shutdownSignals: [],
    telemetryOptions: {
      logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} },
      ...(sdkMetricsPort === undefined
        ? {}
        : {
            metrics: {
              prometheus: {
                bindAddress: `${LOOPBACK}:${sdkMetricsPort}`,
                countersTotalSuffix: true,
                unitSuffix: true,
                useSecondsForDurations: true,
              },
            },
          }),
    },
  });
  installed = settings;
  return settings;
}

/** Our own numbers, and the observer that counts every point that a side effect passes. */
export function createWorkerMetrics(): { registry: Registry; observer: EffectObserver } {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'unbind_worker_' });
  registerDroppedLines(registry);
  const points = new Counter({
    name: 'unbind_worker_effect_points_total',
    help: 'Points passed by side effects: attempts begin at after-intent, results end at after-settle',
    labelNames: ['effect', 'point'],
    registers: [registry],
  });
  return { registry, observer: { onPoint: (point, effect) => points.inc({ effect, point }) } };
}

async function sdkMetrics(port: number | undefined): Promise<string> {
  if (port === undefined) return '';
  try {
    const signal = AbortSignal.timeout(READ_LIMIT_MS);
    return await (await fetch(`http://${LOOPBACK}:${port}/metrics`, { signal })).text();
  } catch {
    return '# The metrics of the SDK could not be read just now.\n';
  }
}

/** Serves `/metrics` on a port (0: any free one). */
export async function startMetricsServer(options: {
  readonly port: number;
  readonly host: string;
  readonly registry: Registry;
  readonly sdkMetricsPort?: number | undefined;
}): Promise<HealthServer> {
  const { registry, sdkMetricsPort } = options;
  const server = createServer((request, response) => {
    if (!asksFor('/metrics', request)) {
      answerNothing(request, response);
      return;
    }
    Promise.all([registry.metrics(), sdkMetrics(sdkMetricsPort)]).then(
      ([ours, sdk]) => {
        response.writeHead(200, { 'content-type': registry.contentType });
        response.end(`${ours}${sdk}`);
      },
      () => response.writeHead(500).end(),
    );
  });
  return listen(server, options.port, options.host);
}

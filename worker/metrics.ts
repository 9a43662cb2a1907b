/** The SDK's runtime: its metrics in Prometheus form and its logs through ours. */
import { Runtime } from '@temporalio/worker';
import type { Logger as PinoLogger } from 'pino';
import { sdkLogger } from './log';

export interface RuntimeSettings {
  /** Metrics are served there under /metrics; omitted: nowhere. */
  readonly metricsPort?: number;
  readonly metricsHost?: string;
  readonly logger: PinoLogger;
}

/** Once a process, before any connection. */
export function installRuntime(settings: RuntimeSettings): void {
  const { metricsPort, metricsHost = '127.0.0.1', logger } = settings;
  Runtime.install({
    logger: sdkLogger(logger),
    // Signals are handled by the process entry, which stops what depends on the worker after it.
    shutdownSignals: [],
    telemetryOptions: {
      logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} },
      ...(metricsPort === undefined
        ? {}
        : {
            metrics: {
              prometheus: {
                bindAddress: `${metricsHost}:${metricsPort}`,
                countersTotalSuffix: true,
                unitSuffix: true,
                useSecondsForDurations: true,
              },
            },
          }),
    },
  });
}

/**
 * The worker of bare cases as a process of its own, with the settings of the product's worker. Stops on
 * SIGTERM.
 */
import { join } from 'node:path';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { workerConfig } from '../../worker/config';
import { startHealthServer } from '../../worker/telemetry/health';
import { BARE_TASK_QUEUE } from './plan';

async function main(): Promise<void> {
  const { connection: options, namespace, settings, healthPort, host } = workerConfig();
  Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });
  const connection = await NativeConnection.connect(options);
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: BARE_TASK_QUEUE,
    workflowsPath: join(__dirname, 'workflows.js'),
    activities: { doNothing: async () => undefined },
    maxConcurrentActivityTaskExecutions: settings.maxActivities,
    maxConcurrentLocalActivityExecutions: settings.maxActivities,
    maxConcurrentWorkflowTaskExecutions: settings.maxWorkflowTasks,
    maxCachedWorkflows: settings.maxCachedWorkflows,
    shutdownGraceTime: settings.shutdownGraceMs,
  });
  const health = await startHealthServer(healthPort ?? 0, host, async () => {
    const polling = worker.getState() === 'RUNNING';
    return { ready: polling, checks: { polling } };
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => worker.shutdown());
  }
  await worker.run();
  await health.close();
  await connection.close();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);

/** One worker: task queue, activities, bundle and limits put together. Reads no environment. */
import type { NativeConnection, WorkflowBundleOption } from '@temporalio/worker';
import { type ActivityInterceptorsFactory, Worker } from '@temporalio/worker';
import { TASK_QUEUE } from '../workflows/contract/identifiers';
import type { Activities, OperatorsPort } from '../workflows/contract/ports';
import type { WorkerSettings } from './config';
import { heartbeats } from './heartbeats';

export interface CreateWorkerOptions {
  readonly connection: NativeConnection;
  readonly namespace: string;
  /** Without those of the other ports the worker cannot do that for operators. */
  readonly activities: Activities & Partial<OperatorsPort>;
  /** Beside the heartbeats, in this order. */
  readonly interceptors?: readonly ActivityInterceptorsFactory[];
  readonly workflowBundle: WorkflowBundleOption;
  readonly settings: WorkerSettings;
  /** Default: the task queue of the contract; benches use their own. */
  readonly taskQueue?: string;
}

const BEHAVIORS = { 'auto-upgrade': 'AUTO_UPGRADE', pinned: 'PINNED' } as const;

/** Throws if the process is not in UTC: workflow code would read another zone than other workers. */
export function assertUtc(): void {
  const offsetMinutes = [0, 6].map((month) => new Date(2026, month, 1).getTimezoneOffset());
  if (offsetMinutes.some((minutes) => minutes !== 0)) {
    throw new Error('The worker runs in UTC only: start it with TZ=UTC.');
  }
}

/** Connects the parts; polls once `run()` is called. `shutdown()` lets attempts finish first. */
export async function createWorker(options: CreateWorkerOptions): Promise<Worker> {
  assertUtc();
  const { settings } = options;
  return Worker.create({
    connection: options.connection,
    namespace: options.namespace,
    taskQueue: options.taskQueue ?? TASK_QUEUE,
    activities: options.activities,
    interceptors: { activity: [heartbeats, ...(options.interceptors ?? [])] },
    workflowBundle: options.workflowBundle,
    maxConcurrentActivityTaskExecutions: settings.maxActivities,
    maxConcurrentLocalActivityExecutions: settings.maxActivities,
    maxConcurrentWorkflowTaskExecutions: settings.maxWorkflowTasks,
    maxCachedWorkflows: settings.maxCachedWorkflows,
    shutdownGraceTime: settings.shutdownGraceMs,
    shutdownForceTime: settings.shutdownGraceMs + 10_000,
    ...(settings.deployment === undefined
      ? {}
      : {
          workerDeploymentOptions: {
            version: {
              deploymentName: settings.deployment.name,
              buildId: settings.deployment.buildId,
            },
            useWorkerVersioning: true as const,
            // Cases live for weeks: as a rule they move to the new code, guarded by patches and replays.
            defaultVersioningBehavior: BEHAVIORS[settings.deployment.versioning],
          },
        }),
  });
}

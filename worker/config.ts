/** Everything that the worker takes from the environment; each mistake names its variable. */
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { NativeConnectionOptions } from '@temporalio/worker';
import { z } from 'zod';
import { policySetting } from '../checks/policy-setting';
import { type RecordConfig, recordConfig } from '../record/config';
import { CALENDAR_VERSION } from '../workflows/contract/identifiers';
import type { ReopeningSettings } from '../workflows/contract/reconciliation';
import { type ProviderConfig, providerConfig } from './providers/config';
import { definedOnly, describeProblems, type Env } from './settings';

const port = z.coerce.number().int().min(1).max(65_535);
const count = z.coerce.number().int().min(1).max(100_000);

const environment = z.object({
  UNBIND_WORKER_MAX_ACTIVITIES: count.default(100),
  UNBIND_WORKER_MAX_WORKFLOW_TASKS: count.min(2).default(40),
  UNBIND_WORKER_MAX_CACHED_WORKFLOWS: count.default(1_000),
  UNBIND_WORKER_HOST: z.string().min(1).default('127.0.0.1'),
  UNBIND_WORKER_HEALTH_PORT: port.optional(),
  UNBIND_WORKER_METRICS_PORT: port.optional(),
  UNBIND_WORKER_DEPLOYMENT_NAME: z.string().min(1).optional(),
  UNBIND_WORKER_BUILD_ID: z.string().min(1).optional(),
  UNBIND_WORKER_VERSIONING: z.enum(['auto-upgrade', 'pinned']).default('auto-upgrade'),
  UNBIND_WORKER_SHUTDOWN_GRACE_S: z.coerce.number().int().min(1).max(3_600).default(20),
  UNBIND_POLICY: policySetting.optional(),
  UNBIND_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** A build of the worker among others that Temporal routes work to. */
export interface WorkerDeployment {
  readonly name: string;
  readonly buildId: string;
  /**
   * `auto-upgrade`: open cases go on with the current build, so that a change has to be patched.
   * `pinned`: they stay with the build that they began with, which has to run until the last has ended.
   */
  readonly versioning: 'auto-upgrade' | 'pinned';
}

export interface WorkerSettings {
  readonly maxActivities: number;
  readonly maxWorkflowTasks: number;
  /** 0.34 MB of heap each: keep below half of the heap that the process may use. */
  readonly maxCachedWorkflows: number;
  readonly shutdownGraceMs: number;
  /** Set: a versioned worker, which gets nothing until its version is made the current one. */
  readonly deployment?: WorkerDeployment;
}

export interface WorkerConfig {
  readonly connection: NativeConnectionOptions;
  readonly namespace: string;
  readonly settings: WorkerSettings;
  /** Where health and metrics listen. */
  readonly host: string;
  readonly healthPort?: number;
  readonly metricsPort?: number;
  readonly logLevel: string;
  /** What refunds that came back are opened again with; as the API opens cases. */
  readonly reopening: ReopeningSettings;
}

/** Everything that a worker process needs. */
export interface WorkerProcessConfig extends WorkerConfig {
  readonly record: RecordConfig;
  readonly providers: ProviderConfig;
}

/** Address, TLS and API key by @temporalio/envconfig: `TEMPORAL_*` and profiles of temporal.toml. */
function temporalConnection(env: Env): Pick<WorkerConfig, 'connection' | 'namespace'> {
  const { connectionOptions, namespace } = loadClientConnectConfig({
    overrideEnvVars: definedOnly(env),
  });
  return { connection: connectionOptions, namespace: namespace ?? 'default' };
}

/** Throws an error that names each variable that is missing or malformed. */
export function workerConfig(env: Env = process.env): WorkerConfig {
  const parsed = environment.safeParse(definedOnly(env));
  if (!parsed.success) throw new Error(describeProblems(parsed.error));
  const given = parsed.data;
  const { UNBIND_WORKER_DEPLOYMENT_NAME: name, UNBIND_WORKER_BUILD_ID: buildId } = given;
  if ((name === undefined) !== (buildId === undefined)) {
    throw new Error('UNBIND_WORKER_DEPLOYMENT_NAME and UNBIND_WORKER_BUILD_ID go together.');
  }
  return {
    ...temporalConnection(env),
    settings: {
      maxActivities: given.UNBIND_WORKER_MAX_ACTIVITIES,
      maxWorkflowTasks: given.UNBIND_WORKER_MAX_WORKFLOW_TASKS,
      maxCachedWorkflows: given.UNBIND_WORKER_MAX_CACHED_WORKFLOWS,
      shutdownGraceMs: given.UNBIND_WORKER_SHUTDOWN_GRACE_S * 1_000,
      ...(name !== undefined && buildId !== undefined
        ? { deployment: { name, buildId, versioning: given.UNBIND_WORKER_VERSIONING } }
        : {}),
    },
    host: given.UNBIND_WORKER_HOST,
    reopening: {
      calendarVersion: CALENDAR_VERSION,
      ...(given.UNBIND_POLICY === undefined ? {} : { policy: given.UNBIND_POLICY }),
    },
    ...(given.UNBIND_WORKER_HEALTH_PORT === undefined
      ? {}
      : { healthPort: given.UNBIND_WORKER_HEALTH_PORT }),
    ...(given.UNBIND_WORKER_METRICS_PORT === undefined
      ? {}
      : { metricsPort: given.UNBIND_WORKER_METRICS_PORT }),
    logLevel: given.UNBIND_LOG_LEVEL,
  };
}

/** Reads all of it. Throws like `workerConfig`; `KEY_MISSING` and `KEY_WRONG` for the master key. */
export async function workerProcessConfig(env: Env = process.env): Promise<WorkerProcessConfig> {
  const record = await recordConfig(env);
  return { ...workerConfig(env), record, providers: providerConfig(env) };
}

/** Everything that the worker takes from the environment; each mistake names its setting. */
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { NativeConnectionOptions } from '@temporalio/worker';
import { z } from 'zod';
import { policySetting } from '../checks/policy-setting';
import { type RecordConfig, recordConfig, recordSettings } from '../record/config';
import {
  type Env,
  WrongSettings,
  definedOnly,
  logLevel,
  oneOf,
  readSettings,
  refuseWrong,
  wholeNumber,
} from '../base/settings';
import { decisionKeys, type DecisionKeys, decisionKeysSettings } from '../temporal/signing/config';
import { CALENDAR_VERSION } from '../workflows/contract/identifiers';
import type { ReopeningSettings } from '../workflows/contract/reconciliation';
import { type HeadsConfig, headsConfig, headsSettings } from './heads/config';
import { type ProviderConfig, providerConfig } from './providers/config';

const port = wholeNumber(1, 65_535);
const count = wholeNumber(1, 100_000);

const environment = z.object({
  UNBIND_WORKER_MAX_ACTIVITIES: count.default(100),
  UNBIND_WORKER_MAX_WORKFLOW_TASKS: wholeNumber(2, 100_000).default(40),
  UNBIND_WORKER_MAX_CACHED_WORKFLOWS: count.default(1_000),
  UNBIND_WORKER_HOST: z.string().default('127.0.0.1'),
  UNBIND_WORKER_HEALTH_PORT: port.optional(),
  UNBIND_WORKER_METRICS_PORT: port.optional(),
  UNBIND_WORKER_DEPLOYMENT_NAME: z.string().optional(),
  UNBIND_WORKER_BUILD_ID: z.string().optional(),
  UNBIND_WORKER_VERSIONING: oneOf(['auto-upgrade', 'pinned']).default('auto-upgrade'),
  UNBIND_WORKER_SHUTDOWN_GRACE_S: wholeNumber(1, 3_600).default(20),
  UNBIND_POLICY: policySetting.optional(),
  UNBIND_LOG_LEVEL: logLevel.default('info'),
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
  readonly heads: HeadsConfig;
  readonly decisionKeys: DecisionKeys;
  readonly providers: ProviderConfig;
}

/** Address, TLS and API key by @temporalio/envconfig: `TEMPORAL_*` and profiles of temporal.toml. */
function temporalConnection(env: Env): Pick<WorkerConfig, 'connection' | 'namespace'> {
  const { connectionOptions, namespace } = loadClientConnectConfig({
    overrideEnvVars: definedOnly(env),
  });
  return { connection: connectionOptions, namespace: namespace ?? 'default' };
}

/** Throws `WrongSettings` with everything that is malformed. */
export function workerConfig(env: Env = process.env): WorkerConfig {
  const given = readSettings(environment, env);
  const { UNBIND_WORKER_DEPLOYMENT_NAME: name, UNBIND_WORKER_BUILD_ID: buildId } = given;
  if ((name === undefined) !== (buildId === undefined)) {
    const missing = name === undefined ? 'DEPLOYMENT_NAME' : 'BUILD_ID';
    const other = name === undefined ? 'BUILD_ID' : 'DEPLOYMENT_NAME';
    const message = `is missing: UNBIND_WORKER_${other} goes with it`;
    throw new WrongSettings([{ name: `UNBIND_WORKER_${missing}`, message }]);
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

/** Throws `WrongSettings` with all that is wrong; looks at no key. */
export function refuseWrongWorker(env: Env): void {
  refuseWrong(
    [recordSettings, workerConfig, providerConfig, headsSettings, decisionKeysSettings].map(
      (read) => () => read(env),
    ),
  );
}

/** Reads all of it. Throws like `workerConfig`; `KEY_MISSING` and `KEY_WRONG` for the master key. */
export async function workerProcessConfig(env: Env = process.env): Promise<WorkerProcessConfig> {
  refuseWrongWorker(env);
  const record = await recordConfig(env);
  const heads = await headsConfig(env);
  const keys = await decisionKeys(env);
  const providers = providerConfig(env);
  return { ...workerConfig(env), record, heads, decisionKeys: keys, providers };
}

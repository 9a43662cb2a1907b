/**
 * One worker as a whole: record, providers, Temporal connection, health and metrics. Started by main.ts,
 * by fault tests with an observer, and by nobody twice at a time in one process.
 */
import {
  NativeConnection,
  type NativeConnectionOptions,
  type Worker,
  type WorkflowBundleOption,
} from '@temporalio/worker';
import { pino } from 'pino';
import type { Logger as PinoLogger } from 'pino';
import type { Registry } from 'prom-client';
import { SEARCH_FORMS } from '../checks/references/search-forms';
import { attemptRunId } from '../activities/attempt-signal';
import type { AcquirerPort } from '../activities/acquirer/acquirer-port';
import { createActivities } from '../activities/create-activities';
import { createRebuildActivity } from '../activities/rebuild/rebuild-case';
import { createEvidenceActivities } from '../activities/evidence/create-evidence-activities';
import { createReconcileActivities } from '../activities/reconcile/create-reconcile-activities';
import { createVerificationActivities } from '../activities/verification/create-verification-activities';
import type { EffectObserver } from '../activities/effects/effect-observer';
import type { DeskRecord } from '../record/port/desk-record';
import { faultIn } from '../record/postgres/store/fault-in';
import { clientOver } from '../temporal/connection';
import { createDesk } from '../temporal/desk';
import { ensureNightly } from '../temporal/nightly-sweeps';
import { registerSearchAttributes, searchAttributesReady } from '../temporal/search-attributes';
import { publicCode } from '../workflows/contract/errors';
import { SWEEPS } from '../workflows/contract/identifiers';
import type { OperatorsPort } from '../workflows/contract/ports';
import { standardLogOutput } from '../base/log-output';
import { openRecord } from '../record/postgres/open-record';
import { createBulkActivity } from './bulk/bulk-activity';
import { beside } from './beside';
import { loadBundle } from './bundle';
import { keepHeads, lastCopy } from './heads/keep-heads';
import { type WorkerProcessConfig, workerProcessConfig } from './config';
import { assertUtc, createWorker } from './create-worker';
import { type HealthServer, type Readiness, startHealthServer } from './telemetry/health';
import { sdkLogger } from './telemetry/log';
import { findFreePort } from '../base/free-ports';
import { createWorkerMetrics, installRuntime, startMetricsServer } from './telemetry/metrics';
import { noteRetries } from './note-retries';
import { provenBy } from '../temporal/signing/statements';
import { activityDeps } from './providers/wiring';
import { createCaseStories } from './rebuild/case-stories';
import { createReplayActivity, type ReplayDeps } from './replay-activity';
import { renewHashes } from './renew-hashes';
import { createReplays } from './replays';
import { createWorkflowReads } from './workflow-reads';

export interface RunWorkerOptions {
  /** Default: that of the environment. */
  readonly config?: WorkerProcessConfig;
  /** Default: that of the build. */
  readonly bundle?: WorkflowBundleOption;
  /** Sees the points of side effects, beside the metrics. */
  readonly observer?: EffectObserver;
  /** Default: JSON on standard output, at the level of the configuration. */
  readonly logger?: PinoLogger;
}

export interface RunningWorker {
  /** `http://127.0.0.1:<port>`; absent where no port is configured. */
  readonly healthUrl?: string;
  readonly metricsUrl?: string;
  /** Settles when the worker has ended; rejects with what ended it, if it was not `stop`. */
  readonly ended: Promise<void>;
  /** Takes nothing new, lets attempts finish for the grace, closes everything. Called twice: one end. */
  stop(): Promise<void>;
}

/** Counts first, then asks the other observer, whose failures are those of the effect. */
function both(first: EffectObserver, second: EffectObserver | undefined): EffectObserver {
  if (!second) return first;
  return {
    async onPoint(point, effect, key) {
      await first.onPoint(point, effect, key);
      await second.onPoint(point, effect, key);
    },
  };
}

async function readinessOf(
  record: DeskRecord,
  connection: NativeConnection,
  worker: Worker | undefined,
  storesIn: string | undefined,
): Promise<Readiness> {
  const [ofRecord, ofTemporal] = await Promise.all([
    faultIn(record.ping(), 'RECORD_UNAVAILABLE', storesIn),
    faultIn(connection.workflowService.getSystemInfo({}), 'TEMPORAL_UNAVAILABLE', storesIn),
  ]);
  const checks = {
    record: ofRecord === undefined,
    temporal: ofTemporal === undefined,
    polling: worker?.getState() === 'RUNNING',
  };
  const codes = new Set([ofRecord, ofTemporal].flatMap((code) => code ?? []));
  const faults = [...codes].map((code) => publicCode(code));
  return {
    ready: Object.values(checks).every(Boolean),
    checks,
    ...(faults.length > 0 && { faults }),
  };
}

/** Registers where that is allowed. Cases run without them too, so nothing here ends the worker. */
async function prepareNamespace(
  connection: NativeConnection,
  namespace: string,
  logger: PinoLogger,
): Promise<void> {
  try {
    const registration = await registerSearchAttributes(connection, namespace);
    logger.info({ namespace, registration }, 'search attributes');
    if (registration === 'not-permitted') {
      logger.warn({ namespace }, 'this worker may not register search attributes; see operations');
    }
    if (!(await searchAttributesReady(connection, namespace))) {
      logger.warn(
        { namespace },
        'Temporal does not take the search attributes; cases cannot start',
      );
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    logger.warn({ namespace, code }, 'search attributes could not be registered');
  }
}

/** What looks over the desk each night; a desk whose server has no schedules runs without. */
async function prepareSchedules(
  connection: NativeConnection,
  namespace: string,
  logger: PinoLogger,
): Promise<void> {
  for (const sweep of Object.values(SWEEPS)) {
    const { scheduleId } = sweep;
    try {
      const schedule = await ensureNightly(connection, namespace, sweep);
      logger.info({ namespace, scheduleId, schedule }, 'nightly run');
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      logger.warn({ namespace, scheduleId, code }, 'a nightly run could not be scheduled');
    }
  }
}

interface Servers {
  readonly health?: HealthServer;
  readonly metrics?: HealthServer;
}

/** Starts what is asked for; `keep` hears of each as soon as it listens. */
async function startServers(
  { host, healthPort, metricsPort }: WorkerProcessConfig,
  readiness: () => Promise<Readiness>,
  metricsOf: { readonly registry: Registry; readonly sdkMetricsPort?: number | undefined },
  keep: (server: HealthServer) => void,
): Promise<Servers> {
  const kept = async (starting: Promise<HealthServer>): Promise<HealthServer> => {
    const server = await starting;
    keep(server);
    return server;
  };
  return {
    ...(healthPort !== undefined && {
      health: await kept(startHealthServer(healthPort, host, readiness)),
    }),
    ...(metricsPort !== undefined && {
      metrics: await kept(startMetricsServer({ port: metricsPort, host, ...metricsOf })),
    }),
  };
}

async function connectTemporal(options: NativeConnectionOptions): Promise<NativeConnection> {
  try {
    return await NativeConnection.connect(options);
  } catch (error) {
    const where = options.address ?? 'its default address';
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
    throw new Error(
      `Temporal at ${where} does not answer. Start it, or set TEMPORAL_ADDRESS to where it runs. ` +
        `(${reason})`,
      { cause: error },
    );
  }
}

/** Longest wait for the answer of one case of many, ms; one whose code fails never answers. */
const BULK_ANSWER_MS = 15_000;

/** What operators ask of a worker, beside the life of a case. */
function operatorsActivities(
  config: WorkerProcessConfig,
  parts: ReplayDeps & {
    readonly record: DeskRecord;
    readonly acquirer: AcquirerPort;
    readonly observer: EffectObserver;
    readonly logger: PinoLogger;
  },
): OperatorsPort {
  const { client, replays, record, acquirer, observer, logger } = parts;
  const replaying = { client, replays };
  return {
    ...createReplayActivity(replaying),
    ...createRebuildActivity({
      record,
      acquirer,
      observer,
      stories: createCaseStories({ ...replaying, wasProven: provenBy(config.decisionKeys.all) }),
      isProven: provenBy(config.decisionKeys.inForce),
    }),
    ...createBulkActivity({
      record,
      desk: createDesk({ client, record, deadlineMs: BULK_ANSWER_MS }),
      warn: (facts) => logger.warn(facts, 'a case of a bulk repair gave no answer'),
    }),
    ...createReconcileActivities({
      record,
      acquirer,
      workflows: createWorkflowReads(client),
      reopening: config.reopening,
    }),
    ...createEvidenceActivities({ record, signer: config.heads.signer }),
    ...createVerificationActivities({
      record,
      publicKeys: config.heads.publicKeys,
      lastCopy: () => lastCopy(config.heads, logger),
    }),
  };
}

/**
 * Starts a worker and answers once it polls. Rejects where the record or Temporal is out of reach or a
 * port is taken; the process then ends, and whoever keeps it tries again.
 */
export async function runWorker(options: RunWorkerOptions = {}): Promise<RunningWorker> {
  assertUtc();
  const config = options.config ?? (await workerProcessConfig());
  const logger =
    options.logger ?? pino({ level: config.logLevel, name: 'worker' }, standardLogOutput());
  const wanted = config.metricsPort === undefined ? {} : { sdkMetricsPort: await findFreePort() };
  const { sdkMetricsPort } = installRuntime({ ...wanted, logger });
  const metrics = createWorkerMetrics();
  const opened: (() => Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of opened.reverse().splice(0)) await close();
  };
  try {
    const record = await openRecord({ searchForms: SEARCH_FORMS, ...config.record, log: logger });
    opened.push(() => record.close());
    const connection = await connectTemporal(config.connection);
    opened.push(() => connection.close());
    await prepareNamespace(connection, config.namespace, logger);
    await prepareSchedules(connection, config.namespace, logger);
    const workflowBundle = options.bundle ?? (await loadBundle(sdkLogger(logger)));
    const deps = activityDeps(config, record);
    const made: { worker?: Worker } = {};
    // The ports come first: a worker that was created cannot be given up before it has run.
    const servers = await startServers(
      config,
      () => readinessOf(record, connection, made.worker, config.record.storesIn),
      { registry: metrics.registry, sdkMetricsPort },
      (server) => opened.push(() => server.close()),
    );
    const worker = await createWorker({
      connection,
      namespace: config.namespace,
      settings: config.settings,
      workflowBundle,
      activities: {
        ...createActivities({
          ...deps,
          runId: attemptRunId,
          observer: both(metrics.observer, options.observer),
        }),
        ...operatorsActivities(config, {
          client: clientOver(connection, config.namespace),
          replays: createReplays({ bundle: workflowBundle }),
          record,
          acquirer: deps.acquirer,
          observer: metrics.observer,
          logger,
        }),
      },
      interceptors: [
        noteRetries({
          record,
          warn: (code) => logger.warn({ code }, 'a failed attempt could not be noted'),
        }),
      ],
    });
    made.worker = worker;
    opened.push(
      beside((turns) => renewHashes({ record, log: logger, ...turns })),
      beside((turns) =>
        keepHeads({ record, config: config.heads, sender: deps.emailSender, log: logger }, turns),
      ),
    );
    return running({ worker, logger }, servers, closeAll, config.host);
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function running(
  { worker, logger }: { readonly worker: Worker; readonly logger: PinoLogger },
  servers: Servers,
  closeAll: () => Promise<void>,
  host: string,
): RunningWorker {
  const ended = worker.run().finally(closeAll);
  ended.catch(() => undefined); // Whoever waits for `ended` is told; nobody has to.
  const urls = {
    ...(servers.health && { healthUrl: `http://${host}:${servers.health.port}` }),
    ...(servers.metrics && { metricsUrl: `http://${host}:${servers.metrics.port}/metrics` }),
  };
  logger.info(urls, 'worker ready');
  return {
    ...urls,
    ended,
    stop: async () => {
      if (worker.getState() === 'RUNNING') {
        logger.info({}, 'worker stops: attempts get their grace');
        worker.shutdown();
      }
      await ended;
    },
  };
}

/**
 * The whole desk on one machine: everything that runs, in the order in which it can, held together by one
 * data folder. Knows nothing of terminals, flags and example cases.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SEARCH_FORMS } from '../../checks/references/search-forms';
import { apiSecretOf, proofKeyOf } from '../../client/desk-proof';
import { explained } from '../postgres/cluster';
import { loadMasterKey } from '../../record/postgres/store/keys';
import { openRecord } from '../../record/postgres/open-record';
import { recordConfig } from '../../record/config';
import { CASE_STATUSES, isEnd } from '../../workflows/contract/lifecycle';
import { createChildRegistry, endLeftovers } from '../processes/child-registry';
import type { DeskOptions } from '../config';
import { chooseDeskPorts } from './desk-ports';
import { DeskRunning, lockOf } from './desk-running';
import {
  type Core,
  type KeptServices,
  type ServiceContext,
  type ServiceName,
  apiUrlOf,
  keepService,
  standInsOf,
  workerUrlOf,
} from './desk-services';
import { startDeskTemporal } from './desk-temporal';
import { type Credentials, credentialsFile } from '../example-case/example-staff';
import type { Kept } from '../processes/keep-running';
import { tryLock } from '../lock-file';
import { masterKeyEnv } from '../master-key';
import { prepareExample, tellWithoutExample } from '../example-case/prepare-example';
import { ensureProviderKeys } from './provider-keys';
import { hasRealProvider } from './providers';
import type { Service } from '../processes/service';
import { type RecordServer, startRecordServer } from './record-server';
import { type RunningFile, removeRunningFile, writeRunningFile } from './running-file';

export interface Desk {
  readonly running: RunningFile;
  /** Undefined where the record has staff of its own. */
  readonly credentials: Credentials | undefined;
  /** True where the record held no case. */
  readonly wasEmpty: boolean;
  /** Stops all of it in order and gives the folder back. Called twice: one end. */
  stop(): Promise<void>;
}

interface Prepared {
  readonly credentials: Credentials | undefined;
  readonly wasEmpty: boolean;
}

/** Tables; and where nothing is real example terms and example staff, each only where there is none. */
async function prepareRecord(
  options: DeskOptions,
  server: RecordServer,
  masterKey: Readonly<Record<string, string>>,
  say: (line: string) => void,
): Promise<Prepared> {
  const { databaseUrl, ownerUrl } = server;
  const env = {
    ...options.env,
    ...masterKey,
    DATABASE_URL: databaseUrl,
    ...(ownerUrl !== undefined && { UNBIND_DATABASE_OWNER_URL: ownerUrl }),
  };
  const record = await openRecord({
    searchForms: SEARCH_FORMS,
    ...(await recordConfig(env)),
    poolSize: 2,
  });
  try {
    const isReal = hasRealProvider(options.providers);
    if (isReal) await tellWithoutExample(record, options.dataDir, say);
    const credentials = isReal ? undefined : await prepareExample(record, options.dataDir, say);
    const { items } = await record.cases.list({ limit: 1 });
    const open = openCases((await record.cases.count()).byStatus);
    if (open > 0) say(`Open cases that go on where they were: ${open}.`);
    return { credentials, wasEmpty: items.length === 0 };
  } finally {
    await record.close();
  }
}

function openCases(byStatus: Readonly<Record<string, number>>): number {
  const open = CASE_STATUSES.filter((status) => !isEnd(status));
  return open.reduce((sum, status) => sum + (byStatus[status] ?? 0), 0);
}

type Stops = (() => Promise<void>)[];

/** The record and Temporal, side by side: both take seconds. Whatever came up is in `stops`. */
async function startCore(
  context: ServiceContext,
  masterKey: Readonly<Record<string, string>>,
  stops: Stops,
  onRestart: () => void,
): Promise<{ core: Core; prepared: Prepared }> {
  const { options, registry, say } = context;
  const starting = [
    startRecordServer(options, say, onRestart).then(async (record) => {
      stops.push(() => record.stop());
      return { record, prepared: await prepareRecord(options, record, masterKey, say) };
    }),
    startDeskTemporal(options, registry, say, onRestart).then((temporal) => {
      stops.push(() => temporal.stop());
      return temporal;
    }),
  ] as const;
  await Promise.allSettled(starting);
  const [{ record, prepared }, temporal] = await Promise.all(starting);
  return { core: { record, temporal, masterKey }, prepared };
}

async function startServices(
  context: ServiceContext,
  core: Core,
  stops: Stops,
  onRestart: () => void,
): Promise<KeptServices> {
  const all = new Map<ServiceName, Kept<Service>>();
  const startTogether = async (names: readonly ServiceName[]) => {
    const starting = names.map(async (name) => {
      const kept = await keepService(name, context, core, onRestart);
      stops.push(() => kept.stop());
      all.set(name, kept);
    });
    await Promise.allSettled(starting);
    await Promise.all(starting);
  };
  await startTogether(standInsOf(context.options.providers));
  await startTogether(['worker', 'api']);
  return all;
}

function describe(
  context: ServiceContext,
  { record, temporal }: Core,
  { credentials }: Prepared,
  services: KeptServices,
  startedAt: string,
): RunningFile {
  const { options, ports, logsDir } = context;
  const at = (port: number): string => `http://127.0.0.1:${port}`;
  const worker = workerUrlOf(context);
  return {
    apiUrl: apiUrlOf(context),
    temporalAddress: temporal.address,
    temporalNamespace: temporal.namespace,
    ...(temporal.uiUrl !== undefined && { temporalUiUrl: temporal.uiUrl }),
    ...(services.has('simulator') && { simulatorUrl: at(ports.simulator) }),
    ...(services.has('mail') && { mailUrl: at(ports.mail), smtpPort: ports.smtp }),
    workerHealthUrl: `${worker}:${ports.workerHealth}`,
    workerMetricsUrl: `${worker}:${ports.workerMetrics}/metrics`,
    ...(credentials && { credentialsFile: credentialsFile(options.dataDir) }),
    logsDir,
    startedAt,
    pids: {
      desk: [process.pid],
      record: [...record.pids()],
      temporal: [...temporal.pids()],
      ...Object.fromEntries([...services].map(([name, kept]) => [name, [kept.current().pid]])),
    },
  };
}

/** By what the API proves that it is this desk, whichever way it gets its master key. */
async function proofKey(
  { env }: DeskOptions,
  masterKey: Readonly<Record<string, string>>,
): Promise<string> {
  const all = { ...env, ...masterKey };
  const key = await loadMasterKey({
    masterKey: all['UNBIND_MASTER_KEY'],
    masterKeyFile: all['UNBIND_MASTER_KEY_FILE'],
  });
  return proofKeyOf(apiSecretOf(key));
}

/** Last started, first stopped; one that does not stop does not keep the others. */
async function stopAll(stops: Stops, say: (line: string) => void): Promise<void> {
  for (const stop of stops.splice(0).reverse()) {
    await stop().catch((error: unknown) => {
      say(`Not stopped in order: ${error instanceof Error ? error.message : String(error)}`);
    });
  }
}

/**
 * Brings the desk up on its data folder and keeps it up. Throws `DeskRunning`, `NoTemporalServer`,
 * `StorePortTaken`, `PortTaken`, a `RecordError`, or with the end of the log of what did not start;
 * everything that did is stopped again.
 */
export async function startDesk(
  options: DeskOptions,
  say: (line: string) => void = () => undefined,
  signal: AbortSignal = new AbortController().signal,
): Promise<Desk> {
  const { dataDir } = options;
  const logsDir = join(dataDir, 'logs');
  // Others may pass through (PostgreSQL does not run as root), not look around.
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  mkdirSync(logsDir, { recursive: true, mode: 0o700 });
  const lock = tryLock(lockOf(dataDir));
  if (!lock.taken) throw new DeskRunning(lock.owner.pid, dataDir);
  const stops: Stops = [async () => lock.release()];
  try {
    removeRunningFile(dataDir);
    const left = await endLeftovers(dataDir);
    if (left > 0) say(`Ended ${left} processes that an earlier desk had left behind.`);
    const registry = createChildRegistry(dataDir);
    const ports = await chooseDeskPorts(options, say);
    const keys = ensureProviderKeys(dataDir);
    const context: ServiceContext = { options, ports, keys, registry, logsDir, say };
    const masterKey = await masterKeyEnv(options);
    let publish = (): void => undefined;
    const onRestart = (): void => publish();
    const { core, prepared } = await startCore(context, masterKey, stops, onRestart);
    signal.throwIfAborted();
    const startedAt = new Date().toISOString();
    const services = await startServices(context, core, stops, onRestart);
    signal.throwIfAborted();
    const proof = { proofKey: await proofKey(options, masterKey) };
    const currentFile = (): RunningFile => ({
      ...describe(context, core, prepared, services, startedAt),
      ...proof,
    });
    publish = () => writeRunningFile(dataDir, currentFile());
    publish();
    stops.push(async () => removeRunningFile(dataDir));
    let stopping: Promise<void> | undefined;
    return {
      running: currentFile(),
      ...prepared,
      stop: () => (stopping ??= stopAll(stops, say)),
    };
  } catch (error) {
    await stopAll(stops, () => undefined);
    throw explained(error, dataDir);
  }
}

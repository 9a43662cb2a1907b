/**
 * The whole product as processes of its own: Temporal server, PostgreSQL, simulator, mail catcher, API
 * and a worker that can be killed at a chosen line. One system serves a whole test file.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SEARCH_FORMS } from '../../checks/references/search-forms';
import { ensureSigningKey } from '../../local/desk/signing-key-file';
import { startMailCatcher } from '../../local/mail-catcher/mail-catcher';
import { findFreePorts } from '../../base/free-ports';
import type { DeskRecord } from '../../record/port/desk-record';
import { openRecord } from '../../record/postgres/open-record';
import type { SignStatement } from '../../temporal/signing/statements';
import { type Relay, startRelay } from '../api/relay';
import type { Canary } from '../canaries/forms';
import { canariesOfMails, canariesOfMerchants, canariesOfSecrets } from '../canaries/of-people';
import { findIn, type Place, placeOfLog, placesOf, refuseFindings } from '../canaries/places';
import { searchFor } from '../canaries/search';
import { type ArmedFault, armFault } from '../faults/kill-observer';
import { decisionKeyFiles, DECISIONS } from '../support/decision-keys';
import { createTestDatabase } from '../support/record';
import { startTestTemporal, type TestTemporal } from '../support/temporal';
import { createDeskClient, type DeskClient } from './desk-client';
import { type Program, startProgram } from './programs';
import { createSimulatorClient, type SimulatorClient } from './simulator-client';
import { addStaff, publishExampleTerms, type StaffName } from './staff';

/** What API and worker lean on. */
type LineName = 'record' | 'temporal' | 'providers' | 'mail';

export interface System {
  readonly apiUrl: string;
  /** Serves the numbers of the worker and of the SDK in it. */
  readonly workerMetricsUrl: string;
  readonly metricsUrls: readonly string[];
  readonly workerReadyUrl: string;
  readonly temporal: TestTemporal;
  readonly record: DeskRecord;
  readonly simulator: SimulatorClient;
  readonly mail: Awaited<ReturnType<typeof startMailCatcher>>;
  readonly staff: Readonly<Record<StaffName, DeskClient>>;
  /** API keys of `staff`. */
  readonly keys: Readonly<Record<StaffName, string>>;
  /** Lines that a test can cut, where the system was started with `cuttable`. */
  readonly lines: Readonly<Record<LineName, Relay>>;
  /** Signs as its API does. */
  readonly sign: SignStatement;
  /** What its programs were started with, for another program beside them. */
  readonly env: Readonly<Record<string, string>>;
  /** What runs beside the worker. */
  readonly programs: Readonly<Record<'api' | 'simulator', Program>>;
  /** Arms a `kill -9` of the worker; the answer says whether it has struck. */
  armKill(fault: ArmedFault): () => boolean;
  /** Starts the worker again where it was killed. Called while it runs: nothing. */
  reviveWorker(): Promise<void>;
  worker(): Program;
  /** When workers have ended so far, ms since 1970 UTC. */
  deaths(): readonly number[];
  /** Everything that the product's processes have logged so far. */
  logs(): string;
  /** Adds what must not be found by `stop`, beside merchants, keys and links, which are known. */
  watchFor(...canaries: readonly Canary[]): void;
  /** All of what must not be found. */
  canaries(): readonly Canary[];
  /** Whatever Temporal, logs and metrics hold by now, as texts. */
  places(): Promise<readonly Place[]>;
  /** Ends everything; throws where personal data or a secret lies in a place that may hold none. */
  stop(): Promise<void>;
}

export interface SystemOptions {
  /** Overrides of the case policy, ms. */
  readonly policy?: Readonly<Record<string, number>>;
  readonly env?: Readonly<Record<string, string>>;
  /** With a key for heads of the ledger and evidence packs. */
  readonly signs?: boolean;
  /** Lets API and worker reach everything through `lines`. */
  readonly cuttable?: boolean;
  /** An empty database; default: one of its own on the server of the tests. */
  readonly databaseUrl?: string;
  /** Entry of the worker below `dist/`; default: the one that can be killed at a chosen line. */
  readonly workerScript?: string;
  /** False: `stop` ends everything and searches nothing, as for thousands of cases of a benchmark. */
  readonly searchAtStop?: boolean;
}

/** For hooks that start or stop a system; a busy machine takes its time. */
export const HOOK_LIMIT_MS = 240_000;

/** Starts of a worker in a row that may end in another kill. */
const MOST_REVIVALS = 30;

/** Short waits, so that a case takes a second or two. */
const POLICY = { noticeWindowMs: 300 };

/** Programs of the system that log into files of their own. */
const PROGRAMS = ['api', 'worker', 'simulator'];

/** Of a simulator of our own: the published ones stand for no other. */
const ACCOUNT_SID = 'AC00000000000000000000000000000001';
const SECRETS = {
  UNBIND_ACQUIRER_KEY: 'acquirer-key-of-tests',
  UNBIND_ACQUIRER_WEBHOOK_SECRET: 'webhook-secret-of-tests',
  TWILIO_AUTH_TOKEN: 'auth-token-of-tests',
};

/** Starts everything: about eight seconds. Needs a build (`dist/`). */
export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const folder = mkdtempSync(join(tmpdir(), 'unbind-desk-system-'));
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const parts = await startParts(folder, options, stops);
    return {
      ...parts,
      async stop() {
        try {
          if (options.searchAtStop === false) return;
          refuseFindings(findIn(searchFor(parts.canaries()), await parts.places()));
        } finally {
          await stop();
        }
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  folder: string,
  options: SystemOptions,
  stops: (() => Promise<unknown>)[],
): Promise<Omit<System, 'stop'>> {
  const [apiPort = 0, simulatorPort = 0, healthPort = 0, metricsPort = 0] = await findFreePorts(4);
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  const simulatorUrl = `http://127.0.0.1:${simulatorPort}`;
  const temporal = await startTestTemporal();
  stops.push(() => temporal.stop());
  const { databaseUrl, logFile: databaseLog } = options.databaseUrl
    ? { databaseUrl: options.databaseUrl }
    : await testDatabase(stops);
  const mail = await startMailCatcher({ smtpPort: 0, webPort: 0, folder: join(folder, 'mail') });
  stops.push(() => mail.close());
  const masterKey = randomBytes(32);
  const record = await openRecord({ searchForms: SEARCH_FORMS, databaseUrl, masterKey });
  stops.push(() => record.close());
  const keys = await addStaff(record);
  await publishExampleTerms(record);

  const direct: Readonly<Record<LineName, number>> = {
    record: Number(new URL(databaseUrl).port),
    temporal: Number(temporal.address.split(':')[1]),
    providers: simulatorPort,
    mail: mail.smtpPort,
  };
  const lines = await startLines(direct, stops);
  const portOf = (name: LineName) => (options.cuttable ? lines[name].port : direct[name]);
  const recordUrl = new URL(databaseUrl);
  recordUrl.port = String(portOf('record'));
  const faultFolder = join(folder, 'faults');
  const logFile = (name: string) => join(folder, `${name}.log`);
  const env = {
    ...SECRETS,
    TWILIO_ACCOUNT_SID: ACCOUNT_SID,
    DATABASE_URL: recordUrl.href,
    UNBIND_MASTER_KEY: masterKey.toString('base64'),
    ...decisionKeyFiles(folder),
    TEMPORAL_ADDRESS: `127.0.0.1:${portOf('temporal')}`,
    TEMPORAL_NAMESPACE: temporal.namespace,
    UNBIND_PUBLIC_URL: apiUrl,
    UNBIND_API_PORT: String(apiPort),
    UNBIND_ACQUIRER: 'http',
    UNBIND_ACQUIRER_URL: `http://127.0.0.1:${portOf('providers')}/acquirer/v1`,
    TWILIO_FROM: '+8610000000',
    TWILIO_API_BASE: `http://127.0.0.1:${portOf('providers')}`,
    UNBIND_SMTP_URL: `smtp://127.0.0.1:${portOf('mail')}`,
    UNBIND_MAIL_FROM: 'desk@desk.example.com',
    UNBIND_TEAM_LEAD_EMAIL: 'lead@desk.example.com',
    UNBIND_QUIET_HOURS: 'off',
    UNBIND_SMS_DAILY_BUDGET: '50',
    UNBIND_CODE_DAILY_BUDGET: '50',
    UNBIND_INTAKE_TEAM: 'team-1',
    UNBIND_POLICY: JSON.stringify({ ...POLICY, ...options.policy }),
    UNBIND_WORKER_HEALTH_PORT: String(healthPort),
    UNBIND_WORKER_METRICS_PORT: String(metricsPort),
    UNBIND_TEST_FAULTS: faultFolder,
    UNBIND_SIMULATOR_PORT: String(simulatorPort),
    UNBIND_SIMULATOR_DIR: join(folder, 'simulator'),
    UNBIND_SIMULATOR_CALLBACK_URL: `${apiUrl}/api/v1/webhooks/acquirer`,
    UNBIND_LOG_LEVEL: 'info',
    ...(options.signs && { UNBIND_HEADS_KEY_FILE: ensureSigningKey(join(folder, 'heads.key')) }),
    ...options.env,
  };
  const start = async (name: string, script: string, readyUrl: string): Promise<Program> => {
    const program = await startProgram({ script, env, logFile: logFile(name), readyUrl });
    stops.push(() => program.stop());
    return program;
  };
  const simulatorProgram = await start(
    'simulator',
    'local/simulator/main.js',
    `${simulatorUrl}/control/health`,
  );
  const api = await start('api', 'client/api/main.js', `${apiUrl}/healthz`);
  const workerScript = options.workerScript ?? 'test/faults/worker-with-faults.js';
  const workerReadyUrl = `http://127.0.0.1:${healthPort}/readyz`;
  const deaths: number[] = [];
  const startWorker = async () => {
    const program = await start('worker', workerScript, workerReadyUrl);
    void program.ended.then(() => deaths.push(Date.now()));
    return program;
  };
  let worker = await startWorker();

  const simulator = createSimulatorClient(simulatorUrl);
  const watched: Canary[] = [];
  const workerMetricsUrl = `http://127.0.0.1:${metricsPort}/metrics`;
  const metricsUrls = [`${apiUrl}/metrics`, workerMetricsUrl];
  const clients = Object.entries(keys).map(([name, key]) => [name, createDeskClient(apiUrl, key)]);
  return {
    apiUrl,
    workerMetricsUrl,
    metricsUrls,
    workerReadyUrl,
    lines,
    temporal,
    record,
    simulator,
    mail,
    staff: Object.fromEntries(clients) as System['staff'],
    keys,
    sign: DECISIONS.sign,
    env,
    programs: { api, simulator: simulatorProgram },
    armKill: (fault) => armFault(faultFolder, fault),
    worker: () => worker,
    deaths: () => deaths,
    async reviveWorker() {
      for (let tries = 1; !worker.isRunning(); tries += 1) {
        try {
          worker = await startWorker();
        } catch (error) {
          // Another armed fault may strike before it was seen to be ready.
          if (tries === MOST_REVIVALS) throw error;
        }
      }
    },
    logs: () => PROGRAMS.map((name) => read(logFile(name))).join('\n'),
    watchFor: (...canaries) => void watched.push(...canaries),
    canaries: () => [
      ...watched,
      ...canariesOfMerchants(simulator.merchants()),
      ...canariesOfMails(mail.list()),
      ...canariesOfSecrets({ ...keys, ...SECRETS, masterKey: env.UNBIND_MASTER_KEY }),
    ],
    places: () =>
      placesOf({
        client: temporal.client,
        hasWorker: worker.isRunning(),
        logs: [
          ...PROGRAMS.map(logFile),
          temporal.logFile,
          ...(databaseLog === undefined ? [] : [databaseLog]),
        ].map(placeOfLog),
        // The numbers of a worker that was killed and not started again are gone.
        metricsUrls: worker.isRunning() ? metricsUrls : metricsUrls.slice(0, 1),
      }),
  };
}

async function startLines(
  targets: Readonly<Record<LineName, number>>,
  stops: (() => Promise<unknown>)[],
): Promise<Readonly<Record<LineName, Relay>>> {
  const line = async (name: LineName): Promise<Relay> => {
    const relay = await startRelay(targets[name]);
    stops.push(() => relay.stop());
    return relay;
  };
  return {
    record: await line('record'),
    temporal: await line('temporal'),
    providers: await line('providers'),
    mail: await line('mail'),
  };
}

async function testDatabase(
  stops: (() => Promise<unknown>)[],
): Promise<{ readonly databaseUrl: string; readonly logFile?: string }> {
  const database = await createTestDatabase();
  stops.push(database.drop);
  return database;
}

function read(file: string): string {
  return readFileSync(file, 'utf8');
}

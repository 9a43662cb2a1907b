/** The desk's own programs and the environment that each runs in. */
import { join } from 'node:path';
import type { ChildRegistry } from '../processes/child-registry';
import { type DeskOptions, PROGRAMS } from '../config';
import { decisionsEnv } from './decisions-env';
import type { DeskPorts } from './desk-ports';
import type { DeskTemporal } from './desk-temporal';
import { headsEnv } from './heads-env';
import { type Kept, keepRunning } from '../processes/keep-running';
import type { ProviderKeys } from './provider-keys';
import { simulatedAddresses, simulatedSettings } from './providers';
import type { RecordServer } from './record-server';
import { type Service, type ServiceOptions, startService } from '../processes/service';
import { urlOf } from '../../wire/http';
import { pathOf } from '../../wire/routes';

export const SERVICE_NAMES = ['simulator', 'mail', 'worker', 'api'] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];
/** Those that this desk needs. */
export type KeptServices = ReadonlyMap<ServiceName, Kept<Service>>;

const HOST = '127.0.0.1';
/** Attempts and requests end within seconds here; a person who pressed Ctrl-C waits. */
const GRACE_S = 5;

export interface ServiceContext {
  readonly options: DeskOptions;
  readonly ports: DeskPorts;
  readonly keys: ProviderKeys;
  readonly registry: ChildRegistry;
  readonly logsDir: string;
  readonly say: (line: string) => void;
}

/** What worker and API share. */
export interface Core {
  readonly record: RecordServer;
  readonly temporal: DeskTemporal;
  /** Settings of the master key: a file, or what the environment had. */
  readonly masterKey: Readonly<Record<string, string>>;
}

/** Where a program is reached that listens on a host. */
function reachable(host = HOST): string {
  if (host === '0.0.0.0' || host === '::') return HOST;
  return host.includes(':') ? `[${host}]` : host;
}

/** Address of the API on this machine. */
export function apiUrlOf({ options, ports }: ServiceContext): string {
  return `http://${reachable(options.env['UNBIND_API_HOST'])}:${ports.api}`;
}

/** Address of the worker's health and metrics on this machine, without a port. */
export function workerUrlOf({ options }: ServiceContext): string {
  return `http://${reachable(options.env['UNBIND_WORKER_HOST'])}`;
}

function simulatedEnv({ options, ports, keys }: ServiceContext): Record<string, string> {
  return simulatedSettings(options.providers, {
    simulatorUrl: `http://${HOST}:${ports.simulator}`,
    smtpUrl: `smtp://${HOST}:${ports.smtp}`,
    keys,
  });
}

/** The simulator gets its own keys and nothing of the desk's: no record, no real provider. */
function simulatorEnv(context: ServiceContext): Record<string, string> {
  const { options, ports, keys } = context;
  const passed = Object.entries(options.env).filter(([name]) =>
    /^(UNBIND_SIMULATOR_.*|UNBIND_ALLOWED_HOSTS|UNBIND_LOG_LEVEL|PATH|HOME|TMPDIR|NODE_.*|SystemRoot)$/.test(
      name,
    ),
  );
  return {
    UNBIND_SIMULATOR_DIR: join(options.dataDir, 'simulator'),
    UNBIND_SIMULATOR_CALLBACK_URL: urlOf(
      { path: pathOf('reportProgress') },
      { origin: publicUrlOf(context) },
    ),
    ...Object.fromEntries(passed),
    UNBIND_SIMULATOR_PORT: String(ports.simulator),
    UNBIND_ACQUIRER_KEY: keys.acquirerKey,
    UNBIND_ACQUIRER_WEBHOOK_SECRET: keys.acquirerWebhookSecret,
    TWILIO_ACCOUNT_SID: keys.twilioAccountSid,
    TWILIO_AUTH_TOKEN: keys.twilioAuthToken,
  };
}

export function publicUrlOf(context: ServiceContext): string {
  return context.options.env['UNBIND_PUBLIC_URL'] ?? apiUrlOf(context);
}

/** Stores of others do not lie in the data folder, and its disk says nothing of them. */
function hasOwnStore({ databaseUrl, givenTemporal }: DeskOptions): boolean {
  return databaseUrl === undefined || givenTemporal === undefined;
}

function coreEnv(context: ServiceContext, core: Core): Record<string, string> {
  const { options } = context;
  const { publicKeys } = decisionsEnv(options);
  return {
    ...simulatedAddresses(options.providers),
    ...options.env,
    ...simulatedEnv(context),
    ...core.masterKey,
    DATABASE_URL: core.record.databaseUrl,
    // Who owns the tables can change the ledger: no child is told.
    UNBIND_DATABASE_OWNER_URL: '',
    TEMPORAL_ADDRESS: core.temporal.address,
    TEMPORAL_NAMESPACE: core.temporal.namespace,
    UNBIND_PUBLIC_URL: publicUrlOf(context),
    UNBIND_QUIET_HOURS: options.quietHours,
    ...headsEnv(options),
    ...publicKeys,
    UNBIND_DECISIONS_KEY_FILE: '',
    UNBIND_POLICY: options.policy,
    UNBIND_DATA_DIR: hasOwnStore(options) ? options.dataDir : '',
    TZ: 'UTC',
  };
}

/** The desk's own Web UI, unless another is named. */
function temporalUiEnv({ options }: ServiceContext, { temporal }: Core): Record<string, string> {
  const own = temporal.uiUrl === undefined ? {} : { UNBIND_TEMPORAL_UI_URL: temporal.uiUrl };
  return options.env['UNBIND_TEMPORAL_UI_URL'] ? {} : own;
}

type Spec = Pick<ServiceOptions, 'name' | 'program' | 'env' | 'readyUrl'>;

function specOf(name: ServiceName, context: ServiceContext, core: Core): Spec {
  const { options, ports } = context;
  const at = (port: number, path: string): string => `http://${HOST}:${port}${path}`;
  switch (name) {
    case 'simulator':
      return {
        name: 'Provider simulator',
        program: join(PROGRAMS, 'local', 'simulator', 'main.js'),
        readyUrl: at(ports.simulator, '/control/health'),
        env: simulatorEnv(context),
      };
    case 'mail':
      return {
        name: 'Mail catcher',
        program: join(PROGRAMS, 'local', 'mail-catcher', 'main.js'),
        readyUrl: at(ports.mail, '/api/messages?to=nobody'),
        env: {
          UNBIND_MAIL_DIR: join(options.dataDir, 'mail'),
          ...options.env,
          UNBIND_SMTP_PORT: String(ports.smtp),
          UNBIND_MAIL_PORT: String(ports.mail),
        },
      };
    case 'worker':
      return {
        name: 'Worker',
        program: options.workerProgram,
        readyUrl: `${workerUrlOf(context)}:${ports.workerHealth}/readyz`,
        env: {
          UNBIND_WORKER_SHUTDOWN_GRACE_S: String(GRACE_S),
          ...coreEnv(context, core),
          UNBIND_WORKER_HEALTH_PORT: String(ports.workerHealth),
          UNBIND_WORKER_METRICS_PORT: String(ports.workerMetrics),
        },
      };
    case 'api':
      return {
        name: 'API',
        program: join(PROGRAMS, 'client', 'api', 'main.js'),
        readyUrl: `${apiUrlOf(context)}/readyz`,
        env: {
          UNBIND_API_SHUTDOWN_GRACE_S: String(GRACE_S),
          ...coreEnv(context, core),
          ...temporalUiEnv(context, core),
          ...decisionsEnv(options).privateKey,
          UNBIND_API_PORT: String(ports.api),
        },
      };
  }
}

/** Programs that stand in for providers, of which a desk of real ones has no use. */
export function standInsOf({ acquirer, sms, mail }: DeskOptions['providers']): ServiceName[] {
  return [
    ...(acquirer === 'simulated' || sms === 'simulated' ? ['simulator' as const] : []),
    ...(mail === 'simulated' ? ['mail' as const] : []),
  ];
}

/** Starts one program and keeps it running. Rejects where it does not come up the first time. */
export async function keepService(
  name: ServiceName,
  context: ServiceContext,
  core: Core,
  onRestart: () => void,
): Promise<Kept<Service>> {
  const spec = specOf(name, context, core);
  const { registry, logsDir, say, options } = context;
  const watch = options.watch === true && (name === 'worker' || name === 'api');
  const logFile = join(logsDir, `${name}.log`);
  const graceMs = name === 'worker' ? (GRACE_S + 15) * 1_000 : 10_000;
  const kept = await keepRunning({
    name: spec.name,
    // What a part leans on may be away while it is started again: it answers so, and is left alone.
    start: (again) =>
      startService({ ...spec, logFile, registry, graceMs, watch, mayBeUnready: again }),
    // What somebody is changing waits for the next change, however long it says nothing.
    ...(!watch && { answers: (service: Service) => service.answers() }),
    say,
    onRestart,
  });
  say(`${spec.name} is up.`);
  return kept;
}

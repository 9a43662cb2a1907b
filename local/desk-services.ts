/** The desk's own programs and the environment that each runs in. */
import { join } from 'node:path';
import type { ChildRegistry } from './child-registry';
import { type DeskOptions, PROGRAMS } from './config';
import type { DeskPorts } from './desk-ports';
import type { DeskTemporal } from './desk-temporal';
import { type Kept, keepRunning } from './keep-running';
import type { ProviderKeys } from './provider-keys';
import type { RecordServer } from './record-server';
import { type Service, type ServiceOptions, startService } from './service';

export const SERVICE_NAMES = ['simulator', 'mail', 'worker', 'api'] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];
export type KeptServices = Readonly<Record<ServiceName, Kept<Service>>>;

const HOST = '127.0.0.1';
const MAIL_FROM = 'desk@unbind.example';
const TEAM_LEAD = 'team-lead@unbind.example';
/** Attempts end within seconds here; a person who pressed Ctrl-C waits. */
const WORKER_GRACE_S = 5;

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

function providerEnv({ ports, keys }: ServiceContext): Record<string, string> {
  const simulator = `http://${HOST}:${ports.simulator}`;
  return {
    UNBIND_ACQUIRER: 'http',
    UNBIND_ACQUIRER_URL: `${simulator}/acquirer/v1`,
    UNBIND_ACQUIRER_KEY: keys.acquirerKey,
    UNBIND_ACQUIRER_WEBHOOK_SECRET: keys.acquirerWebhookSecret,
    TWILIO_ACCOUNT_SID: keys.twilioAccountSid,
    TWILIO_AUTH_TOKEN: keys.twilioAuthToken,
    TWILIO_FROM: '+15005550006',
    TWILIO_API_BASE: simulator,
    UNBIND_SMTP_URL: `smtp://${HOST}:${ports.smtp}`,
    UNBIND_MAIL_FROM: MAIL_FROM,
    UNBIND_TEAM_LEAD_EMAIL: TEAM_LEAD,
  };
}

export function publicUrlOf({ options, ports }: ServiceContext): string {
  return options.env['UNBIND_PUBLIC_URL'] ?? `http://${HOST}:${ports.api}`;
}

function coreEnv(context: ServiceContext, core: Core): Record<string, string> {
  const { options } = context;
  return {
    ...options.env,
    ...providerEnv(context),
    ...core.masterKey,
    DATABASE_URL: core.record.databaseUrl,
    TEMPORAL_ADDRESS: core.temporal.address,
    TEMPORAL_NAMESPACE: core.temporal.namespace,
    UNBIND_PUBLIC_URL: publicUrlOf(context),
    UNBIND_QUIET_HOURS: options.quietHours,
    UNBIND_POLICY: options.policy,
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
        env: {
          ...options.env,
          ...providerEnv(context),
          UNBIND_SIMULATOR_PORT: String(ports.simulator),
          UNBIND_SIMULATOR_DIR: join(options.dataDir, 'simulator'),
          UNBIND_SIMULATOR_CALLBACK_URL: `${publicUrlOf(context)}/api/v1/webhooks/acquirer`,
        },
      };
    case 'mail':
      return {
        name: 'Mail catcher',
        program: join(PROGRAMS, 'local', 'mail-catcher', 'main.js'),
        readyUrl: at(ports.mail, '/api/messages?to=nobody'),
        env: {
          ...options.env,
          UNBIND_SMTP_PORT: String(ports.smtp),
          UNBIND_MAIL_PORT: String(ports.mail),
          UNBIND_MAIL_DIR: join(options.dataDir, 'mail'),
        },
      };
    case 'worker':
      return {
        name: 'Worker',
        program: options.workerProgram,
        readyUrl: at(ports.workerHealth, '/readyz'),
        env: {
          UNBIND_WORKER_SHUTDOWN_GRACE_S: String(WORKER_GRACE_S),
          ...coreEnv(context, core),
          UNBIND_WORKER_HOST: HOST,
          UNBIND_WORKER_HEALTH_PORT: String(ports.workerHealth),
          UNBIND_WORKER_METRICS_PORT: String(ports.workerMetrics),
        },
      };
    case 'api':
      return {
        name: 'API',
        program: join(PROGRAMS, 'client', 'api', 'main.js'),
        readyUrl: at(ports.api, '/readyz'),
        env: {
          ...coreEnv(context, core),
          ...temporalUiEnv(context, core),
          UNBIND_API_HOST: HOST,
          UNBIND_API_PORT: String(ports.api),
        },
      };
  }
}

/** Starts one program and keeps it running. Rejects where it does not come up the first time. */
export async function keepService(
  name: ServiceName,
  context: ServiceContext,
  core: Core,
  onRestart: () => void,
): Promise<Kept<Service>> {
  const spec = specOf(name, context, core);
  const { registry, logsDir, say } = context;
  const logFile = join(logsDir, `${name}.log`);
  const graceMs = name === 'worker' ? (WORKER_GRACE_S + 15) * 1_000 : 10_000;
  const kept = await keepRunning({
    name: spec.name,
    start: () => startService({ ...spec, logFile, registry, graceMs }),
    say,
    onRestart,
  });
  say(`${spec.name} is up.`);
  return kept;
}

/** What `npm start` and its sister commands take from the environment and `.env`; mistakes name the setting. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadClientConfigProfile } from '@temporalio/envconfig';
import { z } from 'zod';
import { type ProviderChoice, chooseProviders } from './desk/providers';
import { databaseAddress } from '../record/config';
import { commandEnvironment } from '../base/env-file/config';
import {
  type Env,
  WrongSettings,
  definedOnly,
  oneOf,
  readSettings,
  wholeNumber,
} from '../base/settings';
import { QUIET_HOURS } from '../worker/providers/config';

/** Programs that listen, by what they are for. */
export const PORT_NAMES = [
  'api',
  'temporal',
  'temporalUi',
  'simulator',
  'smtp',
  'mail',
  'workerHealth',
  'workerMetrics',
] as const;
export type PortName = (typeof PORT_NAMES)[number];

/** A port somebody asked for is that one or an error; a default one may be the next free one. */
export interface PortWish {
  /** 0: any free one. */
  readonly port: number;
  readonly setting: string;
  readonly asked: boolean;
}

export interface DeskOptions {
  /** Absolute. */
  readonly dataDir: string;
  readonly cacheDir: string;
  readonly ports: Readonly<Record<PortName, PortWish>>;
  /** Environment that the processes of the desk start from. */
  readonly env: Readonly<Record<string, string>>;
  /** Absent: the embedded PostgreSQL. */
  readonly databaseUrl?: string;
  /** Absent: a server of our own. */
  readonly givenTemporal?: string;
  readonly namespace: string;
  readonly providers: ProviderChoice;
  readonly mayDownload: boolean;
  readonly mayBuild: boolean;
  /** JSON for new cases. */
  readonly policy: string;
  readonly quietHours: string;
  /** Program that runs as the worker. */
  readonly workerProgram: string;
  /** True under `npm start` and `npm run dev`, whose end is ours too. */
  readonly underNpm: boolean;
  /** Worker and API start anew where a file changes that they have loaded. */
  readonly watch?: boolean;
}

/** Compiled programs, also where the sources run directly. */
export const PROGRAMS = /[\\/]dist[\\/]local$/.test(__dirname)
  ? join(__dirname, '..')
  : join(__dirname, '..', 'dist');

/** Notices of one case gather for a moment, not for minutes: on one machine somebody is watching. */
const LOCAL_POLICY = '{"noticeWindowMs":2000}';

const port = wholeNumber(0, 65_535).optional();
const onOff = oneOf(['on', 'off']).default('on');
const environment = z.object({
  UNBIND_DATA_DIR: z.string().default('.data'),
  UNBIND_CACHE_DIR: z.string().default(join(homedir(), '.cache', 'unbind-desk')),
  DATABASE_URL: databaseAddress.optional(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  UNBIND_API_PORT: port,
  UNBIND_TEMPORAL_PORT: port,
  UNBIND_TEMPORAL_UI_PORT: port,
  UNBIND_SIMULATOR_PORT: port,
  UNBIND_SMTP_PORT: port,
  UNBIND_MAIL_PORT: port,
  UNBIND_WORKER_HEALTH_PORT: port,
  UNBIND_WORKER_METRICS_PORT: port,
  UNBIND_TEMPORAL_DOWNLOAD: onOff,
  UNBIND_TEMPORAL_BUILD: onOff,
  UNBIND_POLICY: z.string().default(LOCAL_POLICY),
  UNBIND_QUIET_HOURS: z.string().optional(),
});
type Values = z.infer<typeof environment>;

const DEFAULT_PORTS = {
  api: ['UNBIND_API_PORT', 3000],
  temporal: ['UNBIND_TEMPORAL_PORT', 7233],
  temporalUi: ['UNBIND_TEMPORAL_UI_PORT', 8233],
  simulator: ['UNBIND_SIMULATOR_PORT', 4010],
  smtp: ['UNBIND_SMTP_PORT', 1025],
  mail: ['UNBIND_MAIL_PORT', 1080],
  workerHealth: ['UNBIND_WORKER_HEALTH_PORT', 8081],
  workerMetrics: ['UNBIND_WORKER_METRICS_PORT', 9464],
} as const satisfies Record<PortName, readonly [keyof Values, number]>;

function wishes(values: Values): DeskOptions['ports'] {
  const wish = (name: PortName): PortWish => {
    const [setting, standard] = DEFAULT_PORTS[name];
    const given = values[setting];
    return { port: given ?? standard, setting, asked: given !== undefined && given !== 0 };
  };
  return {
    api: wish('api'),
    temporal: wish('temporal'),
    temporalUi: wish('temporalUi'),
    simulator: wish('simulator'),
    smtp: wish('smtp'),
    mail: wish('mail'),
    workerHealth: wish('workerHealth'),
    workerMetrics: wish('workerMetrics'),
  };
}

/** Address of a Temporal server that somebody has: by TEMPORAL_ADDRESS or a profile of temporal.toml. */
function givenTemporal(env: Record<string, string>): string | undefined {
  try {
    return loadClientConfigProfile({ overrideEnvVars: env }).address;
  } catch (error) {
    const name =
      env['TEMPORAL_CONFIG_FILE'] === undefined ? 'TEMPORAL_PROFILE' : 'TEMPORAL_CONFIG_FILE';
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
    throw new WrongSettings([{ name, message: `cannot be read (${reason})` }]);
  }
}

/** The data folder alone, absolute. Throws `WrongSettings` where `.env` cannot be read. */
export function dataDirOf(env: Env = commandEnvironment()): string {
  return resolve(readSettings(environment.pick({ UNBIND_DATA_DIR: true }), env).UNBIND_DATA_DIR);
}

/** Throws `WrongSettings` with each setting that is malformed. */
export function deskOptions(env: Env = commandEnvironment()): DeskOptions {
  const given = definedOnly(env);
  const values = readSettings(environment, given);
  const address = givenTemporal(given);
  const providers = chooseProviders(given);
  return {
    dataDir: dataDirOf(given),
    cacheDir: resolve(values.UNBIND_CACHE_DIR),
    ports: wishes(values),
    env: given,
    ...(values.DATABASE_URL !== undefined && { databaseUrl: values.DATABASE_URL }),
    ...(address !== undefined && { givenTemporal: address }),
    namespace: values.TEMPORAL_NAMESPACE,
    providers,
    mayDownload: values.UNBIND_TEMPORAL_DOWNLOAD === 'on',
    mayBuild: values.UNBIND_TEMPORAL_BUILD === 'on',
    policy: values.UNBIND_POLICY,
    // Where texts are simulated somebody is watching, and nobody is woken.
    quietHours: values.UNBIND_QUIET_HOURS ?? (providers.sms === 'simulated' ? 'off' : QUIET_HOURS),
    workerProgram: join(PROGRAMS, 'worker', 'main.js'),
    underNpm: /^(start|dev)$/.test(given['npm_lifecycle_event'] ?? ''),
  };
}

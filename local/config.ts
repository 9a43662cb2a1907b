/** What `npm start` and `npm run demo` take from flags and the environment; mistakes name the setting. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadClientConfigProfile } from '@temporalio/envconfig';
import { z } from 'zod';

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
  readonly mayDownload: boolean;
  readonly mayBuild: boolean;
  /** JSON for new cases. */
  readonly policy: string;
  readonly quietHours: string;
  /** Program that runs as the worker. */
  readonly workerProgram: string;
  /** True under `npm start`, whose end is ours too. */
  readonly underNpm: boolean;
}

/** Compiled programs, also where the sources run directly. */
export const PROGRAMS = /[\\/]dist[\\/]local$/.test(__dirname)
  ? join(__dirname, '..')
  : join(__dirname, '..', 'dist');

/** Notices of one case gather for a moment, not for minutes: on one machine somebody is watching. */
const LOCAL_POLICY = '{"noticeWindowMs":2000}';

const port = z.coerce.number().int().min(0).max(65_535).optional();
const onOff = z.enum(['on', 'off']).default('on');
const environment = z.object({
  UNBIND_DATA_DIR: z.string().default('.data'),
  UNBIND_CACHE_DIR: z.string().default(join(homedir(), '.cache', 'unbind-desk')),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
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
  UNBIND_QUIET_HOURS: z.string().default('off'),
});
type Values = z.infer<typeof environment>;

type Env = Readonly<Record<string, string | undefined>>;

function definedOnly(env: Env): Record<string, string> {
  const entries = Object.entries(env).filter((pair): pair is [string, string] => !!pair[1]);
  return Object.fromEntries(entries);
}

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
  return loadClientConfigProfile({ overrideEnvVars: env }).address;
}

/** Throws an error that names each setting that is malformed. */
export function deskOptions(env: Env = process.env): DeskOptions {
  const given = definedOnly(env);
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(wrong.join('\n'));
  }
  const values = parsed.data;
  const address = givenTemporal(given);
  return {
    dataDir: resolve(values.UNBIND_DATA_DIR),
    cacheDir: resolve(values.UNBIND_CACHE_DIR),
    ports: wishes(values),
    env: given,
    ...(values.DATABASE_URL !== undefined && { databaseUrl: values.DATABASE_URL }),
    ...(address !== undefined && { givenTemporal: address }),
    namespace: values.TEMPORAL_NAMESPACE,
    mayDownload: values.UNBIND_TEMPORAL_DOWNLOAD === 'on',
    mayBuild: values.UNBIND_TEMPORAL_BUILD === 'on',
    policy: values.UNBIND_POLICY,
    quietHours: values.UNBIND_QUIET_HOURS,
    workerProgram: join(PROGRAMS, 'worker', 'main.js'),
    underNpm: given['npm_lifecycle_event'] === 'start',
  };
}

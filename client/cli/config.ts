/** What the CLI takes from flags, the environment and a desk that runs in the checkout. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { commandEnvironment } from '../../record/env-file/config';
import type { Locale } from '../../workflows/contract/case-data';
import { CliFailure, usage } from './failures';
import type { CliIo } from './io';

const DEFAULT_API_URL = 'http://127.0.0.1:3000';

const url = z.url({ protocol: /^https?$/, error: 'is not an http or https address' });
const environment = z.object({
  UNBIND_API_URL: url.optional(),
  /** One line of visible characters, as a header takes it. */
  UNBIND_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'is not a key')
    .optional(),
  UNBIND_AS: z.string().optional(),
  UNBIND_DATA_DIR: z.string().default('.data'),
  UNBIND_CACHE_DIR: z.string().default(join(homedir(), '.cache', 'unbind-desk')),
  LC_ALL: z.string().optional(),
  LC_MESSAGES: z.string().optional(),
  LANG: z.string().optional(),
});
type Values = z.infer<typeof environment>;

const credentials = z.record(z.string(), z.object({ apiKey: z.string() }));
const running = z.object({ apiUrl: url });

/** Flags that every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly lang?: Locale;
  readonly as?: string;
  readonly apiUrl?: string;
  readonly idempotencyKey?: string;
}

export interface CliConfig {
  /** Without a slash at the end. */
  readonly apiUrl: string;
  readonly lang: Locale;
  readonly json: boolean;
  readonly cacheDir: string;
  /** Who asks, as far as this machine knows: what was seen is remembered for each apart. */
  readonly who: string;
  /** The key, or the reason why there is none; only called where a key is needed. */
  apiKey(): string;
}

/** The language of flags and locale settings; English where they name neither. */
export function languageOf(flag: Locale | undefined, values: Partial<Values>): Locale {
  if (flag !== undefined) return flag;
  const locale = values.LC_ALL ?? values.LC_MESSAGES ?? values.LANG ?? '';
  return locale.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

function readJson<T>(file: string, schema: z.ZodType<T>): T | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new CliFailure('usage', `${file} cannot be read as it was written.`, [
      error instanceof z.ZodError ? 'Start the desk again: `npm start`.' : String(error),
    ]);
  }
}

function keyOf(name: string, dataDir: string): string {
  const file = join(dataDir, 'demo-credentials.json');
  const known = readJson(file, credentials);
  if (!known) {
    throw new CliFailure('notAllowed', `There are no example sign-ins: ${file} does not exist.`, [
      'Start the desk in the checkout (`npm start`), or set UNBIND_API_KEY.',
    ]);
  }
  const credential = known[name];
  if (credential) return credential.apiKey;
  throw usage(`${name} is none of the example staff: ${Object.keys(known).join(', ')}.`);
}

function staffKey(values: Values, as: string | undefined, dataDir: string): string {
  if (as !== undefined) return keyOf(as, dataDir);
  if (values.UNBIND_API_KEY !== undefined) return values.UNBIND_API_KEY;
  if (values.UNBIND_AS !== undefined) return keyOf(values.UNBIND_AS, dataDir);
  throw new CliFailure('notAllowed', 'No API key is known.', [
    'Set UNBIND_API_KEY to the key that you make in the console, under your name;',
    'beside a desk of `npm start`, add --as agent (reviewer, operator, …).',
  ]);
}

/** Throws an error that names every setting that is malformed. */
export function cliConfig(options: CommonOptions, io: Pick<CliIo, 'env' | 'cwd'>): CliConfig {
  const present = Object.fromEntries(Object.entries(io.env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(present);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`);
    throw usage(wrong.join(' '));
  }
  const values = parsed.data;
  if (options.apiUrl !== undefined && !url.safeParse(options.apiUrl).success) {
    throw usage(`--api-url ${options.apiUrl} is not an http or https address.`);
  }
  const dataDir = resolve(io.cwd, values.UNBIND_DATA_DIR);
  const apiUrl =
    options.apiUrl ??
    values.UNBIND_API_URL ??
    readJson(join(dataDir, 'running.json'), running)?.apiUrl ??
    DEFAULT_API_URL;
  return {
    apiUrl: apiUrl.replace(/\/+$/, ''),
    lang: languageOf(options.lang, values),
    json: options.json ?? false,
    cacheDir: resolve(io.cwd, values.UNBIND_CACHE_DIR),
    who: options.as ?? (values.UNBIND_API_KEY === undefined ? (values.UNBIND_AS ?? '') : 'key'),
    apiKey: () => staffKey(values, options.as, dataDir),
  };
}

/** From package.json of the checkout or image, two folders above the compiled CLI's own. */
export function versionOfProduct(): string {
  const file = join(__dirname, '..', '..', '..', 'package.json');
  return readJson(file, z.object({ version: z.string() }))?.version ?? 'unknown';
}

/** The environment of this process and the file `.env`; only here, so that everything else is given one. */
export function environmentOfProcess(): Readonly<Record<string, string | undefined>> {
  return commandEnvironment();
}

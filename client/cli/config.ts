/** What the CLI takes from flags, the environment and a desk that runs in the checkout. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type EnvFileFault, WrongEnvFile, commandEnvironment } from '../../base/env-file/config';
import { LOCALES, type Locale } from '../../workflows/contract/case-data';
import { CliFailure, usage } from './failures';
import { localeOfShell } from '../../words/languages';
import type { Phrase } from '../../words/phrase';
import type { CliIo } from './io';
import { type Address, refuseStranger } from './listener';

const DEFAULT_API_URL = 'http://127.0.0.1:3000';

const url = z.url({ protocol: /^https?$/ });
const environment = z.object({
  UNBIND_API_URL: url.optional(),
  /** One line of visible characters, as a header takes it. */
  UNBIND_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/)
    .optional(),
  UNBIND_AS: z.string().optional(),
  UNBIND_DATA_DIR: z.string().default('.data'),
  UNBIND_CACHE_DIR: z.string().default(join(homedir(), '.cache', 'unbind-desk')),
  LC_ALL: z.string().optional(),
  LC_MESSAGES: z.string().optional(),
  LANG: z.string().optional(),
});
type Values = z.infer<typeof environment>;

/** What a setting should look like. */
const FORMS_OF_SETTINGS: Readonly<Record<string, Phrase>> = {
  UNBIND_API_URL: {
    'zh-CN': 'UNBIND_API_URL 是 http 或 https 地址。',
    en: 'UNBIND_API_URL is an http or https address.',
  },
  UNBIND_API_KEY: {
    'zh-CN': 'UNBIND_API_KEY 是一行密钥。',
    en: 'UNBIND_API_KEY is a key, in one line.',
  },
};

const credentials = z.record(z.string(), z.object({ apiKey: z.string() }));
/** The file of a running desk, as far as it concerns the CLI (local/desk/running-file.ts). */
const running = z.object({ apiUrl: url, proofKey: z.string().optional() });

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
  /**
   * The key, or the reason why there is none; only called where a key is needed. Fails where it is not known who
   * would get it.
   */
  apiKey(): Promise<string>;
}

/** The language of flags and locale settings; English where they name neither. */
export function languageOf(flag: Locale | undefined, values: Partial<Values>): Locale {
  if (flag !== undefined) return flag;
  return localeOfShell(values) ?? 'en';
}

/** The language of a command line that is not read yet: `--lang` may stand anywhere in it. */
export function languageOfArgs(args: readonly string[], values: CliIo['env']): Locale {
  const last = args.lastIndexOf('--lang');
  const typed = last < 0 ? args.findLast((arg) => arg.startsWith('--lang=')) : args[last + 1];
  const flag = LOCALES.find((locale) => locale === typed?.replace('--lang=', ''));
  return languageOf(flag, values);
}

function readJson<T>(file: string, schema: z.ZodType<T>): T | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw usage(
      {
        'zh-CN': `${file} 无法读取：内容不完整或已损坏。`,
        en: `${file} cannot be read as it was written.`,
      },
      error instanceof z.ZodError
        ? { 'zh-CN': '请重新启动服务台：`npm start`。', en: 'Start the desk again: `npm start`.' }
        : String(error),
    );
  }
}

function keyOf(name: string, dataDir: string): string {
  const file = join(dataDir, 'demo-credentials.json');
  const known = readJson(file, credentials);
  if (!known) {
    throw new CliFailure(
      'notAllowed',
      {
        'zh-CN': `没有示例登录：${file} 不存在。`,
        en: `There are no example sign-ins: ${file} does not exist.`,
      },
      [
        {
          'zh-CN': '请在检出目录启动服务台（`npm start`），或设置 UNBIND_API_KEY。',
          en: 'Start the desk in the checkout (`npm start`), or set UNBIND_API_KEY.',
        },
      ],
    );
  }
  const credential = known[name];
  if (credential) return credential.apiKey;
  const names = Object.keys(known).join(', ');
  throw usage({
    'zh-CN': `示例人员中没有 ${name}，只有：${names}。`,
    en: `${name} is none of the example staff: ${names}.`,
  });
}

function staffKey(values: Values, as: string | undefined, dataDir: string): string {
  if (as !== undefined) return keyOf(as, dataDir);
  if (values.UNBIND_API_KEY !== undefined) return values.UNBIND_API_KEY;
  if (values.UNBIND_AS !== undefined) return keyOf(values.UNBIND_AS, dataDir);
  throw new CliFailure('notAllowed', { 'zh-CN': '没有 API 密钥。', en: 'No API key is known.' }, [
    {
      'zh-CN': '在控制台点击自己的姓名生成密钥，并设为 UNBIND_API_KEY；',
      en: 'Set UNBIND_API_KEY to the key that you make in the console, under your name;',
    },
    {
      'zh-CN': '在 `npm start` 启动的服务台旁，加上 --as agent（reviewer、operator……）。',
      en: 'beside a desk of `npm start`, add --as agent (reviewer, operator, …).',
    },
  ]);
}

/** A setting of the environment, or what is wrong with it. */
function settingsOf(env: CliIo['env']): Values {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(present);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map(({ path }) => path.join('.'));
  throw usage(
    { 'zh-CN': `设置有误：${names.join('、')}。`, en: `Not as it should be: ${names.join(', ')}.` },
    ...names.map((name) => FORMS_OF_SETTINGS[name] ?? name),
  );
}

function addressOf(named: string | undefined, dataDir: string): Address {
  const desk = readJson(join(dataDir, 'running.json'), running);
  const proofKey = desk?.proofKey;
  const clean = (address: string): string => address.replace(/\/+$/, '');
  if (named !== undefined) return { apiUrl: clean(named), from: 'named', proofKey };
  if (desk !== undefined) return { apiUrl: clean(desk.apiUrl), from: 'found', proofKey };
  return { apiUrl: DEFAULT_API_URL, from: 'assumed' };
}

/** Throws an error that names every setting that is malformed. */
export function cliConfig(
  options: CommonOptions,
  io: Pick<CliIo, 'env' | 'cwd' | 'signal'>,
): CliConfig {
  const values = settingsOf(io.env);
  const { as, apiUrl } = options;
  if (apiUrl !== undefined && !url.safeParse(apiUrl).success) {
    throw usage({
      'zh-CN': `--api-url ${apiUrl} 不是 http 或 https 地址。`,
      en: `--api-url ${apiUrl} is not an http or https address.`,
    });
  }
  const dataDir = resolve(io.cwd, values.UNBIND_DATA_DIR);
  const address = addressOf(apiUrl ?? values.UNBIND_API_URL, dataDir);
  const ofFolder = as !== undefined || values.UNBIND_API_KEY === undefined;
  let known: Promise<void> | undefined;
  return {
    apiUrl: address.apiUrl,
    lang: languageOf(options.lang, values),
    json: options.json ?? false,
    cacheDir: resolve(io.cwd, values.UNBIND_CACHE_DIR),
    who: as ?? (ofFolder ? (values.UNBIND_AS ?? '') : 'key'),
    async apiKey() {
      const key = staffKey(values, as, dataDir);
      known ??= refuseStranger(address, ofFolder, io.signal);
      await known.catch((error: unknown) => {
        // Whoever did not answer may do so next time.
        known = undefined;
        throw error;
      });
      return key;
    },
  };
}

/** From package.json of the checkout or image, two folders above the compiled CLI's own. */
export function versionOfProduct(): string {
  const file = join(__dirname, '..', '..', '..', 'package.json');
  return readJson(file, z.object({ version: z.string() }))?.version ?? 'unknown';
}

/** The environment of this process and the file `.env`; only here, so that everything else is given one. Throws a `CliFailure` about the file. */
export function environmentOfProcess(
  read = commandEnvironment,
): Readonly<Record<string, string | undefined>> {
  try {
    return read();
  } catch (error) {
    throw error instanceof WrongEnvFile ? usage(saidOf(error.fault, error.message)) : error;
  }
}

/** The language of a process whose file of settings cannot be read. */
export function languageOfProcess(args: readonly string[]): Locale {
  return languageOfArgs(args, process.env);
}

/** What is wrong with the file of settings. */
function saidOf(fault: EnvFileFault, english: string): Phrase {
  const { path } = fault;
  return fault.kind === 'absent'
    ? { 'zh-CN': `UNBIND_ENV_FILE 指定的 ${path} 不存在。`, en: english }
    : {
        'zh-CN': `${path} 第 ${fault.line} 行不是设置：应为 NAME=value，引号成对；注释以 # 开头。`,
        en: english,
      };
}

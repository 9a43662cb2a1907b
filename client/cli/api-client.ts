/**
 * The one way from the CLI to the API: signs requests, gives each POST an Idempotency-Key, sends again
 * what may safely be sent again, and turns every refusal into its problem answer.
 */
import { z } from 'zod';
import { timeLimit } from '../../base/time-limit';
import { type Refused, type Way, ask, isInProgress } from '../../wire/ask';
import type { Form } from '../../wire/forms';
import type { Locale } from '../../workflows/contract/case-data';
import {
  type Call,
  type Caller,
  type Query,
  answerOf,
  formOf,
  jsonOf,
  newKey,
} from '../../wire/http';
import type { ProblemAnswer } from '../../wire/problem-answers';
import type { CliConfig } from './config';
import { endingOfStatus } from './exit-codes';
import { ApiRefusal, CliFailure } from './failures';
import type { Phrase } from '../../words/phrase';
import type { CliIo } from './io';
import { API_ROOT, type PathFor } from '../../wire/routes';

/** How often a request goes out at most, and the pauses between, ms. */
const PAUSES_MS = [500, 1_000, 2_000, 4_000];
/** Longest pause that a `Retry-After` is followed for, ms. */
const LONGEST_PAUSE_MS = 30_000;
/** Longest wait for one answer, ms; the API itself gives up earlier. */
const ANSWER_LIMIT_MS = 60_000;
/** Statuses of an outage that may be over soon. 429 only where the API names the time. */
const OUTAGES: ReadonlySet<number> = new Set([502, 503, 504]);

export interface Download {
  readonly content: Buffer;
  readonly fileName?: string;
}

export interface ApiClient {
  get<T>(path: PathFor<'GET'>, form: Form<T>, query?: Query): Promise<T>;
  /** Sends with an Idempotency-Key. `null`: without content. */
  post<T>(path: PathFor<'POST'>, form: Form<T>, body: object | null): Promise<T>;
  /** Called twice: two revisions; sent again only where the first cannot have arrived. */
  put<T>(path: PathFor<'PUT'>, form: Form<T>, body: object): Promise<T>;
  patch<T>(path: PathFor<'PATCH'>, form: Form<T>, body: object): Promise<T>;
  /** One part `file`; with an Idempotency-Key. */
  upload<T>(path: PathFor<'POST'>, form: Form<T>, file: Blob, fileName: string): Promise<T>;
  download(path: PathFor<'GET'>): Promise<Download>;
  /** Any request; its answer as it came. A POST carries an Idempotency-Key. */
  raw(method: Call['method'], path: string, content: RawContent): Promise<string>;
  /** What the API has, as `METHOD /path/{param}` below `API_ROOT`. */
  routes(): Promise<readonly string[]>;
}

export interface RawContent {
  readonly body: object | null;
  readonly query: Query;
  readonly headers?: Readonly<Record<string, string>>;
  /** Idempotency-Key of this request, where the command line names one for it. */
  readonly key?: string | undefined;
}

export interface ClientOptions {
  readonly config: CliConfig;
  readonly io: CliIo;
  /** Of the command line; else a random one for each request. */
  readonly idempotencyKey?: string | undefined;
  /** False where nobody needs to sign in. */
  readonly signed?: boolean;
}

/** As much of the API's own document as names its addresses. */
const documented = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

async function callerOf({ config, signed = true }: ClientOptions): Promise<Caller> {
  const { apiUrl: origin, lang: locale } = config;
  return { origin, locale, ...(signed ? { apiKey: await config.apiKey() } : {}) };
}

/** Code of a failed connection, e.g. `ECONNREFUSED`; fetch hides it in the cause. */
function connectionCode(error: unknown): string {
  const outer = error as { cause?: unknown } | null;
  const inner = (outer?.cause ?? error) as { code?: unknown; name?: unknown } | null;
  return [inner?.code, inner?.name].find((word) => typeof word === 'string') ?? 'unknown';
}

/** Nothing can have arrived: repeating is safe for every request. */
const NEVER_SENT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** What answers in place of the desk. */
function foreignProblem(status: number, lang: Locale): ProblemAnswer {
  const said: Phrase = {
    'zh-CN': `应答 ${status} 不是来自解绑服务台。`,
    en: `The answer ${status} did not come from Unbind Desk.`,
  };
  return {
    type: 'about:blank',
    title: said[lang],
    status,
    code: `HTTP_${status}`,
    instance: '',
    problems: [],
  };
}

function unreachable(options: ClientOptions, call: Call, code: string): CliFailure {
  const { apiUrl } = options.config;
  const repeat =
    call.key === undefined || NEVER_SENT.has(code)
      ? []
      : [
          {
            'zh-CN': '请求是否已送达尚不可知。加上下面的选项重新执行，不会重复操作：',
            en: 'Whether it arrived is not known. The same command does nothing twice with:',
          } as const,
          `  --idempotency-key ${call.key}`,
        ];
  return new CliFailure(
    'unavailable',
    { 'zh-CN': `${apiUrl} 没有应答（${code}）。`, en: `${apiUrl} does not answer (${code}).` },
    [
      {
        'zh-CN': '服务台是否已启动（`npm start`）？地址是否正确（UNBIND_API_URL）？',
        en: 'Is the desk running (`npm start`)? Is the address right (UNBIND_API_URL)?',
      },
      ...repeat,
    ],
  );
}

/** What a request ended with, and whether it may be asked again. */
interface Ended {
  readonly failure: Error;
  /** Shortest pause before the next try, ms; absent where there is none. */
  readonly againAfterMs?: number | undefined;
}

function endOfRefused(refused: Refused, call: Call, options: ClientOptions): Ended {
  const { status, retryAfterS, problem = foreignProblem(status, options.config.lang) } = refused;
  const isUnderWay = isInProgress(refused);
  const failure = new ApiRefusal(
    isUnderWay ? 'unavailable' : endingOfStatus(status),
    problem,
    isUnderWay || status >= 500 ? call.key : undefined,
  );
  const isBusy = status === 429 && retryAfterS !== undefined;
  const afterMs = (retryAfterS ?? 0) * 1_000;
  const isWorthIt = (OUTAGES.has(status) || isBusy) && afterMs <= LONGEST_PAUSE_MS;
  return { failure, againAfterMs: isWorthIt ? afterMs : undefined };
}

function endOfUnanswered(error: unknown, call: Call, options: ClientOptions): Ended {
  if (error instanceof CliFailure) return { failure: error };
  const code = connectionCode(error);
  const isRepeatable = call.method === 'GET' || call.key !== undefined || NEVER_SENT.has(code);
  return {
    failure: unreachable(options, call, code),
    againAfterMs: isRepeatable ? 0 : undefined,
  };
}

function wayOf(options: ClientOptions): Way & Required<Pick<Way, 'pause'>> {
  const { io, config } = options;
  return {
    caller: () => callerOf(options),
    limit: () => timeLimit(ANSWER_LIMIT_MS),
    signal: io.signal,
    init: { redirect: 'manual' },
    async pause(ms) {
      const seconds = ms / 1_000;
      const said: Phrase = {
        'zh-CN': `尚未应答，${seconds} 秒后重试……`,
        en: `No answer yet; asking again in ${seconds} s …`,
      };
      io.err(`${said[config.lang]}\n`);
      await io.pause(ms, io.signal);
    },
  };
}

async function send<T>(
  call: Call,
  options: ClientOptions,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  const way = wayOf(options);
  for (let tries = 0; ; tries += 1) {
    const outcome = await ask(call, way, read);
    if (outcome.kind === 'answered') return outcome.value;
    const { failure, againAfterMs } =
      outcome.kind === 'refused'
        ? endOfRefused(outcome, call, options)
        : endOfUnanswered(outcome.error, call, options);
    const pauseMs = PAUSES_MS[tries];
    if (againAfterMs === undefined || pauseMs === undefined) throw failure;
    await way.pause(Math.max(againAfterMs, pauseMs));
  }
}

async function answerTo<T>(call: Call, form: Form<T>, options: ClientOptions): Promise<T> {
  const { apiUrl } = options.config;
  const read = await send(call, options, (response) => answerOf(response, form));
  if (read !== undefined) return read;
  throw new CliFailure(
    'fault',
    {
      'zh-CN': `${apiUrl} 的应答不符合接口文档。`,
      en: `What ${apiUrl} answered is not of the documented form.`,
    },
    [
      {
        'zh-CN': '这是解绑服务台的地址吗（UNBIND_API_URL）？版本是否一致？',
        en: 'Is it the address of Unbind Desk (UNBIND_API_URL), and of the same version?',
      },
    ],
  );
}

async function downloadOf(response: Response): Promise<Download> {
  const [, name] =
    /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  return {
    content: Buffer.from(await response.arrayBuffer()),
    ...(name === undefined ? {} : { fileName: decodeURIComponent(name) }),
  };
}

/** A client of the API. Every method fails with `ApiRefusal` or `CliFailure`. */
export function createApiClient(options: ClientOptions): ApiClient {
  const key = (): string => options.idempotencyKey ?? newKey();
  return {
    get: (path, form, query) => answerTo({ method: 'GET', path, query }, form, options),
    post: (path, form, body) =>
      answerTo({ method: 'POST', path, key: key(), content: jsonOf(body) }, form, options),
    put: (path, form, body) =>
      answerTo({ method: 'PUT', path, content: jsonOf(body) }, form, options),
    patch: (path, form, body) =>
      answerTo({ method: 'PATCH', path, content: jsonOf(body) }, form, options),
    upload: (path, form, file, fileName) =>
      answerTo(
        { method: 'POST', path, key: key(), content: formOf(file, fileName) },
        form,
        options,
      ),
    async raw(method, path, { body, query, headers, key: named }) {
      const ofPost = method === 'POST' ? { key: named ?? key() } : {};
      const call = { method, path, query, headers, content: jsonOf(body), ...ofPost };
      return send(call, options, (response) => response.text());
    },
    async routes() {
      const response = await fetch(`${options.config.apiUrl}/openapi.json`, {
        redirect: 'error',
        signal: AbortSignal.any([options.io.signal, timeLimit(ANSWER_LIMIT_MS)]),
      });
      const { paths } = documented.parse(await response.json());
      return Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((one) => `${one.toUpperCase()} ${path.replace(API_ROOT, '')}`),
      );
    },
    download: (path) => send({ method: 'GET', path }, options, downloadOf),
  };
}

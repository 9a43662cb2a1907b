/**
 * The one way from the CLI to the API: signs requests, gives each POST an Idempotency-Key, sends again
 * what may safely be sent again, and turns every refusal into its problem answer.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { timeLimit } from '../../record/time-limit';
import type { Form } from '../../wire/forms';
import type { Locale } from '../../workflows/contract/case-data';
import {
  type Call,
  type Caller,
  type Query,
  answerOf,
  formOf,
  headersOf,
  isInProgress,
  jsonOf,
  problemOf,
  retryAfterS,
  urlOf,
} from '../../wire/http';
import type { ProblemAnswer } from '../../wire/problem-answers';
import type { CliConfig } from './config';
import { endingOfStatus } from './exit-codes';
import { ApiRefusal, CliFailure } from './failures';
import { type Pair, inLocale } from '../../words/pair';
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
function foreignProblem({ status }: Response, lang: Locale): ProblemAnswer {
  const said: Pair = [
    `应答 ${status} 不是来自解绑服务台。`,
    `The answer ${status} did not come from Unbind Desk.`,
  ];
  return {
    type: 'about:blank',
    title: inLocale(said, lang),
    status,
    code: `HTTP_${status}`,
    detail: '',
    instance: '',
    problems: [],
  };
}

/** What to do after one try. */
type Try =
  | { readonly kind: 'answer'; readonly response: Response }
  | { readonly kind: 'again'; readonly afterMs?: number; readonly failure: Error }
  | { readonly kind: 'end'; readonly failure: Error };

function unreachable(options: ClientOptions, call: Call, code: string): CliFailure {
  const { apiUrl } = options.config;
  const repeat =
    call.key === undefined || NEVER_SENT.has(code)
      ? []
      : [
          [
            '请求是否已送达尚不可知。加上下面的选项重新执行，不会重复操作：',
            'Whether it arrived is not known. The same command does nothing twice with:',
          ] as const,
          `  --idempotency-key ${call.key}`,
        ];
  return new CliFailure(
    'unavailable',
    [`${apiUrl} 没有应答（${code}）。`, `${apiUrl} does not answer (${code}).`],
    [
      [
        '服务台是否已启动（`npm start`）？地址是否正确（UNBIND_API_URL）？',
        'Is the desk running (`npm start`)? Is the address right (UNBIND_API_URL)?',
      ],
      ...repeat,
    ],
  );
}

async function tryOnce(call: Call, options: ClientOptions): Promise<Try> {
  const { io } = options;
  let response: Response;
  try {
    const caller = await callerOf(options);
    response = await fetch(urlOf(call, caller), {
      method: call.method,
      headers: headersOf(call, caller),
      body: call.content ?? null,
      redirect: 'manual',
      signal: AbortSignal.any([io.signal, timeLimit(ANSWER_LIMIT_MS)]),
    });
  } catch (error) {
    if (error instanceof CliFailure) throw error;
    io.signal.throwIfAborted();
    const code = connectionCode(error);
    const failure = unreachable(options, call, code);
    const repeatable = call.method === 'GET' || call.key !== undefined || NEVER_SENT.has(code);
    return { kind: repeatable ? 'again' : 'end', failure };
  }
  if (response.ok) return { kind: 'answer', response };
  const problem = (await problemOf(response)) ?? foreignProblem(response, options.config.lang);
  const isUnderWay = isInProgress(problem);
  const failure = new ApiRefusal(
    isUnderWay ? 'unavailable' : endingOfStatus(response.status),
    problem,
    isUnderWay || response.status >= 500 ? call.key : undefined,
  );
  const afterS = retryAfterS(response);
  const afterMs = afterS === undefined ? undefined : afterS * 1_000;
  const isBusy = isUnderWay || (response.status === 429 && afterMs !== undefined);
  if (!OUTAGES.has(response.status) && !isBusy) return { kind: 'end', failure };
  if (afterMs !== undefined && afterMs > LONGEST_PAUSE_MS) return { kind: 'end', failure };
  return { kind: 'again', failure, ...(afterMs === undefined ? {} : { afterMs }) };
}

async function send(call: Call, options: ClientOptions): Promise<Response> {
  const { io } = options;
  for (const pauseMs of [...PAUSES_MS, undefined]) {
    const tried = await tryOnce(call, options);
    if (tried.kind === 'answer') return tried.response;
    if (tried.kind === 'end' || pauseMs === undefined) throw tried.failure;
    const waitMs = Math.max(tried.afterMs ?? 0, pauseMs);
    const seconds = waitMs / 1_000;
    const said: Pair = [
      `尚未应答，${seconds} 秒后重试……`,
      `No answer yet; asking again in ${seconds} s …`,
    ];
    io.err(`${inLocale(said, options.config.lang)}\n`);
    await io.pause(waitMs, io.signal);
  }
  const { apiUrl } = options.config;
  throw new CliFailure('unavailable', [`${apiUrl} 没有应答。`, `${apiUrl} does not answer.`]);
}

async function answerTo<T>(call: Call, form: Form<T>, options: ClientOptions): Promise<T> {
  const { apiUrl } = options.config;
  const read = await answerOf(await send(call, options), form);
  if (read !== undefined) return read;
  throw new CliFailure(
    'fault',
    [`${apiUrl} 的应答不符合接口文档。`, `What ${apiUrl} answered is not of the documented form.`],
    [
      [
        '这是解绑服务台的地址吗（UNBIND_API_URL）？版本是否一致？',
        'Is it the address of Unbind Desk (UNBIND_API_URL), and of the same version?',
      ],
    ],
  );
}

/** A client of the API. Every method fails with `ApiRefusal` or `CliFailure`. */
export function createApiClient(options: ClientOptions): ApiClient {
  const key = (): string => options.idempotencyKey ?? randomUUID();
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
      return (await send(call, options)).text();
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
    async download(path) {
      const response = await send({ method: 'GET', path }, options);
      const [, name] =
        /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '') ?? [];
      return {
        content: Buffer.from(await response.arrayBuffer()),
        ...(name === undefined ? {} : { fileName: decodeURIComponent(name) }),
      };
    },
  };
}

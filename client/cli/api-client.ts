/**
 * The one way from the CLI to the API: signs requests, gives each POST an Idempotency-Key, sends again
 * what may safely be sent again, and turns every refusal into its problem answer.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { timeLimit } from '../../record/time-limit';
import { publicCode } from '../../workflows/contract/errors';
import { type Form, type ProblemAnswer, hasForm } from './answers';
import type { CliConfig } from './config';
import { endingOfStatus } from './exit-codes';
import { ApiRefusal, CliFailure, type Said, inLanguage } from './failures';
import type { CliIo } from './io';

/** How often a request goes out at most, and the pauses between, ms. */
const PAUSES_MS = [500, 1_000, 2_000, 4_000];
/** Longest pause that a `Retry-After` is followed for, ms. */
const LONGEST_PAUSE_MS = 30_000;
/** Longest wait for one answer, ms; the API itself gives up earlier. */
const ANSWER_LIMIT_MS = 60_000;
/** Statuses of an outage that may be over soon. 429 only where the API names the time. */
const OUTAGES: ReadonlySet<number> = new Set([502, 503, 504]);

export type Query = Readonly<Record<string, string | undefined>>;

export interface Download {
  readonly content: Buffer;
  readonly fileName?: string;
}

export interface ApiClient {
  get<T>(path: string, form: Form<T>, query?: Query): Promise<T>;
  /** Sends with an Idempotency-Key. `null`: without content. */
  post<T>(path: string, form: Form<T>, body: object | null): Promise<T>;
  /** Called twice: two revisions; sent again only where the first cannot have arrived. */
  put<T>(path: string, form: Form<T>, body: object): Promise<T>;
  patch<T>(path: string, form: Form<T>, body: object): Promise<T>;
  /** One part `file`; with an Idempotency-Key. */
  upload<T>(path: string, form: Form<T>, file: Blob, fileName: string): Promise<T>;
  download(path: string): Promise<Download>;
  /** Any request; its answer as it came. A POST carries an Idempotency-Key. */
  raw(method: Call['method'], path: string, content: RawContent): Promise<string>;
  /** What the API has, as `METHOD /path/{param}` below `/api/v1`. */
  routes(): Promise<readonly string[]>;
}

export interface RawContent {
  readonly body: object | null;
  readonly query: Query;
}

interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Query;
  readonly body?: string | FormData;
  readonly key?: string;
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

function urlOf(apiUrl: string, { path, query = {} }: Call): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) params.set(name, value);
  }
  const text = params.toString();
  return `${apiUrl}/api/v1${path}${text === '' ? '' : `?${text}`}`;
}

async function headersOf(call: Call, options: ClientOptions): Promise<Record<string, string>> {
  const { config, signed = true } = options;
  return {
    accept: 'application/json, application/problem+json',
    'accept-language': config.lang,
    ...(signed ? { authorization: `Bearer ${await config.apiKey()}` } : {}),
    ...(typeof call.body === 'string' ? { 'content-type': 'application/json' } : {}),
    ...(call.key === undefined ? {} : { 'idempotency-key': call.key }),
  };
}

/** Code of a failed connection, e.g. `ECONNREFUSED`; fetch hides it in the cause. */
function connectionCode(error: unknown): string {
  const outer = error as { cause?: unknown } | null;
  const inner = (outer?.cause ?? error) as { code?: unknown; name?: unknown } | null;
  return [inner?.code, inner?.name].find((word) => typeof word === 'string') ?? 'unknown';
}

/** Nothing can have arrived: repeating is safe for every request. */
const NEVER_SENT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

function retryAfterMs(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1_000 : undefined;
}

async function problemOf(response: Response): Promise<ProblemAnswer> {
  const text = await response.text();
  const read = parsed(text);
  const form: Form<ProblemAnswer> = { has: ['title', 'code', 'detail'] };
  if (hasForm(read, form)) {
    return { ...read, problems: Array.isArray(read.problems) ? read.problems : [] };
  }
  return {
    type: 'about:blank',
    title: `The answer ${response.status} did not come from Unbind Desk.`,
    status: response.status,
    code: `HTTP_${response.status}`,
    detail: '',
    instance: '',
    problems: [],
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON, so no answer of the API; the caller says so.
    return undefined;
  }
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
  const { config, io } = options;
  let response: Response;
  try {
    response = await fetch(urlOf(config.apiUrl, call), {
      method: call.method,
      headers: await headersOf(call, options),
      ...(call.body === undefined ? {} : { body: call.body }),
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
  const problem = await problemOf(response);
  const isInProgress = problem.code === publicCode('IN_PROGRESS');
  const failure = new ApiRefusal(
    isInProgress ? 'unavailable' : endingOfStatus(response.status),
    problem,
    isInProgress || response.status >= 500 ? call.key : undefined,
  );
  const afterMs = retryAfterMs(response);
  const isBusy = isInProgress || (response.status === 429 && afterMs !== undefined);
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
    const said: Said = [
      `尚未应答，${seconds} 秒后重试……`,
      `No answer yet; asking again in ${seconds} s …`,
    ];
    io.err(`${inLanguage(said, options.config.lang)}\n`);
    await io.pause(waitMs, io.signal);
  }
  const { apiUrl } = options.config;
  throw new CliFailure('unavailable', [`${apiUrl} 没有应答。`, `${apiUrl} does not answer.`]);
}

async function answerOf<T>(response: Response, form: Form<T>, apiUrl: string): Promise<T> {
  const read = parsed(await response.text());
  if (hasForm(read, form)) return read;
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

/** A client of `/api/v1`. Every method fails with `ApiRefusal` or `CliFailure`. */
export function createApiClient(options: ClientOptions): ApiClient {
  const { apiUrl } = options.config;
  const key = (): string => options.idempotencyKey ?? randomUUID();
  return {
    async get(path, form, query) {
      const call: Call = { method: 'GET', path, ...(query === undefined ? {} : { query }) };
      return answerOf(await send(call, options), form, apiUrl);
    },
    async post(path, form, body) {
      const content = body === null ? {} : { body: JSON.stringify(body) };
      const call: Call = { method: 'POST', path, key: key(), ...content };
      return answerOf(await send(call, options), form, apiUrl);
    },
    async put(path, form, body) {
      const call: Call = { method: 'PUT', path, body: JSON.stringify(body) };
      return answerOf(await send(call, options), form, apiUrl);
    },
    async patch(path, form, body) {
      const call: Call = { method: 'PATCH', path, body: JSON.stringify(body) };
      return answerOf(await send(call, options), form, apiUrl);
    },
    async upload(path, form, file, fileName) {
      const body = new FormData();
      body.set('file', file, fileName);
      return answerOf(
        await send({ method: 'POST', path, key: key(), body }, options),
        form,
        apiUrl,
      );
    },
    async raw(method, path, { body, query }) {
      const content = body === null ? {} : { body: JSON.stringify(body) };
      const ofPost = method === 'POST' ? { key: key() } : {};
      return (await send({ method, path, query, ...content, ...ofPost }, options)).text();
    },
    async routes() {
      const response = await fetch(`${apiUrl}/openapi.json`, {
        redirect: 'error',
        signal: AbortSignal.any([options.io.signal, timeLimit(ANSWER_LIMIT_MS)]),
      });
      const { paths } = documented.parse(await response.json());
      return Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((one) => `${one.toUpperCase()} ${path.replace('/api/v1', '')}`),
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

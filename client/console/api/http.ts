/**
 * The one way from the console to the API: the session's cookie and CSRF token, the language, an
 * Idempotency-Key on each POST, and every refusal as an `ApiRefusal`. Nothing is sent twice by itself but
 * what is still being carried out under its key, for its answer.
 */
import type { Locale } from '../../../workflows/contract/case-data';
import type { ProblemAnswer } from '../../../wire/problem-answers';
import type { Form } from '../../../wire/forms';
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
} from '../../../wire/http';
import type { PathFor } from '../../../wire/routes';

/** Longest wait for one answer, ms; the API itself gives up earlier. */
const ANSWER_LIMIT_MS = 60_000;

/** The API refused, or failed and said so. */
export class ApiRefusal extends Error {
  constructor(
    readonly problem: ProblemAnswer,
    readonly retryAfterS: number | undefined,
  ) {
    super(problem.code);
    this.name = 'ApiRefusal';
  }
}
/** No answer came, or one that is not ours. */
export class NoAnswer extends Error {
  constructor(
    readonly why: 'offline' | 'unreachable' | 'foreign',
    /** Whether something may have been changed without our knowing. */
    readonly changesSomething: boolean,
    options?: ErrorOptions,
  ) {
    super(why, options);
    this.name = 'NoAnswer';
  }
}

/** What every request carries; kept here as it belongs to the page, not to a component. */
const carried: { locale: Locale; csrfToken: string | undefined; onSignedOut: () => void } = {
  locale: 'zh-CN',
  csrfToken: undefined,
  onSignedOut: () => undefined,
};

export function speakLocale(locale: Locale): void {
  carried.locale = locale;
}
export function carryCsrfToken(token: string | undefined): void {
  carried.csrfToken = token;
}
/** Calls back whenever the API says that the session has ended. */
export function onSignedOut(listener: () => void): void {
  carried.onSignedOut = listener;
}

/** Called again with the same key and content: done once. */
type Sending = Call & { readonly signal?: AbortSignal | undefined };

function caller(): Caller {
  const { csrfToken, locale } = carried;
  return { origin: '', locale, csrfToken };
}

/** A new key for one wish of a person; the same wish sent again carries the same key. */
export function newKey(): string {
  return crypto.randomUUID();
}

async function send({ key, ...rest }: Sending): Promise<Response> {
  const call = rest.method === 'POST' ? { ...rest, key: key ?? newKey() } : rest;
  const limit = AbortSignal.timeout(ANSWER_LIMIT_MS);
  for (;;) {
    const answer = await sendOnce(call, limit);
    if (answer instanceof Response) return answer;
    const { problem, retryAfterS = 1 } = answer;
    if (!isInProgress(problem) || limit.aborted) throw answer;
    await new Promise((wake) => setTimeout(wake, retryAfterS * 1_000));
  }
}

async function sendOnce(call: Sending, limit: AbortSignal): Promise<Response | ApiRefusal> {
  // What fails here has not left the browser, and is a fault of the page.
  const url = urlOf(call, caller());
  const request: RequestInit = {
    method: call.method,
    headers: headersOf(call, caller()),
    body: call.content ?? null,
    credentials: 'same-origin',
    signal: call.signal ? AbortSignal.any([call.signal, limit]) : limit,
  };
  let response: Response;
  try {
    response = await fetch(url, request);
  } catch (error) {
    if (call.signal?.aborted === true) throw error;
    // Without a network nothing has left, which is more than can be said of a broken line.
    if (!navigator.onLine) throw new NoAnswer('offline', false, { cause: error });
    throw new NoAnswer('unreachable', call.method !== 'GET', { cause: error });
  }
  if (response.ok) return response;
  const refusal = await refusalOf(response, call);
  if (refusal.problem.code === 'UNBIND_UNAUTHENTICATED') carried.onSignedOut();
  return refusal;
}

async function refusalOf(response: Response, call: Call): Promise<ApiRefusal> {
  const problem = await readOf(problemOf(response));
  if (problem === undefined) throw new NoAnswer('foreign', call.method !== 'GET');
  return new ApiRefusal(problem, retryAfterS(response));
}

async function readOf<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw new NoAnswer('foreign', false, { cause: error });
  }
}

async function answerTo<T>(call: Sending, form: Form<T>): Promise<T> {
  const read = await readOf(answerOf(await send(call), form));
  if (read !== undefined) return read;
  throw new NoAnswer('foreign', call.method !== 'GET');
}

export interface ReadOptions {
  readonly query?: Query | undefined;
  readonly signal?: AbortSignal | undefined;
}

export function get<T>(path: PathFor<'GET'>, form: Form<T>, options: ReadOptions = {}): Promise<T> {
  return answerTo({ method: 'GET', path, ...options }, form);
}

/** The content of a file, byte by byte: read as text it would lose the sign that spreadsheets need. */
export async function getFile(path: PathFor<'GET'>, options: ReadOptions = {}): Promise<Blob> {
  return (await send({ method: 'GET', path, ...options })).blob();
}

export function post<T>(
  path: PathFor<'POST'>,
  form: Form<T>,
  body: object | null,
  key?: string,
): Promise<T> {
  return answerTo({ method: 'POST', path, content: jsonOf(body), key }, form);
}

export function put<T>(path: PathFor<'PUT'>, form: Form<T>, body: object | null): Promise<T> {
  return answerTo({ method: 'PUT', path, content: jsonOf(body) }, form);
}

/** Sends one file, with a key like every POST. */
export function upload<T>(
  path: PathFor<'POST'>,
  form: Form<T>,
  file: File,
  key: string,
): Promise<T> {
  return answerTo({ method: 'POST', path, content: formOf(file, file.name), key }, form);
}

/** Called twice: gone both times. */
export async function remove(path: PathFor<'DELETE'>): Promise<void> {
  await send({ method: 'DELETE', path });
}

/** What is sent as the page goes away and whose answer nobody waits for. */
export function leaveWord(path: PathFor<'DELETE'>): void {
  const call: Call = { method: 'DELETE', path };
  fetch(urlOf(call, caller()), {
    method: call.method,
    headers: headersOf(call, caller()),
    credentials: 'same-origin',
    keepalive: true,
  }).catch(() => {
    // The page is gone; the server forgets by itself what was not said.
  });
}

/**
 * The one way from the console to the API: the session's cookie and CSRF token, the language, an
 * Idempotency-Key on each POST, and every refusal as an `ApiRefusal`. Nothing is sent twice by itself but
 * what is still being carried out under its key, for its answer.
 */
import type { Locale } from '../../../workflows/contract/case-data';
import { type Way, ask } from '../../../wire/ask';
import type { ProblemAnswer } from '../../../wire/problem-answers';
import type { Form } from '../../../wire/forms';
import {
  type Call,
  type Caller,
  type Query,
  answerOf,
  formOf,
  headersOf,
  jsonOf,
  newKey,
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

async function send<T>(
  { signal, ...call }: Sending,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  const keyed = call.method === 'POST' ? { ...call, key: call.key ?? newKey() } : call;
  const changesSomething = call.method !== 'GET';
  const limit = (): AbortSignal => AbortSignal.timeout(ANSWER_LIMIT_MS);
  const init: Way['init'] = { credentials: 'same-origin' };
  const outcome = await ask(keyed, { caller, limit, signal, init }, read);
  if (outcome.kind === 'answered') return outcome.value;
  if (outcome.kind === 'refused') {
    const { problem, retryAfterS } = outcome;
    if (problem === undefined) throw new NoAnswer('foreign', changesSomething);
    if (problem.code === 'UNBIND_UNAUTHENTICATED') carried.onSignedOut();
    throw new ApiRefusal(problem, retryAfterS);
  }
  const { error: cause } = outcome;
  // Without a network nothing has left, which is more than can be said of a broken line.
  if (!navigator.onLine) throw new NoAnswer('offline', false, { cause });
  throw new NoAnswer('unreachable', changesSomething, { cause });
}

async function answerTo<T>(call: Sending, form: Form<T>): Promise<T> {
  const read = await send(call, (response) => answerOf(response, form));
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
  return send({ method: 'GET', path, ...options }, (response) => response.blob());
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
  await send({ method: 'DELETE', path }, async () => undefined);
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

/**
 * The core of every client of the API: how a request is written and an answer is read. Safe in a browser.
 */
import type { Locale } from '../workflows/contract/case-data';
import { FORMS, type Form, hasForm } from './forms';
import type { ProblemAnswer } from './problem-answers';
import { API_ROOT, type Method } from './routes';

export type Query = Readonly<Record<string, string | undefined>>;

export interface Call {
  readonly method: Method;
  /** Below `API_ROOT`. */
  readonly path: string;
  readonly query?: Query | undefined;
  /** JSON as text, or the form with a file. */
  readonly content?: string | FormData | undefined;
  /** Further headers, by their names in small letters. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Of a POST: the same key, the same request, so repeating it does nothing twice. */
  readonly key?: string | undefined;
}

/** Who asks: a program by its key, a page by the cookie of its session and the proof that it is a page of the desk. */
export interface Caller {
  /** Where the API is, without a slash at the end; empty: where the page came from. */
  readonly origin: string;
  readonly locale: Locale;
  readonly apiKey?: string | undefined;
  readonly csrfToken?: string | undefined;
}

/** A new key for one wish of a person; the same wish sent again carries the same key. */
export function newKey(): string {
  // Unlike `randomUUID`, these are there on a page that came over plain HTTP.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The content of a body; nothing where there is none. */
export function jsonOf(body: object | null | undefined): string | undefined {
  return body ? JSON.stringify(body) : undefined;
}

/** A form with one file. */
export function formOf(file: Blob, fileName: string): FormData {
  const form = new FormData();
  form.set('file', file, fileName);
  return form;
}

/** The whole address of a call, or of a link to it; without an origin, as it stands on its own desk. */
export function urlOf(
  { path, query = {} }: Pick<Call, 'path' | 'query'>,
  { origin }: Pick<Caller, 'origin'> = { origin: '' },
): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) params.set(name, value);
  }
  const text = params.toString();
  return `${origin}${API_ROOT}${path}${text === '' ? '' : `?${text}`}`;
}

export function headersOf(
  { method, content, key, headers }: Call,
  caller: Caller,
): Record<string, string> {
  const { locale, apiKey, csrfToken } = caller;
  return {
    accept: 'application/json, application/problem+json',
    'accept-language': locale,
    ...headers,
    ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    ...(method === 'GET' || csrfToken === undefined ? {} : { 'x-csrf-token': csrfToken }),
    ...(typeof content === 'string' ? { 'content-type': 'application/json' } : {}),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  };
}

/** What a text holds as JSON; undefined where it is none, so no answer of the API. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The answer; undefined where it is not one of ours. Fails where the line breaks. */
export async function answerOf<T>(response: Response, form: Form<T>): Promise<T | undefined> {
  const read = parsed(await response.text());
  return hasForm(read, form) ? read : undefined;
}

/** The refusal or fault of an answer that is no success; undefined where it did not come from the desk. */
export async function problemOf(response: Response): Promise<ProblemAnswer | undefined> {
  const problem = await answerOf(response, FORMS.problem);
  if (problem === undefined) return undefined;
  // Whatever stands before the desk may answer in this form with less of it.
  const problems: unknown = problem.problems;
  return Array.isArray(problems) ? problem : { ...problem, problems: [] };
}

/** Seconds after which to ask again, where the answer names them. */
export function retryAfterS(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

/** The API as this page uses it: every answer is a value, a lost connection included. */
import type { CaseProgress } from './case-progress';
import { locale } from './language';

export interface FieldProblem {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** Why something was refused, in words of the page's language. */
export interface Refusal {
  readonly ok: false;
  /** `OFFLINE` where no answer came. */
  readonly code: string;
  readonly title: string;
  readonly problems: readonly FieldProblem[];
  /** Seconds to wait before the next try, where the server says so. */
  readonly retryAfterS?: number;
}

export type Answer<T> = { readonly ok: true; readonly value: T } | Refusal;

const BASE = '/api/v1';
/** A phone on a slow line gets its time; a dead one gets an end, ms. */
const LIMIT_MS = 45_000;

interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: object;
}

/** Keys of calls without an answer yet: the same content again is the same request. */
const pendingKeys = new Map<string, string>();

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function call<T>(asked: Call): Promise<Answer<T>> {
  const { body, path } = asked;
  const content = body === undefined || body instanceof FormData ? body : JSON.stringify(body);
  const name = typeof content === 'string' ? `${path} ${content}` : undefined;
  const key = (name === undefined ? undefined : pendingKeys.get(name)) ?? newKey();
  if (name !== undefined) pendingKeys.set(name, key);
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    const { status, answer } = await callOnce<T>(asked, content, key);
    const isInProgress = !answer.ok && answer.code === 'UNBIND_IN_PROGRESS';
    if (isInProgress && Date.now() < deadline) {
      await new Promise((wake) => setTimeout(wake, (answer.retryAfterS ?? 1) * 1_000));
      continue;
    }
    const isAnswered = status !== undefined && status < 500 && !isInProgress;
    if (name !== undefined && isAnswered) pendingKeys.delete(name);
    return answer;
  }
}

/** `status` is undefined where no answer came. */
async function callOnce<T>(
  { method, path }: Call,
  content: string | FormData | undefined,
  key: string,
): Promise<{ readonly status?: number; readonly answer: Answer<T> }> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), LIMIT_MS);
  try {
    const response = await fetch(`${BASE}${path}`, {
      method,
      headers: {
        'accept-language': locale(),
        ...(method === 'POST' && { 'idempotency-key': key }),
        ...(typeof content === 'string' && { 'content-type': 'application/json' }),
      },
      ...(content !== undefined && { body: content }),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: abort.signal,
    });
    return { status: response.status, answer: await read<T>(response) };
  } catch {
    // No answer, or none that can be read: the line is what is wrong, and the page says so.
    return { answer: { ok: false, code: 'OFFLINE', title: '', problems: [] } };
  } finally {
    clearTimeout(timer);
  }
}

async function read<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text();
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  // The server is of the same build; what it answers has the documented form.
  if (response.ok) return { ok: true, value: body as T };
  const problem = (body ?? {}) as Partial<Pick<Refusal, 'code' | 'title' | 'problems'>>;
  const wait = Number(response.headers.get('retry-after') ?? '');
  return {
    ok: false,
    code: problem.code ?? 'UNBIND_UNAVAILABLE',
    title: problem.title ?? '',
    problems: problem.problems ?? [],
    ...(wait > 0 && { retryAfterS: wait }),
  };
}

interface Session {
  readonly expiresAt: string;
}
export interface AskedCode {
  readonly codeId: string;
  readonly expiresAt: string;
}
export interface Receipt {
  readonly caseId: string;
  readonly status: string;
}

const post = <T>(path: string, body: object): Promise<Answer<T>> =>
  call<T>({ method: 'POST', path, body });

/** Every call of the page; none of them throws. */
export interface MerchantApi {
  openByToken(token: string): Promise<Answer<Session>>;
  openByCode(proof: { caseId: string; codeId: string; code: string }): Promise<Answer<Session>>;
  leave(): Promise<Answer<undefined>>;
  askCode(
    target: { purpose: 'request'; phone: string } | { purpose: 'session'; caseId: string },
  ): Promise<Answer<AskedCode>>;
  request(body: object): Promise<Answer<Receipt & Session>>;
  progress(): Promise<Answer<CaseProgress>>;
  consent(body: object): Promise<Answer<Receipt>>;
  refuse(body: object): Promise<Answer<Receipt>>;
  withdraw(body: object): Promise<Answer<Receipt>>;
  correct(body: object): Promise<Answer<Receipt>>;
  attach(file: File): Promise<Answer<object>>;
}

export const api: MerchantApi = {
  openByToken: (token) => post('/merchant/session', { token }),
  openByCode: (proof) => post('/merchant/session', proof),
  leave: () => call({ method: 'DELETE', path: '/merchant/session' }),
  askCode: (target) => post('/merchant/codes', target),
  request: (body) => post('/merchant/requests', body),
  progress: () => call({ method: 'GET', path: '/merchant/case' }),
  consent: (body) => post('/merchant/consent', body),
  refuse: (body) => post('/merchant/refusal', body),
  withdraw: (body) => post('/merchant/withdraw', body),
  correct: (body) => post('/merchant/corrections', body),
  attach(file) {
    const form = new FormData();
    form.append('file', file);
    return call({ method: 'POST', path: '/merchant/attachments', body: form });
  },
};

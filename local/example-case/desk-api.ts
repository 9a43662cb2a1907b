/** The desk's HTTP API as the example's people use it; an outage is waited out, a refusal is told. */
import { setTimeout as delay } from 'node:timers/promises';
import { timeLimit } from '../../record/time-limit';
import type { Form } from '../../wire/forms';
import { answerOf, headersOf, isInProgress, jsonOf, problemOf, urlOf } from '../../wire/http';
import type { Finding } from '../../wire/problem-answers';

const OUTAGE_LIMIT_MS = 120_000;
const PAUSE_MS = 500;
const CALL_LIMIT_MS = 30_000;

/** The API answered no; `code` is of docs/errors.md. */
export class ApiRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly problems: readonly Finding[],
  ) {
    super(`${code}: ${detail}`);
    this.name = 'ApiRefusal';
  }
}

/** A call as the example makes it. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below `/api/v1`. */
  readonly path: string;
  readonly body?: object;
  /** The same key, the same request: repeating it does nothing twice. */
  readonly idempotencyKey?: string;
}

export interface DeskApi {
  /** Throws `ApiRefusal`, or the reason of the signal. */
  call<T>(apiKey: string, form: Form<T>, call: Call): Promise<T>;
}

async function refusalOf(response: Response): Promise<ApiRefusal> {
  const problem = await problemOf(response);
  if (!problem) return new ApiRefusal(response.status, `HTTP_${response.status}`, '', []);
  return new ApiRefusal(response.status, problem.code, problem.detail, problem.problems);
}

async function answerTo<T>({ path }: Call, response: Response, form: Form<T>): Promise<T> {
  const answer = await answerOf(response, form);
  if (answer === undefined) throw new Error(`What ${path} answered is not of the documented form.`);
  return answer;
}

export function createDeskApi(apiUrl: string, signal: AbortSignal): DeskApi {
  async function once(apiKey: string, call: Call): Promise<Response | undefined> {
    try {
      const { method, path, body, idempotencyKey: key } = call;
      const sent = { method, path, content: jsonOf(body), key };
      const caller = { origin: apiUrl, locale: 'en', apiKey } as const;
      return await fetch(urlOf(sent, caller), {
        method,
        headers: headersOf(sent, caller),
        body: sent.content ?? null,
        signal: AbortSignal.any([signal, timeLimit(CALL_LIMIT_MS)]),
      });
    } catch {
      signal.throwIfAborted();
      return undefined; // Out of reach just now.
    }
  }
  return {
    async call(apiKey, form, call) {
      const deadline = Date.now() + OUTAGE_LIMIT_MS;
      for (;;) {
        const response = await once(apiKey, call);
        if (response?.ok) return await answerTo(call, response, form);
        if (response !== undefined && response.status !== 503) {
          const refusal = await refusalOf(response);
          if (!isInProgress(refusal)) throw refusal;
        }
        if (Date.now() > deadline) throw new Error(`The API at ${apiUrl} does not answer.`);
        await delay(PAUSE_MS, undefined, { signal });
      }
    },
  };
}

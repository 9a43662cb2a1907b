/** The desk's HTTP API as the example's people use it; an outage is waited out, a refusal is told. */
import { setTimeout as delay } from 'node:timers/promises';
import { isDesk } from '../../client/desk-proof';
import { timeLimit } from '../../record/time-limit';
import type { Form } from '../../wire/forms';
import {
  type Query,
  answerOf,
  headersOf,
  isInProgress,
  jsonOf,
  problemOf,
  urlOf,
} from '../../wire/http';
import type { Finding } from '../../wire/problem-answers';
import type { RunningFile } from '../running-file';
import type { Method } from '../../wire/routes';

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
  /** Method and address, as `lineOf` says them. */
  readonly line: { readonly method: Method; readonly path: string };
  readonly query?: Query;
  readonly body?: object;
  /** The same key, the same request: repeating it does nothing twice. */
  readonly idempotencyKey?: string;
}

export interface DeskApi {
  /** Throws `ApiRefusal`, the reason of the signal, or where another program listens in place of the desk. */
  call<T>(apiKey: string, form: Form<T>, call: Call): Promise<T>;
}

class Stranger extends Error {
  constructor(apiUrl: string) {
    super(
      `What answers at ${apiUrl} is not the desk of this data folder: no key was sent. The desk may have stopped, ` +
        'and another program taken its port; start it again.',
    );
    this.name = 'Stranger';
  }
}

async function refusalOf(response: Response): Promise<ApiRefusal> {
  const problem = await problemOf(response);
  if (!problem) return new ApiRefusal(response.status, `HTTP_${response.status}`, '', []);
  return new ApiRefusal(response.status, problem.code, problem.detail, problem.problems);
}

async function answerTo<T>(
  { line: { path } }: Call,
  response: Response,
  form: Form<T>,
): Promise<T> {
  const answer = await answerOf(response, form);
  if (answer === undefined) throw new Error(`What ${path} answered is not of the documented form.`);
  return answer;
}

/** The API of the desk that has said that it runs; a key goes to whoever proves to be that desk (decision 0017). */
export function createDeskApi(
  { apiUrl, proofKey }: Pick<RunningFile, 'apiUrl' | 'proofKey'>,
  signal: AbortSignal,
): DeskApi {
  let isKnown = false;

  async function refuseStranger(): Promise<void> {
    isKnown ||= proofKey !== undefined && (await isDesk(apiUrl, proofKey, signal));
    if (!isKnown) throw new Stranger(apiUrl);
  }

  async function once(apiKey: string, call: Call): Promise<Response | undefined> {
    try {
      await refuseStranger();
      const { line, query, body, idempotencyKey: key } = call;
      const sent = { ...line, query, content: jsonOf(body), key };
      const caller = { origin: apiUrl, locale: 'en', apiKey } as const;
      return await fetch(urlOf(sent, caller), {
        method: line.method,
        headers: headersOf(sent, caller),
        body: sent.content ?? null,
        redirect: 'manual',
        signal: AbortSignal.any([signal, timeLimit(CALL_LIMIT_MS)]),
      });
    } catch (error) {
      if (error instanceof Stranger) throw error;
      signal.throwIfAborted();
      isKnown = false; // Whoever answers next may be another.
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

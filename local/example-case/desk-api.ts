/** The desk's HTTP API as the example's people use it; an outage is waited out, a refusal is told. */
import { isDesk } from '../../client/desk-proof';
import { timeLimit } from '../../base/time-limit';
import type { Form } from '../../wire/forms';
import { type Refused, type Way, ask, pause } from '../../wire/ask';
import { type Query, answerOf, jsonOf } from '../../wire/http';
import type { Finding } from '../../wire/problem-answers';
import type { RunningFile } from '../desk/running-file';
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

function refusalOf({ status, problem }: Refused): ApiRefusal {
  if (!problem) return new ApiRefusal(status, `HTTP_${status}`, '', []);
  return new ApiRefusal(status, problem.code, problem.detail ?? problem.title, problem.problems);
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

  function wayOf(apiKey: string): Way {
    return {
      async caller() {
        await refuseStranger();
        return { origin: apiUrl, locale: 'en', apiKey };
      },
      limit: () => timeLimit(CALL_LIMIT_MS),
      signal,
      init: { redirect: 'manual' },
    };
  }

  return {
    async call(apiKey, form, { line, query, body, idempotencyKey: key }) {
      const sent = { ...line, query, content: jsonOf(body), key };
      const deadline = Date.now() + OUTAGE_LIMIT_MS;
      for (;;) {
        const outcome = await ask(sent, wayOf(apiKey), (response) => answerOf(response, form));
        if (outcome.kind === 'answered') {
          if (outcome.value !== undefined) return outcome.value;
          throw new Error(`What ${line.path} answered is not of the documented form.`);
        }
        if (outcome.kind === 'refused' && outcome.status !== 503) throw refusalOf(outcome);
        if (outcome.kind === 'unanswered') {
          if (outcome.error instanceof Stranger) throw outcome.error;
          isKnown = false; // Whoever answers next may be another.
        }
        if (Date.now() > deadline) throw new Error(`The API at ${apiUrl} does not answer.`);
        await pause(PAUSE_MS, signal);
      }
    },
  };
}

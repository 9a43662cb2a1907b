/**
 * One HTTP call to the acquirer: address, credentials, time-out, and what each kind of failure means.
 * No retries here: Temporal owns them all.
 */
import type { ZodType } from 'zod';
import { z } from 'zod';
import { timeLimit } from '../../base/time-limit';
import { faultOf } from '../../workflows/contract/faults';
import { readBounded } from '../bounded-answer';
import { AcquirerFailure } from './acquirer-port';

export interface HttpCallOptions {
  /** Address up to the version, e.g. `https://acquirer.example/acquirer/v1`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** Of one call, ms; has to be shorter than startToClose of the activities. */
  readonly timeoutMs: number;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** A parsed answer, or undefined where the acquirer says 404 `not_found`. */
export type HttpAnswer<T> = T | undefined;

const problemSchema = z.object({ code: z.string() });

/** Calls once. Fails with `AcquirerFailure`; an answer of another form than the contract is `unknown`. */
export async function callAcquirer<T>(
  options: HttpCallOptions,
  request: HttpRequest,
  schema: ZodType<T>,
  signal: AbortSignal,
): Promise<HttpAnswer<T>> {
  const { response, text } = await exchange(options, request, signal);
  if (response.ok) {
    const parsed = schema.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    throw new AcquirerFailure('unknown', `answer ${response.status} is not of the contract`);
  }
  const code = problemSchema.safeParse(parseJson(text)).data?.code;
  if (response.status === 404 && code === 'not_found') return undefined;
  throw failureOf(response, code);
}

async function exchange(
  options: HttpCallOptions,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<{ response: Response; text: string }> {
  try {
    const response = await fetch(`${options.baseUrl}${request.path}`, {
      method: request.method,
      redirect: 'error',
      headers: {
        authorization: `Bearer ${options.apiKey}`,
        accept: 'application/json',
        ...(request.body && { 'content-type': 'application/json' }),
      },
      ...(request.body && { body: JSON.stringify(request.body) }),
      signal: AbortSignal.any([signal, timeLimit(options.timeoutMs)]),
    });
    return { response, text: await readBounded(response) };
  } catch (error) {
    // The cause names hosts and ports at most, but is left behind all the same: codes suffice.
    throw new AcquirerFailure('unknown', `no answer: ${error instanceof Error ? error.name : '?'}`);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON; the schema says no to it.
  }
}

function failureOf(response: Response, code: string | undefined): AcquirerFailure {
  const message = `answer ${response.status} ${code ?? 'without code'}`;
  const retryAfterMs = retryAfter(response.headers.get('retry-after'));
  if (response.status === 429) return new AcquirerFailure('busy', message, retryAfterMs);
  if (code === 'request_number_reused') return new AcquirerFailure('conflict', message);
  if (faultOf('http', String(response.status)).reaction === 'passing') {
    return new AcquirerFailure('unknown', message, retryAfterMs);
  }
  return new AcquirerFailure('misconfigured', message);
}

/** Longest delay that an acquirer can ask for, ms. */
const RETRY_AFTER_LIMIT_MS = 60 * 60_000;

function retryAfter(header: string | null): number | undefined {
  if (header === null || !/^\d{1,9}$/.test(header)) return undefined;
  return Math.min(Number(header) * 1000, RETRY_AFTER_LIMIT_MS);
}

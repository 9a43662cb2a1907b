/** The desk's HTTP API as the example's people use it; an outage is waited out, a refusal is told. */
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { timeLimit } from '../../record/time-limit';
import { publicCode } from '../../workflows/contract/errors';

const OUTAGE_LIMIT_MS = 120_000;
const PAUSE_MS = 500;
const CALL_LIMIT_MS = 30_000;

const problemForm = z.object({
  code: z.string(),
  detail: z.string(),
  problems: z
    .array(z.object({ path: z.string(), code: z.string(), message: z.string() }))
    .default([]),
});
export type RefusalProblem = z.infer<typeof problemForm>['problems'][number];

/** The API answered no; `code` is of docs/errors.md. */
export class ApiRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly problems: readonly RefusalProblem[],
  ) {
    super(`${code}: ${detail}`);
    this.name = 'ApiRefusal';
  }
}

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
  call<T>(apiKey: string, schema: z.ZodType<T>, call: Call): Promise<T>;
}

async function refusalOf(response: Response): Promise<ApiRefusal> {
  const parsed = problemForm.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success) return new ApiRefusal(response.status, `HTTP_${response.status}`, '', []);
  const { code, detail, problems } = parsed.data;
  return new ApiRefusal(response.status, code, detail, problems);
}

export function createDeskApi(apiUrl: string, signal: AbortSignal): DeskApi {
  async function once(apiKey: string, call: Call): Promise<Response | undefined> {
    try {
      return await fetch(`${apiUrl}/api/v1${call.path}`, {
        method: call.method,
        headers: {
          authorization: `Bearer ${apiKey}`,
          'accept-language': 'en',
          ...(call.body && { 'content-type': 'application/json' }),
          ...(call.idempotencyKey !== undefined && { 'idempotency-key': call.idempotencyKey }),
        },
        ...(call.body && { body: JSON.stringify(call.body) }),
        signal: AbortSignal.any([signal, timeLimit(CALL_LIMIT_MS)]),
      });
    } catch {
      signal.throwIfAborted();
      return undefined; // Out of reach just now.
    }
  }
  return {
    async call(apiKey, schema, call) {
      const deadline = Date.now() + OUTAGE_LIMIT_MS;
      for (;;) {
        const response = await once(apiKey, call);
        if (response?.ok) return schema.parse(await response.json());
        if (response !== undefined && response.status !== 503) {
          const refusal = await refusalOf(response);
          if (refusal.code !== publicCode('IN_PROGRESS')) throw refusal;
        }
        if (Date.now() > deadline) throw new Error(`The API at ${apiUrl} does not answer.`);
        await delay(PAUSE_MS, undefined, { signal });
      }
    },
  };
}

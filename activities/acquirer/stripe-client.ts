/**
 * Stripe's official client as the adapter uses it: loaded on first use, its own retries off, every call
 * under a signal, and every foreign error turned into a refusal or an `AcquirerFailure`.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type Stripe from 'stripe' with { 'resolution-mode': 'import' };
import type { ZodType } from 'zod';
import type { RequestStatement } from './acquirer-adapter';
import { readBounded } from '../bounded-answer';
import { AcquirerFailure } from './acquirer-port';

export interface StripeClientOptions {
  readonly apiKey: string;
  /** Scheme, host and port in place of https://api.stripe.com; empty or absent: Stripe itself. */
  readonly apiBase?: string;
  /** Connected account that every call is made for (`acct_…`); absent: the account of the key. */
  readonly account?: string;
  /** Of one call, ms; default 10,000. */
  readonly timeoutMs?: number;
}

/** Runs calls of the library under a signal. Fails with whatever the library throws. */
export type StripeCaller = <T>(
  signal: AbortSignal,
  work: (stripe: Stripe) => Promise<T>,
) => Promise<T>;

const TIMEOUT_MS = 10_000;
const callSignal = new AsyncLocalStorage<AbortSignal>();

export function createStripeCaller(options: StripeClientOptions): StripeCaller {
  let loading: Promise<Stripe> | undefined;
  return async (signal, work) => {
    const stripe = await (loading ??= loadClient(options));
    return await callSignal.run(signal, () => work(stripe));
  };
}

async function loadClient(options: StripeClientOptions): Promise<Stripe> {
  const { default: StripeClient } = await import('stripe');
  return new StripeClient(options.apiKey, {
    maxNetworkRetries: 0,
    telemetry: false,
    timeout: options.timeoutMs ?? TIMEOUT_MS,
    httpClient: StripeClient.createFetchHttpClient(boundedFetchUnderSignal),
    ...(options.account !== undefined && { stripeAccount: options.account }),
    ...addressOf(options.apiBase),
  });
}

function addressOf(
  apiBase: string | undefined,
): Pick<Stripe.StripeConfig, 'host' | 'port' | 'protocol'> {
  if (!apiBase) return {};
  const { protocol, hostname, port } = new URL(apiBase);
  const isPlain = protocol === 'http:';
  return {
    protocol: isPlain ? 'http' : 'https',
    host: hostname,
    port: port || (isPlain ? '80' : '443'),
  };
}

/** The library reads whole bodies, so it is given none that was not bounded before. */
const boundedFetchUnderSignal: typeof fetch = async (input, init) => {
  const outer = callSignal.getStore();
  const signals = [outer, init?.signal].filter((signal) => !!signal);
  const signal = AbortSignal.any(signals);
  const response = await fetch(input, { ...init, redirect: 'error', signal });
  const { status, headers } = response;
  return new Response(await readBounded(response), { status, headers });
};

/** What the adapter decides on; read from the error without trusting its class. */
export interface StripeProblem {
  readonly status?: number;
  /** Stripe's own code, e.g. `charge_already_refunded`, or its type where there is none. */
  readonly code?: string;
  readonly isIdempotencyConflict: boolean;
  /** The answer is the one that Stripe has stored under the key, not that of a new execution. */
  readonly isReplayed: boolean;
  readonly retryAfterMs?: number;
}

export function problemOf(error: unknown): StripeProblem {
  const fields = (typeof error === 'object' && error !== null ? error : {}) as ForeignError;
  const { statusCode, code, rawType, headers } = fields;
  const status = typeof statusCode === 'number' ? statusCode : undefined;
  const named = [code, rawType].find((value) => typeof value === 'string' && CODE.test(value));
  const retryAfterMs = secondsOf(headers?.['retry-after']);
  return {
    isIdempotencyConflict: rawType === 'idempotency_error' && status !== 409,
    isReplayed: headers?.['idempotent-replayed'] === 'true',
    ...(status !== undefined && { status }),
    ...(typeof named === 'string' && { code: named }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

interface ForeignError {
  readonly statusCode?: unknown;
  readonly code?: unknown;
  readonly rawType?: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
}

const CODE = /^[a-z][a-z0-9_]{1,63}$/;
/** Longest delay that Stripe can ask for, ms. */
const RETRY_AFTER_LIMIT_MS = 60 * 60_000;

function secondsOf(header: unknown): number | undefined {
  if (typeof header !== 'string' || !/^\d{1,9}$/.test(header)) return undefined;
  return Math.min(Number(header) * 1_000, RETRY_AFTER_LIMIT_MS);
}

/**
 * The failure that an error stands for, or undefined where it is a definite no to a request: a 4xx about
 * the request itself. 409 means that a call under the same key is still running.
 */
export function failureOf(problem: StripeProblem): AcquirerFailure | undefined {
  const { status, code = 'without code', retryAfterMs } = problem;
  if (status === undefined) return new AcquirerFailure('unknown', 'no answer');
  const message = `answer ${status} ${code}`;
  if (problem.isIdempotencyConflict) return new AcquirerFailure('conflict', message);
  if (status === 429) return new AcquirerFailure('busy', message, retryAfterMs);
  if (status === 401 || status === 403) return new AcquirerFailure('misconfigured', message);
  const isDefinite = status >= 400 && status < 500 && status !== 408 && status !== 409;
  return isDefinite ? undefined : new AcquirerFailure('unknown', message, retryAfterMs);
}

/** A definite no as a statement; anything else is thrown as an `AcquirerFailure`. */
export function refusedOrThrow(error: unknown): RequestStatement {
  if (error instanceof AcquirerFailure) throw error;
  const problem = problemOf(error);
  const failed = failureOf(problem);
  if (failed !== undefined) throw failed;
  return refusedWith(problem.code ?? 'NOT_NAMED');
}

export function refusedWith(providerCode: string): RequestStatement {
  return { names: {}, state: 'refused', providerCode };
}

/** A read that Stripe says no to is a fault of our request or configuration. */
export async function reading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AcquirerFailure) throw error;
    const problem = problemOf(error);
    throw failureOf(problem) ?? new AcquirerFailure('misconfigured', `answer ${problem.status}`);
  }
}

/** `unknown` where the answer has another form than the schema. */
export function parse<T>(schema: ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AcquirerFailure('unknown', 'the answer is not of the documented form');
}

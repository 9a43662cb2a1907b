/**
 * Idempotency-Key on every POST: the same request with the same key gets the first answer, another
 * body under a used key is refused, and a fault of ours (5xx) or a limit gives the key back.
 */
import { createHmac, randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { updateIdOf } from '../../../temporal/decisions';
import { callerKey } from './access';
import { IDEMPOTENCY_KEY_FORM, IDEMPOTENCY_KEY_PATTERN } from '../../../wire/limits';
import { ApiError, fieldError } from './api-error';
import type { ApiDeps, ApiInstance } from '../deps';

declare module 'fastify' {
  interface FastifyRequest {
    idempotency: { scope: string; key: string } | null;
  }
}

const KEPT_HEADERS = ['content-type', 'location'] as const;
const IN_PROGRESS_RETRY_S = 1;

function keyOf(request: FastifyRequest): string | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return undefined;
  if (typeof header !== 'string' || !IDEMPOTENCY_KEY_PATTERN.test(header)) {
    throw fieldError('Idempotency-Key', 'FIELD_INVALID', IDEMPOTENCY_KEY_FORM);
  }
  return header;
}

function callerOf(request: FastifyRequest): string {
  return request.staff?.principalId ?? request.merchantCaseId ?? callerKey(request);
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '';
}

/**
 * Id of the update that a request leads to: the same for a repeated request. Without a key every
 * request is its own.
 */
export function updateIdFor(deps: ApiDeps, request: FastifyRequest): string {
  const key = keyOf(request) ?? randomUUID();
  return updateIdOf(deps.settings.secret, callerOf(request), pathOf(request), key);
}

/**
 * Takes the key of a request, if it has one. Answers and returns true where the request was answered
 * before. Routes with a body that is not JSON call it themselves, with the content.
 * `IDEMPOTENCY_KEY_REUSED`, `IN_PROGRESS`.
 */
export async function takeKey(
  deps: ApiDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  content: Buffer | string,
): Promise<boolean> {
  const key = keyOf(request);
  if (key === undefined) return false;
  const scope = `${callerOf(request)} ${request.method} ${pathOf(request)}`;
  const bodyHash = createHmac('sha256', deps.settings.secret).update(content).digest('hex');
  const begun = await deps.record.idempotency.begin(scope, key, bodyHash);
  if (begun.kind === 'in-progress') {
    throw new ApiError('IN_PROGRESS', { retryAfterS: IN_PROGRESS_RETRY_S });
  }
  if (begun.kind === 'fresh') {
    request.idempotency = { scope, key };
    return false;
  }
  await reply
    .code(begun.status)
    .headers({ ...begun.headers, 'idempotent-replayed': 'true' })
    .serializer((text: unknown) => String(text))
    .send(begun.body);
  return true;
}

async function keepAnswer(
  deps: ApiDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<void> {
  const taken = request.idempotency;
  if (!taken) return;
  request.idempotency = null;
  const status = reply.statusCode;
  const body = typeof payload === 'string' ? payload : '';
  try {
    if (status >= 500 || status === 429) {
      await deps.record.idempotency.drop(taken.scope, taken.key);
      return;
    }
    const headers: Record<string, string> = {};
    for (const name of KEPT_HEADERS) {
      const value = reply.getHeader(name);
      if (typeof value === 'string') headers[name] = value;
    }
    await deps.record.idempotency.finish(taken.scope, taken.key, { status, body, headers });
  } catch (error) {
    // The answer itself stands; a repeated request is kept from doing anything twice by its update id.
    request.log.warn({ err: error }, 'an answer could not be kept under its Idempotency-Key');
  }
}

/** Honors the header on every POST of staff and merchants that does not opt out. */
export function registerIdempotency(api: ApiInstance, deps: ApiDeps): void {
  api.decorateRequest('idempotency', null);
  api.addHook('preHandler', async (request, reply) => {
    const { access, storeAnswer } = request.routeOptions.config;
    if (request.method !== 'POST' || access?.kind === 'public' || storeAnswer === false) return;
    const answered = await takeKey(deps, request, reply, JSON.stringify(request.body ?? null));
    if (answered) return reply;
  });
  api.addHook('onSend', async (request, reply, payload) => {
    await keepAnswer(deps, request, reply, payload);
    return payload;
  });
}

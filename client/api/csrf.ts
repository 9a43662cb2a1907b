/**
 * Requests that change something and are authenticated by a cookie: they have to come from a page of the
 * desk. A page knows the token of its session, which another site cannot read.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { ApiError } from './api-error';
import type { ApiDeps } from './deps';

const TOKEN_HEADER = 'x-csrf-token';
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The token that belongs to a session; the same for as long as the session lasts. */
export function csrfTokenOf(deps: ApiDeps, sessionToken: string): string {
  return createHmac('sha256', deps.settings.secret)
    .update(`csrf:${sessionToken}`)
    .digest('base64url');
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

/** Refuses what a browser says comes from elsewhere; programs say nothing. `CSRF_REFUSED`. */
export function refuseCrossSite(deps: ApiDeps, request: FastifyRequest): void {
  const { origin, host, 'sec-fetch-site': site } = request.headers;
  if (site === 'cross-site' || site === 'same-site') throw new ApiError('CSRF_REFUSED');
  if (origin === undefined) return;
  const from = hostOf(origin);
  const own = [host, hostOf(deps.settings.publicUrl)];
  if (from === undefined || !own.includes(from)) throw new ApiError('CSRF_REFUSED');
}

/** Refuses a change that a session's cookie came with, but not its token. `CSRF_REFUSED`. */
export function refuseForged(deps: ApiDeps, request: FastifyRequest, sessionToken: string): void {
  if (SAFE_METHODS.has(request.method)) return;
  refuseCrossSite(deps, request);
  const sent = request.headers[TOKEN_HEADER];
  if (typeof sent !== 'string' || !sameText(sent, csrfTokenOf(deps, sessionToken))) {
    throw new ApiError('CSRF_REFUSED');
  }
}

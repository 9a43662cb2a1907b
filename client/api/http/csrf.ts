/**
 * Requests of pages elsewhere, which the browser of somebody who may do more can be made to send. None
 * reaches the desk under a name that is not its own, or changes anything; where a cookie tells who asks, a
 * page of the desk also shows the token of its session, which another site cannot read.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { isReading, isSecurePage, refusalOf } from '../../../checks/own-hosts';
import { ApiError } from './api-error';
import type { ApiDeps, ApiInstance } from '../deps';

const TOKEN_HEADER = 'x-csrf-token';

/** Asks of every request whether its host and its page are the desk's. `HOST_REFUSED`, `CSRF_REFUSED`. */
export function registerOwnHosts(api: ApiInstance, { settings }: ApiDeps): void {
  const named = [new URL(settings.publicUrl).hostname, ...settings.allowedHosts];
  api.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.anyHost && isReading(request)) return;
    const refusal = refusalOf(request, named);
    if (refusal) throw new ApiError(refusal);
  });
}

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

/** Refuses what a browser says comes from elsewhere; programs say nothing. `CSRF_REFUSED`. */
export function refuseCrossSite(request: FastifyRequest): void {
  const { 'sec-fetch-site': site } = request.headers;
  if (site === 'cross-site' || site === 'same-site') throw new ApiError('CSRF_REFUSED');
}

/** Refuses to begin a session that the browser would not keep. `INSECURE_PAGE`. */
export function refuseInsecurePage(request: FastifyRequest): void {
  if (!isSecurePage(request.headers.origin)) throw new ApiError('INSECURE_PAGE');
}

/** Refuses a change that a session's cookie came with, but not its token. `CSRF_REFUSED`. */
export function refuseForged(deps: ApiDeps, request: FastifyRequest, sessionToken: string): void {
  if (isReading(request)) return;
  refuseCrossSite(request);
  const sent = request.headers[TOKEN_HEADER];
  if (typeof sent !== 'string' || !sameText(sent, csrfTokenOf(deps, sessionToken))) {
    throw new ApiError('CSRF_REFUSED');
  }
}

// client/api/people/: who may come in: sessions, passwords and keys, and the list of people for admins.
/**
 * Browsers in which a person has signed in before: a cookie that says so. Wrong passwords from elsewhere do
 * not keep the person waiting there (device cookies, OWASP "Slow Down Online Guessing Attacks").
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiDeps } from '../deps';

const COOKIE = '__Host-unbind_known';
const ID_BYTES = 16;
const KEPT_S = 180 * 24 * 60 * 60;

function proofOf(deps: ApiDeps, user: string, id: string): Buffer {
  return createHmac('sha256', deps.settings.secret).update(`known:${id}:${user}`).digest();
}

/** The id of the browser, where this user has signed in with it. */
export function knownBrowserOf(
  deps: ApiDeps,
  request: FastifyRequest,
  user: string,
): string | undefined {
  const [id = '', proof = ''] = request.cookies[COOKIE]?.split('.') ?? [];
  const [shown, right] = [Buffer.from(proof, 'base64url'), proofOf(deps, user, id)];
  return shown.length === right.length && timingSafeEqual(shown, right) ? id : undefined;
}

/** Makes the browser known for a user, in place of the one that it was known for. */
export function rememberBrowser(deps: ApiDeps, reply: FastifyReply, user: string): void {
  const id = randomBytes(ID_BYTES).toString('base64url');
  reply.setCookie(COOKIE, `${id}.${proofOf(deps, user, id).toString('base64url')}`, {
    path: '/',
    httpOnly: true,
    secure: true,
    sameSite: 'strict',
    maxAge: KEPT_S,
  });
}

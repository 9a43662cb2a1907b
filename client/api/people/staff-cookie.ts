/** The cookie of a person's session: only over TLS or on this machine, never to scripts or other sites. */
import type { FastifyReply, FastifyRequest } from 'fastify';

export const STAFF_COOKIE = '__Host-unbind_staff';

const ATTRIBUTES = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;

export function staffTokenOf(request: FastifyRequest): string | undefined {
  return request.cookies[STAFF_COOKIE];
}

/** Lasts until the browser closes, and at most until the session ends. */
export function setStaffCookie(reply: FastifyReply, token: string): void {
  reply.setCookie(STAFF_COOKIE, token, ATTRIBUTES);
}

export function clearStaffCookie(reply: FastifyReply): void {
  reply.clearCookie(STAFF_COOKIE, ATTRIBUTES);
}

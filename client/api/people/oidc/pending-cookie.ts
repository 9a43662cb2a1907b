/**
 * Carries a begun sign-in from one request to the next in the browser itself: sealed, short-lived, and
 * sent along when the provider sends the browser back (hence Lax).
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ApiDeps } from '../../deps';

const NAME = '__Host-unbind_oidc';
/** Time that somebody has at the provider, s. */
const LIFE_S = 600;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ATTRIBUTES = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;

const form = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  untilMs: z.number(),
});
export type BegunSignIn = Omit<z.output<typeof form>, 'untilMs'>;

function keyOf({ settings }: ApiDeps): Buffer {
  return Buffer.from(hkdfSync('sha256', settings.secret, '', 'unbind-desk oidc', 32));
}

export function keepPending(deps: ApiDeps, reply: FastifyReply, begun: BegunSignIn): void {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(deps), nonce);
  const untilMs = deps.now().getTime() + LIFE_S * 1_000;
  const plain = JSON.stringify({ ...begun, untilMs });
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  const value = Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
  reply.setCookie(NAME, value, { ...ATTRIBUTES, maxAge: LIFE_S });
}

function unsealed(deps: ApiDeps, value: string): unknown {
  const bytes = Buffer.from(value, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', keyOf(deps), bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const body = bytes.subarray(NONCE_BYTES, -TAG_BYTES);
    const plain = Buffer.concat([decipher.update(body), decipher.final()]);
    return JSON.parse(plain.toString('utf8'));
  } catch {
    // Made up or torn: no sign-in was begun here.
    return undefined;
  }
}

/** The sign-in that this browser began, once; undefined where there is none or it took too long. */
export function takePending(
  deps: ApiDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): BegunSignIn | undefined {
  reply.clearCookie(NAME, ATTRIBUTES);
  const { data } = form.safeParse(unsealed(deps, request.cookies[NAME] ?? ''));
  return data && data.untilMs > deps.now().getTime() ? data : undefined;
}

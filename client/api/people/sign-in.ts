/**
 * Signing in with a local account. Every attempt counts before the password is looked at; the answer and
 * its time are the same whether or not there is such an account. Whoever guesses waits, and nobody else: an
 * account is counted apart for each address, and for each browser that its person has signed in with.
 */
import type { FastifyRequest } from 'fastify';
import type { SignInSubject, Staff } from '../../../record/port/desk-record';
import { ApiError } from '../http/api-error';
import { clientOf } from '../http/client-address';
import type { ApiDeps } from '../deps';
import { knownBrowserOf } from './known-browser';
import { passwordFits } from './password';

/** People mistype; after that each failure doubles the wait. */
const FREE_FAILURES = 5;
/** Of all accounts from one address: a whole office may share one. */
const FREE_FAILURES_OF_ADDRESS = 30;
/** Of one account from all addresses: a hundred an hour, as OWASP ASVS 2.2.1 allows at most. */
const FREE_FAILURES_OF_ACCOUNT = 100;
const ACCOUNT_FORGETS_MS = 3_600_000 / FREE_FAILURES_OF_ACCOUNT;

/** What an attempt counts under. A new password is another thing to guess, so its count begins anew. */
function subjectsOf(
  deps: ApiDeps,
  request: FastifyRequest,
  user: string,
  passwordHash: string | undefined,
): readonly SignInSubject[] {
  const place = (from: string): SignInSubject => ({
    kind: 'place',
    name: [user, from, passwordHash ?? ''].join('\0'),
    free: FREE_FAILURES,
  });
  const browser = knownBrowserOf(deps, request, user);
  if (browser !== undefined) return [place(`browser ${browser}`)];
  const address = clientOf(request);
  return [
    place(address),
    { kind: 'address', name: address, free: FREE_FAILURES_OF_ADDRESS },
    {
      kind: 'account',
      name: user,
      free: FREE_FAILURES_OF_ACCOUNT,
      forgetsMs: ACCOUNT_FORGETS_MS,
    },
  ];
}

/** The person. `SIGN_IN_FAILED`, `TOO_MANY_REQUESTS` with the time to wait. */
export async function signIn(
  deps: ApiDeps,
  request: FastifyRequest,
  user: string,
  password: string,
): Promise<Staff> {
  const found = await deps.record.sessions.findSignIn(user);
  const subjects = subjectsOf(deps, request, user, found?.passwordHash);
  for (const subject of subjects) {
    const waitMs = await deps.record.sessions.countAttempt(subject);
    if (waitMs > 0) {
      throw new ApiError('TOO_MANY_REQUESTS', { retryAfterS: Math.ceil(waitMs / 1000) });
    }
  }
  const fits = await passwordFits(found?.passwordHash, password);
  if (!found || !fits || found.staff.disabled) throw new ApiError('SIGN_IN_FAILED');
  for (const subject of subjects) await deps.record.sessions.forgiveAttempt(subject);
  return found.staff;
}

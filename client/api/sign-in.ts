/**
 * Signing in with a local account. Every attempt counts under the account and the address before the
 * password is looked at; the answer and its time are the same whether or not there is such an account.
 */
import type { SignInSubject, Staff } from '../../record/desk-record';
import { ApiError } from './api-error';
import type { ApiDeps } from './deps';
import { passwordFits } from './password';

/** People mistype; after that each failure doubles the wait. */
const FREE_FAILURES_OF_ACCOUNT = 5;
/** A whole office may share one address. */
const FREE_FAILURES_OF_ADDRESS = 30;

/** The person. `SIGN_IN_FAILED`, `TOO_MANY_REQUESTS` with the time to wait. */
export async function signIn(
  deps: ApiDeps,
  user: string,
  password: string,
  address: string,
): Promise<Staff> {
  const subjects: readonly SignInSubject[] = [
    { kind: 'address', name: address, free: FREE_FAILURES_OF_ADDRESS },
    { kind: 'account', name: user, free: FREE_FAILURES_OF_ACCOUNT },
  ];
  for (const subject of subjects) {
    const waitMs = await deps.record.sessions.countAttempt(subject);
    if (waitMs > 0) {
      throw new ApiError('TOO_MANY_REQUESTS', { retryAfterS: Math.ceil(waitMs / 1000) });
    }
  }
  const found = await deps.record.sessions.findSignIn(user);
  const fits = await passwordFits(found?.passwordHash, password);
  if (!found || !fits || found.staff.disabled) throw new ApiError('SIGN_IN_FAILED');
  for (const subject of subjects) await deps.record.sessions.forgiveAttempt(subject);
  return found.staff;
}

/** Sign-in of staff: sessions of the console, local passwords, and what failed sign-ins cost. */
import type { PrincipalId } from '../../../workflows/contract/identifiers';
import type { Staff } from './staff';

export interface SessionLimits {
  /** A session that is not used ends after this, ms. */
  readonly idleMs: number;
  /** The end of a session that is used all the time, ms after sign-in. */
  readonly totalMs: number;
}

export interface StaffSession {
  readonly staff: Staff;
  /** The end, however much it is used. */
  readonly expiresAt: Date;
  /** The end unless it is used before. */
  readonly idleExpiresAt: Date;
}

/**
 * What a sign-in is counted under.
 * - `place`: an account as it is asked for from one address or browser
 * - `address`: whatever is asked for from one address
 * - `account`: an account, wherever it is asked for from
 */
export interface SignInSubject {
  readonly kind: 'place' | 'address' | 'account';
  readonly name: string;
  /** Failures that cost nothing. */
  readonly free: number;
  /** One failure is forgotten for each so much time without another, ms; omitted: all after a day. */
  readonly forgetsMs?: number;
}

export interface StaffSessionStore {
  /** Begins a session: 32 random bytes, base64url, of which only a hash is kept. */
  begin(principalId: PrincipalId, limits: SessionLimits): Promise<string>;
  /**
   * The session of a token, or undefined where it is unknown, has ended, or its person is disabled.
   * `isUse` moves the idle end (written at most once a minute).
   */
  find(token: string, limits: SessionLimits, isUse: boolean): Promise<StaffSession | undefined>;
  /** Called twice: it has ended either time. */
  end(token: string): Promise<void>;
  /** Ends every session of a person. */
  endAll(principalId: PrincipalId): Promise<void>;
  /** A person by user name with the hash of the password; undefined where there is none. */
  findSignIn(
    user: string,
  ): Promise<{ readonly staff: Staff; readonly passwordHash?: string } | undefined>;
  /**
   * Counts an attempt before its password is looked at, so that attempts at the same time count too.
   * Answers the wait, ms, where an earlier failure still blocks the subject; then nothing is counted.
   * The wait doubles from failure to failure, up to fifteen minutes.
   */
  countAttempt(subject: SignInSubject): Promise<number>;
  /** A sign-in succeeded: place and account start anew, an address gets its attempt back. */
  forgiveAttempt(subject: SignInSubject): Promise<void>;
}

// record/port/people/: who may come in: staff with their sessions and views, merchants with theirs, codes and keys.
/** One-time codes as their askers, their sender and their checks see them. No method ever returns a code twice. */
import type { Locale } from '../../../workflows/contract/case-data';
import type { CaseId } from '../../../workflows/contract/identifiers';

/** `request`: proves the phone of a first contact; `session`: opens the page of a case. */
export type CodePurpose = 'request' | 'session';

/**
 * - `asked`: nothing has left, or the provider has said that nothing did
 * - `sending`: a text may have left
 * - `sent`: the provider took it; `failed`: it refused it
 * - `silent`: there is nobody to send it to, or the number has had its share
 */
export type CodeState = 'asked' | 'sending' | 'sent' | 'failed' | 'silent';

export interface AskedCode {
  readonly codeId: string;
  readonly purpose: CodePurpose;
  readonly caseId?: CaseId;
  /** E.164; of a first contact only. */
  readonly phone?: string;
  readonly locale: Locale;
  readonly state: CodeState;
  readonly expiresAt: Date;
}

export interface CodeStore {
  /**
   * Writes down that a code is asked for: the same work whether or not there is such a case.
   * `TOO_MANY_CODES` where three were asked for the same phone or case within 15 minutes.
   */
  ask(
    input: { readonly locale: Locale; readonly ttlMs: number } & (
      | { readonly purpose: 'request'; readonly phone: string }
      | { readonly purpose: 'session'; readonly caseId: CaseId }
    ),
  ): Promise<AskedCode>;
  /** What was asked for, without the code; undefined where there is none. */
  read(codeId: string): Promise<AskedCode | undefined>;
  /**
   * Makes the code for its one text: the row turns to `sending` and keeps a hash, the code exists only
   * in the answer. Undefined where a text may have left before, the code has expired, or `phone` has
   * had `dailyBudget` texts with codes within 24 hours (the row turns to `silent`).
   */
  begin(codeId: string, phone: string, dailyBudget: number): Promise<string | undefined>;
  /** How the text ended; `asked` where the provider says that it did not leave. */
  settle(codeId: string, state: Exclude<CodeState, 'sending'>): Promise<void>;
  /**
   * Uses a code up. False for a wrong, unknown, expired or used one, one of another purpose or case, one that
   * went to another phone than the case has now, and after five tries: all the same. `usedFor` names the request that uses it, which alone may use
   * it again.
   */
  redeem(input: {
    readonly codeId: string;
    readonly code: string;
    readonly purpose: CodePurpose;
    readonly caseId?: CaseId;
    readonly usedFor?: string;
  }): Promise<boolean>;
}

/** Links and sessions that open the page of one case to its merchant. */
import type { CaseId, RevisionNumber } from '../../../workflows/contract/identifiers';

/** Tokens of merchants. */
export interface MerchantTokenStore {
  /**
   * 32 random bytes, base64url; only a hash is kept. Valid for `ttlMs`, or until revoked; a newer session
   * revokes those before it, a newer link does not. It is made for the contact of `revision`, by default of the one that the case stands on.
   */
  issue(
    caseId: CaseId,
    purpose: 'link' | 'session',
    ttlMs: number,
    revision?: RevisionNumber,
  ): Promise<string>;
  /**
   * The case a token opens, or undefined where it is unknown, expired or revoked, or where the case has
   * another phone or mail of the merchant by now.
   */
  redeem(token: string, purpose: 'link' | 'session'): Promise<CaseId | undefined>;
  /** Ends the tokens of one purpose, or all. Called twice: the same. */
  revoke(caseId: CaseId, purpose?: 'link' | 'session'): Promise<void>;
}

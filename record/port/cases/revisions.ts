/** Revisions of what was entered about a case: immutable, read by number or by moment. */
import type { CaseData } from '../../../workflows/contract/case-data';
import type { CaseId, PrincipalId, RevisionNumber } from '../../../workflows/contract/identifiers';

export interface Revision {
  readonly caseId: CaseId;
  readonly revision: RevisionNumber;
  readonly author: PrincipalId;
  readonly at: Date;
  readonly data: CaseData;
}

/** Personal data of cases, revision by revision. */
export interface RevisionStore {
  /**
   * Adds an immutable revision; `expected` is the latest that the author saw (else `STALE_REVISION`).
   * Ids of terminals and deposits already known in the case must be kept by the caller.
   */
  add(input: {
    caseId: CaseId;
    author: PrincipalId;
    expected: RevisionNumber;
    data: CaseData;
  }): Promise<RevisionNumber>;
  /**
   * Writes the revision that the case stands on and that a restore has lost, as it was entered again.
   * Answers with its number. Called twice: `STALE_REVISION`, as it is there by then.
   */
  enterLost(input: {
    caseId: CaseId;
    author: PrincipalId;
    data: CaseData;
  }): Promise<RevisionNumber>;
  /** Latest revision, or the one named. `CASE_NOT_FOUND`; `REVISION_LOST` where a restore has lost it. */
  read(caseId: CaseId, revision?: RevisionNumber): Promise<Revision>;
  /**
   * The revision that was the latest at a moment, or the first where a restore has lost that one.
   * `CASE_NOT_FOUND`.
   */
  inForce(caseId: CaseId, at: Date): Promise<Revision>;
  /** Everybody who wrote a revision of the case, each once. */
  authors(caseId: CaseId): Promise<readonly PrincipalId[]>;
}

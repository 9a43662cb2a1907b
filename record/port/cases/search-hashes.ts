/** Hashes that were made under an earlier form of `SearchForms`, made anew while the desk works. */
import type { CaseId } from '../../../workflows/contract/identifiers';

/** How far one batch came. */
export interface RenewedHashes {
  readonly renewed: number;
  /** Cases that somebody is writing to, that no key opens, or whose terminal another case holds. */
  readonly left: number;
  /** Where the next batch goes on; absent at the end. */
  readonly next?: CaseId;
}

export interface SearchHashStore {
  /** Cases with hashes of an earlier form; 0 where all of them are of the present one. */
  countBehind(): Promise<number>;
  /**
   * Makes the hashes of up to `limit` cases anew, in the order of their ids, after one of them. A terminal that
   * another case holds too stays as it is and is raised for operators (`TERMINAL_HAS_OPEN_CASE`). Called twice, or
   * by two processes at once: what is done is done.
   */
  renew(limit: number, after?: CaseId): Promise<RenewedHashes>;
}

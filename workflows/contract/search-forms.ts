/**
 * How values are written before they are hashed for search: the same for what is stored and for what is looked
 * for. The record hashes and keeps; checks/ reads. Called by the record alone.
 */

/** Each has an index of keyed hashes of its own. */
export const SEARCH_KINDS = [
  'merchant-number',
  'serial',
  'phone',
  'document-number',
  'email',
] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

export interface SearchForms {
  /** Rises by one whenever the form of a kind changes; stands beside each hash. */
  readonly version: number;
  /** The value as it is hashed now; undefined for what cannot be read. Idempotent. */
  write(kind: SearchKind, entered: string): string | undefined;
  /** The value as rows of the version before hold it; undefined where it had no such kind. Idempotent. */
  writeFormer(kind: SearchKind, entered: string): string | undefined;
}

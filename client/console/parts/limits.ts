/**
 * Limits of what is typed, apart from the schemas so that a page need not load them; a test holds both
 * against each other.
 */

/** Longest free text, characters. */
export const MAX_TEXT_LENGTH = 4_000;
/** Longest content of one field, characters. */
export const MAX_FIELD_LENGTH = 500;
/** Longest reason of a reveal, characters. */
export const MAX_REASON_LENGTH = 500;
/** Longest reference at the acquirer, characters. */
export const MAX_REFERENCE_LENGTH = 64;

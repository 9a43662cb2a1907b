/**
 * What lies beside the ledger is in its chain by commitments: SHA-256 over a random salt and the content, in a row of
 * the ledger. Whoever is given salt and content can prove what was written; without them the hash says nothing.
 * docs/audit.md has the format in words.
 */
import { canonicalJson } from '../../base/canonical-json';
import { sha256Hex } from '../../base/sha256';

/** Event of the rows of the ledger that hold a commitment; they tell nothing of the story of a case. */
export const PAPER_COMMITTED = 'paper-committed';
/** Event of the row after which papers from before commitments have theirs, too. */
export const PAPERS_TAKEN_IN = 'papers-taken-in';

const COMMITMENT_FORMAT = 'unbind-commitment/1';

/** Events that are no part of the story of a case. */
export const BESIDE_STORY = [PAPER_COMMITTED, PAPERS_TAKEN_IN] as const;

/** Tables whose rows are committed to. */
export const PAPERS = [
  'revisions',
  'consents',
  'notes',
  'attachments',
  'notices',
  'intents',
] as const;
export type PaperTable = (typeof PAPERS)[number];

/** A row beside the ledger as it is committed to. */
export interface Paper {
  readonly caseId: string;
  readonly table: PaperTable;
  readonly id: string;
  /** JSON: columns by name, opened where they lie sealed, moments in RFC 3339; without what is empty. */
  readonly content: Readonly<Record<string, unknown>>;
}

/** Hex SHA-256 over salt and paper; equal papers have equal commitments only under one salt. */
export function commitmentTo({ caseId, table, id, content }: Paper, salt: string): string {
  return sha256Hex(canonicalJson({ format: COMMITMENT_FORMAT, salt, caseId, table, id, content }));
}

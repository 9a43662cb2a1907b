/**
 * What lies beside the ledger is in its chain by commitments: SHA-256 over a random salt and the content, in a row of
 * the ledger. Whoever is given salt and content can prove what was written; without them the hash says nothing.
 * docs/audit.md has the format in words.
 */
import { z } from 'zod';
import { canonicalJson } from '../../base/canonical-json';
import { sha256Hex } from '../../base/sha256';
import type { PaperTable } from '../../workflows/contract/verification';

/** Event of the rows of the ledger that hold a commitment; they tell nothing of the story of a case. */
export const PAPER_COMMITTED = 'paper-committed';
/** Event of the row after which papers from before commitments have theirs, too. */
export const PAPERS_TAKEN_IN = 'papers-taken-in';

const COMMITMENT_FORMAT = 'unbind-commitment/1';

/** Events that are no part of the story of a case. */
export const BESIDE_STORY = [PAPER_COMMITTED, PAPERS_TAKEN_IN] as const;

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

/** What the row of a commitment says; `sealedSalt` is base64 of the salt under the key of the case. */
const commitmentFacts = z.object({
  table: z.string(),
  id: z.string(),
  commitment: z.string(),
  sealedSalt: z.string(),
});
export type CommitmentFacts = z.output<typeof commitmentFacts>;

/** A commitment and its place in the chain. */
export interface Commitment extends CommitmentFacts {
  readonly position: number;
}

/** Names a paper among those of its case. */
export function paperName({ table, id }: { readonly table: string; readonly id: string }): string {
  return `${table} ${id}`;
}

/** All commitments that rows have, in their order. */
export function commitmentsIn(
  rows: readonly {
    readonly position: number;
    readonly event?: unknown;
    readonly facts?: unknown;
  }[],
): readonly Commitment[] {
  return rows.flatMap(({ position, event, facts }) => {
    if (event !== PAPER_COMMITTED) return [];
    // Whatever else such a row says commits to nothing.
    const { data: said } = commitmentFacts.safeParse(facts);
    return said ? [{ ...said, position }] : [];
  });
}

/** The commitment in force to each paper, by its name: the last one. */
export function inForce(commitments: readonly Commitment[]): ReadonlyMap<string, Commitment> {
  return new Map(commitments.map((one) => [paperName(one), one]));
}

/**
 * The first that stands there a second time. Each has a salt of its own, so that only whoever has no key of the case
 * repeats one: to put back a paper as it was once.
 */
export function repeatedIn(commitments: readonly Commitment[]): Commitment | undefined {
  const seen = new Set<string>();
  return commitments.find(({ commitment }) => seen.size === seen.add(commitment).size);
}

/**
 * A head says at one moment where the chain of every case ends: one Merkle root over all cases, signed. Whoever
 * keeps heads elsewhere can prove later what stood in the ledger then. docs/audit.md has the format in words.
 */
import { z } from 'zod';
import { canonicalJson } from '../../base/canonical-json';
import { inclusionPath, leafHash, merkleRoot } from '../../base/merkle-tree';
import { sha256Hex } from '../../base/sha256';
import type { Leaf, LedgerHead, SignedHead } from '../port/desk-record';
import { CASE_ID_PATTERN } from '../../workflows/contract/identifiers';
import { HEAD_FORMAT } from '../../workflows/contract/verification';

/** Stands as `previous` in the first head. */
export const NO_HEAD = '0'.repeat(64);

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const leaf = z.tuple([z.string().regex(CASE_ID_PATTERN), z.int().min(1), sha256]);

const head = z.strictObject({
  format: z.literal(HEAD_FORMAT),
  number: z.int().min(1),
  at: z.iso.datetime(),
  cases: z.int().min(0),
  root: sha256,
  previous: sha256,
});

/** See `Signature`. */
export const signature = {
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  signature: z.base64().max(100),
};

/** A head without the leaves that came with it. */
export const headSignature = z.strictObject({ head, ...signature });

/** The text of a file; see `SignedHead`. */
export const signedHead: z.ZodType<SignedHead> = headSignature.extend({ changed: z.array(leaf) });

/** Hex SHA-256 of a head, as the next one names it. */
export function hashOfHead(one: LedgerHead): string {
  return sha256Hex(canonicalJson(one));
}

/** Leaves by case, in the order in which they stand under the root. */
function inOrder(leaves: Iterable<Leaf>): readonly Leaf[] {
  return [...leaves].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function hashes(leaves: readonly Leaf[]): readonly Buffer[] {
  return leaves.map((one) => leafHash(canonicalJson(one)));
}

/** Hex root over the leaves, whatever order they come in. */
export function rootOf(leaves: Iterable<Leaf>): string {
  return merkleRoot(hashes(inOrder(leaves))).toString('hex');
}

/** That a leaf stands under a root. */
export interface InclusionProof {
  readonly leaf: Leaf;
  /** Place of the leaf, from 0, and how many there are. */
  readonly index: number;
  readonly cases: number;
  /** Hex, from the leaf upwards. */
  readonly path: readonly string[];
}

/** The proof for one case; undefined where it is none of the leaves. */
export function proofFor(caseId: string, leaves: Iterable<Leaf>): InclusionProof | undefined {
  const all = inOrder(leaves);
  const index = all.findIndex(([id]) => id === caseId);
  const own = all[index];
  if (own === undefined) return undefined;
  const path = inclusionPath(hashes(all), index).map((hash) => hash.toString('hex'));
  return { leaf: own, index, cases: all.length, path };
}

/** The next head over all leaves; `before` is absent for the first. */
export function nextHead(
  before: LedgerHead | undefined,
  leaves: readonly Leaf[],
  at: Date,
): LedgerHead {
  return {
    format: HEAD_FORMAT,
    number: (before?.number ?? 0) + 1,
    at: at.toISOString(),
    cases: leaves.length,
    root: rootOf(leaves),
    previous: before === undefined ? NO_HEAD : hashOfHead(before),
  };
}

/** Merkle trees as in RFC 9162, section 2.1: one root over many leaves, and proofs that a leaf is under it. */
import { createHash } from 'node:crypto';

const LEAF = Buffer.of(0x00);
const NODE = Buffer.of(0x01);

function sha256(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Hash of a leaf; another prefix than that of a node, so that neither passes for the other. */
export function leafHash(data: string): Buffer {
  return sha256(LEAF, Buffer.from(data, 'utf8'));
}

function nodeHash(left: Buffer, right: Buffer): Buffer {
  return sha256(NODE, left, right);
}

/** The largest power of two below `size`. */
function split(size: number): number {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
}

/** Root over leaf hashes in their order; that of no leaf is the hash of nothing. */
export function merkleRoot(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return sha256();
  if (leaves.length === 1) return first;
  const half = split(leaves.length);
  return nodeHash(merkleRoot(leaves.slice(0, half)), merkleRoot(leaves.slice(half)));
}

/** The hashes beside the way from a leaf to the root, from the leaf upwards. */
export function inclusionPath(leaves: readonly Buffer[], index: number): readonly Buffer[] {
  if (leaves.length <= 1) return [];
  const half = split(leaves.length);
  const [left, right] = [leaves.slice(0, half), leaves.slice(half)];
  return index < half
    ? [...inclusionPath(left, index), merkleRoot(right)]
    : [...inclusionPath(right, index - half), merkleRoot(left)];
}

/** The root that a leaf and its path lead to; undefined where the path is not of this place in such a tree. */
export function rootOfPath(
  leaf: Buffer,
  index: number,
  size: number,
  path: readonly Buffer[],
): Buffer | undefined {
  if (size <= 1) return size === 1 && index === 0 && path.length === 0 ? leaf : undefined;
  const beside = path.at(-1);
  if (beside === undefined || index < 0 || index >= size) return undefined;
  const half = split(size);
  const below = path.slice(0, -1);
  if (index < half) {
    const left = rootOfPath(leaf, index, half, below);
    return left && nodeHash(left, beside);
  }
  const right = rootOfPath(leaf, index - half, size - half, below);
  return right && nodeHash(beside, right);
}

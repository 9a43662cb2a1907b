// record/heads/: what proves the ledger: hashes of rows, signed heads, their keys, their check without a desk; pure.
/** Whether heads are what was signed, one after the other, and what all of them together say. */
import type { KeyObject } from 'node:crypto';
import type { HeadFault } from '../../workflows/contract/verification';
import type { Leaf, SignedHead } from '../port/desk-record';
import { hashOfHead, NO_HEAD, rootOf } from './head-format';
import { signatureOf } from './head-keys';

export interface CheckedHeads {
  readonly faults: readonly HeadFault[];
  /** The newest leaf of each case. */
  readonly leaves: readonly Leaf[];
}

/**
 * Checks heads in the order of their numbers, from the first; of a number that comes twice the last counts. The
 * leaves are held against the root of the last head, under which all of them stand.
 */
export function checkHeads(
  heads: readonly SignedHead[],
  keys: ReadonlyMap<string, KeyObject>,
): CheckedHeads {
  const byNumber = new Map(heads.map((one) => [one.head.number, one]));
  const last = Math.max(0, ...byNumber.keys());
  const leaves = new Map<string, Leaf>();
  const faults: HeadFault[] = [];
  let previous: string | undefined = NO_HEAD;
  for (let number = 1; number <= last; number += 1) {
    const signed = byNumber.get(number);
    if (signed === undefined) {
      faults.push({ number, check: 'missing' });
      // What the next head follows is not known, so nothing can be said of it.
      previous = undefined;
      continue;
    }
    for (const leaf of signed.changed) leaves.set(leaf[0], leaf);
    const verdict = signatureOf(signed.head, signed, keys);
    if (verdict === 'unknown-key') faults.push({ number, check: 'unknown-key' });
    else if (verdict === 'wrong') faults.push({ number, check: 'signature' });
    else if (previous !== undefined && signed.head.previous !== previous) {
      faults.push({ number, check: 'previous' });
    } else if (number === last && isWhole(faults) && !hasRoot(signed, leaves)) {
      faults.push({ number, check: 'root' });
    }
    previous = hashOfHead(signed.head);
  }
  return { faults, leaves: [...leaves.values()] };
}

/** Without a gap all leaves are known, so that the last root can be made anew. */
function isWhole(faults: readonly HeadFault[]): boolean {
  return faults.every(({ check }) => check !== 'missing');
}

function hasRoot({ head }: SignedHead, leaves: ReadonlyMap<string, Leaf>): boolean {
  return head.cases === leaves.size && head.root === rootOf(leaves.values());
}

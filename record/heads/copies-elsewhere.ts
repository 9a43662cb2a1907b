/** Whether the record still has what heads prove that lie elsewhere: the heads themselves, and the rows they name. */
import type { HeadFault } from '../../workflows/contract/verification';
import type { Leaf, SignedHead } from '../port/desk-record';
import { hashOfHead } from './head-format';

/** What the record has now of what copies of heads name; what it does not have is left out. */
export interface HeldByRecord {
  /** Hashes of its heads (`hashOfHead`), by number. */
  readonly heads: ReadonlyMap<number, string>;
  readonly rows: readonly Leaf[];
}

/** A row that a head has and the record has otherwise, or not at all. */
export interface Contradiction {
  readonly caseId: string;
  readonly position: number;
  readonly found: 'gone' | 'other';
}

/** Copies that the record does not have, or has otherwise. */
export function headsNotHeld(
  copies: readonly SignedHead[],
  { heads }: Pick<HeldByRecord, 'heads'>,
): readonly HeadFault[] {
  return copies.flatMap(({ head }): HeadFault[] => {
    const held = heads.get(head.number);
    if (held === hashOfHead(head)) return [];
    const check = held === undefined ? 'not-in-record' : 'other-in-record';
    return [{ number: head.number, check }];
  });
}

/** Leaves of copies whose rows the record does not have, or has otherwise. */
export function rowsNotHeld(
  leaves: readonly Leaf[],
  { rows }: Pick<HeldByRecord, 'rows'>,
): readonly Contradiction[] {
  const held = new Map(rows.map(([caseId, position, hash]) => [`${caseId} ${position}`, hash]));
  return leaves.flatMap(([caseId, position, hash]): Contradiction[] => {
    const now = held.get(`${caseId} ${position}`);
    if (now === hash) return [];
    return [{ caseId, position, found: now === undefined ? 'gone' : 'other' }];
  });
}

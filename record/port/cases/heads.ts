/** The signed heads of the ledger: where the chain of every case ended at one moment, under one root. */
import type { CaseId } from '../../../workflows/contract/identifiers';
import type { HEAD_FORMAT, HeadFault } from '../../../workflows/contract/verification';

/** Where the chain of one case ends: its id, the position of its last row, the hash of that row. */
export type Leaf = readonly [caseId: CaseId, position: number, hash: string];

/** What is signed. */
export interface LedgerHead {
  readonly format: typeof HEAD_FORMAT;
  /** From 1, without gaps. */
  readonly number: number;
  /** RFC 3339. */
  readonly at: string;
  /** How many leaves stand under the root: cases with at least one row. */
  readonly cases: number;
  /** Merkle root over the leaves in the order of their cases, hex. */
  readonly root: string;
  /** Hex SHA-256 over the head before; 64 zeros in the first. */
  readonly previous: string;
}

export interface Signature {
  /** First 16 digits of the hex SHA-256 over the public key (SPKI, DER). */
  readonly keyId: string;
  /** Ed25519 over the canonical JSON of `head`, base64. */
  readonly signature: string;
}

/** A head as it lies in a file and goes by mail. */
export interface SignedHead extends Signature {
  readonly head: LedgerHead;
  /** Leaves that are new or other than under the head before; all heads together have all leaves. */
  readonly changed: readonly Leaf[];
}

/** Ways in which a head leaves the building. */
export const HEAD_WAYS = ['folder', 'mail'] as const;
export type HeadWay = (typeof HEAD_WAYS)[number];

/** The last head, and what has happened since. */
export interface HeadStanding {
  /** Absent where none was ever made. */
  readonly last?: {
    readonly number: number;
    readonly at: Date;
    readonly leftBy: readonly HeadWay[];
  };
  /** When the first row was written that no head covers; absent where all are covered. */
  readonly uncoveredSince?: Date;
  /** The first head that the last verification found wrong. */
  readonly fault?: HeadFault;
}

/** How one case stands under the last head. */
export interface CaseCover {
  readonly signed: SignedHead;
  /** All leaves under it, from which the proof for the case is made. */
  readonly leaves: readonly Leaf[];
}

/** The heads; a head is made once and never changed. */
export interface HeadStore {
  /**
   * Makes the next head where a case has ended that none covers, or where something is new and the last head is
   * `everyMs` old; undefined where neither is so, or another worker is at it. The record holds no key: `sign`
   * gives head and signature over all leaves.
   */
  next(
    sign: (
      before: LedgerHead | undefined,
      leaves: readonly Leaf[],
    ) => Signature & { head: LedgerHead },
    everyMs: number,
  ): Promise<SignedHead | undefined>;
  /** Heads that have not left by a way yet, first made first, at most `limit`. */
  toLeave(way: HeadWay, limit: number): Promise<readonly SignedHead[]>;
  /** Notes that a head has left. Called twice: the same. */
  noteLeft(number: number, way: HeadWay): Promise<void>;
  /** The last head, and what no head covers yet. */
  standing(): Promise<HeadStanding>;
  /** Notes what a verification of all heads found, in place of what the one before did. */
  noteFaults(faults: readonly HeadFault[]): Promise<void>;
  /** The last head and its leaves; undefined where there is none. */
  cover(): Promise<CaseCover | undefined>;
  /** All heads in their order, for a check of the signatures; pages by `after`. */
  page(after: number, limit: number): Promise<readonly SignedHead[]>;
  /** Hashes of heads (`hashOfHead`) by number; one that is not there is left out. */
  hashes(numbers: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /** Hashes of rows by case and position; a row that is not there is left out. */
  rowHashes(rows: readonly { caseId: CaseId; position: number }[]): Promise<readonly Leaf[]>;
}

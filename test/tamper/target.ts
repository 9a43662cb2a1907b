/** What the owner of a database finds in it, and how a change of it is told. */
import type { LedgerRow } from '../../record/port/desk-record';

/** Draws by chance, and the same again from the same seed. */
export interface Chance {
  /** A whole number from 0 up to, but not with, `below`. */
  below(below: number): number;
  of<T>(items: readonly T[]): T;
}

/** A generator of 32 bits (mulberry32). */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  return { below, of: (items) => items[below(items.length)]! };
}

/** Rows of these belong to a case, and its chain commits to them; each with the column of its id. */
export const PAPER_IDS = {
  revisions: 'revision',
  consents: 'consent_id',
  notes: 'note_id',
  attachments: 'attachment_id',
  notices: 'notice_id',
  intents: 'key',
} as const;
export type PaperTable = keyof typeof PAPER_IDS;
export const PAPER_TABLES = Object.keys(PAPER_IDS) as readonly PaperTable[];

/** Every table of which something is proven. */
export const TABLES = [
  'cases',
  'ledger',
  'ledger_heads',
  'ledger_leaves',
  'terms',
  ...PAPER_TABLES,
] as const;
export type Table = (typeof TABLES)[number];

/** The desk as its database's owner finds it. */
export interface Target {
  sql(text: string, ...values: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** Rows of the case that is changed, as they were written. */
  readonly rows: readonly LedgerRow[];
  readonly caseId: string;
  /** Another case, with a chain as good as this one's. */
  readonly otherId: string;
  /** Numbers of the signed heads. */
  readonly heads: number;
  readonly chance: Chance;
}

export interface Kind {
  readonly name: string;
  readonly tables: readonly Table[];
  change(target: Target): Promise<unknown>;
}

/** Ids of two papers of the case, in an order by chance; there are at least as many in each table. */
export async function twoPapers(
  { sql, caseId, chance }: Target,
  table: PaperTable,
): Promise<readonly [string, string]> {
  const id = PAPER_IDS[table];
  const found = await sql(
    `select ${id}::text as id from ${table} where case_id = $1 order by 1`,
    caseId,
  );
  const first = chance.below(found.length);
  const second = (first + 1 + chance.below(found.length - 1)) % found.length;
  return [String(found[first]!['id']), String(found[second]!['id'])];
}

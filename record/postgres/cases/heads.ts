/** The signed heads of the ledger: made under a lock by one worker at a time, kept with their leaves. */
import { and, asc, desc, eq, gt, inArray, isNotNull, not, sql } from 'drizzle-orm';
import type { HeadFault } from '../../../workflows/contract/verification';
import type { HeadStore, HeadWay, Leaf, LedgerHead, SignedHead } from '../../port/cases/heads';
import { hashOfHead } from '../../heads/head-format';
import { guarded } from '../store/errors';
import { ledger } from '../store/schema';
import { ledgerHeads, ledgerLeaves } from '../store/schema-heads';
import { inTransaction, onlyRow, type Queries, type Store } from '../store/store';

/** Only one worker makes heads at a time. */
const LOCK = 0x68656164;

export function headsPart(store: Store): HeadStore {
  return {
    next: (sign, everyMs) => next(store, sign, everyMs),
    toLeave: (way, limit) =>
      guarded(async () => {
        const unsent = not(sql`${ledgerHeads.leftBy} @> ${JSON.stringify([way])}::jsonb`);
        return signedHeads(store.db, unsent, limit);
      }),
    noteLeft: (number, way) => guarded(() => noteLeft(store, number, way)),
    standing: () => guarded(() => standing(store)),
    noteFaults: (faults) => inTransaction(store, (tx) => noteFaults(tx, faults)),
    cover: () =>
      guarded(async () => {
        const last = await lastHead(store.db);
        if (last === undefined) return undefined;
        const signed = onlyRow(await signedHeads(store.db, eq(ledgerHeads.number, last.number), 1));
        return { signed, leaves: await leavesUnder(store.db, last.number) };
      }),
    page: (after, limit) =>
      guarded(() => signedHeads(store.db, gt(ledgerHeads.number, after), limit)),
    hashes: (numbers) =>
      guarded(async () => {
        const rows = await store.db
          .select({ number: ledgerHeads.number, head: ledgerHeads.head })
          .from(ledgerHeads)
          .where(inArray(ledgerHeads.number, [...numbers]));
        return new Map(rows.map(({ number, head }) => [number, hashOfHead(head)]));
      }),
    rowHashes: (rows) => guarded(() => rowHashes(store, rows)),
  };
}

/** Where each chain ends now, and where the last head has it; `known` is null for a case that no head has. */
interface End {
  readonly caseId: string;
  readonly position: number;
  readonly hash: string;
  readonly known: string | null;
  readonly hasEnded: boolean;
}

const ENDS = sql`with under as (select distinct on (case_id) case_id, position, hash
    from ledger_leaves order by case_id, number desc)
  select c.case_id as "caseId", c.ledger_position as position, c.ledger_hash as hash,
    under.hash as known, c.ended as "hasEnded"
  from cases c left join under using (case_id) where c.ledger_position > 0`;
/** A cheap look first: has anything happened that a head may be due for? */
const isStale = (
  isOld: boolean,
) => sql`select exists (select 1 from cases c where c.ledger_position > 0
  and not exists (select 1 from ledger_leaves l where l.case_id = c.case_id and l.hash = c.ledger_hash)
  and (c.ended or ${isOld})) as stale`;

async function next(
  store: Store,
  sign: Parameters<HeadStore['next']>[0],
  everyMs: number,
): Promise<SignedHead | undefined> {
  return inTransaction(store, async (tx) => {
    const { rows } = await tx.execute<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(${LOCK}) as mine`,
    );
    if (!onlyRow(rows).mine) return undefined;
    const before = await lastHead(tx);
    const isOld = before === undefined || Date.now() - Date.parse(before.at) >= everyMs;
    const stale = await tx.execute<{ stale: boolean }>(isStale(isOld));
    if (!onlyRow(stale.rows).stale) return undefined;
    const ends = (await tx.execute<End & Record<string, unknown>>(ENDS)).rows;
    const changed = ends.filter(({ hash, known }) => hash !== known).map(leafOf);
    const gone = await leavesOfGone(tx, ends);
    const made = sign(before, [...ends.map(leafOf), ...gone]);
    const { head, keyId, signature } = made;
    const { number, at } = head;
    await tx.insert(ledgerHeads).values({ number, at: new Date(at), head, keyId, signature });
    for (let start = 0; start < changed.length; start += ROWS_AT_ONCE) {
      const some = changed.slice(start, start + ROWS_AT_ONCE);
      await tx
        .insert(ledgerLeaves)
        .values(some.map(([caseId, position, hash]) => ({ caseId, number, position, hash })));
    }
    return { ...made, changed };
  });
}

/** Below the number of parameters that a statement may have. */
const ROWS_AT_ONCE = 5_000;

/** A case that is gone stays under every later head, so that its going shows in each of them. */
async function leavesOfGone(tx: Queries, ends: readonly End[]): Promise<readonly Leaf[]> {
  const there = new Set(ends.map(({ caseId }) => caseId));
  return (await leavesUnder(tx)).filter(([caseId]) => !there.has(caseId));
}

function leafOf({ caseId, position, hash }: Pick<End, 'caseId' | 'position' | 'hash'>): Leaf {
  return [caseId, position, hash];
}

async function lastHead(db: Queries): Promise<LedgerHead | undefined> {
  const rows = await db
    .select({ head: ledgerHeads.head })
    .from(ledgerHeads)
    .orderBy(desc(ledgerHeads.number))
    .limit(1);
  return rows[0]?.head;
}

/** The newest leaf of each case up to a head, or up to the last. */
async function leavesUnder(db: Queries, number?: number): Promise<readonly Leaf[]> {
  const rows = await db
    .selectDistinctOn([ledgerLeaves.caseId], LEAF)
    .from(ledgerLeaves)
    .where(number === undefined ? undefined : sql`${ledgerLeaves.number} <= ${number}`)
    .orderBy(asc(ledgerLeaves.caseId), desc(ledgerLeaves.number));
  return rows.map(leafOf);
}

const LEAF = {
  caseId: ledgerLeaves.caseId,
  position: ledgerLeaves.position,
  hash: ledgerLeaves.hash,
};

async function signedHeads(
  db: Queries,
  which: ReturnType<typeof eq>,
  limit: number,
): Promise<readonly SignedHead[]> {
  const heads = await db
    .select()
    .from(ledgerHeads)
    .where(which)
    .orderBy(asc(ledgerHeads.number))
    .limit(limit);
  const numbers = heads.map(({ number }) => number);
  const leaves = await db
    .select({ number: ledgerLeaves.number, ...LEAF })
    .from(ledgerLeaves)
    .where(inArray(ledgerLeaves.number, numbers))
    .orderBy(asc(ledgerLeaves.caseId));
  return heads.map(({ number, at, head, keyId, signature }) => ({
    head,
    keyId,
    // A row that says by its columns something else than it says signed counts as not signed.
    signature: head.number === number && head.at === at.toISOString() ? signature : '',
    changed: leaves.filter((leaf) => leaf.number === number).map(leafOf),
  }));
}

async function noteLeft(store: Store, number: number, way: HeadWay): Promise<void> {
  const added = sql`${ledgerHeads.leftBy} || ${JSON.stringify([way])}::jsonb`;
  const isNew = not(sql`${ledgerHeads.leftBy} @> ${JSON.stringify([way])}::jsonb`);
  await store.db
    .update(ledgerHeads)
    .set({ leftBy: added })
    .where(and(eq(ledgerHeads.number, number), isNew));
}

/** A head that is missing is noted with the one that shows it, the next that is there, or else the last. */
async function noteFaults(tx: Queries, faults: readonly HeadFault[]): Promise<void> {
  await tx.update(ledgerHeads).set({ fault: null }).where(isNotNull(ledgerHeads.fault));
  for (const { number, check } of faults) {
    const shown = sql`(select coalesce(min(number) filter (where number >= ${number}), max(number)) from ledger_heads)`;
    await tx.update(ledgerHeads).set({ fault: check }).where(eq(ledgerHeads.number, shown));
  }
}

async function standing(store: Store): ReturnType<HeadStore['standing']> {
  const lasts = await store.db
    .select({ number: ledgerHeads.number, at: ledgerHeads.at, leftBy: ledgerHeads.leftBy })
    .from(ledgerHeads)
    .orderBy(desc(ledgerHeads.number))
    .limit(1);
  const { rows } = await store.pool.query<{ since: Date | null }>({
    name: 'uncovered_since',
    text: `select min(g.at::timestamptz) as since from cases c
      join lateral (select coalesce(max(position), 0) as position from ledger_leaves l
        where l.case_id = c.case_id) l on true
      join ledger g on g.case_id = c.case_id and g.position = l.position + 1
      where c.ledger_position > l.position`,
  });
  const [wrong] = await store.db
    .select({ number: ledgerHeads.number, check: ledgerHeads.fault })
    .from(ledgerHeads)
    .where(isNotNull(ledgerHeads.fault))
    .orderBy(asc(ledgerHeads.number))
    .limit(1);
  const since = onlyRow(rows).since;
  return {
    ...(lasts[0] ? { last: lasts[0] } : {}),
    ...(since ? { uncoveredSince: since } : {}),
    ...(wrong?.check ? { fault: { number: wrong.number, check: wrong.check } } : {}),
  };
}

async function rowHashes(
  store: Store,
  asked: Parameters<HeadStore['rowHashes']>[0],
): Promise<readonly Leaf[]> {
  const pairs = asked.map(({ caseId, position }) => sql`(${caseId}, ${position}::int)`);
  if (pairs.length === 0) return [];
  const rows = await store.db
    .select({ caseId: ledger.caseId, position: ledger.position, hash: ledger.hash })
    .from(ledger)
    .where(sql`(${ledger.caseId}, ${ledger.position}) in (${sql.join(pairs, sql`, `)})`);
  return rows.map(leafOf);
}

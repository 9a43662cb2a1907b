/** Runs of repairs and the cases of each; a case of a run is taken by one worker at a time. */
import { randomBytes } from 'node:crypto';
import { and, asc, desc, eq, gt, sql } from 'drizzle-orm';
import type { BulkProgress, BulkRunId, BulkState } from '../../../workflows/contract/operations';
import { seal, unseal, type SealPlace } from '../store/crypto';
import { RecordError, type BulkItem, type BulkRun, type BulkStore } from '../../port/desk-record';
import { guarded } from '../store/errors';
import { ledger } from '../store/schema';
import { bulkItems, bulkRuns } from '../store/schema-operations';
import { inTransaction, onlyRow, type Store } from '../store/store';

type RunRow = typeof bulkRuns.$inferSelect;
type ItemRow = typeof bulkItems.$inferSelect;

/** Rows of one insert; PostgreSQL takes 65,535 values. */
const ROWS_AT_ONCE = 5_000;

export function bulkPart(store: Store): BulkStore {
  return {
    create: (order, subjects) => create(store, order, subjects),
    read: (runId) => guarded(() => read(store, runId)),
    list: (limit) =>
      guarded(async () => {
        const rows = await store.db
          .select()
          .from(bulkRuns)
          .orderBy(desc(bulkRuns.startedAt), desc(bulkRuns.runId))
          .limit(limit);
        return Promise.all(rows.map((row) => toRun(store, row)));
      }),
    items: (runId, { after = 0, limit, state }) =>
      guarded(async () => {
        const rows = await store.db
          .select()
          .from(bulkItems)
          .where(
            and(
              eq(bulkItems.runId, runId),
              gt(bulkItems.position, after),
              state === undefined ? undefined : eq(bulkItems.state, state),
            ),
          )
          .orderBy(asc(bulkItems.position))
          .limit(limit);
        return rows.map(toItem);
      }),
    ...itemsPart(store),
    conclude: (runId) => guarded(() => conclude(store, runId)),
    standsInLedger: (runId, caseId) =>
      guarded(async () => {
        const rows = await store.db
          .select({ position: ledger.position })
          .from(ledger)
          .where(and(eq(ledger.caseId, caseId), sql`${ledger.facts} ->> 'bulkRun' = ${runId}`))
          .limit(1);
        return rows.length > 0;
      }),
  };
}

/** Taking and settling the cases of a run. */
function itemsPart(
  store: Store,
): Pick<BulkStore, 'requestStop' | 'reclaim' | 'take' | 'putBack' | 'keepNotice' | 'settle'> {
  return {
    requestStop: (runId) =>
      guarded(async () => {
        await store.db
          .update(bulkRuns)
          .set({ stopRequested: true })
          .where(and(eq(bulkRuns.runId, runId), eq(bulkRuns.state, 'running')));
      }),
    reclaim: (runId) =>
      guarded(async () => {
        await store.db
          .update(bulkItems)
          .set({ state: 'planned' })
          .where(and(eq(bulkItems.runId, runId), eq(bulkItems.state, 'taken')));
      }),
    take: (runId) => guarded(() => take(store, runId)),
    putBack: (runId, position) =>
      guarded(async () => {
        await store.db.update(bulkItems).set({ state: 'planned' }).where(isItem(runId, position));
      }),
    keepNotice: (runId, position, noticeId) =>
      guarded(async () => {
        const [row] = await store.db
          .update(bulkItems)
          .set({ noticeId: sql`coalesce(${bulkItems.noticeId}, ${noticeId})` })
          .where(isItem(runId, position))
          .returning({ noticeId: bulkItems.noticeId });
        return row?.noticeId ?? noticeId;
      }),
    settle: (runId, position, { state, code }) =>
      guarded(async () => {
        await store.db
          .update(bulkItems)
          .set({ state, code: code ?? null, settledAt: sql`now()` })
          .where(isItem(runId, position));
      }),
  };
}

function isItem(runId: BulkRunId, position: number) {
  return and(eq(bulkItems.runId, runId), eq(bulkItems.position, position));
}

function place(runId: BulkRunId): SealPlace {
  return { caseId: '', table: 'bulk_runs', purpose: `reason/${runId}` };
}

async function create(
  store: Store,
  order: Parameters<BulkStore['create']>[0],
  subjects: Parameters<BulkStore['create']>[1],
): Promise<boolean> {
  const { runId, by, reason, selection, ...limits } = order;
  const items = subjects.map((subject, index) => ({
    ...subject,
    runId,
    position: index + 1,
    noteId: `note_${randomBytes(12).toString('base64url')}`,
  }));
  return inTransaction(store, async (tx) => {
    const inserted = await tx
      .insert(bulkRuns)
      .values({
        ...limits,
        runId,
        selection: { ...selection },
        byPrincipal: by.principalId,
        byRole: by.role,
        sealedReason: seal(store.ring.wrapping, place(runId), Buffer.from(reason, 'utf8')),
      })
      .onConflictDoNothing()
      .returning({ runId: bulkRuns.runId });
    if (inserted.length === 0) return false;
    for (let from = 0; from < items.length; from += ROWS_AT_ONCE) {
      await tx.insert(bulkItems).values(items.slice(from, from + ROWS_AT_ONCE));
    }
    return true;
  });
}

async function read(store: Store, runId: BulkRunId): Promise<BulkRun | undefined> {
  const rows = await store.db.select().from(bulkRuns).where(eq(bulkRuns.runId, runId));
  return rows[0] && toRun(store, rows[0]);
}

async function toRun(store: Store, row: RunRow): Promise<BulkRun> {
  const { runId, byPrincipal, byRole, sealedReason, endedAt, state, ...rest } = row;
  return {
    ...rest,
    runId,
    by: { principalId: byPrincipal, role: byRole },
    reason: unseal(store.ring.wrapping, place(runId), sealedReason).toString('utf8'),
    progress: await progressOf(store, runId, state),
    ...(endedAt === null ? {} : { endedAt }),
  };
}

function toItem(row: ItemRow): BulkItem {
  const { position, caseId, subject, state, code, noteId, noticeId, signed, tries } = row;
  return {
    position,
    caseId,
    subject,
    state,
    noteId,
    tries,
    ...(code === null ? {} : { code }),
    ...(noticeId === null ? {} : { noticeId }),
    ...(signed === null ? {} : { signed }),
  };
}

async function progressOf(store: Store, runId: BulkRunId, state: BulkState): Promise<BulkProgress> {
  const counted = await store.pool.query<Omit<BulkProgress, 'state'>>({
    name: 'bulk_progress',
    text: `select (count(*) filter (where i.state = 'done'))::int as done,
        (count(*) filter (where i.state = 'skipped'))::int as skipped,
        (count(*) filter (where i.state = 'failed'))::int as failed,
        (count(*) filter (where i.state in ('planned', 'taken')))::int as left,
        (count(*) filter (where i.state = 'done' and c.parked
          and c.parked_since::timestamptz >= i.taken_at))::int as "parkedAgain"
      from bulk_items i join cases c using (case_id) where i.run_id = $1`,
    values: [runId],
  });
  return { state, ...onlyRow(counted.rows) };
}

/** Steps over what another worker takes at this moment. */
async function take(store: Store, runId: BulkRunId): Promise<BulkItem | undefined> {
  return inTransaction(store, async (tx) => {
    const runs = await tx
      .select({ stop: bulkRuns.stopRequested, state: bulkRuns.state })
      .from(bulkRuns)
      .where(eq(bulkRuns.runId, runId));
    if (runs[0]?.state !== 'running' || runs[0].stop) return undefined;
    const [next] = await tx
      .select({ position: bulkItems.position })
      .from(bulkItems)
      .where(and(eq(bulkItems.runId, runId), eq(bulkItems.state, 'planned')))
      .orderBy(asc(bulkItems.tries), asc(bulkItems.position))
      .limit(1)
      .for('update', { skipLocked: true });
    if (!next) return undefined;
    const taken = await tx
      .update(bulkItems)
      .set({ state: 'taken', tries: sql`${bulkItems.tries} + 1`, takenAt: sql`now()` })
      .where(isItem(runId, next.position))
      .returning();
    return toItem(onlyRow(taken));
  });
}

async function conclude(store: Store, runId: BulkRunId): Promise<BulkProgress> {
  const rows = await store.db.select().from(bulkRuns).where(eq(bulkRuns.runId, runId));
  const run = rows[0];
  if (!run) throw new RecordError('NOT_FOUND', 'There is no such run.', runId);
  const progress = await progressOf(store, runId, run.state);
  const state = endOf(run, progress);
  if (state === run.state) return progress;
  await store.db
    .update(bulkRuns)
    .set({ state, endedAt: sql`now()` })
    .where(and(eq(bulkRuns.runId, runId), eq(bulkRuns.state, 'running')));
  return { ...progress, state };
}

function endOf(run: RunRow, { failed, parkedAgain, left }: BulkProgress): BulkState {
  if (run.state !== 'running') return run.state;
  if (left === 0) return 'finished';
  if (run.stopRequested) return 'stopped';
  return failed + parkedAgain >= run.stopAfter ? 'stopped-on-errors' : 'running';
}

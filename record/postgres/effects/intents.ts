// record/postgres/effects/: intents and notices, each settled once.
/** Intents of side effects: written before a call leaves, fenced by attempt, settled by what was found. */
import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { canonicalJson } from '../../../base/canonical-json';
import { blindIndex, type SealPlace } from '../store/crypto';
import { RecordError, type Intent, type IntentStore } from '../../port/desk-record';
import type { Paper } from '../../heads/commitments';
import {
  commitChange,
  commitPaper,
  openerBy,
  plainColumns,
  withoutLinks,
  type Opener,
} from '../cases/commitments';
import { guarded } from '../store/errors';
import { cases } from '../store/schema';
import { intents } from '../store/schema-effects';
import { inTransaction, onlyRow, type Store } from '../store/store';

type Row = typeof intents.$inferSelect;

export function intentsPart(store: Store): IntentStore {
  return {
    unbindWasAttempted: (caseId) =>
      guarded(async () => {
        const rows = await store.db
          .select({ attempt: intents.attempt })
          .from(intents)
          .where(and(eq(intents.caseId, caseId), eq(intents.effect, 'unbind')));
        return rows.some((row) => row.attempt > 0);
      }),
    begin: (intent) => begin(store, intent),
    get: (key) => guarded(() => get(store, key)),
    standings: (caseIds) =>
      guarded(() =>
        store.db
          .select({
            key: intents.key,
            caseId: intents.caseId,
            effect: intents.effect,
            state: intents.state,
            attempt: intents.attempt,
          })
          .from(intents)
          .where(
            and(
              sql`${intents.caseId} = any(${sql.param([...caseIds])}::text[])`,
              inArray(intents.effect, ['unbind', 'refund', 'closure']),
            ),
          ),
      ),
    list: (caseId) =>
      guarded(async () => {
        const rows = await store.db
          .select()
          .from(intents)
          .where(eq(intents.caseId, caseId))
          .orderBy(asc(intents.createdAt), asc(intents.key));
        return Promise.all(rows.map((row) => toIntent(store, row)));
      }),
    fence: (key, runId) => fence(store, key, runId),
    settle: (key, attempt, outcome) => settle(store, key, attempt, outcome),
    noteMissing: (key, since) =>
      guarded(async () => {
        const missingSince = since ? sql`coalesce(${intents.missingSince}, ${since})` : null;
        await store.db.update(intents).set({ missingSince }).where(eq(intents.key, key));
      }),
  };
}

function place(row: Pick<Row, 'caseId' | 'key'>): SealPlace {
  return { caseId: row.caseId, table: 'intents', purpose: `params/${row.key}` };
}

async function toIntent(store: Store, row: Row): Promise<Intent> {
  return {
    key: row.key,
    caseId: row.caseId,
    effect: row.effect,
    params: await store.keys.unseal<Intent['params']>(store.db, place(row), row.sealedParams),
    state: row.state,
    attempt: row.attempt,
    createdAt: row.createdAt,
    ...(row.providerRef !== null ? { providerRef: row.providerRef } : {}),
    ...(row.providerCode !== null ? { providerCode: row.providerCode } : {}),
    ...(row.firstAttemptAt ? { firstAttemptAt: row.firstAttemptAt } : {}),
    ...(row.missingSince ? { missingSince: row.missingSince } : {}),
    ...(row.settledAt ? { settledAt: row.settledAt } : {}),
  };
}

async function get(store: Store, key: string): Promise<Intent | undefined> {
  const rows = await store.db.select().from(intents).where(eq(intents.key, key));
  return rows[0] && toIntent(store, rows[0]);
}

async function begin(
  store: Store,
  { key, caseId, effect, params }: Parameters<IntentStore['begin']>[0],
): Promise<Intent> {
  const content = canonicalJson([caseId, effect, params]);
  const paramsHash = blindIndex(store.ring, 'intent-params', content);
  const sealedParams = await store.keys.seal(store.db, place({ caseId, key }), params);
  const row = await inTransaction(store, async (tx) => {
    const [inserted] = await tx
      .insert(intents)
      .values({ key, caseId, effect, sealedParams, paramsHash })
      .onConflictDoNothing()
      .returning();
    if (!inserted) return onlyRow(await tx.select().from(intents).where(eq(intents.key, key)));
    const caseKey = await store.keys.of(tx, caseId);
    await commitPaper(tx, caseKey, await intentPaper(inserted, openerBy(caseKey)));
    return inserted;
  });
  if (!row.paramsHash.equals(paramsHash)) {
    throw new RecordError('INTENT_CONFLICT', 'The intent has other parameters.', key);
  }
  return toIntent(store, row);
}

/** An intent as it is committed to; attempts and looks at it come and go and tell nobody anything. */
export async function intentPaper(row: Row, open: Opener): Promise<Paper> {
  const { caseId, key: id } = row;
  const params = await open<Intent['params']>(place(row), row.sealedParams);
  const columns = plainColumns({ ...row, attempt: null, missingSince: null });
  return { caseId, table: 'intents', id, content: { ...columns, params: withoutLinks(params) } };
}

/** Changes the intent as `set` says where `which` holds; undefined where it does not. */
function changeIntent(
  store: Store,
  which: ReturnType<typeof and>,
  set: PgUpdateSetSource<typeof intents>,
): Promise<Row | undefined> {
  return inTransaction(store, async (tx) => {
    const [row] = await tx.update(intents).set(set).where(which).returning();
    if (row) {
      const key = await store.keys.of(tx, row.caseId);
      await commitChange(tx, key, await intentPaper(row, openerBy(key)));
    }
    return row;
  });
}

/** An effect that is proven done is never called again. */
async function fence(store: Store, key: string, runId?: string): Promise<number> {
  const isOpen = and(eq(intents.key, key), sql`${intents.state} <> 'done'`, stillRuns(runId));
  const row = await changeIntent(store, isOpen, {
    attempt: sql`${intents.attempt} + 1`,
    state: 'attempted',
    firstAttemptAt: sql`coalesce(${intents.firstAttemptAt}, now())`,
    settledAt: null,
  });
  if (!row) {
    throw new RecordError(
      'FENCED',
      'The intent is done already or unknown, or its run is over.',
      key,
    );
  }
  return row.attempt;
}

/** One statement where all is well; only an outcome that does not fit is looked at more closely. */
async function settle(
  store: Store,
  key: string,
  attempt: number,
  outcome: Parameters<IntentStore['settle']>[2],
): Promise<void> {
  const unsettled = outcome.state === 'attempted' || outcome.state === 'unknown';
  // Proven is proven: what a slower look found afterwards does not undo it.
  const unproven = outcome.state === 'done' ? undefined : ne(intents.state, 'done');
  const own = and(eq(intents.key, key), eq(intents.attempt, attempt), unproven);
  const settled = await changeIntent(store, own, {
    state: outcome.state,
    settledAt: unsettled ? null : sql`now()`,
    ...(outcome.providerRef !== undefined ? { providerRef: outcome.providerRef } : {}),
    ...(outcome.providerCode !== undefined ? { providerCode: outcome.providerCode } : {}),
  });
  if (settled) return;
  const rows = await guarded(() =>
    store.db.select({ attempt: intents.attempt }).from(intents).where(eq(intents.key, key)),
  );
  if (rows[0]?.attempt !== attempt) {
    throw new RecordError('FENCED', 'A newer attempt has taken over.', key);
  }
}

/** False for a run that a reset has superseded; one that goes on under an heir is none. */
function stillRuns(runId: string | undefined): ReturnType<typeof sql> | undefined {
  if (runId === undefined) return undefined;
  return sql`not exists (select 1 from ${cases} c where c.case_id = ${intents.caseId}
    and c.runs #>> array[${runId}, 'superseded'] = 'true'
    and c.runs #>> array[${runId}, 'heir'] is null)`;
}

/** What operators should look at beside parked cases, e.g. a mandatory notice that reached nobody. */
import { and, eq, inArray } from 'drizzle-orm';
import { STILL_NEEDED } from './attention-sources';
import type { AttentionRow, AttentionStore } from '../../port/desk-record';
import { guarded } from '../store/errors';
import { attention } from '../store/schema';
import { inTransaction, type Store } from '../store/store';

export function attentionPart(
  store: Store,
): Pick<AttentionStore, 'raise' | 'clear' | 'settle' | 'list'> {
  return {
    /** Called twice: the first moment stands. */
    raise: (row) =>
      guarded(async () => {
        await store.db.insert(attention).values(row).onConflictDoNothing();
      }),
    clear: (caseId, code, subject) =>
      guarded(async () => {
        await store.db
          .delete(attention)
          .where(
            and(
              eq(attention.caseId, caseId),
              eq(attention.code, code),
              eq(attention.subject, subject),
            ),
          );
      }),
    settle: (looked, found) => settle(store, looked, found),
    list: (limit) =>
      guarded(async () => {
        const { rows } = await store.pool.query<AttentionRow>({
          name: 'attention_rows',
          text: `select a.case_id as "caseId", a.code, a.subject, a.since from attention a
            where ${STILL_NEEDED} order by a.since limit $1`,
          values: [limit],
        });
        return rows;
      }),
  };
}

/** See `AttentionStore.settle`. */
export async function settle(
  store: Store,
  { caseIds, codes }: Parameters<AttentionStore['settle']>[0],
  found: Parameters<AttentionStore['settle']>[1],
): Promise<void> {
  await inTransaction(store, async (tx) => {
    const known = await tx
      .select()
      .from(attention)
      .where(and(inArray(attention.caseId, caseIds), inArray(attention.code, codes)));
    const stands = new Set(found.map(keyOf));
    for (const row of known.filter((one) => !stands.has(keyOf(one)))) {
      const one = and(
        eq(attention.caseId, row.caseId),
        eq(attention.code, row.code),
        eq(attention.subject, row.subject),
      );
      await tx.delete(attention).where(one);
    }
    if (found.length > 0)
      await tx
        .insert(attention)
        .values([...found])
        .onConflictDoNothing();
  });
}

function keyOf({ caseId, code, subject }: Omit<AttentionRow, 'since'>): string {
  return `${caseId} ${code} ${subject}`;
}

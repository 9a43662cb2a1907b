/** What operators should look at beside parked cases, e.g. a mandatory notice that reached nobody. */
import { and, eq } from 'drizzle-orm';
import { STILL_NEEDED } from './attention-sources';
import type { AttentionRow, DeskRecord } from './desk-record';
import { guarded } from './errors';
import { attention } from './schema';
import type { Store } from './store';

type Part = Pick<DeskRecord, 'raiseAttention' | 'clearAttention' | 'listAttention'>;

export function attentionPart(store: Store): Part {
  return {
    /** Called twice: the first moment stands. */
    raiseAttention: (row) =>
      guarded(async () => {
        await store.db.insert(attention).values(row).onConflictDoNothing();
      }),
    clearAttention: (caseId, code, subject) =>
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
    listAttention: (limit) =>
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

/** What operators should look at beside parked cases, e.g. a mandatory notice that reached nobody. */
import { and, eq } from 'drizzle-orm';
import { STILL_NEEDED } from './attention-sources';
import type { AttentionRow, AttentionStore } from '../../port/desk-record';
import { guarded } from '../store/errors';
import { attention } from '../store/schema';
import type { Store } from '../store/store';

export function attentionPart(store: Store): Pick<AttentionStore, 'raise' | 'clear' | 'list'> {
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

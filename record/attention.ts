/** What operators should look at beside parked cases, e.g. a mandatory notice that reached nobody. */
import { and, asc, eq } from 'drizzle-orm';
import type { DeskRecord } from './desk-record';
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
    /** Longest waiting first. */
    listAttention: (limit) =>
      guarded(() => store.db.select().from(attention).orderBy(asc(attention.since)).limit(limit)),
  };
}

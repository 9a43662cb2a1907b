/** The record's part of the comparison of ledger, workflows and providers. */
import { and, asc, eq, gt, gte, inArray, max, min, ne, not, or, sql, count } from 'drizzle-orm';
import { DIFFERENCE_CODES } from '../workflows/contract/reconciliation';
import { CASE_COLUMNS, toCaseRow } from './cases';
import { guarded } from './errors';
import { AUDIT_RUN, RESET_SEQUENCE } from './ledger';
import type { ReconciliationStore } from './reconciliation-store';
import { attention, cases, ledger } from './schema';
import { inTransaction, type Store } from './store';

export function reconciliationPart(store: Store): ReconciliationStore {
  return {
    page: ({ after, endedSince, limit }) =>
      guarded(async () => {
        const rows = await store.db
          .select(CASE_COLUMNS)
          .from(cases)
          .where(
            and(
              sql`${cases.stage} = 'listed'`,
              or(not(cases.ended), gte(cases.changedAt, endedSince)),
              after === undefined ? undefined : gt(cases.caseId, after),
            ),
          )
          .orderBy(asc(cases.caseId))
          .limit(limit);
        return rows.map(toCaseRow);
      }),
    gapIn: (caseId) => guarded(() => gapIn(store, caseId)),
    report: (caseId, found) => report(store, caseId, found),
  };
}

/** A run that goes on for one that was lost begins with the number at which it took over. */
async function gapIn(store: Store, caseId: string): Promise<string | undefined> {
  const rows = await store.db
    .select({
      runId: ledger.runId,
      rows: count(),
      first: min(ledger.sequence),
      last: max(ledger.sequence),
    })
    .from(ledger)
    .where(
      and(
        eq(ledger.caseId, caseId),
        ne(ledger.runId, AUDIT_RUN),
        ne(ledger.sequence, RESET_SEQUENCE),
      ),
    )
    .groupBy(ledger.runId)
    .orderBy(asc(min(ledger.position)));
  const gap = rows.find(({ runId, rows: written, first, last }) => {
    const start = runId.includes('~') ? first : 1;
    return written !== (last ?? 0) - (start ?? 1) + 1;
  });
  return gap?.runId;
}

async function report(
  store: Store,
  caseId: string,
  found: Parameters<ReconciliationStore['report']>[1],
): Promise<void> {
  await inTransaction(store, async (tx) => {
    const known = await tx
      .select({ code: attention.code, subject: attention.subject })
      .from(attention)
      .where(and(eq(attention.caseId, caseId), inArray(attention.code, [...DIFFERENCE_CODES])));
    const stands = new Set(found.map(({ code, subject }) => `${code} ${subject}`));
    for (const { code, subject } of known) {
      if (stands.has(`${code} ${subject}`)) continue;
      const one = and(
        eq(attention.caseId, caseId),
        eq(attention.code, code),
        eq(attention.subject, subject),
      );
      await tx.delete(attention).where(one);
    }
    if (found.length === 0) return;
    const rows = found.map(({ code, subject }) => ({ caseId, code, subject }));
    await tx.insert(attention).values(rows).onConflictDoNothing();
  });
}

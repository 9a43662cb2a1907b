/** Rows of attempts that failed and come again; one a failing activity, gone when it succeeds. */
import { and, eq, lt, sql } from 'drizzle-orm';
import { MACHINE_STATUSES, type CaseStatus } from '../../../workflows/contract/lifecycle';
import type { FailedAttempt, RetryStore } from '../../port/desk-record';
import { guarded } from '../store/errors';
import { retries } from '../store/schema-operations';
import type { Store } from '../store/store';

/** Statuses in which an effect is asked for; once its case is past them, nothing of it is tried again. */
const STATUSES_OF: Readonly<Record<string, readonly CaseStatus[]>> = {
  requestUnbind: ['unbinding'],
  confirmUnbind: ['unbinding'],
  requestRefund: ['refunding-deposit'],
  confirmRefund: ['refunding-deposit'],
  requestClosure: ['closing-account'],
  confirmClosure: ['closing-account'],
  awaitGateChange: MACHINE_STATUSES,
};
const LEFT_BEHIND = Object.entries(STATUSES_OF)
  .map(([activity, statuses]) => {
    const among = statuses.map((status) => `'${status}'`).join(', ');
    return `(retries.activity_type = '${activity}' and c.status not in (${among}))`;
  })
  .join(' or ');

/**
 * Rows of `retries` that still speak of something. An attempt that should have been made minutes ago and
 * has left no word has lost its worker, or its activity was given up with the workflow.
 */
export const STILL_RETRYING = `next_at > now() - interval '5 minutes' and gives_up_at > now()
  and not exists (select 1 from cases c where c.case_id = retries.case_id and (${LEFT_BEHIND}))`;
const KEPT_HOURS = 24;
/** Old rows are swept now and then, by attempts of a high number. */
const SWEEP_EVERY = 8;

export function retriesPart(store: Store): RetryStore {
  return {
    note: (attempt) => guarded(() => note(store, attempt)),
    clear: (workflowId, activityId) =>
      guarded(async () => {
        await store.db
          .delete(retries)
          .where(and(eq(retries.workflowId, workflowId), eq(retries.activityId, activityId)));
      }),
    ofCase: (caseId) =>
      guarded(async () => {
        const rows = await store.db
          .select()
          .from(retries)
          .where(and(eq(retries.caseId, caseId), sql.raw(STILL_RETRYING)));
        return rows.map(({ answer, givesUpAt: _, ...row }) => ({
          ...row,
          ...(answer === null ? {} : { answer }),
        }));
      }),
  };
}

async function note(store: Store, attempt: FailedAttempt): Promise<void> {
  const { workflowId, activityId, caseId, activityType, ...seen } = attempt;
  const latest = { ...seen, answer: seen.answer ?? null };
  await store.db
    .insert(retries)
    .values({ workflowId, activityId, caseId, activityType, ...latest })
    .onConflictDoUpdate({ target: [retries.workflowId, retries.activityId], set: latest });
  if (attempt.attempt % SWEEP_EVERY === 0) {
    const old = sql`now() - make_interval(hours => ${KEPT_HOURS})`;
    await store.db.delete(retries).where(lt(retries.nextAt, old));
  }
}

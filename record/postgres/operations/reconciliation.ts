/** The record's part of the comparison of ledger, workflows and providers. */
import { and, asc, eq, gt, gte, min, ne, not, or, sql } from 'drizzle-orm';
import { DIFFERENCE_CODES } from '../../../workflows/contract/reconciliation';
import { CASE_COLUMNS, toCaseRow } from '../cases/cases';
import { guarded } from '../store/errors';
import { AUDIT_RUN, RESET_SEQUENCE } from '../cases/ledger';
import type { ReconciliationStore } from '../../port/operations/reconciliation';
import { settle } from './attention';
import { cases, ledger } from '../store/schema';
import type { Store } from '../store/store';

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
    report: (caseId, found) => settle(store, { caseIds: [caseId], codes: DIFFERENCE_CODES }, found),
  };
}

/** What the ledger has of one run of workflow. */
interface RunRows {
  readonly runId: string;
  readonly rows: number;
  /** Lowest and highest number; null where there is no row but the one that says what the run supersedes. */
  readonly first: number | null;
  readonly last: number | null;
  /** Number and place of the row that was written first. */
  readonly earliest: number | null;
  readonly position: number | null;
  /** Place of the row that says which run it supersedes; null for a run that supersedes none. */
  readonly supersedesAt: number | null;
}

const NUMBERED = sql`filter (where ${ledger.sequence} <> ${RESET_SEQUENCE})`;

async function gapIn(store: Store, caseId: string): Promise<string | undefined> {
  const runs = await store.db
    .select({
      runId: ledger.runId,
      rows: sql<number>`(count(*) ${NUMBERED})::int`,
      first: sql<number | null>`min(${ledger.sequence}) ${NUMBERED}`,
      last: sql<number | null>`max(${ledger.sequence}) ${NUMBERED}`,
      earliest: sql<
        number | null
      >`(array_agg(${ledger.sequence} order by ${ledger.position}) ${NUMBERED})[1]`,
      position: sql<number | null>`min(${ledger.position}) ${NUMBERED}`,
      supersedesAt: sql<
        number | null
      >`min(${ledger.position}) filter (where ${ledger.sequence} = ${RESET_SEQUENCE})`,
    })
    .from(ledger)
    .where(and(eq(ledger.caseId, caseId), ne(ledger.runId, AUDIT_RUN)))
    .groupBy(ledger.runId)
    .orderBy(asc(min(ledger.position)));
  return runs.find((run) => hasGap(run, runs))?.runId ?? cutOffRun(store, caseId);
}

/** The present run of a ledger that ends before the row of the case says that it does. */
async function cutOffRun(store: Store, caseId: string): Promise<string | undefined> {
  const [cut] = await store.db
    .select({ run: cases.currentRun })
    .from(cases)
    .where(
      and(
        eq(cases.caseId, caseId),
        sql`${cases.ledgerPosition} > (select coalesce(max(l.position), 0) from ledger l
          where l.case_id = ${caseId})`,
      ),
    );
  return cut && (cut.run ?? AUDIT_RUN);
}

/**
 * A run counts its rows from one. A run that supersedes another counts on from those that it took over, and
 * its first row stands right behind the one that says so: unless it was lost and has been written back since.
 */
function hasGap(run: RunRows, all: readonly RunRows[]): boolean {
  const { rows, first, last, earliest, position, supersedesAt } = run;
  if (first === null || last === null || rows !== last - first + 1) return true;
  if (supersedesAt === null) return first !== 1;
  const isBeheaded = position !== supersedesAt + 1 && earliest === first;
  const takenOver = first - 1;
  const isKnown = ({ runId, first: from, last: to }: RunRows) =>
    runId !== run.runId && from !== null && to !== null && from <= takenOver && takenOver <= to;
  return isBeheaded || (takenOver > 0 && !all.some(isKnown));
}

/** Counts for the tabs of the queue: one pass over the open cases, found by an index that holds no other. */
import { sql, type SQL } from 'drizzle-orm';
import { claimHolds, unclaimed } from './claims';
import type { CaseStore, QueueCounts } from '../../port/desk-record';
import { guarded } from '../store/errors';
import { cases } from '../store/schema';
import { onlyRow, type Store } from '../store/store';

export function queuePart(store: Store): Pick<CaseStore, 'countQueue'> {
  return {
    countQueue: (principalId, teamId) =>
      guarded(async () => {
        const statements = countStatements(principalId, teamId);
        const [open, marked] = await Promise.all([
          store.db.execute<Counted<OpenCounts>>(statements.open),
          store.db.execute<Counted<MarkedCounts>>(statements.marked),
        ]);
        return { ...numbersOf(onlyRow(open.rows)), ...numbersOf(onlyRow(marked.rows)) };
      }),
  };
}

type OpenCounts = Pick<QueueCounts, 'mine' | 'team' | 'waitingForMerchant' | 'unclaimedReviews'>;
type MarkedCounts = Pick<QueueCounts, 'parked' | 'overdue' | 'manualTasks'>;
/** PostgreSQL counts in 64 bits, which come as text. */
type Counted<Counts> = Record<keyof Counts, string>;

function numbersOf<Counts extends object>(row: Counted<Counts>): Record<keyof Counts, number> {
  const entries = Object.entries<string>(row).map(([name, count]) => [name, Number(count)]);
  return Object.fromEntries(entries) as Record<keyof Counts, number>;
}

/** Open cases that wait for a person themselves; the list filters by the same condition. */
export function ownOf(principalId: string): SQL {
  const claimed = sql`(${cases.assignee} = ${principalId} and ${claimHolds()})`;
  return sql`(${claimed} or (${cases.openedBy} = ${principalId} and ${cases.waitsFor} = 'agent'))`;
}

/** Exported so that tests can have PostgreSQL explain them. */
export function countStatements(
  principalId: string,
  teamId: string | undefined,
): { readonly open: SQL; readonly marked: SQL } {
  const scope = sql`${cases.stage} = 'listed' and not ${cases.ended}`;
  const within = teamId === undefined ? scope : sql`${scope} and ${cases.teamId} = ${teamId}`;
  const marked = (mark: SQL): SQL =>
    sql`(select count(*) from ${cases} where ${within} and ${mark})`;
  return {
    open: sql`select count(*) as "team",
      count(*) filter (where ${ownOf(principalId)}) as "mine",
      count(*) filter (where ${cases.waitsFor} = 'merchant') as "waitingForMerchant",
      count(*) filter (where ${cases.status} = 'awaiting-review' and ${unclaimed()})
        as "unclaimedReviews"
      from ${cases} where ${within}`,
    // Few cases carry a mark, and each mark has an index of its own.
    marked: sql`select ${marked(sql`${cases.parked}`)} as "parked",
      ${marked(sql`${cases.overdue}`)} as "overdue",
      ${marked(sql`${cases.manual}`)} as "manualTasks"`,
  };
}

/**
 * The case list: filters over indexed columns, pages by keyset (the sort value and id of the last row),
 * so that a page costs the same at the millionth case. Several statuses become one index scan each.
 */
import { and, asc, count, eq, gte, inArray, lt, sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { CASE_ID_PATTERN } from '../../../workflows/contract/identifiers';
import { CASE_STATUSES, isEnd } from '../../../workflows/contract/lifecycle';
import { SEARCH_KINDS } from '../../../workflows/contract/search-forms';
import { CASE_COLUMNS, toCaseRow, type CaseColumns } from './cases';
import { claimHolds, unclaimed } from './claims';
import {
  RecordError,
  type CaseFilter,
  type CasePage,
  type CaseStore,
} from '../../port/desk-record';
import { guarded } from '../store/errors';
import { ownOf } from './queue-counts';
import { cases, caseTerms } from '../store/schema';
import { foundBy, type Sought } from './search-terms';
import { onlyRow, type Store } from '../store/store';

type Sort = NonNullable<CaseFilter['sort']>;

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;
const DEFAULT_SORT: Sort = '-openedAt';

const SORTS = {
  openedAt: { column: cases.openedAt, descending: false },
  '-openedAt': { column: cases.openedAt, descending: true },
  nextDueAt: { column: cases.nextDueAt, descending: false },
  '-changedAt': { column: cases.changedAt, descending: true },
  queue: { column: cases.nextDueAt, descending: false },
} as const satisfies Record<Sort, unknown>;

export function listPart(store: Store): Pick<CaseStore, 'list' | 'count' | 'listParked'> {
  return {
    list: (filter) => guarded(() => listCases(store, filter)),
    count: (teamId) => guarded(() => countCases(store, teamId)),
    listParked: (limit) =>
      guarded(async () => {
        const rows = await store.db
          .select(CASE_COLUMNS)
          .from(cases)
          .where(and(sql`${cases.stage} = 'listed'`, cases.parked))
          .orderBy(asc(cases.parkedSince), asc(cases.caseId))
          .limit(limit);
        return rows.map(toCaseRow);
      }),
  };
}

const cursorForm = z.tuple([
  z.enum(['openedAt', '-openedAt', 'nextDueAt', '-changedAt', 'queue']),
  z.string(),
  z.string(),
]);

/** Where a page ended. */
interface Position {
  readonly value: string;
  readonly caseId: string;
  readonly overdue: boolean;
}

/** Stands before the value where a page of a queue ended among what is overdue. */
const OVERDUE = 'overdue ';

/** Opaque to callers: sort, value as PostgreSQL wrote it (to the microsecond), case id. */
function writeCursor(sort: Sort, sortValue: string, { caseId, view }: PageRow): string {
  const value = `${sort === 'queue' && view.overdue ? OVERDUE : ''}${sortValue}`;
  return Buffer.from(JSON.stringify([sort, value, caseId]), 'utf8').toString('base64url');
}

const MOMENT =
  /^([12]\d{3}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d{1,6})?[+-](0\d|1[0-5])(:[0-5]\d){0,2}$/;

/** A moment as PostgreSQL writes it, that exists in the calendar; or `infinity`. */
function isMoment(value: string): boolean {
  if (value === 'infinity') return true;
  const [, day, time] = MOMENT.exec(value) ?? [];
  if (day === undefined || time === undefined) return false;
  const read = new Date(`${day}T${time}Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(`${day}T${time}`);
}

function readCursor(cursor: string, sort: Sort): Position {
  try {
    const text = Buffer.from(cursor, 'base64url').toString('utf8');
    const [of, marked, caseId] = cursorForm.parse(JSON.parse(text));
    const overdue = sort === 'queue' && marked.startsWith(OVERDUE);
    const value = overdue ? marked.slice(OVERDUE.length) : marked;
    if (of === sort && isMoment(value) && CASE_ID_PATTERN.test(caseId)) {
      return { value, caseId, overdue };
    }
  } catch (cause) {
    throw new RecordError('BAD_REQUEST', 'The cursor is not one of this list.', 'cursor', {
      cause,
    });
  }
  throw new RecordError('BAD_REQUEST', 'The cursor belongs to another order.', 'cursor');
}

/** Exact search goes through the blind indexes; a case id that was named too is looked up itself. */
function searches(store: Store, { found }: CaseFilter): SQL[] {
  if (found === undefined) return [];
  const { caseId, ...values } = found;
  const sought = SEARCH_KINDS.flatMap((kind): Sought[] => {
    const entered = values[kind];
    return entered === undefined ? [] : [[kind, entered]];
  });
  const own = caseId === undefined ? sql`` : sql`select ${caseId} union all`;
  return [
    sql`${cases.caseId} in (${own} select ${caseTerms.caseId} from ${caseTerms}
      where ${foundBy(store, sought)})`,
  ];
}

function conditionsOf(store: Store, filter: CaseFilter): SQL[] {
  const conditions: (SQL | undefined)[] = [
    // A literal, so that the planner knows the partial indexes fit.
    sql`${cases.stage} = 'listed'`,
    filter.teamId !== undefined ? eq(cases.teamId, filter.teamId) : undefined,
    filter.assignee === undefined ? undefined : assigneeIs(filter.assignee),
    filter.ownOf === undefined ? undefined : sql`not ${cases.ended} and ${ownOf(filter.ownOf)}`,
    filter.waitsFor === undefined
      ? undefined
      : sql`not ${cases.ended} and ${cases.waitsFor} = ${filter.waitsFor}`,
    filter.manual !== undefined ? flag(sql`${cases.manual}`, filter.manual) : undefined,
    filter.parked !== undefined ? flag(sql`${cases.parked}`, filter.parked) : undefined,
    filter.overdue !== undefined ? flag(sql`${cases.overdue}`, filter.overdue) : undefined,
    filter.reason !== undefined ? eq(cases.reason, filter.reason) : undefined,
    filter.openedFrom !== undefined ? gte(cases.openedAt, filter.openedFrom) : undefined,
    filter.openedBefore !== undefined ? lt(cases.openedAt, filter.openedBefore) : undefined,
    ...searches(store, filter),
  ];
  return conditions.filter((condition) => condition !== undefined);
}

/** A claim that has lapsed counts as none. */
function assigneeIs(assignee: string): SQL {
  return assignee === 'none'
    ? unclaimed()
    : sql`${cases.assignee} = ${assignee} and ${claimHolds()}`;
}

function flag(column: SQL, wanted: boolean): SQL {
  return wanted ? column : sql`not ${column}`;
}

/** Statuses asked for, `open` spelled out; undefined for all. */
function statusesOf(filter: CaseFilter): readonly string[] | undefined {
  if (filter.status === undefined || filter.status.length === 0) return undefined;
  const open = CASE_STATUSES.filter((status) => !isEnd(status));
  return [...new Set(filter.status.flatMap((status) => (status === 'open' ? open : [status])))];
}

type PageRow = CaseColumns & { readonly sortValue: string };

/** A stretch of a list; a queue has two, one after the other. */
interface Stretch {
  readonly overdue?: boolean;
  readonly after?: Position;
}

function stretchesOf({ cursor }: CaseFilter, sort: Sort): readonly Stretch[] {
  const after = cursor === undefined ? {} : { after: readCursor(cursor, sort) };
  if (sort !== 'queue') return [after];
  if (after.after?.overdue === false) return [{ ...after, overdue: false }];
  return [{ ...after, overdue: true }, { overdue: false }];
}

/** The statement of one page; exported so that tests can have PostgreSQL explain it. */
export function pageStatement(store: Store, filter: CaseFilter, rows: number): SQL {
  const sort = filter.sort ?? DEFAULT_SORT;
  const { descending } = SORTS[sort];
  const direction = sql.raw(descending ? 'desc' : 'asc');
  const conditions = conditionsOf(store, filter);
  const branches = stretchesOf(filter, sort).flatMap((stretch, place) =>
    branchesOf(filter, [...conditions, ...withinStretch(stretch, sort)], stretch).map(
      (where) => sql`(select ${cases.caseId}, ${SORTS[sort].column} as sort_value,
          ${sql.raw(String(place))} as stretch from ${cases}
        where ${sql.join([...where], sql` and `)}
        order by ${SORTS[sort].column} ${direction}, ${cases.caseId} ${direction} limit ${rows})`,
    ),
  );
  return sql`select page.sort_value::text as "sortValue", ${rowColumns} from (
      ${branches.length === 1 ? branches[0] : merged(branches, direction, rows)}
    ) as page join ${cases} on ${cases.caseId} = page.case_id
    order by page.stretch, page.sort_value ${direction}, page.case_id ${direction}`;
}

function withinStretch({ overdue, after }: Stretch, sort: Sort): readonly SQL[] {
  const { column, descending } = SORTS[sort];
  const marks = overdue === undefined ? [] : [flag(sql`${cases.overdue}`, overdue)];
  if (after === undefined) return marks;
  const beyond = sql.raw(descending ? '<' : '>');
  const { value, caseId } = after;
  return [...marks, sql`(${column}, ${cases.caseId}) ${beyond} (${value}::timestamptz, ${caseId})`];
}

/** Conditions of each index scan: one a status, or one in all where few cases are concerned. */
function branchesOf(
  filter: CaseFilter,
  conditions: readonly SQL[],
  { overdue }: Stretch,
): readonly (readonly SQL[])[] {
  const statuses = statusesOf(filter);
  if (statuses === undefined) return [conditions];
  // What few cases have in common is read at once and looked through for the statuses.
  const few =
    filter.parked === true ||
    filter.overdue === true ||
    filter.manual === true ||
    overdue === true ||
    filter.ownOf !== undefined ||
    filter.waitsFor !== undefined ||
    (filter.assignee !== undefined && filter.assignee !== 'none');
  if (few) return [[...conditions, inArray(cases.status, [...statuses])]];
  return statuses.map((status) => [...conditions, eq(cases.status, status)]);
}

function merged(branches: readonly SQL[], direction: SQL, rows: number): SQL {
  return sql`${sql.join([...branches], sql` union all `)}
    order by stretch, sort_value ${direction}, case_id ${direction} limit ${rows}`;
}

/** Page rows come through plain SQL, so times come as text. */
const rowColumns = sql`${cases.caseId} as "caseId", ${cases.teamId} as "teamId", ${cases.view},
  ${cases.latestRevision} as "latestRevision", ${cases.assignee}, ${cases.involved},
  ${cases.openedAt} as "openedAt", ${cases.changedAt} as "changedAt"`;

async function listCases(store: Store, filter: CaseFilter): Promise<CasePage> {
  const limit = Math.min(Math.max(Math.trunc(filter.limit ?? DEFAULT_LIMIT), 1), MAX_LIMIT);
  const statement = pageStatement(store, filter, limit + 1);
  const { rows } = await store.db.execute<PageRow & Record<string, unknown>>(statement);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) =>
      toCaseRow({
        caseId: row.caseId,
        teamId: row.teamId,
        view: row.view,
        latestRevision: row.latestRevision,
        assignee: row.assignee,
        involved: row.involved,
        openedAt: new Date(row.openedAt),
        changedAt: new Date(row.changedAt),
      }),
    ),
    ...(last && rows.length > limit
      ? { nextCursor: writeCursor(filter.sort ?? DEFAULT_SORT, last.sortValue, last) }
      : {}),
  };
}

async function countCases(
  store: Store,
  teamId: string | undefined,
): Promise<Awaited<ReturnType<CaseStore['count']>>> {
  const scope = and(
    sql`${cases.stage} = 'listed'`,
    teamId === undefined ? undefined : eq(cases.teamId, teamId),
  );
  const marked = async (mark: SQL): Promise<number> =>
    onlyRow(await store.db.select({ count: count() }).from(cases).where(and(scope, mark))).count;
  const [groups, parked, overdue] = await Promise.all([
    store.db
      .select({ status: cases.status, count: count() })
      .from(cases)
      .where(scope)
      .groupBy(cases.status),
    marked(sql`${cases.parked}`),
    marked(sql`${cases.overdue}`),
  ]);
  return {
    byStatus: Object.fromEntries(groups.map((group) => [group.status, group.count])),
    parked,
    overdue,
  };
}

/**
 * The case list: filters over indexed columns, pages by keyset (the sort value and id of the last row),
 * so that a page costs the same at the millionth case. Several statuses become one index scan each.
 */
import { and, asc, count, eq, gte, lte, sql, type SQL } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { CASE_ID_PATTERN } from '../workflows/contract/identifiers';
import { CASE_STATUSES, isEnd } from '../workflows/contract/lifecycle';
import { CASE_COLUMNS, toCaseRow } from './cases';
import { blindIndex, normalizeNumber, normalizePhone } from './crypto';
import { RecordError, type CaseFilter, type CasePage, type DeskRecord } from './desk-record';
import { guarded } from './errors';
import { cases, caseTerms } from './schema';
import type { Store } from './store';

type Part = Pick<DeskRecord, 'listCases' | 'countCases' | 'listParked'>;
type Sort = NonNullable<CaseFilter['sort']>;

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;
const DEFAULT_SORT: Sort = '-openedAt';

const SORTS = {
  openedAt: { column: cases.openedAt, descending: false },
  '-openedAt': { column: cases.openedAt, descending: true },
  nextDueAt: { column: cases.nextDueAt, descending: false },
  '-changedAt': { column: cases.changedAt, descending: true },
} as const satisfies Record<Sort, unknown>;

export function listPart(store: Store): Part {
  return {
    listCases: (filter) => guarded(() => listCases(store, filter)),
    countCases: (teamId) => guarded(() => countCases(store, teamId)),
    listParked: (limit) =>
      guarded(async () => {
        const rows = await store.db
          .select(CASE_COLUMNS)
          .from(cases)
          .where(and(eq(cases.stage, sql`'listed'`), cases.parked))
          .orderBy(asc(cases.parkedSince), asc(cases.caseId))
          .limit(limit);
        return rows.map(toCaseRow);
      }),
  };
}

const cursorForm = z.tuple([z.enum(['openedAt', '-openedAt', 'nextDueAt', '-changedAt']), z.string(), z.string()]);

/** Opaque to callers: sort, value as PostgreSQL wrote it (to the microsecond), case id. */
function writeCursor(sort: Sort, value: string, caseId: string): string {
  return Buffer.from(JSON.stringify([sort, value, caseId]), 'utf8').toString('base64url');
}

function readCursor(cursor: string, sort: Sort): { value: string; caseId: string } {
  try {
    const text = Buffer.from(cursor, 'base64url').toString('utf8');
    const [of, value, caseId] = cursorForm.parse(JSON.parse(text));
    const sound = value === 'infinity' || !Number.isNaN(Date.parse(value));
    if (of === sort && sound) return { value, caseId };
  } catch (cause) {
    throw new RecordError('BAD_REQUEST', 'The cursor is not one of this list.', undefined, { cause });
  }
  throw new RecordError('BAD_REQUEST', 'The cursor belongs to another order.');
}

/** Exact search goes through the blind indexes; a case id is looked up itself. */
function searches(store: Store, filter: CaseFilter): SQL[] {
  const { ring } = store;
  const found = (hashes: readonly (readonly ['merchant-number' | 'serial' | 'phone' | 'document-number', string])[]): SQL => {
    const pairs = hashes.map(
      ([kind, value]) => sql`(${kind}, ${blindIndex(ring, kind, value)}::bytea)`,
    );
    return sql`${cases.caseId} in (select ${caseTerms.caseId} from ${caseTerms}
      where (${caseTerms.kind}, ${caseTerms.termHash}) in (${sql.join(pairs, sql`, `)}))`;
  };
  const conditions: SQL[] = [];
  if (filter.q !== undefined) {
    const number = normalizeNumber(filter.q);
    conditions.push(
      CASE_ID_PATTERN.test(number)
        ? eq(cases.caseId, number)
        : found([
            ['merchant-number', number],
            ['serial', number],
          ]),
    );
  }
  if (filter.phone !== undefined) conditions.push(found([['phone', normalizePhone(filter.phone)]]));
  if (filter.documentNumber !== undefined) {
    conditions.push(found([['document-number', normalizeNumber(filter.documentNumber)]]));
  }
  return conditions;
}

function conditionsOf(store: Store, filter: CaseFilter): SQL[] {
  const conditions: (SQL | undefined)[] = [
    // A literal, so that the planner knows the partial indexes fit.
    sql`${cases.stage} = 'listed'`,
    filter.teamId !== undefined ? eq(cases.teamId, filter.teamId) : undefined,
    filter.assignee !== undefined ? eq(cases.assignee, filter.assignee) : undefined,
    filter.parked !== undefined ? flag(sql`${cases.parked}`, filter.parked) : undefined,
    filter.overdue !== undefined ? flag(sql`${cases.overdue}`, filter.overdue) : undefined,
    filter.reason !== undefined ? eq(cases.reason, filter.reason) : undefined,
    filter.openedFrom !== undefined ? gte(cases.openedAt, filter.openedFrom) : undefined,
    filter.openedTo !== undefined ? lte(cases.openedAt, filter.openedTo) : undefined,
    ...searches(store, filter),
  ];
  return conditions.filter((condition) => condition !== undefined);
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

/** The statement of one page; exported so that tests can have PostgreSQL explain it. */
export function pageQuery(store: Store, filter: CaseFilter, rows: number) {
  const sort = filter.sort ?? DEFAULT_SORT;
  const { column, descending } = SORTS[sort];
  const conditions = conditionsOf(store, filter);
  if (filter.cursor !== undefined) {
    const { value, caseId } = readCursor(filter.cursor, sort);
    const after = sql`(${value}::timestamptz, ${caseId})`;
    conditions.push(
      descending
        ? sql`(${column}, ${cases.caseId}) < ${after}`
        : sql`(${column}, ${cases.caseId}) > ${after}`,
    );
  }
  const columns = { ...CASE_COLUMNS, sortValue: sql<string>`${column}::text`.as('sort_value') };
  const order = descending
    ? sql`${column} desc, ${cases.caseId} desc`
    : sql`${column}, ${cases.caseId}`;
  const branch = (status?: string) =>
    store.db
      .select(columns)
      .from(cases)
      .where(and(...conditions, status === undefined ? undefined : eq(cases.status, status)))
      .orderBy(order)
      .limit(rows);
  return branch;
}

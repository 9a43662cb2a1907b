// record/postgres/operations/: what needs somebody, and what is done about it for many cases.
/** Reads what needs a person: by cause in counts, and case by case in pages by keyset. */
import { z } from 'zod';
import type { CaseView } from '../../../workflows/contract/case-view';
import type { ErrorCode } from '../../../workflows/contract/errors';
import type { CaseId } from '../../../workflows/contract/identifiers';
import { isEnd, type CaseStatus } from '../../../workflows/contract/lifecycle';
import type { RecordCause } from '../../../workflows/contract/operations';
import { OPEN_CASES, REACHED, SOURCES } from './attention-sources';
import {
  RecordError,
  type AttentionFilter,
  type AttentionGroup,
  type AttentionItem,
  type AttentionPage,
  type AttentionStore,
  type FailedNotice,
  type Money,
  type Standing,
} from '../../port/desk-record';
import { guarded } from '../store/errors';
import type { Store } from '../store/store';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 1_000;

/** Deposits that are owed and not paid back, by currency, of the case `c`. */
const MONEY = `(select coalesce(jsonb_agg(owed), '[]') from (
    select d ->> 'currency' as currency, sum((d ->> 'amountMinor')::bigint)::bigint as "amountMinor"
    from jsonb_array_elements(c.view -> 'deposits') d
    where d ->> 'kind' = 'refundable-deposit'
      and d ->> 'refund' not in ('succeeded', 'paid', 'not-due')
    group by 1 order by 1) as owed)`;

/** Cases of one cause and code, each once, whatever and how much of it needs a person. */
const OF_CASES = `of_cases as (select cause, code, case_id, min(since) as since, max(answer) as answer
  from found group by 1, 2, 3)`;

export function attentionItemsPart(
  store: Store,
): Omit<AttentionStore, 'raise' | 'clear' | 'settle' | 'list'> {
  return {
    groups: (refundLateMs) => guarded(() => groups(store, refundLateMs)),
    items: (filter, refundLateMs) =>
      guarded(() => {
        const { cause } = filter;
        const sources = cause === undefined ? Object.values(SOURCES) : [SOURCES[cause]];
        return page(store, sources, filter, refundLateMs);
      }),
    openCases: (filter) => guarded(() => page(store, [OPEN_CASES], filter, 0)),
    failedNotices: (caseIds) => guarded(() => failedNotices(store, caseIds)),
    openStandings: () => guarded(() => standings(store, `c.stage = 'listed' and not c.ended`, [])),
    standingsOf: (caseIds) =>
      guarded(() => standings(store, 'c.case_id = any($1::text[])', [[...caseIds]])),
  };
}

function foundIn(sources: readonly string[]): string {
  // The first parameter is used in some sources only; PostgreSQL has to know its type all the same.
  return `found as (select * from (${sources.join(' union all ')}) as one where $1::float8 is not null)`;
}

interface GroupRow {
  readonly cause: RecordCause;
  readonly code: ErrorCode | null;
  readonly cases: number;
  readonly since: Date;
  readonly money: readonly Money[];
  readonly answer: string | null;
}

async function groups(store: Store, refundLateMs: number): Promise<readonly AttentionGroup[]> {
  const { rows } = await store.pool.query<GroupRow>({
    name: 'attention_groups',
    text: `with ${foundIn(Object.values(SOURCES))}, ${OF_CASES},
      owed as (
        select o.cause, o.code, m ->> 'currency' as currency,
          sum((m ->> 'amountMinor')::bigint)::bigint as amount
        from of_cases o join cases c using (case_id), jsonb_array_elements(${MONEY}) as m
        group by 1, 2, 3)
      select cause, code, count(*)::int as cases, min(since) as since,
        mode() within group (order by o.answer) as answer,
        (select coalesce(jsonb_agg(jsonb_build_object('currency', w.currency,
            'amountMinor', w.amount) order by w.currency), '[]')
          from owed w where w.cause = o.cause and w.code is not distinct from o.code) as money
      from of_cases o join cases c using (case_id) where c.stage = 'listed'
      group by cause, code order by min(since), cause, code`,
    values: [refundLateMs / 1_000],
  });
  return rows.map(({ code, answer, ...row }) => ({
    ...row,
    ...(code === null ? {} : { code }),
    ...(answer === null ? {} : { answer }),
  }));
}

/** Where a page ended: moment as PostgreSQL writes it, case, subject. */
const position = z.tuple([z.string(), z.string(), z.string()]);

function readCursor(cursor: string): z.output<typeof position> {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const [at, caseId, subject] = position.parse(read);
    if (!Number.isNaN(Date.parse(at))) return [at, caseId, subject];
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
  }
  throw new RecordError('BAD_REQUEST', 'The cursor is not one of ours.', 'cursor');
}

interface ItemRow {
  readonly cause: RecordCause;
  readonly code: ErrorCode | null;
  readonly caseId: CaseId;
  readonly subject: string;
  readonly since: Date;
  readonly at: string;
  readonly view: CaseView;
  readonly money: readonly Money[];
  readonly attempt: number | null;
  readonly nextAt: Date | null;
  readonly answer: string | null;
}

/** Conditions of a filter over `f` (what was found) and `c` (its case); `values` grows with them. */
function conditionsOf(filter: AttentionFilter, values: unknown[]): string {
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [
    `c.stage = 'listed'`,
    ...(filter.code === undefined ? [] : [`f.code = ${bind(filter.code)}`]),
    ...(filter.status === undefined ? [] : [`c.status = any(${bind([...filter.status])}::text[])`]),
    ...(filter.reason === undefined ? [] : [`c.reason = ${bind(filter.reason)}`]),
    ...(filter.sinceBefore === undefined ? [] : [`f.since < ${bind(filter.sinceBefore)}`]),
    ...(filter.caseIds === undefined
      ? []
      : [`f.case_id = any(${bind([...filter.caseIds])}::text[])`]),
    ...(filter.moneyFromMinor === undefined
      ? []
      : [
          `exists (select 1 from jsonb_array_elements(${MONEY}) m
            where (m ->> 'amountMinor')::bigint >= ${bind(filter.moneyFromMinor)})`,
        ]),
  ];
  if (filter.cursor !== undefined) {
    const [at, caseId, subject] = readCursor(filter.cursor);
    conditions.push(
      `(f.since, f.case_id, coalesce(f.subject, '')) >
        (${bind(at)}::timestamptz, ${bind(caseId)}::text, ${bind(subject)}::text)`,
    );
  }
  return conditions.join(' and ');
}

async function page(
  store: Store,
  sources: readonly string[],
  filter: AttentionFilter,
  refundLateMs: number,
): Promise<AttentionPage> {
  const limit = Math.min(Math.max(Math.trunc(filter.limit ?? DEFAULT_LIMIT), 1), MAX_LIMIT);
  const values: unknown[] = [refundLateMs / 1_000];
  const where = conditionsOf(filter, values);
  const { rows } = await store.pool.query<ItemRow>({
    text: `with ${foundIn(sources)}
      select f.cause, f.code, f.case_id as "caseId", coalesce(f.subject, '') as subject, f.since,
        f.since::text as at, c.view, ${MONEY} as money, f.attempt, f.next_at as "nextAt", f.answer
      from found f join cases c using (case_id) where ${where}
      order by f.since, f.case_id, coalesce(f.subject, '') limit $${values.push(limit + 1)}`,
    values,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  const cursor = more && JSON.stringify([last.at, last.caseId, last.subject]);
  return {
    items: shown.map(toItem),
    ...(cursor ? { nextCursor: Buffer.from(cursor, 'utf8').toString('base64url') } : {}),
  };
}

function toItem({ code, attempt, nextAt, answer, at: _, ...row }: ItemRow): AttentionItem {
  return {
    ...row,
    ...(code === null ? {} : { code }),
    ...(attempt === null ? {} : { attempt }),
    ...(nextAt === null ? {} : { nextAt }),
    ...(answer === null ? {} : { answer }),
  };
}

async function failedNotices(
  store: Store,
  caseIds: readonly CaseId[],
): Promise<readonly FailedNotice[]> {
  const { rows } = await store.pool.query<FailedNotice>({
    name: 'failed_notices',
    text: `select case_id as "caseId", notice_id as "noticeId", kind, channel
      from notices n where case_id = any($1::text[])
        and state in ('unknown', 'undelivered', 'failed')
        and not exists (select 1 from notices later where later.case_id = n.case_id
          and later.kind = n.kind and later.occurrence = n.occurrence
          and later.channel = n.channel and later.generation > n.generation)
        and exists (select 1 from attention a where a.case_id = n.case_id
          and a.code in ('NOTICE_UNKNOWN', 'NOTICE_UNDELIVERED') and not ${REACHED}
          and split_part(a.subject, '/', 1) = n.kind || '#' || n.occurrence
          and split_part(a.subject, '/', 2) in ('', n.channel))
      order by case_id, notice_id`,
    values: [[...caseIds]],
  });
  return rows;
}

async function standings(
  store: Store,
  where: string,
  values: readonly unknown[],
): Promise<readonly Standing[]> {
  const { rows } = await store.pool.query<Omit<Standing, 'ended'> & { status: CaseStatus }>({
    text: `select c.case_id as "caseId", c.status, c.changed_at as "changedAt"
      from cases c where ${where}`,
    values: [...values],
  });
  return rows.map((row) => ({ ...row, ended: isEnd(row.status) }));
}

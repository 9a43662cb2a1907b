/**
 * The statements of the reports. Those over the ledger go by the index `ledger_reported`, whose condition
 * they repeat word for word; every one is bounded by the range that the caller names.
 */
import { sql, type SQL } from 'drizzle-orm';
import { CASE_STATUSES, END_STATUSES } from '../../../workflows/contract/lifecycle';
import { NOTICE_STATES } from '../../../workflows/contract/notices';
import { guarded } from '../store/errors';
import type {
  ReportClock,
  ReportRange,
  ReportRow,
  ReportStore,
} from '../../port/operations/reports';
import { cases, ledger } from '../store/schema';
import { notices } from '../store/schema-effects';
import type { Store } from '../store/store';

export function reportsPart(store: Store): ReportStore {
  const rows = (statement: SQL, numbers: readonly string[]): Promise<readonly ReportRow[]> =>
    guarded(async () => {
      const answer = await store.db.execute<Record<string, string | number>>(statement);
      // Counts and sums have 64 bits in PostgreSQL and come as text.
      return answer.rows.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            numbers.includes(name) ? Number(value) : value,
          ]),
        ),
      );
    });
  return {
    openByStatusAndAge: (input, range, clock) =>
      rows(openStatement(input, range, clock), ['total', ...AGES.map(([name]) => name)]),
    stageTimes: (range, clock) =>
      rows(stageTimesStatement(range, clock), ['count', 'medianMs', 'p90Ms']),
    overdueRate: (range) => rows(overdueStatement(range), ['entered', 'overdue', 'rate']),
    reasons: (range) => rows(reasonsStatement(range), ['opened', ...END_STATUSES, 'open']),
    refusals: (range) => rows(refusalsStatement(range), ['count', 'cases']),
    notices: (range) => rows(noticesStatement(range), ['total', ...NOTICE_STATES]),
    refunds: (range) => rows(refundsStatement(range), ['count', 'amountMinor']),
  };
}

function ofTeam(teamId: string | undefined): SQL {
  return teamId === undefined ? sql`true` : sql`c.team_id = ${teamId}`;
}

/** Moments of the ledger have one form, so they compare as texts. */
function reported({ from, to }: ReportRange): SQL {
  return sql`(l.facts ? 'to' or l.facts ? 'code' or l.facts ? 'codes'
      or l.event in ('case-opened', 'case-expired', 'wait-escalated'))
    and l.at >= ${from.toISOString()} and l.at < ${to.toISOString()}`;
}

function opened({ from, to }: ReportRange): SQL {
  return sql`c.opened_at >= ${from} and c.opened_at < ${to}`;
}

/** A named list of days, or none for the time of the clock. */
function daysTable(clock: ReportClock): SQL {
  if (!clock) return sql``;
  const column = (name: keyof NonNullable<ReportClock>[number]): number[] =>
    clock.map((day) => day[name]);
  return sql`days (starts, opens, closes, before) as materialized (
      select * from unnest(${sql.param(column('startMs'))}::float8[],
        ${sql.param(column('opensMs'))}::float8[], ${sql.param(column('closesMs'))}::float8[],
        ${sql.param(column('workedBeforeMs'))}::float8[])),`;
}

const DAY_MS = 86_400_000;

/** Time up to a moment, ms: the difference of two of them is what passed between. */
function elapsedMs(moment: SQL, clock: ReportClock): SQL {
  const ms = sql`(extract(epoch from ${moment}) * 1000)::float8`;
  if (!clock) return ms;
  const first = clock[0]?.startMs ?? 0;
  // Days begin a whole number of days after the first. What lies before the list counts from its start.
  return sql`coalesce((select before + least(greatest(${ms}, opens), closes) - opens from days
    where starts = ${first}::float8 + floor((${ms} - ${first}::float8) / ${DAY_MS}) * ${DAY_MS}), 0)`;
}

function inOrder(status: SQL): SQL {
  return sql`array_position(${sql.param([...CASE_STATUSES])}::text[], ${status})`;
}

/** Ages in days: from, and up to but without. */
const AGES = [
  ['underOneDay', 0, 1],
  ['oneToThreeDays', 1, 3],
  ['threeToSevenDays', 3, 7],
  ['sevenToThirtyDays', 7, 30],
  ['overThirtyDays', 30, Infinity],
] as const;

function openStatement(
  { now, dayMs, teamId }: Parameters<ReportStore['openByStatusAndAge']>[0],
  range: ReportRange | undefined,
  clock: ReportClock,
): SQL {
  const since = sql`(c.view ->> 'statusSince')::timestamptz`;
  const columns = AGES.map(([name, from, to]) => {
    const upper = to === Infinity ? sql`true` : sql`age < ${to * dayMs}::float8`;
    return sql`count(*) filter (where age >= ${from * dayMs}::float8 and ${upper})
      as "${sql.raw(name)}"`;
  });
  return sql`with ${daysTable(clock)} aged as (
      select c.status, greatest(${elapsedMs(sql`${now}::timestamptz`, clock)}
        - ${elapsedMs(since, clock)}, 0) as age
      from ${cases} c where c.stage = 'listed' and not c.ended and ${ofTeam(teamId)}
        and ${range ? opened(range) : sql`true`})
    select status, count(*) as total, ${sql.join(columns, sql`, `)} from aged
    group by status order by ${inOrder(sql`status`)}`;
}

/** A row of the ledger by which a status was left; the row before says when it had begun. */
function stageTimesStatement(range: ReportRange, clock: ReportClock): SQL {
  return sql`with ${daysTable(clock)} stays as (
      select entered.status, entered.at::timestamptz as from_at, l.at::timestamptz as to_at
      from ${ledger} l join ${cases} c on c.case_id = l.case_id
      join lateral (
        select p.at, coalesce(p.facts ->> 'to', 'awaiting-identity') as status from ${ledger} p
        where p.case_id = l.case_id and p.position < l.position
          and (p.facts ? 'to' or p.event = 'case-opened')
        order by p.position desc limit 1) entered on entered.status = l.facts ->> 'from'
      where ${reported(range)} and (l.facts ? 'to' or l.event = 'case-expired')
        and ${ofTeam(range.teamId)}),
    timed as (select status, ${elapsedMs(sql`to_at`, clock)} - ${elapsedMs(sql`from_at`, clock)} as ms
      from stays)
    select status, count(*) as count,
      round(percentile_cont(0.5) within group (order by ms)) as "medianMs",
      round(percentile_cont(0.9) within group (order by ms)) as "p90Ms"
    from timed group by status order by ${inOrder(sql`status`)}`;
}

function overdueStatement(range: ReportRange): SQL {
  return sql`with begun as (
      select l.case_id, l.position, coalesce(l.facts ->> 'to', 'awaiting-identity') as status
      from ${ledger} l join ${cases} c on c.case_id = l.case_id
      where ${reported(range)} and (l.facts ? 'to' or l.event = 'case-opened')
        and ${ofTeam(range.teamId)}),
    told as (
      select begun.status, exists (
        select 1 from ${ledger} e where e.case_id = begun.case_id and e.position > begun.position
          and e.event = 'wait-escalated' and not exists (
            select 1 from ${ledger} n where n.case_id = begun.case_id
              and n.position > begun.position and n.position < e.position
              and (n.facts ? 'to' or n.event = 'case-expired'))) as late
      from begun where begun.status <> all (${sql.param([...END_STATUSES])}::text[]))
    select status, count(*) as entered, count(*) filter (where late) as overdue,
      round(avg(late::int), 4) as rate
    from told group by status order by ${inOrder(sql`status`)}`;
}

function reasonsStatement(range: ReportRange): SQL {
  const ends = END_STATUSES.map(
    (status) => sql`count(*) filter (where c.status = ${status}) as "${sql.raw(status)}"`,
  );
  return sql`select c.reason, count(*) as opened, ${sql.join(ends, sql`, `)},
      count(*) filter (where not c.ended) as open
    from ${cases} c
    where c.stage = 'listed' and ${opened(range)} and ${ofTeam(range.teamId)}
    group by c.reason order by opened desc, c.reason`;
}

function refusalsStatement(range: ReportRange): SQL {
  return sql`with found as (
      select l.case_id, l.event, l.facts from ${ledger} l
      join ${cases} c on c.case_id = l.case_id
      where ${reported(range)} and ${ofTeam(range.teamId)}),
    coded as (
      select case_id, 'rejection' as kind, coalesce(facts ->> 'reason', 'OPERATOR_ENDED') as code
        from found where facts ->> 'to' = 'rejected'
      union all
      select case_id, 'gate', jsonb_array_elements_text(facts -> 'codes')
        from found where event like '%-gate-closed' and jsonb_typeof(facts -> 'codes') = 'array'
      union all
      select case_id, 'step', facts ->> 'code' from found where event like '%-parked')
    select kind, code, count(*) as count, count(distinct case_id) as cases
    from coded group by kind, code order by kind, count desc, code`;
}

function noticesStatement({ from, to, teamId }: ReportRange): SQL {
  const states = NOTICE_STATES.map(
    (state) => sql`count(*) filter (where n.state = ${state}) as "${sql.raw(state)}"`,
  );
  return sql`select n.kind, n.channel, count(*) as total, ${sql.join(states, sql`, `)}
    from ${notices} n join ${cases} c on c.case_id = n.case_id
    where n.planned_at >= ${from} and n.planned_at < ${to} and ${ofTeam(teamId)}
    group by n.kind, n.channel order by n.kind, n.channel`;
}

function refundsStatement(range: ReportRange): SQL {
  return sql`select d ->> 'refund' as state, d ->> 'currency' as currency, count(*) as count,
      sum((d ->> 'amountMinor')::bigint) as "amountMinor"
    from ${cases} c, jsonb_array_elements(c.view -> 'deposits') d
    where c.stage = 'listed' and ${opened(range)} and ${ofTeam(range.teamId)}
      and d ->> 'kind' = 'refundable-deposit'
    group by 1, 2 order by 1, 2`;
}

/** Fills a record with many cases by SQL: what lists, filters and searches look at, and no more. */
import { Client } from 'pg';
import { SEARCH_FORMS } from '../checks/references/search-forms';
import { blindIndex, keyRing } from '../record/postgres/store/crypto';
import type { CaseView } from '../workflows/contract/case-view';

/** Found by number in a record of any size: what these few cases have in common. */
export const KNOWN = {
  merchantNumber: '800000000000017',
  assignee: 's_reviewer2',
  caseId: 'UC-B000000044',
} as const;

/** Cases that share the known merchant number and assignee, at every size. */
const KNOWN_CASES = 200;
const TEAMS = 4;

export interface Fill {
  readonly databaseUrl: string;
  readonly masterKey: Buffer;
  readonly cases: number;
  readonly seed: number;
  /** A view of a real case; each row gets its own id, status and marks. */
  readonly view: CaseView;
}

/**
 * The desk of teams in a quarter: most cases ended, a fifth parked, a fifth overdue, so that every
 * filter finds a full page at a thousand cases too. Claims hold: one that has lapsed is not listed.
 */
const CASES = `insert into cases (case_id, team_id, stage, view, status, parked, parked_since, overdue,
    reason, assignee, next_due_at, opened_at, changed_at, latest_revision, ledger_hash)
  select id, 'team-' || 1 + i % ${TEAMS}, 'listed',
    $1::jsonb || jsonb_build_object('caseId', id, 'status', status, 'reason', reason,
      'overdue', chance > 0.8,
      'claim', jsonb_build_object('by', assignee, 'until', '2999-01-01T00:00:00.000Z')),
    status, chance < 0.2, case when chance < 0.2 then '2026-01-01T00:00:00Z' end, chance > 0.8,
    reason, assignee,
    case when open then timestamptz '2026-10-01Z' + i * interval '1 minute' else 'infinity' end,
    opened_at, opened_at + chance * interval '3 days', 1, repeat('0', 64)
  from (
    select *, case when i <= ${KNOWN_CASES} then '${KNOWN.assignee}'
        when open then 's_' || i % 997 end as assignee
    from (
      select i, 'UC-B' || lpad(i::text, 9, '0') as id, random() as chance, i % 10 >= 7 as open,
        case when i % 10 < 7 then 'completed'
          else (array['awaiting-review', 'unbinding'])[1 + (i / 40) % 2] end
          as status,
        (array['business-ended', 'terminal-replaced', 'other'])[1 + (i / 4) % 3] as reason,
        timestamptz '2026-01-01Z' + i * (interval '90 days' / $2::int) as opened_at
      from generate_series(1, $2::int) i
    ) as drawn
  ) as assigned`;

const TERMS = `insert into case_terms (kind, term_hash, case_id, form)
  select kind,
    case when kind = 'merchant-number' and i <= ${KNOWN_CASES} then $2::bytea
      else sha256(convert_to(kind || i, 'UTF8')) end,
    'UC-B' || lpad(i::text, 9, '0'), ${SEARCH_FORMS.version}
  from generate_series(1, $1::int) i,
    unnest(array['merchant-number', 'serial', 'phone', 'document-number']) kind`;

/** Inserts everything and lets PostgreSQL learn what is there. */
export async function fillRecord(fill: Fill): Promise<void> {
  const client = new Client({ connectionString: fill.databaseUrl });
  await client.connect();
  try {
    await client.query('select setseed($1)', [(fill.seed % 1_000) / 1_000]);
    await client.query(CASES, [JSON.stringify(fill.view), fill.cases]);
    const hash = blindIndex(keyRing(fill.masterKey), 'merchant-number', KNOWN.merchantNumber);
    await client.query(TERMS, [fill.cases, hash]);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

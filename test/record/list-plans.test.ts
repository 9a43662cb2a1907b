/**
 * How PostgreSQL goes about each list among 20,000 cases: by an index, touching about as many rows as
 * it shows. Counts rows, not time.
 */
import { type SQL, sql } from 'drizzle-orm';
import { SEARCH_FORMS } from '../../checks/references/search-forms';
import { CaseKeys } from '../../record/postgres/store/case-keys';
import { blindIndex, keyRing } from '../../record/postgres/store/crypto';
import type { CaseFilter } from '../../record/port/desk-record';
import { pageStatement } from '../../record/postgres/cases/list';
import { SILENT } from '../../record/port/log';
import { countStatements } from '../../record/postgres/cases/queue-counts';
import { createDatabase, createPool, type Store } from '../../record/postgres/store/store';
import { startTestRecord, type TestRecord } from '../support/record';
import { query } from './samples';

const CASES = 20_000;
const LIMIT = 50;
/** Rows of `cases` and `case_terms` that a page may touch; a scan of the table would touch 20,000. */
const TOUCHED_AT_MOST = CASES / 10;

let test: TestRecord;
let store: Store;

beforeAll(async () => {
  test = await startTestRecord();
  const ring = keyRing(test.masterKey);
  const pool = createPool(test.databaseUrl, 2, SILENT);
  store = {
    pool,
    db: createDatabase(pool),
    ring,
    keys: new CaseKeys(ring),
    forms: SEARCH_FORMS,
    log: SILENT,
  };
  await fill();
}, 120_000);
afterAll(async () => {
  await store.pool.end();
  await test.stop();
});

/** A desk of 20 teams after two years: most cases ended, few parked or overdue. */
async function fill(): Promise<void> {
  const run = (text: string): Promise<unknown> => query(test.databaseUrl, text);
  await run(`insert into cases (case_id, team_id, stage, view, status, parked, parked_since, overdue,
      reason, assignee, next_due_at, opened_at, changed_at, latest_revision, ledger_hash)
    select 'UC-' || lpad(i::text, 10, '0'), 'team-' || i % 20, 'listed',
      jsonb_build_object('openedBy', 's_' || i % 40,
        'waitsFor', (array['agent', 'merchant', 'reviewer', 'acquirer'])[1 + (i / 20) % 4],
        'closure', jsonb_build_object('state', case when i % 307 = 0 then 'manual' end)),
      case when i % 10 < 7 then 'completed'
        else (array['awaiting-identity', 'awaiting-consent', 'awaiting-application',
          'awaiting-review', 'awaiting-information', 'unbinding', 'refunding-deposit',
          'closing-account', 'rejected', 'withdrawn', 'expired'])[1 + (i / 10) % 11] end,
      i % 211 = 0, case when i % 211 = 0 then '2026-01-01T00:00:00Z' end, i % 103 = 0,
      (array['business-ended', 'terminal-replaced', 'merchant-data-changed', 'regulatory',
        'other'])[1 + i % 5],
      case when i % 10 > 6 then 's_' || i % 40 end,
      case when i % 10 > 6 then timestamptz '2026-10-01Z' + i * interval '1 minute'
        else 'infinity' end,
      timestamptz '2024-10-01Z' + (i / 3) * interval '157 minutes',
      timestamptz '2024-11-01Z' + (i * 7919 % ${CASES}) * interval '52 minutes',
      1, repeat('0', 64)
    from generate_series(1, ${CASES}) i`);
  await run(`insert into case_terms (kind, term_hash, case_id)
    select kind, sha256(convert_to(kind || i, 'UTF8')), 'UC-' || lpad(i::text, 10, '0')
    from generate_series(1, ${CASES}) i,
      unnest(array['merchant-number', 'serial', 'phone', 'document-number']) kind`);
  // One phone number that a hundred cases share.
  await query(
    test.databaseUrl,
    `insert into case_terms (kind, term_hash, case_id)
      select 'phone', $1, case_id from cases where case_id like '%00'`,
    [blindIndex(store.ring, 'phone', '+8613800138000')],
  );
  await run('analyze');
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly PlanNode[];
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

interface Plan {
  readonly tableScans: readonly string[];
  readonly indexes: readonly string[];
  readonly touched: number;
}

const planOf = (filter: CaseFilter): Promise<Plan> =>
  explained(pageStatement(store, filter, LIMIT + 1));

async function explained(statement: SQL): Promise<Plan> {
  const { rows } = await store.db.execute<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>(
    sql`explain (analyze, timing off, format json) ${statement}`,
  );
  const nodes = rows.flatMap((row) => row['QUERY PLAN']).flatMap(({ Plan: root }) => nodesOf(root));
  const scans = nodes.filter((node) => node['Node Type'].includes('Scan'));
  const touched = scans
    .filter((node) => !['Subquery Scan', 'Bitmap Index Scan'].includes(node['Node Type']))
    .map((node) => {
      const removed =
        (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
      return (node['Actual Rows'] + removed) * node['Actual Loops'];
    });
  return {
    tableScans: scans
      .filter((node) => node['Node Type'].endsWith('Seq Scan'))
      .map((node) => node['Relation Name'] ?? ''),
    indexes: scans.flatMap((node) => node['Index Name'] ?? []),
    touched: touched.reduce((sum, rows_) => sum + rows_, 0),
  };
}

const filters: Readonly<Record<string, CaseFilter>> = {
  'no filter': {},
  'an open status': { status: ['awaiting-review'] },
  'a common status': { status: ['completed'] },
  'all open statuses': { status: ['open'] },
  'several ends': { status: ['rejected', 'withdrawn', 'expired'] },
  'the assignee': { assignee: 's_37' },
  'an assignee nobody is': { assignee: 's_none' },
  parked: { parked: true },
  overdue: { overdue: true },
  'overdue and open': { overdue: true, status: ['open'] },
  'parked and open': { parked: true, status: ['open'] },
  'the assignee and open': { assignee: 's_37', status: ['open'] },
  'own cases': { ownOf: 's_37' },
  'own cases of nobody': { ownOf: 's_none' },
  'whom it waits for': { waitsFor: 'merchant' },
  'whom it waits for, of all open': { waitsFor: 'reviewer', status: ['open'] },
  'a manual task': { manual: true, status: ['open'] },
  'reviews that nobody claimed': { status: ['awaiting-review'], assignee: 'none' },
  'the reason': { reason: 'regulatory' },
  'a period': { openedFrom: new Date('2025-06-01Z'), openedBefore: new Date('2025-06-08Z') },
  'an old period': { openedBefore: new Date('2024-10-08Z') },
  'a case id': { found: { caseId: 'UC-0000012345' } },
  'a case id that may be a number': {
    found: { caseId: 'UC-0000012345', 'merchant-number': '0000012345', serial: '0000012345' },
  },
  'a number': { found: { 'merchant-number': 'M123', serial: 'M123' } },
  'a phone number of many': { found: { phone: '+8613800138000' } },
  'a phone number of nobody': { found: { phone: '+8613800138999' } },
  'a document number': { found: { 'document-number': '11010519491231002X' } },
};
const named = Object.entries(filters);
const sorts = ['-openedAt', 'openedAt', 'nextDueAt', '-changedAt', 'queue'] as const;

describe('a page of the list', () => {
  it.each(named)('by %s reads an index and no whole table', async (_name, filter) => {
    for (const scope of [filter, { ...filter, teamId: 'team-7' }]) {
      const plan = await planOf(scope);
      expect(plan).toMatchObject({ tableScans: [] });
      expect(plan.indexes).not.toEqual([]);
      expect(plan.touched).toBeLessThan(TOUCHED_AT_MOST);
    }
  });

  it.each(sorts)('in the order %s reads an index from its first to its last page', async (sort) => {
    const moments = {
      'in the middle': '2025-08-01 00:00:00+00',
      'near an end': '2024-10-09 00:00:00+00',
    };
    for (const value of [undefined, ...Object.values(moments)]) {
      const parts = [sort, value, 'UC-0000010000'];
      const cursor = Buffer.from(JSON.stringify(parts)).toString('base64url');
      for (const filter of [{}, { teamId: 'team-7' }, { status: ['awaiting-review'] as const }]) {
        const plan = await planOf({ ...filter, sort, ...(value !== undefined && { cursor }) });
        expect(plan).toMatchObject({ tableScans: [] });
        expect(plan.touched).toBeLessThan(TOUCHED_AT_MOST);
      }
    }
  });
});

describe('the counts of the queue', () => {
  it('of a team touch its open cases only', async () => {
    const { open, marked } = countStatements('s_37', 'team-7');
    const counted = await store.db.execute<{ team: string }>(open);
    const plan = await explained(open);
    expect(plan.tableScans).toEqual([]);
    expect(plan.touched).toBe(Number(counted.rows[0]?.team));
    const marks = await explained(marked);
    expect(marks.tableScans).toEqual([]);
    expect(marks.touched).toBeLessThan(TOUCHED_AT_MOST);
  });
});

describe('this measure', () => {
  it('sees the scan of a whole table where an index is missing', async () => {
    await store.db.execute(sql`drop index cases_parked, cases_parked_since`);
    const plan = await planOf({ parked: true, openedFrom: new Date('2024-10-01Z') });
    expect(plan.touched).toBeGreaterThan(TOUCHED_AT_MOST);
  });
});

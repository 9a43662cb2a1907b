/** Reports: what each counts, by hand-made lives of cases whose moments are known. */
import { workingDays } from '../../client/api/working-days';
import type { DeskRecord, ReportRange } from '../../record/port/desk-record';
import type { CaseView, DepositView } from '../../workflows/contract/case-view';
import type { CaseStatus } from '../../workflows/contract/lifecycle';
import type { LedgerEntry } from '../../workflows/contract/ports';
import { startTestRecord, type TestRecord } from '../support/record';
import { draftCase, entry, query, randomId, sampleChange, sampleView } from './samples';

let test: TestRecord;
let record: DeskRecord;
beforeAll(async () => {
  test = await startTestRecord();
  record = test.record;
});
afterAll(() => test.stop());

const HOUR = 3_600_000;
const MARCH: Omit<ReportRange, 'teamId'> = {
  from: new Date('2026-03-01T00:00:00+08:00'),
  to: new Date('2026-04-01T00:00:00+08:00'),
};

type Step = readonly [at: string, event: string, facts: LedgerEntry['facts']];

/** A life: its opening and every later row, moments of March 2026 in desk time, e.g. `02T09:00`. */
async function lived(
  teamId: string,
  opened: string,
  steps: readonly Step[],
  view: Partial<CaseView> = {},
): Promise<string> {
  const moment = (at: string) => new Date(`2026-03-${at}:00+08:00`).toISOString();
  const { caseId } = await draftCase(record, { teamId });
  const status = (steps.findLast(([, , facts]) => 'to' in facts)?.[2]['to'] ??
    'awaiting-identity') as CaseStatus;
  const openedAt = moment(opened);
  const full = sampleView(caseId, { status, openedAt, ...view });
  const entries = [[opened, 'case-opened', {}] as const, ...steps].map(
    ([at, event, facts], index) => entry(index + 1, { at: moment(at), event, facts }),
  );
  await record.cases.open(sampleChange(caseId, { entries, view: full }));
  return caseId;
}

const move = (at: string, from: string, to: string, event = 'status-changed'): Step => [
  at,
  event,
  { from, to },
];
const newTeam = (): string => randomId('team-');

/** Friday 15:00 to Monday 10:00: three working hours and one, 67 by the clock. */
const OVER_A_WEEKEND = ['06T15:00', '09T10:00'] as const;

describe('times of stages', () => {
  const clock = workingDays('cn-2026', Date.parse('2025-01-01T00:00:00+08:00'), MARCH.to.getTime());

  it('are the median and the 90th percentile of the stays that ended', async () => {
    const teamId = newTeam();
    for (const hours of [1, 2, 3, 4, 10]) {
      const end = `02T${String(8 + hours).padStart(2, '0')}:00`;
      await lived(teamId, '02T08:00', [move(end, 'awaiting-identity', 'awaiting-consent')]);
    }
    const rows = await record.reports.stageTimes({ ...MARCH, teamId }, undefined);
    expect(rows).toEqual([
      { status: 'awaiting-identity', count: 5, medianMs: 3 * HOUR, p90Ms: 7.6 * HOUR },
    ]);
  });

  it('leave out nights and weekends where working time is asked for', async () => {
    const teamId = newTeam();
    const [from, to] = OVER_A_WEEKEND;
    await lived(teamId, from, [move(to, 'awaiting-identity', 'awaiting-consent')]);
    const of = async (days: Parameters<DeskRecord['reports']['stageTimes']>[1]) =>
      (await record.reports.stageTimes({ ...MARCH, teamId }, days))[0]?.['medianMs'];
    expect(await of(undefined)).toBe(67 * HOUR);
    expect(await of(clock)).toBe(4 * HOUR);
  });

  it('count each stay of a status that was entered twice, and an expiry as an end', async () => {
    const teamId = newTeam();
    await lived(teamId, '02T09:00', [
      move('02T10:00', 'awaiting-identity', 'awaiting-review'),
      move('02T12:00', 'awaiting-review', 'awaiting-information'),
      move('02T13:00', 'awaiting-information', 'awaiting-review'),
      move('02T17:00', 'awaiting-review', 'awaiting-information'),
      ['03T17:00', 'case-expired', { from: 'awaiting-information' }],
    ]);
    const rows = await record.reports.stageTimes({ ...MARCH, teamId }, undefined);
    expect(rows).toMatchObject([
      { status: 'awaiting-identity', count: 1, medianMs: HOUR },
      { status: 'awaiting-review', count: 2, medianMs: 3 * HOUR },
      { status: 'awaiting-information', count: 2, medianMs: 12.5 * HOUR },
    ]);
  });

  it('belong to the range in which the stay ended, and to the team of the case', async () => {
    const teamId = newTeam();
    await lived(teamId, '02T09:00', [move('20T09:00', 'awaiting-identity', 'awaiting-consent')]);
    const until = async (day: string, team: string) =>
      record.reports.stageTimes(
        { from: MARCH.from, to: new Date(`2026-03-${day}T00:00:00+08:00`), teamId: team },
        undefined,
      );
    expect(await until('20', teamId)).toEqual([]);
    expect(await until('21', teamId)).toHaveLength(1);
    expect(await until('21', newTeam())).toEqual([]);
  });
});

describe('the rate of what is overdue', () => {
  it('counts a stay once, however often it was escalated, and only the stay concerned', async () => {
    const teamId = newTeam();
    const escalated = (at: string, count: number): Step => [
      at,
      'wait-escalated',
      { status: 'awaiting-review', count },
    ];
    await lived(teamId, '02T09:00', [
      move('02T10:00', 'awaiting-identity', 'awaiting-review'),
      escalated('04T10:00', 1),
      escalated('05T10:00', 2),
      move('05T12:00', 'awaiting-review', 'rejected'),
    ]);
    await lived(teamId, '02T09:00', [move('02T10:00', 'awaiting-identity', 'awaiting-review')]);
    expect(await record.reports.overdueRate({ ...MARCH, teamId })).toEqual([
      { status: 'awaiting-identity', entered: 2, overdue: 0, rate: 0 },
      { status: 'awaiting-review', entered: 2, overdue: 1, rate: 0.5 },
    ]);
  });
});

describe('open cases by age', () => {
  it('stand in one class each, by the age of their status', async () => {
    const teamId = newTeam();
    const now = new Date('2026-03-31T12:00:00+08:00');
    const ages = [0.5, 1, 2.9, 3, 8, 31];
    for (const days of ages) {
      const statusSince = new Date(now.getTime() - days * 24 * HOUR).toISOString();
      await lived(teamId, '02T09:00', [], { statusSince });
    }
    await lived(teamId, '02T09:00', [move('02T10:00', 'awaiting-identity', 'withdrawn')]);
    const input = { now, dayMs: 24 * HOUR, teamId };
    const whole = { status: 'awaiting-identity', total: 6 };
    expect(await record.reports.openByStatusAndAge(input, undefined, undefined)).toEqual([
      {
        ...whole,
        underOneDay: 1,
        oneToThreeDays: 2,
        threeToSevenDays: 1,
        sevenToThirtyDays: 1,
        overThirtyDays: 1,
      },
    ]);
    const before = { from: MARCH.from, to: new Date('2026-03-02T00:00:00+08:00') };
    expect(await record.reports.openByStatusAndAge(input, before, undefined)).toEqual([]);
  });
});

describe('reasons, refusals, notices and refunds', () => {
  it('count openings by reason and how they ended', async () => {
    const teamId = newTeam();
    const reason = 'regulatory';
    await lived(teamId, '02T09:00', [], { reason });
    await lived(teamId, '02T09:00', [move('02T10:00', 'awaiting-identity', 'rejected')], {
      reason,
    });
    await lived(teamId, '02T09:00', []);
    expect(await record.reports.reasons({ ...MARCH, teamId })).toEqual([
      { reason, opened: 2, completed: 0, rejected: 1, withdrawn: 0, expired: 0, open: 1 },
      {
        reason: 'business-ended',
        opened: 1,
        completed: 0,
        rejected: 0,
        withdrawn: 0,
        expired: 0,
        open: 1,
      },
    ]);
  });

  it('count what was refused by whom, by code, in how many cases', async () => {
    const teamId = newTeam();
    const rejected = { from: 'awaiting-review', to: 'rejected', reason: 'suspected-fraud' };
    await lived(teamId, '02T09:00', [
      ['03T09:00', 'terminal-gate-closed', { codes: ['BALANCE_NOT_ZERO', 'FEES_UNPAID'] }],
      ['04T09:00', 'deposit-gate-closed', { codes: ['BALANCE_NOT_ZERO'] }],
      ['05T09:00', 'terminal-parked', { code: 'UNBIND_REFUSED' }],
    ]);
    await lived(teamId, '02T09:00', [['03T09:00', 'case-rejected', rejected]]);
    await lived(teamId, '02T09:00', [
      ['03T09:00', 'case-ended-by-operator', { from: 'unbinding', to: 'rejected' }],
    ]);
    expect(await record.reports.refusals({ ...MARCH, teamId })).toEqual([
      { kind: 'gate', code: 'BALANCE_NOT_ZERO', count: 2, cases: 1 },
      { kind: 'gate', code: 'FEES_UNPAID', count: 1, cases: 1 },
      { kind: 'rejection', code: 'OPERATOR_ENDED', count: 1, cases: 1 },
      { kind: 'rejection', code: 'suspected-fraud', count: 1, cases: 1 },
      { kind: 'step', code: 'UNBIND_REFUSED', count: 1, cases: 1 },
    ]);
  });

  it('count notices by kind, channel and state, planned within the range', async () => {
    const teamId = newTeam();
    const caseId = await lived(teamId, '02T09:00', []);
    const plan = { kind: 'approved', occurrence: 1 } as const;
    const rows = await record.notices.rowsOf(caseId, plan, ['sms', 'email']);
    const sms = rows.find(({ channel }) => channel === 'sms')!;
    await record.notices.rank(sms.noticeId, { state: 'delivered' });
    const range = { from: new Date(Date.now() - HOUR), to: new Date(Date.now() + HOUR), teamId };
    expect(await record.reports.notices(range)).toMatchObject([
      { kind: 'approved', channel: 'email', total: 1, planned: 1, delivered: 0 },
      { kind: 'approved', channel: 'sms', total: 1, planned: 0, delivered: 1 },
    ]);
    expect(await record.reports.notices({ ...MARCH, teamId })).toEqual([]);
  });

  it('sum what is paid back by state and currency, and leave fees out', async () => {
    const teamId = newTeam();
    const item = (refund: DepositView['refund'], amountMinor: number): DepositView => ({
      depositId: randomId('d_'),
      terminalId: randomId('t_'),
      kind: 'refundable-deposit',
      amountMinor,
      currency: 'CNY',
      refund,
      generation: 1,
      since: '2026-03-02T01:00:00.000Z',
    });
    const fee = { ...item('not-due', 3_000), kind: 'service-fee' } as const;
    await lived(teamId, '02T09:00', [], { deposits: [item('succeeded', 20_000), fee] });
    await lived(teamId, '02T09:00', [], {
      deposits: [item('succeeded', 10_000), item('stuck', 5_000)],
    });
    expect(await record.reports.refunds({ ...MARCH, teamId })).toEqual([
      { state: 'stuck', currency: 'CNY', count: 1, amountMinor: 5_000 },
      { state: 'succeeded', currency: 'CNY', count: 2, amountMinor: 30_000 },
    ]);
  });
});

describe('the ledger', () => {
  it('is read by the index of the reports where there is much of it', async () => {
    const run = (text: string) => query(test.databaseUrl, text);
    await run(`insert into ledger (case_id, position, run_id, sequence, at, event, by_principal,
        by_role, facts, content_hash, hash)
      select 'UC-' || lpad((i / 20)::text, 10, '0'), i % 20 + 1, 'r', i % 20 + 1,
        to_char(timestamp '2024-01-01' + i * interval '10 minutes', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        case when i % 10 = 0 then 'status-changed' else 'terminal-proven' end, 'system', 'system',
        case when i % 10 = 0 then '{"from": "unbinding", "to": "completed"}' else '{}' end::jsonb,
        'h', 'h' from generate_series(1, 40000) i`);
    await run('analyze ledger');
    const plan = await run(`explain select * from ledger l
      where (l.facts ? 'to' or l.facts ? 'code' or l.facts ? 'codes'
        or l.event in ('case-opened', 'case-expired', 'wait-escalated'))
        and l.at >= '2024-03-01' and l.at < '2024-03-08'`);
    expect(plan.map((row) => String(row['QUERY PLAN'])).join('\n')).toContain('ledger_reported');
  });
});

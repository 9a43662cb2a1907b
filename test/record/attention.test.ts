/** What needs a person as the record finds it: by cause in counts and money, and case by case. */
import { Client } from 'pg';
import type { DeskRecord } from '../../record/port/desk-record';
import type { CaseView, DepositView } from '../../workflows/contract/case-view';
import { startTestRecord, type TestRecord } from '../support/record';
import { draftCase, openedCase, randomId } from './samples';

let opened: TestRecord;
let record: DeskRecord;
beforeEach(async () => {
  opened = await startTestRecord();
  record = opened.record;
});
afterEach(() => opened.stop());

const DAY_MS = 86_400_000;
const LATE_MS = 10 * DAY_MS;
const since = '2026-03-03T00:00:00.000Z';
const later = '2026-03-05T00:00:00.000Z';

const parked = (code: 'UNBIND_REFUSED' | 'CLOSURE_GATE', at = since): Partial<CaseView> => ({
  status: 'unbinding',
  waitsFor: 'operator',
  parked: { step: 'unbind-terminals', code, subjects: [], since: at, actions: ['retry'] },
});
const owed = (amountMinor: number, change: Partial<DepositView> = {}): DepositView => ({
  depositId: randomId('d_'),
  terminalId: randomId('t_'),
  kind: 'refundable-deposit',
  amountMinor,
  currency: 'CNY',
  refund: 'waiting',
  generation: 1,
  since,
  ...change,
});
const groups = async () =>
  (await record.attention.groups(LATE_MS)).map(({ cause, code, cases }) => [cause, code, cases]);

/** Lets every notice have stood as it stands for so long. */
async function ageNotices(minutes: number): Promise<void> {
  const client = new Client({ connectionString: opened.databaseUrl });
  await client.connect();
  await client.query(`update notices set changed_at = now() - make_interval(mins => ${minutes})`);
  await client.end();
}

/** A failed attempt of a case that is made again in a minute. */
const attempt = (caseId: string, change: object = {}) => ({
  workflowId: caseId,
  activityId: '7',
  caseId,
  activityType: 'requestUnbind',
  attempt: 3,
  code: 'ACQUIRER_UNAVAILABLE' as const,
  nextAt: new Date(Date.now() + 60_000),
  ...change,
});

describe('groups', () => {
  it('are by cause and code, the longest waiting first, and leave out cases that need nobody', async () => {
    await openedCase(record);
    await draftCase(record, { view: parked('UNBIND_REFUSED') });
    await openedCase(record, { view: parked('UNBIND_REFUSED', later) });
    await openedCase(record, { view: parked('UNBIND_REFUSED') });
    await openedCase(record, { view: parked('CLOSURE_GATE', later) });
    await openedCase(record, { view: { overdue: true, expectedBy: '2026-03-01T00:00:00.000Z' } });
    await openedCase(record, { view: { held: true, waitsFor: 'operator' } });
    await openedCase(record, {
      view: {
        status: 'unbinding',
        terminals: [{ terminalId: 't_0000000001', state: 'manual', generation: 1, since: later }],
      },
    });
    expect(await groups()).toEqual([
      ['overdue', undefined, 1],
      ['parked', 'UNBIND_REFUSED', 2],
      ['by-hand', undefined, 1],
      ['parked', 'CLOSURE_GATE', 1],
      ['held', undefined, 1],
    ]);
    const [, first] = await record.attention.groups(LATE_MS);
    expect(first?.since.toISOString()).toBe(since);
  });

  it('name the money that is owed and not paid back, by currency', async () => {
    const deposits = [
      owed(20_000),
      owed(5_000, { currency: 'USD' }),
      owed(700, { refund: 'succeeded' }),
      owed(900, { kind: 'service-fee' }),
    ];
    await openedCase(record, { view: { ...parked('UNBIND_REFUSED'), deposits } });
    await openedCase(record, { view: { ...parked('UNBIND_REFUSED'), deposits: [owed(30_000)] } });
    const [group] = await record.attention.groups(LATE_MS);
    expect(group?.money).toEqual([
      { currency: 'CNY', amountMinor: 50_000 },
      { currency: 'USD', amountMinor: 5_000 },
    ]);
  });

  it('hold a refund that has been on its way for longer than allowed, and no other', async () => {
    const pending = (at: Date) =>
      openedCase(record, {
        view: {
          status: 'refunding-deposit',
          deposits: [owed(100, { refund: 'pending', since: at.toISOString() })],
        },
      });
    await pending(new Date(Date.now() - LATE_MS + DAY_MS));
    expect(await groups()).toEqual([]);
    await pending(new Date(Date.now() - LATE_MS - DAY_MS));
    expect(await groups()).toEqual([['refund-late', undefined, 1]]);
  });

  it('hold attempts that come again, with what the other side answers, until one succeeds', async () => {
    const { caseId } = await openedCase(record, { view: { status: 'unbinding' } });
    await record.retries.note(attempt(caseId, { attempt: 2, answer: '503' }));
    const [first] = await record.attention.groups(LATE_MS);
    await record.retries.note(attempt(caseId, { answer: '503' }));
    expect(await record.attention.groups(LATE_MS)).toEqual([
      {
        cause: 'retrying',
        code: 'ACQUIRER_UNAVAILABLE',
        cases: 1,
        answer: '503',
        money: [],
        since: first?.since,
      },
    ]);
    await record.retries.clear(caseId, '7');
    await record.retries.clear(caseId, '7');
    expect(await groups()).toEqual([]);
  });

  it('forget attempts that were given up, and those of which nobody has heard for minutes', async () => {
    const { caseId } = await openedCase(record, { view: { status: 'unbinding' } });
    await record.retries.note(attempt(caseId, { givesUpAt: new Date(Date.now() - 1_000) }));
    await record.retries.note(
      attempt(caseId, { activityId: '8', nextAt: new Date(Date.now() - 600_000) }),
    );
    expect(await groups()).toEqual([]);
    expect(await record.retries.ofCase(caseId)).toEqual([]);
  });

  it.each([
    ['completed', 'requestUnbind', 0],
    ['completed', 'awaitGateChange', 0],
    ['refunding-deposit', 'confirmUnbind', 0],
    ['refunding-deposit', 'confirmRefund', 1],
    ['completed', 'sendNotices', 1],
  ] as const)('of a case that is %s hold %s %s times', async (status, activityType, times) => {
    const { caseId } = await openedCase(record, { view: { status } });
    await record.retries.note(attempt(caseId, { activityType }));
    expect(await groups()).toHaveLength(times);
    expect(await record.retries.ofCase(caseId)).toHaveLength(times);
  });

  it('hold a notice that reached nobody until another one has', async () => {
    const { caseId } = await openedCase(record);
    const plan = { kind: 'approved', occurrence: 1 } as const;
    const [row] = await record.notices.rowsOf(caseId, plan, ['sms']);
    await record.notices.rank(row!.noticeId, { state: 'failed' });
    await record.attention.raise({ caseId, code: 'NOTICE_UNDELIVERED', subject: 'approved#1' });
    expect(await groups()).toEqual([['notice', 'NOTICE_UNDELIVERED', 1]]);
    expect(await record.attention.failedNotices([caseId])).toEqual([
      { caseId, noticeId: row!.noticeId, kind: 'approved', channel: 'sms' },
    ]);
    const again = await record.notices.planResend(row!.noticeId, 's_OPS');
    expect(await record.attention.failedNotices([caseId])).toEqual([]);
    await record.notices.rank(again.noticeId, { state: 'sent' });
    expect(await groups()).toEqual([['notice', 'NOTICE_UNDELIVERED', 1]]);
    expect(await record.attention.list(10)).toHaveLength(1);
    await record.notices.rank(again.noticeId, { state: 'delivered' });
    expect(await groups()).toEqual([]);
    expect(await record.attention.list(10)).toEqual([]);
  });

  it('let a mail go once it has left, and a text of which nobody says more for an hour', async () => {
    const { caseId } = await openedCase(record);
    const plan = { kind: 'approved', occurrence: 1 } as const;
    await record.attention.raise({ caseId, code: 'NOTICE_UNDELIVERED', subject: 'approved#1' });
    const rows = await record.notices.rowsOf(caseId, plan, ['sms', 'email']);
    const [mail, text] = rows.map(({ noticeId }) => noticeId);
    await record.notices.rank(text!, { state: 'accepted' });
    expect(await groups()).toEqual([['notice', 'NOTICE_UNDELIVERED', 1]]);
    await ageNotices(61);
    expect(await groups()).toEqual([]);
    await record.notices.rank(text!, { state: 'undelivered' });
    expect(await groups()).toEqual([['notice', 'NOTICE_UNDELIVERED', 1]]);
    await record.notices.rank(mail!, { state: 'accepted' });
    expect(await groups()).toEqual([]);
    expect(await record.attention.list(10)).toEqual([]);
  });

  it('hold what else was reported', async () => {
    const { caseId } = await openedCase(record);
    await record.attention.raise({ caseId, code: 'PROVIDER_MISCONFIGURED', subject: 'sms' });
    expect(await groups()).toEqual([['reported', 'PROVIDER_MISCONFIGURED', 1]]);
  });
});

describe('cases that need a person', () => {
  it('stand once for terminals that are tried again in one way, with the money once', async () => {
    const { caseId } = await openedCase(record, {
      view: { status: 'unbinding', deposits: [owed(20_000), owed(20_000), owed(20_000)] },
    });
    for (const number of [1, 2, 3]) {
      await record.retries.note(
        attempt(caseId, { activityId: String(number), attempt: number, answer: '503' }),
      );
    }
    const { items } = await record.attention.items({ cause: 'retrying' }, LATE_MS);
    expect(items).toMatchObject([
      {
        caseId,
        subject: 'requestUnbind',
        attempt: 3,
        answer: '503',
        money: [{ currency: 'CNY', amountMinor: 60_000 }],
      },
    ]);
  });

  it('come in pages, longest waiting first, none twice and none lost', async () => {
    const ids = [];
    for (const day of [3, 1, 2, 2, 2]) {
      const at = `2026-03-0${day}T00:00:00.000Z`;
      ids.push((await openedCase(record, { view: parked('UNBIND_REFUSED', at) })).caseId);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await record.attention.items(
        { cause: 'parked', limit: 2, ...(cursor && { cursor }) },
        LATE_MS,
      );
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ caseId }) => caseId));
      cursor = page.nextCursor;
    } while (cursor);
    expect([...seen].sort()).toEqual([...ids].sort());
    expect(seen[0]).toBe(ids[1]);
    expect(seen.at(-1)).toBe(ids[0]);
  });

  it('are narrowed by code, status, reason, age, money and id', async () => {
    const deposits = [owed(50_000)];
    const rich = await openedCase(record, {
      view: { ...parked('UNBIND_REFUSED'), reason: 'regulatory', deposits },
    });
    await openedCase(record, {
      view: { ...parked('CLOSURE_GATE', later), status: 'closing-account' },
    });
    const found = async (filter: object) =>
      (await record.attention.items({ cause: 'parked', ...filter }, LATE_MS)).items.map(
        ({ caseId }) => caseId,
      );
    expect(await found({})).toHaveLength(2);
    for (const filter of [
      { code: 'UNBIND_REFUSED' },
      { status: ['unbinding'] },
      { reason: 'regulatory' },
      { sinceBefore: new Date('2026-03-04T00:00:00Z') },
      { moneyFromMinor: 50_000 },
      { caseIds: [rich.caseId] },
    ]) {
      expect(await found(filter)).toEqual([rich.caseId]);
    }
    expect(await found({ moneyFromMinor: 50_001 })).toEqual([]);
  });

  it('refuse a cursor that is none of theirs', async () => {
    for (const cursor of ['x', Buffer.from('["no date","a","b"]').toString('base64url')]) {
      await expect(record.attention.items({ cursor }, LATE_MS)).rejects.toMatchObject({
        code: 'BAD_REQUEST',
      });
    }
  });
});

test('standings name every open case, and of ended ones those that are asked for', async () => {
  const open = await openedCase(record);
  const ended = await openedCase(record, { view: { status: 'withdrawn', waitsFor: 'nobody' } });
  const standings = await record.attention.openStandings();
  expect(standings).toMatchObject([
    { caseId: open.caseId, status: 'awaiting-identity', ended: false },
  ]);
  expect(await record.attention.standingsOf([ended.caseId, 'UC-0000000000'])).toMatchObject([
    { caseId: ended.caseId, ended: true },
  ]);
});

/** Notice rows: one for each channel and generation, states that only rise, budgets that count. */
import { NOTICE_STATES, type NoticeState } from '../../workflows/contract/notices';
import type { DeskRecord, NoticeRow } from '../../record/port/desk-record';
import { startTestRecord, type TestRecord } from '../support/record';
import { draftCase, query } from './samples';

let test: TestRecord;
let record: DeskRecord;
beforeAll(async () => {
  test = await startTestRecord();
  record = test.record;
});
afterAll(() => test.stop());

const APPROVED = { kind: 'approved', occurrence: 1 } as const;
const SENT = { to: '+8613912345678', text: '【解绑台】您的申请已通过。' };
const ENDS: readonly NoticeState[] = ['suppressed', 'failed', 'undelivered', 'delivered'];

async function planned(): Promise<NoticeRow> {
  const { caseId } = await draftCase(record);
  const rows = await record.notices.rowsOf(caseId, APPROVED, ['sms']);
  expect(rows).toHaveLength(1);
  return rows[0]!;
}

async function inState(state: NoticeState): Promise<NoticeRow> {
  const { noticeId } = await planned();
  return record.notices.rank(noticeId, { state });
}

describe('the rows of a notice', () => {
  it('are made once, one for each channel that the merchant has at that moment', async () => {
    const { caseId } = await draftCase(record);
    const rows = await record.notices.rowsOf(caseId, APPROVED, ['sms', 'email']);
    expect(rows.map((row) => row.channel).toSorted()).toEqual(['email', 'sms']);
    for (const row of rows) {
      expect(row).toMatchObject({ caseId, ...APPROVED, generation: 1, state: 'planned' });
      expect(await record.notices.get(row.noticeId)).toEqual(row);
    }
    expect(await record.notices.rowsOf(caseId, APPROVED, ['sms'])).toEqual(rows);
  });

  it('made by several workers at once are the same', async () => {
    const { caseId } = await draftCase(record);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => record.notices.rowsOf(caseId, APPROVED, ['sms', 'email'])),
    );
    for (const rows of answers) expect(rows).toEqual(answers[0]);
    expect(await record.notices.list(caseId)).toHaveLength(2);
  });

  it('of another occurrence or without a channel are others, or none', async () => {
    const { caseId } = await draftCase(record);
    await record.notices.rowsOf(caseId, { kind: 'information-requested', occurrence: 1 }, ['sms']);
    await record.notices.rowsOf(caseId, { kind: 'information-requested', occurrence: 2 }, ['sms']);
    expect(await record.notices.rowsOf(caseId, APPROVED, [])).toEqual([]);
    const list = await record.notices.list(caseId);
    expect(list.map((row) => row.occurrence)).toEqual([1, 2]);
    expect(await record.notices.get('n_none')).toBeUndefined();
  });
});

describe('the state of a notice', () => {
  const pairs = NOTICE_STATES.flatMap((from) => NOTICE_STATES.map((to) => [from, to] as const));

  it('moves forward in rank only, ends stick, and what was deferred may be attempted', async () => {
    for (const [from, to] of pairs) {
      const { noticeId } = await inState(from);
      const { state } = await record.notices.rank(noticeId, { state: to });
      const rises = NOTICE_STATES.indexOf(to) > NOTICE_STATES.indexOf(from);
      const resumes = from === 'deferred' && to === 'attempting';
      const moves = !ENDS.includes(from) && (rises || resumes);
      expect(`${from} → ${to}: ${state}`).toBe(`${from} → ${to}: ${moves ? to : from}`);
    }
  });

  it('comes out the same in whatever order callbacks arrive at once', async () => {
    const { noticeId } = await planned();
    await Promise.all(
      (['delivered', 'sent', 'accepted', 'attempting'] as const).map((state) =>
        record.notices.rank(noticeId, { state, providerRef: 'SM1' }),
      ),
    );
    expect(await record.notices.get(noticeId)).toMatchObject({
      state: 'delivered',
      providerRef: 'SM1',
    });
  });

  it('keeps what was sent, the reference and the code; a late callback may name the reference', async () => {
    const { noticeId } = await inState('delivered');
    const late = await record.notices.rank(noticeId, { state: 'sent', providerRef: 'SM7' });
    expect(late).toMatchObject({ state: 'delivered', providerRef: 'SM7' });
    const other = await record.notices.rank(noticeId, { state: 'failed', providerRef: 'SM8' });
    expect(other).toMatchObject({ state: 'delivered', providerRef: 'SM7' });
    const mine = await planned();
    await record.notices.rank(mine.noticeId, { state: 'attempting', sent: SENT });
    const failed = { state: 'failed', providerCode: '30005' } as const;
    expect(await record.notices.rank(mine.noticeId, failed)).toMatchObject({
      sent: SENT,
      providerCode: '30005',
    });
  });

  it('deferred says until when', async () => {
    const { noticeId } = await planned();
    const notBefore = new Date('2026-03-03T00:00:00.000Z');
    await record.notices.rank(noticeId, { state: 'deferred', notBefore });
    expect(await record.notices.get(noticeId)).toMatchObject({ state: 'deferred', notBefore });
  });

  it('of an unknown notice is NOT_FOUND', async () => {
    const ranked = record.notices.rank('n_none', { state: 'sent' });
    await expect(ranked).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('does not show a text that the table has from another notice', async () => {
    const [mine, other] = [await planned(), await planned()];
    for (const { noticeId } of [mine, other]) {
      await record.notices.rank(noticeId, { state: 'attempting', sent: SENT });
    }
    await query(
      test.databaseUrl,
      `update notices set sealed_sent = (select sealed_sent from notices where notice_id = $2)
        where notice_id = $1`,
      [mine.noticeId, other.noticeId],
    );
    await expect(record.notices.get(mine.noticeId)).rejects.toMatchObject({ code: 'KEY_WRONG' });
  });
});

describe('a resend', () => {
  it('is one more generation of the same notice and channel, named with who asked', async () => {
    const first = await inState('undelivered');
    const second = await record.notices.planResend(first.noticeId, 's_AGENT');
    expect(second).toMatchObject({ ...APPROVED, channel: 'sms', generation: 2, state: 'planned' });
    expect(second.noticeId).not.toBe(first.noticeId);
    const { caseId } = first;
    expect(await record.notices.rowsOf(caseId, APPROVED, ['sms'])).toHaveLength(1);
    expect((await record.notices.list(caseId)).map((row) => row.generation)).toEqual([1, 2]);
    expect(await record.notices.get(first.noticeId)).toMatchObject({ state: 'undelivered' });
  });

  it('is refused with RESEND_BUDGET after three in 24 hours, asked at once or one by one', async () => {
    const { noticeId, caseId } = await inState('failed');
    const results = await Promise.allSettled(
      Array.from({ length: 5 }, () => record.notices.planResend(noticeId, 's_AGENT')),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(3);
    const again = (): Promise<unknown> => record.notices.planResend(noticeId, 's_AGENT');
    await expect(again()).rejects.toMatchObject({ code: 'RESEND_BUDGET' });
    await query(
      test.databaseUrl,
      `update notices set planned_at = planned_at - interval '24 hours' where case_id = $1`,
      [caseId],
    );
    await expect(again()).resolves.toMatchObject({ generation: 5 });
  });

  it('of an unknown notice is NOT_FOUND and makes none', async () => {
    const asked = record.notices.planResend('n_none', 's_AGENT');
    await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the budget of a number', () => {
  const dayAgo = new Date(Date.now() - 24 * 3_600_000);
  const accept = async (to: string, providerRef: string): Promise<void> => {
    const { noticeId } = await planned();
    await record.notices.rank(noticeId, { state: 'attempting', sent: { ...SENT, to } });
    await record.notices.rank(noticeId, { state: 'accepted', providerRef });
  };

  it('counts texts that the provider took, however the number is written', async () => {
    const to = '+8613700000001';
    await accept(to, 'SM-A1');
    await accept('+86 137-0000-0001', 'SM-A2');
    await accept('+8613700000002', 'SM-A3');
    expect(await record.notices.countSms(to, dayAgo)).toBe(2);
    expect(await record.notices.countSms(to, new Date(Date.now() + 60_000))).toBe(0);
  });

  it('counts notices that went out as one text once', async () => {
    const to = '+8613700000003';
    await accept(to, 'SM-B1');
    await accept(to, 'SM-B1');
    expect(await record.notices.countSms(to, dayAgo)).toBe(1);
  });

  it('does not count what was only attempted', async () => {
    const { noticeId } = await planned();
    const to = '+8613700000004';
    await record.notices.rank(noticeId, { state: 'attempting', sent: { ...SENT, to } });
    await record.notices.rank(noticeId, { state: 'failed' });
    expect(await record.notices.countSms(to, dayAgo)).toBe(0);
  });
});

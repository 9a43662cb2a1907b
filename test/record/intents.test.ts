/** Intents of side effects: frozen at the first insert, fenced by attempt, settled by proof. */
import type { DeskRecord, IntentState } from '../../record/port/desk-record';
import { startTestRecord, type TestRecord } from '../support/record';
import { draftCase, newCaseId, openedCase, query, randomId, statusChange } from './samples';

let test: TestRecord;
let record: DeskRecord;
beforeAll(async () => {
  test = await startTestRecord();
  record = test.record;
});
afterAll(() => test.stop());

const PARAMS = { amountMinor: 9900, currency: 'CNY', account: '6222020200112233446' };

async function planned(effect = 'refund', params: Record<string, unknown> = PARAMS) {
  const { caseId } = await draftCase(record);
  const key = `${effect}:${caseId}:${randomId('d_')}:g1`;
  const intent = { key, caseId, effect, params };
  return { ...intent, intent, row: await record.intents.begin(intent) };
}

describe('an intent', () => {
  it('is planned with its parameters and without an attempt', async () => {
    const { key, caseId, row } = await planned();
    expect(row).toMatchObject({ key, caseId, effect: 'refund', params: PARAMS });
    expect(row).toMatchObject({ state: 'planned', attempt: 0 });
    expect(await record.intents.get(key)).toEqual(row);
    expect(await record.intents.list(caseId)).toEqual([row]);
    expect(await record.intents.get(`${key}0`)).toBeUndefined();
  });

  it('begun again with equal parameters is the first row, as it stands by then', async () => {
    const { intent } = await planned();
    await record.intents.fence(intent.key);
    const reordered = Object.fromEntries(Object.entries(PARAMS).toReversed());
    const again = await record.intents.begin({ ...intent, params: reordered });
    expect(again).toMatchObject({ params: PARAMS, state: 'attempted', attempt: 1 });
    expect(await record.intents.list(intent.caseId)).toHaveLength(1);
  });

  it.each([
    ['another amount', { ...PARAMS, amountMinor: 9901 }],
    ['an amount of another type', { ...PARAMS, amountMinor: '9900' }],
    ['one parameter more', { ...PARAMS, note: 'x' }],
    ['one parameter less', { amountMinor: 9900, currency: 'CNY' }],
  ])('begun again with %s is INTENT_CONFLICT, and the first stands', async (_what, params) => {
    const { row, intent } = await planned();
    await expect(record.intents.begin({ ...intent, params })).rejects.toMatchObject({
      code: 'INTENT_CONFLICT',
      detail: intent.key,
    });
    expect(await record.intents.get(intent.key)).toEqual(row);
  });

  it('of another case or effect under the same key is INTENT_CONFLICT', async () => {
    const { intent } = await planned();
    const { caseId } = await draftCase(record);
    for (const other of [
      { ...intent, caseId },
      { ...intent, effect: 'unbind' },
    ]) {
      await expect(record.intents.begin(other)).rejects.toMatchObject({ code: 'INTENT_CONFLICT' });
    }
  });

  it('begun by several workers at once is one row', async () => {
    const { caseId } = await draftCase(record);
    const key = `closure:${caseId}:g1`;
    const rows = await Promise.all(
      Array.from({ length: 6 }, () =>
        record.intents.begin({ key, caseId, effect: 'closure', params: PARAMS }),
      ),
    );
    for (const row of rows) expect(row).toEqual(rows[0]);
    expect(await record.intents.list(caseId)).toHaveLength(1);
  });

  it('of an unknown case is CASE_NOT_FOUND', async () => {
    const intent = { key: 'refund:x', caseId: newCaseId(), effect: 'refund', params: {} };
    await expect(record.intents.begin(intent)).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' });
  });

  it('whose parameters were exchanged in the table does not open', async () => {
    const [mine, other] = [await planned(), await planned('refund', { amountMinor: 1 })];
    await query(
      test.databaseUrl,
      `update intents set sealed_params = (select sealed_params from intents where key = $2)
        where key = $1`,
      [mine.key, other.key],
    );
    await expect(record.intents.get(mine.key)).rejects.toMatchObject({ code: 'KEY_WRONG' });
  });
});

describe('the fence of a run', () => {
  it('that a reset has superseded is shut, and open to the run that follows, or to an heir', async () => {
    const { caseId } = await openedCase(record);
    const key = `unbind:${caseId}:${randomId('t_')}:g1`;
    await record.intents.begin({ key, caseId, effect: 'unbind', params: PARAMS });
    expect(await record.intents.fence(key, 'run-1')).toBe(1);
    await record.cases.change({ ...statusChange(caseId, 2, 'awaiting-consent'), runId: 'run-2' });
    await expect(record.intents.fence(key, 'run-1')).rejects.toMatchObject({ code: 'FENCED' });
    expect(await record.intents.fence(key, 'run-2')).toBe(2);
    await query(
      test.databaseUrl,
      `update cases set runs = jsonb_set(runs, '{run-2}', '{"seq": 2, "superseded": true, "heir": "run-2~2"}')
       where case_id = $1`,
      [caseId],
    );
    expect(await record.intents.fence(key, 'run-2')).toBe(3);
  });
});

describe('the fence', () => {
  it('counts attempts up, also for attempts at the same moment, and keeps the first moment', async () => {
    const { key } = await planned();
    const numbers = await Promise.all(Array.from({ length: 5 }, () => record.intents.fence(key)));
    expect(numbers.toSorted()).toEqual([1, 2, 3, 4, 5]);
    const first = (await record.intents.get(key))?.firstAttemptAt;
    await record.intents.fence(key);
    expect(await record.intents.get(key)).toMatchObject({
      state: 'attempted',
      attempt: 6,
      firstAttemptAt: first,
    });
  });

  it('refuses the outcome of an attempt that a newer one has overtaken: FENCED', async () => {
    const { key } = await planned();
    const [slow, fast] = [await record.intents.fence(key), await record.intents.fence(key)];
    for (const state of ['unknown', 'done', 'refused'] as const) {
      await expect(record.intents.settle(key, slow, { state })).rejects.toMatchObject({
        code: 'FENCED',
      });
    }
    expect(await record.intents.get(key)).toMatchObject({ state: 'attempted' });
    await record.intents.settle(key, fast, { state: 'accepted', providerRef: 're_1' });
    expect(await record.intents.get(key)).toMatchObject({ state: 'accepted', providerRef: 're_1' });
  });

  it('is closed once the effect is done, and for an unknown intent: FENCED', async () => {
    const { key } = await planned();
    await record.intents.settle(key, await record.intents.fence(key), { state: 'done' });
    await expect(record.intents.fence(key)).rejects.toMatchObject({ code: 'FENCED' });
    await expect(record.intents.fence('refund:none')).rejects.toMatchObject({ code: 'FENCED' });
    const settle = record.intents.settle('refund:none', 1, { state: 'done' });
    await expect(settle).rejects.toMatchObject({ code: 'FENCED' });
  });

  it('opens again after every outcome that is no proof of the effect', async () => {
    const { key } = await planned();
    const states: readonly IntentState[] = ['unknown', 'accepted', 'refused', 'manual'];
    for (const [index, state] of states.entries()) {
      await record.intents.settle(key, await record.intents.fence(key), { state });
      expect(await record.intents.get(key)).toMatchObject({ state, attempt: index + 1 });
    }
  });
});

describe('an outcome', () => {
  it('done stays done, whatever a later look finds', async () => {
    const { key } = await planned();
    const attempt = await record.intents.fence(key);
    await record.intents.settle(key, attempt, { state: 'done', providerRef: 're_2' });
    await record.intents.settle(key, attempt, { state: 'unknown' });
    await record.intents.settle(key, attempt, { state: 'refused', providerCode: 'x' });
    const row = await record.intents.get(key);
    expect(row).toMatchObject({ state: 'done', providerRef: 're_2' });
    expect(row?.providerCode).toBeUndefined();
  });

  it('that is none yet leaves the intent unsettled', async () => {
    const { key } = await planned();
    const attempt = await record.intents.fence(key);
    await record.intents.settle(key, attempt, { state: 'unknown' });
    expect((await record.intents.get(key))?.settledAt).toBeUndefined();
    await record.intents.settle(key, attempt, { state: 'refused', providerCode: 'E7' });
    const row = await record.intents.get(key);
    expect(row?.settledAt).toBeInstanceOf(Date);
    expect(row?.providerCode).toBe('E7');
  });
});

describe('the point of no return', () => {
  it('is passed once an unbinding was attempted, not when it is planned', async () => {
    const { caseId, key } = await planned('unbind');
    expect(await record.intents.unbindWasAttempted(caseId)).toBe(false);
    await record.intents.fence(key);
    expect(await record.intents.unbindWasAttempted(caseId)).toBe(true);
  });

  it('is not passed by attempts at anything else', async () => {
    const { caseId, key } = await planned('refund');
    await record.intents.fence(key);
    expect(await record.intents.unbindWasAttempted(caseId)).toBe(false);
  });
});

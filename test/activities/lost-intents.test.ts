/** A record that was restored from before an effect has lost its intent: the provider's ledger decides. */
import type { DeskRecord } from '../../record/port/desk-record';
import { startTestRecord } from '../support/record';
import { EFFECTS, executions, perform, prepare, startStage, viewOf } from './stage';
import type { OpenedCase, Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());
afterEach(() => stage.clearFaults());

/** A record that knows the case and nothing of what was done for it. */
async function onOlderRecord(
  { caseId, data }: OpenedCase,
  work: (record: DeskRecord) => Promise<void>,
): Promise<void> {
  const older = await startTestRecord();
  try {
    const view = viewOf(caseId);
    const author = view.openedBy;
    await older.record.cases.create({ caseId, teamId: 'team-1', author, data, view });
    await work(older.record);
  } finally {
    await older.stop();
  }
}

describe.each(EFFECTS)('the %s', (name) => {
  test('that was done before the restore is read back and not done again', async () => {
    const one = await prepare(stage, name);
    await perform(stage.effects(), name, one);
    const before = await stage.calls(name);
    await onOlderRecord(one, async (record) => {
      expect(await perform(stage.effects({ record }), name, one)).toEqual({ kind: 'done' });
    });
    expect(await stage.calls(name)).toBe(before);
    expect(await executions(stage, name, one)).toBe(1);
  });

  test('that was done waits at no gate that has closed since', async () => {
    const one = await prepare(stage, name);
    await perform(stage.effects(), name, one);
    const merchant = `merchants/${one.merchant.merchantNumber}`;
    await stage.control(merchant, { balanceMinor: 5 });
    await onOlderRecord(one, async (record) => {
      expect(await perform(stage.effects({ record }), name, one)).toEqual({ kind: 'done' });
    });
    expect(await executions(stage, name, one)).toBe(1);
  });

  test('that was not done is done once', async () => {
    const one = await prepare(stage, name);
    await onOlderRecord(one, async (record) => {
      await perform(stage.effects({ record }), name, one);
      expect(await perform(stage.effects(), name, one)).toEqual({ kind: 'done' });
    });
    expect(await executions(stage, name, one)).toBe(1);
  });
});

test('money that was paid under a later generation is not paid again under the first', async () => {
  const one = await prepare(stage, 'refund');
  const second = { ...one, refund: { ...one.refund, generation: 2 } };
  await perform(stage.effects(), 'refund', second);
  await onOlderRecord(one, async (record) => {
    expect(await perform(stage.effects({ record }), 'refund', one)).toEqual({ kind: 'done' });
  });
  expect(await executions(stage, 'refund', one)).toBe(1);
});

/** What a workflow task wrote that was lost with its worker before it was durable. */
import type { DeskRecord } from '../../record/port/desk-record';
import { startTestRecord, type TestRecord } from '../support/record';
import { entry, openedCase, statusChange } from './samples';

let test: TestRecord;
let record: DeskRecord;
beforeAll(async () => {
  test = await startTestRecord();
  record = test.record;
});
afterAll(() => test.stop());

const LOST = { historyLength: 10, atMs: 5_000 };
const REPEATED = { historyLength: 12, atMs: 16_000 };

/** A decision of the lost task, in two writes. */
async function loseTask(caseId: string): Promise<void> {
  await record.cases.change(statusChange(caseId, 2, 'awaiting-consent', { task: LOST }));
  await record.cases.change(
    statusChange(caseId, 3, 'withdrawn', { task: { ...LOST, atMs: 5_001 }, freeTerminals: true }),
  );
}

const events = async (caseId: string) =>
  (await record.ledger.read(caseId)).map(({ runId, sequence, event }) => [runId, sequence, event]);

it('stands where the repetition decides the same at a later moment', async () => {
  const { caseId } = await openedCase(record);
  await record.cases.change(statusChange(caseId, 2, 'awaiting-consent', { task: LOST }));
  const before = await record.ledger.read(caseId);
  const later = {
    ...entry(2, { facts: { to: 'awaiting-consent' } }),
    at: '2026-03-02T01:00:14.000Z',
  };
  await record.cases.change(
    statusChange(caseId, 2, 'awaiting-consent', { task: REPEATED, entries: [later] }),
  );
  expect(await record.ledger.read(caseId)).toEqual(before);
});

it('is superseded by a row that says so where the repetition decides otherwise', async () => {
  const { caseId } = await openedCase(record);
  await loseTask(caseId);
  await record.cases.change(statusChange(caseId, 2, 'rejected', { task: REPEATED }));
  expect(await events(caseId)).toEqual([
    ['run-1', 1, 'case-opened'],
    ['run-1', 2, 'status-changed'],
    ['run-1', 3, 'status-changed'],
    ['run-1~2', -1, 'task-repeated'],
    ['run-1~2', 2, 'status-changed'],
  ]);
  const repeated = (await record.ledger.read(caseId))[3];
  expect(repeated?.facts).toEqual({ supersededRun: 'run-1', fromSequence: 2 });
  expect((await record.cases.read(caseId))?.view.status).toBe('rejected');
  expect((await record.ledger.verify(caseId)).broken).toBeUndefined();
});

it('goes on under the new name, also when a second task is lost', async () => {
  const { caseId } = await openedCase(record);
  await loseTask(caseId);
  await record.cases.change(statusChange(caseId, 2, 'awaiting-application', { task: REPEATED }));
  const next = { historyLength: 20, atMs: 30_000 };
  await record.cases.change(statusChange(caseId, 3, 'awaiting-review', { task: next }));
  const again = { historyLength: 21, atMs: 45_000 };
  await record.cases.change(statusChange(caseId, 3, 'withdrawn', { task: again }));
  expect((await events(caseId)).slice(3)).toEqual([
    ['run-1~2', -1, 'task-repeated'],
    ['run-1~2', 2, 'status-changed'],
    ['run-1~2', 3, 'status-changed'],
    ['run-1~3', -1, 'task-repeated'],
    ['run-1~3', 3, 'status-changed'],
  ]);
  expect((await record.ledger.verify(caseId)).broken).toBeUndefined();
});

it('takes the terminals again where the end that it had written did not come', async () => {
  const { caseId, data } = await openedCase(record);
  await loseTask(caseId);
  const [terminal] = data.terminals;
  expect(await record.cases.findByTerminal(terminal?.serialNumber ?? '')).toBeUndefined();
  const change = statusChange(caseId, 2, 'awaiting-application', { task: REPEATED });
  const terminals = data.terminals.map(({ terminalId }) => ({
    terminalId,
    state: 'waiting' as const,
    generation: 1,
    since: '2026-03-02T01:00:00.000Z',
  }));
  await record.cases.change({ ...change, view: { ...change.view, terminals } });
  expect(await record.cases.findByTerminal(terminal?.serialNumber ?? '')).toBe(caseId);
});

it('is not superseded by an older worker that writes late', async () => {
  const { caseId } = await openedCase(record);
  await record.cases.change(statusChange(caseId, 2, 'awaiting-consent', { task: REPEATED }));
  await expect(
    record.cases.change(statusChange(caseId, 2, 'withdrawn', { task: LOST })),
  ).rejects.toMatchObject({ code: 'LEDGER_CONFLICT' });
});

it('is no excuse for rows of tasks that were durable', async () => {
  const { caseId } = await openedCase(record);
  await record.cases.change(statusChange(caseId, 2, 'awaiting-consent', { task: LOST }));
  await record.cases.change(statusChange(caseId, 3, 'awaiting-review', { task: REPEATED }));
  await expect(
    record.cases.change(
      statusChange(caseId, 2, 'withdrawn', { task: { historyLength: 30, atMs: 60_000 } }),
    ),
  ).rejects.toMatchObject({ code: 'LEDGER_CONFLICT' });
});

/** Runs of repairs: what is taken, settled, stopped and counted, and what survives an interruption. */
import type { BulkOrder, DeskRecord } from '../../record/port/desk-record';
import type { CaseView } from '../../workflows/contract/case-view';
import { startTestRecord, type TestRecord } from '../support/record';
import { entry, openedCase, query, randomId, sampleChange, sampleView } from './samples';

let opened: TestRecord;
let record: DeskRecord;
beforeAll(async () => {
  opened = await startTestRecord();
  record = opened.record;
});
afterAll(() => opened.stop());

const REASON = '收单机构 10:04 恢复，电话 13800138000 确认';

function order(change: Partial<BulkOrder> = {}): BulkOrder {
  return {
    runId: randomId('B-'),
    verb: 'retry',
    selection: { cause: 'parked' },
    by: { principalId: 's_OPS', role: 'operator' },
    reason: REASON,
    ratePerSecond: 10,
    stopAfter: 3,
    ...change,
  };
}

async function started(cases: number, change: Partial<BulkOrder> = {}): Promise<string> {
  const subjects = [];
  for (let made = 0; made < cases; made += 1) {
    subjects.push({ caseId: (await openedCase(record)).caseId, subject: '' });
  }
  const run = order(change);
  await record.bulk.create(run, subjects);
  return run.runId;
}

test('a run that was made twice is there once, with the cases of the first time', async () => {
  const { caseId } = await openedCase(record);
  const run = order();
  expect(await record.bulk.create(run, [{ caseId, subject: '' }])).toBe(true);
  expect(await record.bulk.create({ ...run, verb: 'hold' }, [])).toBe(false);
  expect(await record.bulk.read(run.runId)).toMatchObject({
    verb: 'retry',
    reason: REASON,
    by: { principalId: 's_OPS', role: 'operator' },
    progress: { state: 'running', left: 1 },
  });
  expect((await record.bulk.list(10)).map(({ runId }) => runId)).toContain(run.runId);
  expect(await record.bulk.read('B-0000000000')).toBeUndefined();
});

test('the reason lies sealed', async () => {
  const runId = await started(1);
  const rows = await query(opened.databaseUrl, 'select * from bulk_runs where run_id = $1', [
    runId,
  ]);
  const sealed = rows[0]?.['sealed_reason'] as Buffer;
  expect(sealed.includes(Buffer.from('13800138000'))).toBe(false);
  expect(JSON.stringify(rows)).not.toContain('13800138000');
});

test('each case is taken once, in order, and the run is finished with the last', async () => {
  const runId = await started(2);
  const first = (await record.bulk.take(runId))!;
  const second = (await record.bulk.take(runId))!;
  expect([first.position, second.position]).toEqual([1, 2]);
  expect(await record.bulk.take(runId)).toBeUndefined();
  await record.bulk.settle(runId, 1, { state: 'done' });
  expect(await record.bulk.conclude(runId)).toMatchObject({ state: 'running', done: 1, left: 1 });
  await record.bulk.settle(runId, 2, { state: 'skipped', code: 'NOT_PARKED' });
  const end = { state: 'finished', done: 1, skipped: 1, failed: 0, left: 0 };
  expect(await record.bulk.conclude(runId)).toMatchObject(end);
  expect(await record.bulk.conclude(runId)).toMatchObject(end);
  expect(await record.bulk.items(runId, { limit: 10, state: 'skipped' })).toMatchObject([
    { position: 2, code: 'NOT_PARKED' },
  ]);
  expect((await record.bulk.read(runId))?.endedAt).toBeInstanceOf(Date);
});

test('what an interrupted worker had taken is taken again, under the same note', async () => {
  const runId = await started(1);
  const before = (await record.bulk.take(runId))!;
  await record.bulk.reclaim(runId);
  const after = (await record.bulk.take(runId))!;
  expect(after).toMatchObject({ position: before.position, noteId: before.noteId, tries: 2 });
});

test('a case that gave no answer is taken again after the others', async () => {
  const runId = await started(2);
  const first = (await record.bulk.take(runId))!;
  await record.bulk.putBack(runId, first.position);
  expect((await record.bulk.take(runId))?.position).toBe(2);
  expect(await record.bulk.take(runId)).toMatchObject({ position: 1, tries: 2 });
});

test('two workers at once never take the same case', async () => {
  const runId = await started(20);
  const taken = await Promise.all(Array.from({ length: 20 }, () => record.bulk.take(runId)));
  const positions = taken.flatMap((item) => item?.position ?? []);
  expect(new Set(positions).size).toBe(positions.length);
  while (await record.bulk.take(runId)) positions.push(0);
  expect(positions).toHaveLength(20);
});

test('a run that is to stop gives out no further case and says so', async () => {
  const runId = await started(2);
  await record.bulk.take(runId);
  await record.bulk.settle(runId, 1, { state: 'done' });
  await record.bulk.requestStop(runId);
  await record.bulk.requestStop(runId);
  expect(await record.bulk.take(runId)).toBeUndefined();
  expect(await record.bulk.conclude(runId)).toMatchObject({ state: 'stopped', done: 1, left: 1 });
  await record.bulk.requestStop(runId);
  expect(await record.bulk.conclude(runId)).toMatchObject({ state: 'stopped' });
});

test('a run stops by itself once as many have failed as allowed, those counted that parked again', async () => {
  const runId = await started(4, { stopAfter: 2 });
  const failed = (await record.bulk.take(runId))!;
  await record.bulk.settle(runId, failed.position, { state: 'failed', code: 'UNAVAILABLE' });
  const again = (await record.bulk.take(runId))!;
  await record.bulk.settle(runId, again.position, { state: 'done' });
  expect(await record.bulk.conclude(runId)).toMatchObject({ state: 'running', parkedAgain: 0 });
  const parked: CaseView['parked'] = {
    step: 'unbind-terminals',
    code: 'UNBIND_REFUSED',
    subjects: [],
    since: new Date(Date.now() + 1_000).toISOString(),
    actions: ['retry'],
  };
  const view = sampleView(again.caseId, { parked });
  await record.cases.change(sampleChange(again.caseId, { view, entries: [entry(2)] }));
  expect(await record.bulk.conclude(runId)).toMatchObject({
    state: 'stopped-on-errors',
    failed: 1,
    parkedAgain: 1,
    left: 2,
  });
});

test('the notice that was planned first for a case of a run is the one that is sent', async () => {
  const runId = await started(1, { verb: 'resend-notice' });
  expect(await record.bulk.keepNotice(runId, 1, 'n_first')).toBe('n_first');
  expect(await record.bulk.keepNotice(runId, 1, 'n_second')).toBe('n_first');
});

test('a note under an id of the caller is written once', async () => {
  const { caseId } = await openedCase(record);
  const note = {
    caseId,
    noteId: 'note_fixed',
    kind: 'note',
    text: 'once',
    attachmentIds: [],
    by: 's_OPS',
  } as const;
  const first = await record.notes.add(note);
  expect(await record.notes.add({ ...note, text: 'twice' })).toMatchObject({ at: first.at });
  expect(await record.notes.list(caseId)).toMatchObject([{ noteId: 'note_fixed', text: 'once' }]);
});

test('the ledger of a case tells whether a run has been there', async () => {
  const { caseId } = await openedCase(record);
  const runId = randomId('B-');
  expect(await record.bulk.standsInLedger(runId, caseId)).toBe(false);
  const by = { principalId: 's_OPS', role: 'operator' } as const;
  await record.ledger.audit({ caseId, event: 'notice-resent', by, facts: { bulkRun: runId } });
  expect(await record.bulk.standsInLedger(runId, caseId)).toBe(true);
});

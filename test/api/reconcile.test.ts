/**
 * A comparison finds what ledger, workflows and providers disagree about, and repairs nothing twice.
 * @long
 */
import { Client as PgClient } from 'pg';
import { createHttpAcquirer } from '../../activities/acquirer/http-adapter';
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import { refundReopeningId } from '../../workflows/contract/identifiers';
import { eventually } from '../e2e/eventually';
import {
  applicationOf,
  approve,
  openCase,
  proveIdentityAndConsent,
  repairWithApproval,
  submitApplication,
  untilCase,
  untilEnd,
  viewOf,
  workUpToApproval,
} from '../e2e/play';
import { consented, peopleOf, submitted } from './people';
import { type Stage, startStage } from './stage';
import { runOver } from './sweep-run';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());
jest.setTimeout(120_000);

interface Run {
  readonly id: string;
  readonly state: string;
  readonly report: {
    readonly cases: number;
    readonly reopened: number;
    readonly differences: readonly { caseId: string; code: string; subject: string }[];
  };
}

async function reconcile(): Promise<Run> {
  const started = await stage.staff.operator.post('/ops/reconcile');
  expect(started.status).toBe(202);
  return finished(String(started.body['id']));
}

function finished(id: string): Promise<Run> {
  return runOver<Run>(stage.staff.auditor, `/ops/reconcile/${id}`);
}

/** Codes that the run found of one case, and those on the operators' list. */
async function foundOf(caseId: string): Promise<{ found: string[]; listed: string[] }> {
  const { report } = await reconcile();
  const { body } = await stage.staff.operator.get('/ops/attention');
  const other = body['other'] as { caseId: string; code: string }[];
  const of = (rows: readonly { caseId: string; code: string }[]) =>
    rows.filter((row) => row.caseId === caseId).map(({ code }) => code);
  return { found: of(report.differences).sort(), listed: of(other).sort() };
}

async function completed(
  closeAccount = false,
): Promise<{ caseId: string; merchant: FreshMerchant }> {
  const people = peopleOf(stage);
  const merchant = await stage.simulator.freshMerchant();
  const caseId = await workUpToApproval(people, merchant, { closeAccount });
  await untilEnd(people.agent, caseId);
  await stage.temporal.client.workflow.getHandle(caseId).result();
  return { caseId, merchant };
}

async function sql(statement: string, values: readonly string[]): Promise<void> {
  const client = new PgClient({ connectionString: stage.databaseUrl });
  await client.connect();
  try {
    await client.query(statement, [...values]);
  } finally {
    await client.end();
  }
}

test('finds nothing where everybody agrees, and says how much was compared', async () => {
  const { caseId } = await completed(true);
  const open = await submitted(stage);
  const { report, state } = await reconcile();
  expect(state).toBe('finished');
  expect(report.cases).toBeGreaterThanOrEqual(2);
  const ids = report.differences.map((one) => one.caseId);
  expect(ids).not.toContain(caseId);
  expect(ids).not.toContain(open.caseId);
});

test('pays money again, once, that came back with its callback lost, however often it looks', async () => {
  const { caseId, merchant } = await completed();
  const { agent } = peopleOf(stage);
  const [refund] = (await stage.simulator.ledger(merchant)).refunds;
  await stage.simulator.change('settings', { acquirerCallbackUrl: '' });
  await stage.simulator.change(`refunds/${refund!.refundId}/return`, {});
  expect((await reconcile()).report.reopened).toBe(1);
  const parked = await untilCase(agent, caseId, 'knows', ({ refundReopened }) => refundReopened);
  const { depositId } = parked.deposits.find((one) => one.kind === 'refundable-deposit')!;
  const id = refundReopeningId(caseId, depositId, 1);
  const first = await stage.temporal.client.workflow.getHandle(id).describe();
  await reconcile();
  await untilCase(agent, caseId, 'waits for an operator', ({ parked: step }) => step !== undefined);
  await repairWithApproval(peopleOf(stage), caseId, 'retry', {
    step: 'refund-deposit',
    reason: 'the bank has opened the account again',
  });
  await stage.temporal.client.workflow.getHandle(id).result();
  expect((await reconcile()).report.reopened).toBe(0);
  const last = await stage.temporal.client.workflow.getHandle(id).describe();
  expect(last.runId).toBe(first.runId);
  const { refunds, refundedMinor } = await stage.simulator.ledger(merchant);
  expect(refunds.map(({ state }) => state).sort()).toEqual(['returned', 'succeeded']);
  expect(Object.values(refundedMinor)).toEqual([refund!.amountMinor]);
  expect((await foundOf(caseId)).found).toEqual([]);
});

test('lists a terminal that is bound again until it is not', async () => {
  const { caseId, merchant } = await completed();
  const terminal = `terminals/${merchant.terminals[0]!.serialNumber}`;
  await stage.simulator.change(terminal, {
    merchantNumber: merchant.merchantNumber,
    status: 'bound',
  });
  const code = 'UNBIND_TERMINAL_BOUND_AGAIN';
  expect(await foundOf(caseId)).toEqual({ found: [code], listed: [code] });
  await stage.simulator.change(terminal, { merchantNumber: null, status: 'unbound' });
  expect(await foundOf(caseId)).toEqual({ found: [], listed: [] });
});

/** The acquirer as somebody else's desk asks it. */
function elsewhere() {
  const { signal } = new AbortController();
  const acquirer = createHttpAcquirer({
    baseUrl: `http://127.0.0.1:${stage.lines.acquirer.port}/acquirer/v1`,
    apiKey: 'simulator-acquirer-key',
    webhookSecret: 'simulator-webhook-secret',
  });
  return { acquirer, signal };
}

test('says nothing of a draft whose numbers were mistyped', async () => {
  const { path, application, caseId } = await consented(stage);
  const terminals = [{ serialNumber: 'N7NL0000099999' }];
  const draft = { ...application, terminals, deposits: [], phone: '+8613900000000' };
  expect((await stage.staff.agent.put(`${path}/application`, draft)).status).toBe(200);
  const stranger = await stage.simulator.freshMerchant();
  const mistyped = { ...stranger, merchantNumber: '898100000000000' };
  const opened = await openCase(peopleOf(stage), mistyped);
  expect(await foundOf(caseId)).toEqual({ found: [], listed: [] });
  expect(await foundOf(opened)).toEqual({ found: [], listed: [] });
});

test('says nothing of a deposit that had been paid back in part before the case', async () => {
  const people = peopleOf(stage);
  const merchant = await stage.simulator.freshMerchant({ depositKinds: ['refundable-deposit'] });
  const { serialNumber, kind, currency } = merchant.deposits[0]!;
  const { acquirer, signal } = elsewhere();
  const { merchantNumber } = merchant;
  const payee = { kind: 'original-payment' } as const;
  const part = { merchantNumber, serialNumber, kind, currency, payee, amountMinor: 5_000 };
  await acquirer.requestRefund({ ...part, key: `last-year:${serialNumber}` }, signal);
  const deposits = [{ serialNumber, kind, currency, amountMinor: 15_000 }];
  const wishes = { closeAccount: false, application: { deposits } };
  const caseId = await openCase(people, merchant, wishes);
  await proveIdentityAndConsent(people, caseId);
  const revision = await submitApplication(people, caseId, applicationOf(merchant, wishes));
  expect((await foundOf(caseId)).found).toEqual([]);
  await approve(people, caseId, revision);
  await untilEnd(people.agent, caseId);
  const { refundedMinor } = await stage.simulator.ledger(merchant);
  expect(Object.values(refundedMinor)).toEqual([20_000]);
  expect(await foundOf(caseId)).toEqual({ found: [], listed: [] });
});

test('calls a terminal moved that was given to another merchant before anything was sent', async () => {
  const { caseId, merchant } = await submitted(stage);
  const other = await stage.simulator.freshMerchant();
  await stage.simulator.change(`terminals/${merchant.terminals[0]!.serialNumber}`, {
    merchantNumber: other.merchantNumber,
    status: 'bound',
  });
  const code = 'UNBIND_TERMINAL_MOVED';
  expect(await foundOf(caseId)).toEqual({ found: [code], listed: [code] });
});

test('finds what the acquirer has done and the ledger does not know', async () => {
  const { caseId, merchant } = await submitted(stage, { closeAccount: false });
  const { acquirer, signal } = elsewhere();
  const { merchantNumber } = merchant;
  const { serialNumber } = merchant.terminals[0]!;
  const key = `elsewhere:${caseId}`;
  await acquirer.requestUnbind({ key, merchantNumber, serialNumber }, signal);
  await eventually('it is unbound', async () => {
    const read = await acquirer.readUnbind({ key, merchantNumber, serialNumber }, signal);
    return read.kind === 'done' || undefined;
  });
  const deposit = merchant.deposits.find(({ kind }) => kind === 'refundable-deposit')!;
  const { kind, amountMinor, currency } = deposit;
  const payee = { kind: 'original-payment' } as const;
  const order = { key, merchantNumber, serialNumber, kind, amountMinor, currency, payee };
  expect((await acquirer.requestRefund(order, signal)).kind).toBe('accepted');
  const codes = ['UNBIND_REFUND_UNRECORDED', 'UNBIND_UNBIND_UNRECORDED'];
  expect(await foundOf(caseId)).toEqual({ found: codes, listed: codes });
});

test.each([
  [
    'the list of another merchant',
    { operation: 'terminals', body: { merchantNumber: 'M-X' } },
    ['UNBIND_NOT_COMPARED'],
  ],
  [
    'another amount under our key that came back',
    { operation: 'refunds', body: { amountMinor: 1, state: 'returned' } },
    ['UNBIND_NOT_COMPARED'],
  ],
  ['a list that is not found', { operation: 'terminals', kind: 'refuse' }, ['UNBIND_NOT_COMPARED']],
])('takes nothing from %s, and compares the other cases', async (_what, wrong, codes) => {
  const { merchant, caseId } = await completed();
  const { merchantNumber } = merchant;
  const { serialNumber } = merchant.terminals[0]!;
  const match = wrong.operation === 'refunds' ? { serialNumber } : { merchantNumber };
  const kind = 'execute-then-wrong-answer';
  const fault = await stage.simulator.fault({ kind, times: null, match, ...wrong });
  const { report, state } = await reconcile();
  await stage.simulator.liftFault(fault);
  expect(state).toBe('finished');
  const found = report.differences.filter((one) => one.caseId === caseId);
  expect(found.map(({ code }) => code)).toEqual(codes);
  expect(report.reopened).toBe(0);
  expect((await foundOf(caseId)).found).toEqual([]);
});

test('finds an open case that no workflow carries, and a workflow whose case is not there', async () => {
  const gone = await submitted(stage);
  await stage.temporal.client.workflow.getHandle(gone.caseId).terminate('a test');
  expect((await foundOf(gone.caseId)).found).toEqual(['UNBIND_WORKFLOW_MISSING']);
  const lost = await submitted(stage);
  await sql(`update cases set stage = 'refused' where case_id = $1`, [lost.caseId]);
  expect((await foundOf(lost.caseId)).found).toEqual(['UNBIND_CASE_UNRECORDED']);
});

test('finds rows that are missing in a ledger, and a status that another has', async () => {
  const { caseId } = await submitted(stage);
  await sql(`delete from ledger where case_id = $1 and event = 'consent-recorded'`, [caseId]);
  await sql(
    `update cases set status = 'awaiting-consent',
       view = jsonb_set(view, '{status}', '"awaiting-consent"') where case_id = $1`,
    [caseId],
  );
  const codes = ['UNBIND_LEDGER_GAP', 'UNBIND_WORKFLOW_DIFFERS'];
  expect((await foundOf(caseId)).found).toEqual(codes);
});

test('finds nothing in a case that was taken back, and every row that it loses after that', async () => {
  const { caseId } = await submitted(stage);
  const { operator } = peopleOf(stage);
  for (let time = 1; time <= 2; time += 1) {
    const { points } = await operator.get<{ points: readonly { eventId: number }[] }>(
      `/ops/cases/${caseId}/reset-points`,
    );
    await operator.post(`/ops/cases/${caseId}/reset`, {
      point: points.at(-1)!.eventId,
      reason: 'a test',
    });
    expect((await foundOf(caseId)).found).toEqual([]);
  }
  const written = await stage.record.ledger.read(caseId);
  const run = written.at(-1)!.runId;
  const own = written.filter((row) => row.runId === run);
  const events = own.map(({ event }) => event);
  expect(events).toEqual(
    expect.arrayContaining(['history-reset', 'reset-noticed', 'case-resumed']),
  );
  const code = 'UNBIND_LEDGER_GAP';
  for (const { position, event } of own) {
    await sql(
      `create table kept as select * from ledger where case_id = $1 and position = ${position}`,
      [caseId],
    );
    await sql(`delete from ledger where case_id = $1 and position = ${position}`, [caseId]);
    expect([event, (await foundOf(caseId)).found]).toEqual([event, [code]]);
    await sql('insert into ledger select * from kept', []);
    await sql('drop table kept', []);
  }
  expect(await foundOf(caseId)).toEqual({ found: [], listed: [] });
});

test('finds nothing any more once what a case lost after it was taken back is written again', async () => {
  const { caseId } = await submitted(stage);
  const { operator } = peopleOf(stage);
  const { points } = await operator.get<{ points: readonly { eventId: number }[] }>(
    `/ops/cases/${caseId}/reset-points`,
  );
  const point = points.at(-1)!.eventId;
  await operator.post(`/ops/cases/${caseId}/reset`, { point, reason: 'a test' });
  const rows = await stage.record.ledger.read(caseId);
  const { position, event } = rows[rows.findIndex((row) => row.event === 'history-reset') + 1]!;
  await sql(`delete from ledger where case_id = $1 and position = ${position}`, [caseId]);
  expect((await foundOf(caseId)).found).toEqual(['UNBIND_LEDGER_GAP']);
  const rebuilt = await operator.post<object>(`/ops/cases/${caseId}/rebuild`, { reason: 'a test' });
  expect(rebuilt).toMatchObject({ rows: 1, events: [event] });
  expect((await foundOf(caseId)).found).toEqual([]);
});

test('waits an outage of the acquirer out', async () => {
  const { caseId } = await submitted(stage);
  const outage = await stage.simulator.fault({ operation: 'acquirer', kind: 'outage' });
  const { body } = await stage.staff.operator.post('/ops/reconcile');
  const id = String(body['id']);
  const handle = stage.temporal.client.workflow.getHandle(id);
  await eventually('it met the outage', async () => {
    const { raw } = await handle.describe();
    return raw.pendingActivities?.some(({ lastFailure }) => lastFailure) || undefined;
  });
  await stage.simulator.liftFault(outage);
  expect(await finished(id)).toMatchObject({ state: 'finished' });
  expect((await viewOf(peopleOf(stage).agent, caseId)).status).toBe('awaiting-review');
});

test('is an operator’s to start, and nobody reads other workflows by it', async () => {
  expect((await stage.staff.agent.post('/ops/reconcile')).status).toBe(403);
  expect((await stage.staff.auditor.post('/ops/reconcile')).status).toBe(403);
  const { caseId } = await submitted(stage);
  for (const id of [caseId, 'reconcile-none', `reconcile-${caseId}`]) {
    expect((await stage.staff.operator.get(`/ops/reconcile/${id}`)).status).toBe(404);
  }
  const { body } = await stage.staff.operator.get('/ops/reconcile');
  expect((body['items'] as object[]).length).toBeGreaterThan(0);
});

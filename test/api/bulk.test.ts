/**
 * Repairs of many cases: what would happen, each once, stopped in time, and written down everywhere.
 * @long
 */
import { randomUUID } from 'node:crypto';
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import { eventually } from '../e2e/eventually';
import {
  approve,
  repairWithApproval,
  untilCase,
  untilEnd,
  untilParked,
  workUpToApproval,
} from '../e2e/play';
import { peopleOf, submitted } from './people';
import { type Stage, startStage } from './stage';

jest.setTimeout(120_000);

let stage: Stage;
beforeAll(async () => {
  const policy = { noticeWindowMs: 300, gateLimitWorkingMs: 0, acceptLimitMs: 8_000 };
  stage = await startStage({ settings: { policy } });
}, 120_000);
afterEach(() => stage.simulator.liftFaults());
afterAll(() => stage.stop());

interface Run {
  readonly runId: string;
  readonly state: string;
  readonly total: number;
  readonly done: number;
  readonly skipped: number;
  readonly failed: number;
  readonly parkedAgain: number;
  readonly left: number;
}
interface Plan {
  readonly matched: number;
  readonly wouldAct: number;
  readonly repairs: readonly object[];
  readonly effects: readonly object[];
  readonly cases: readonly { readonly caseId: string }[];
}
interface Groups {
  readonly groups: readonly { name: string; cases: number; answer?: string; money: object[] }[];
}

const reason = 'the acquirer is back since 10:04';

async function group(name: string) {
  const { body } = await stage.staff.operator.get('/ops/attention');
  return (body as unknown as Groups).groups.find((one) => one.name === name);
}

async function dryRun(body: object): Promise<Plan> {
  const { status, body: plan } = await stage.staff.operator.post('/ops/bulk/dry-run', body);
  expect(status).toBe(200);
  return plan as unknown as Plan;
}

async function start(body: object, key?: string): Promise<Run> {
  const answer = await stage.staff.operator.post('/ops/bulk', { reason, ...body }, key);
  expect(answer.status).toBe(202);
  return answer.body as unknown as Run;
}

async function runNow(runId: string): Promise<Run> {
  return (await stage.staff.operator.get(`/ops/bulk/${runId}`)).body as unknown as Run;
}

function untilOver(runId: string): Promise<Run> {
  return eventually(`${runId} is over`, async () => {
    const run = await runNow(runId);
    return run.state === 'running' ? undefined : run;
  });
}

interface Played {
  readonly caseId: string;
  readonly merchant: FreshMerchant;
}

/** Cases that run into a fault at the acquirer together; it is lifted by `lift`. */
async function struck(count: number, fault: object) {
  const begun = await Promise.all(Array.from({ length: count }, () => submitted(stage)));
  const armed = await stage.simulator.fault({ operation: 'unbind', times: null, ...fault });
  await Promise.all(
    begun.map(({ caseId, revision }) => approve(peopleOf(stage), caseId, revision)),
  );
  return {
    cases: begun.map(({ caseId, merchant }): Played => ({ caseId, merchant })),
    ids: begun.map(({ caseId }) => caseId),
    lift: () => stage.simulator.liftFault(armed),
  };
}

/** Cases that the acquirer refuses, parked. */
async function refused(count: number) {
  const made = await struck(count, { kind: 'refuse', code: 'TERMINAL_LOCKED' });
  for (const caseId of made.ids) await untilParked(peopleOf(stage).agent, caseId);
  return made;
}

async function expectOnce({ caseId, merchant }: Played): Promise<void> {
  expect(await untilEnd(peopleOf(stage).agent, caseId)).toMatchObject({ status: 'completed' });
  const ledger = await stage.simulator.ledger(merchant);
  for (const effects of [ledger.unbinds, ledger.refunds, ledger.closures]) {
    expect(effects.map(({ executed }) => executed)).toEqual([1]);
  }
  expect(ledger.anomalies).toEqual([]);
}

test('ten cases that an outage has parked are found by their cause and go on with one request, each once', async () => {
  const { operator, auditor } = stage.staff;
  // Watched from the beginning: the attempts of a case fail for seconds only until it parks.
  const firstFailure = eventually('an attempt has failed again', async () => {
    const { body } = await auditor.get('/ops/attention/cases?cause=retrying');
    return (body as unknown as { items: object[] }).items[0];
  });
  const { cases, ids, lift } = await struck(10, { kind: 'outage' });
  expect(await firstFailure).toMatchObject({
    code: 'UNBIND_ACQUIRER_UNAVAILABLE',
    answer: '503',
    caseId: expect.stringMatching(/^UC-/) as string,
    subject: 'requestUnbind',
    attempt: expect.any(Number) as number,
    nextAt: expect.any(String) as string,
    money: [expect.objectContaining({ currency: 'CNY' })],
  });
  const cause = 'parked:UNBIND_UNBIND_NOT_ACCEPTED';
  await eventually('all are parked', async () => (await group(cause))?.cases === 10 || undefined);
  await lift();

  const plan = await dryRun({ verb: 'retry', select: { cause } });
  expect(plan).toMatchObject({
    matched: 10,
    wouldAct: 10,
    repairs: [{ kind: 'retry', cases: 10 }],
    effects: [{ plan: 'reads-back', count: 10 }],
  });
  expect(plan.cases.map(({ caseId }) => caseId).sort()).toEqual([...ids].sort());
  expect(await group(cause)).toMatchObject({ cases: 10 });

  const key = randomUUID();
  const order = { verb: 'retry', select: { cause }, ratePerSecond: 50 };
  const run = await start(order, key);
  expect((await start(order, key)).runId).toBe(run.runId);
  expect(await untilOver(run.runId)).toMatchObject({
    state: 'finished',
    total: 10,
    done: 10,
    failed: 0,
    parkedAgain: 0,
  });
  for (const played of cases) await expectOnce(played);
  const [{ caseId } = { caseId: '' }] = cases;
  const rows = await stage.record.ledger.read(caseId);
  const retried = rows.filter(({ event }) => event === 'step-retried');
  expect(retried.map(({ by, facts }) => [by.principalId, facts['bulkRun']])).toEqual([
    ['s_operator', run.runId],
  ]);
  expect(await stage.record.notes.list(caseId)).toMatchObject([
    { kind: 'evidence', by: 's_agent' },
    { noteId: retried[0]?.facts['noteId'], text: reason, by: 's_operator' },
  ]);
  const { items } = (await operator.get(`/ops/bulk/${run.runId}/cases`)).body as unknown as {
    items: { caseId: string; state: string }[];
  };
  expect(items.map((item) => item.caseId).sort()).toEqual([...ids].sort());
  expect(items.every(({ state }) => state === 'done')).toBe(true);
});

test('a run whose cases park again stops by itself before it has gone through all', async () => {
  const { ids, lift } = await refused(6);
  const run = await start({
    verb: 'retry',
    select: { caseIds: ids },
    ratePerSecond: 1,
    stopAfter: 2,
  });
  const over = await untilOver(run.runId);
  expect(over.state).toBe('stopped-on-errors');
  expect(over.parkedAgain).toBeGreaterThanOrEqual(2);
  expect(over.left).toBeGreaterThan(0);
  await lift();
  const again = await start({ verb: 'retry', select: { caseIds: ids }, ratePerSecond: 50 });
  expect(await untilOver(again.runId)).toMatchObject({ state: 'finished', done: 6 });
});

test('a run that is stopped takes no further case', async () => {
  const { operator, auditor } = stage.staff;
  const { ids, lift } = await refused(5);
  await lift();
  const run = await start({ verb: 'retry', select: { caseIds: ids }, ratePerSecond: 1 });
  await eventually('one is done', async () => (await runNow(run.runId)).done > 0 || undefined);
  expect((await auditor.post(`/ops/bulk/${run.runId}/stop`)).status).toBe(403);
  const stopped = await operator.post(`/ops/bulk/${run.runId}/stop`);
  expect(stopped.body).toMatchObject({ stopRequested: true });
  const over = await untilOver(run.runId);
  expect(over.state).toBe('stopped');
  const planned = await operator.get(`/ops/bulk/${run.runId}/cases?state=planned`);
  const left = (planned.body as unknown as { items: { caseId: string }[] }).items;
  expect(left).toHaveLength(over.left);
  expect(left.length).toBeGreaterThan(0);
  for (const { caseId } of left) {
    expect(await untilParked(peopleOf(stage).agent, caseId)).toMatchObject({ parked: {} });
  }
  const rest = await start({ verb: 'retry', select: { caseIds: ids }, ratePerSecond: 50 });
  expect(rest.total).toBe(left.length);
  await untilOver(rest.runId);
});

test('a retry that would send money anew is not done in bulk', async () => {
  const people = peopleOf(stage);
  const fault = await stage.simulator.fault({
    operation: 'refund',
    kind: 'refuse',
    code: 'ACCOUNT_INVALID',
    times: null,
  });
  const merchant = await stage.simulator.freshMerchant();
  const caseId = await workUpToApproval(people, merchant);
  await untilCase(people.agent, caseId, 'parks', ({ parked }) => parked?.step === 'refund-deposit');
  await stage.simulator.liftFault(fault);
  const order = { verb: 'retry', select: { caseIds: [caseId] } };
  expect(await dryRun(order)).toMatchObject({
    matched: 1,
    wouldAct: 0,
    repairs: [{ kind: 'skip', code: 'UNBIND_BULK_MOVES_MONEY', cases: 1 }],
  });
  const answer = await stage.staff.operator.post('/ops/bulk', { reason, ...order });
  expect(answer.body).toMatchObject({ status: 409, code: 'UNBIND_NOTHING_SELECTED' });
  const single = { step: 'refund-deposit', reason };
  await repairWithApproval(people, caseId, 'retry', single);
  await untilEnd(people.agent, caseId);
});

test('cases are held by a filter and let go by their cause, and what is held already is left out', async () => {
  const first = await submitted(stage);
  const second = await submitted(stage);
  const caseIds = [first.caseId, second.caseId];
  await stage.staff.operator.post(`/ops/cases/${first.caseId}/hold`, { reason });
  const hold = { verb: 'hold', select: { status: ['awaiting-review'], caseIds } };
  expect(await dryRun(hold)).toMatchObject({ matched: 2, wouldAct: 1 });
  const held = await start(hold);
  expect(await untilOver(held.runId)).toMatchObject({ total: 1, done: 1 });
  expect(await group('held')).toMatchObject({ cases: 2 });
  const released = await start({ verb: 'release-hold', select: { cause: 'held', caseIds } });
  expect(await untilOver(released.runId)).toMatchObject({ total: 2, done: 2 });
  for (const { caseId } of [first, second]) {
    await untilCase(peopleOf(stage).agent, caseId, 'goes on', (view) => !view.held);
  }
});

test('notices that reached nobody are sent again, each once', async () => {
  const { caseId, merchant } = await submitted(stage);
  const plan = { kind: 'information-requested', occurrence: 7 } as const;
  const [row] = await stage.record.notices.rowsOf(caseId, plan, ['email']);
  await stage.record.notices.rank(row!.noticeId, { state: 'failed' });
  const subject = 'information-requested#7';
  await stage.record.attention.raise({ caseId, code: 'NOTICE_UNDELIVERED', subject });
  const mails = () => stage.mail.list({ to: merchant.email }).length;
  const before = mails();
  const run = await start({ verb: 'resend-notice', select: { cause: 'notice' } });
  expect(await untilOver(run.runId)).toMatchObject({ total: 1, done: 1 });
  await eventually('the mail arrives', async () => mails() > before || undefined);
  expect(mails()).toBe(before + 1);
  expect(await group('notice:UNBIND_NOTICE_UNDELIVERED')).toBeUndefined();
  const rows = await stage.record.ledger.read(caseId);
  expect(rows.find(({ event }) => event === 'notice-resent')?.facts).toMatchObject({
    bulkRun: run.runId,
  });
});

test('what is asked for without a reason, without cases or by a cause that has no repair is refused', async () => {
  const { operator } = stage.staff;
  for (const [body, code] of [
    [{ verb: 'retry', select: { cause: 'parked' } }, 'UNBIND_BAD_REQUEST'],
    [{ verb: 'retry', select: {}, reason }, 'UNBIND_BAD_REQUEST'],
    [{ verb: 'resolve', select: { cause: 'parked' }, reason }, 'UNBIND_BAD_REQUEST'],
    [{ verb: 'retry', select: { cause: 'no-worker' }, reason }, 'UNBIND_FIELD_INVALID'],
    [{ verb: 'retry', select: { cause: 'parked:NONSENSE' }, reason }, 'UNBIND_FIELD_INVALID'],
    [{ verb: 'hold', select: { caseIds: ['UC-0000000000'] }, reason }, 'UNBIND_NOTHING_SELECTED'],
  ] as const) {
    expect((await operator.post('/ops/bulk', body)).body).toMatchObject({ code });
  }
  expect((await operator.get('/ops/bulk/B-0000000000')).status).toBe(404);
  expect((await operator.get('/ops/bulk')).body).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ state: 'stopped' })]) as object,
  });
});

test('metrics count cases by cause and code, and name no case', async () => {
  const { ids, lift } = await refused(2);
  const text = await eventually('the cases are counted', async () => {
    const metrics = await (await fetch(`${stage.url}/metrics`)).text();
    const counted = /unbind_attention_cases\{cause="parked",code="UNBIND_UNBIND_REFUSED"\} [2-9]/;
    return counted.test(metrics) ? metrics : undefined;
  });
  expect(text).toMatch(
    /unbind_attention_oldest_seconds\{cause="parked",code="UNBIND_UNBIND_REFUSED"\}/,
  );
  expect(text).toMatch(/unbind_attention_money_minor\{cause="parked",currency="CNY"\} \d+/);
  expect(text).toMatch(/unbind_task_queue_pollers\{work="workflow"\} [1-9]/);
  expect(text).toContain('unbind_attention_source_up{source="temporal"} 1');
  expect(text).not.toMatch(/UC-[0-9A-Z]{10}/);
  await lift();
  const run = await start({ verb: 'retry', select: { caseIds: ids }, ratePerSecond: 50 });
  await untilOver(run.runId);
});

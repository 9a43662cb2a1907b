/** Operators take a case back to a point of its history; nothing that was done is done again. */
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import {
  repairWithApproval,
  untilCase,
  untilEnd,
  untilParked,
  workUpToApproval,
} from '../e2e/play';
import { eventually } from '../e2e/eventually';
import { peopleOf, submitted } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

interface Point {
  readonly eventId: number;
  readonly status: string;
  readonly after: string;
  readonly sentence: string;
}
interface Points {
  readonly runId: string;
  readonly points: readonly Point[];
}
interface Plan {
  readonly sentences: readonly string[];
  readonly blockers: readonly { code: string }[];
  readonly needsApproval: boolean;
  readonly effects: readonly { key: string; done: string; providerSays?: string; what: string }[];
  readonly later: readonly { eventId: number; name: string; repeat: boolean }[];
}

async function pointsOf(caseId: string): Promise<Points> {
  const answer = await stage.staff.auditor.get(`/ops/cases/${caseId}/reset-points`);
  expect(answer.status).toBe(200);
  return answer.body as unknown as Points;
}

async function dryRun(caseId: string, repair: object): Promise<Plan> {
  const answer = await stage.staff.operator.post(`/ops/cases/${caseId}/dry-run`, repair);
  expect(answer.status).toBe(200);
  return answer.body as unknown as Plan;
}

function last<T>(list: readonly T[], fits: (one: T) => boolean): T {
  const found = list.findLast(fits);
  if (found === undefined) throw new Error('none fits');
  return found;
}

async function completed(): Promise<{ caseId: string; merchant: FreshMerchant }> {
  const merchant = await stage.simulator.freshMerchant();
  const caseId = await workUpToApproval(peopleOf(stage), merchant);
  await workflowEnds(caseId);
  return { caseId, merchant };
}

/** The workflow ends once everybody is told, some moments after the case. */
async function workflowEnds(caseId: string): Promise<void> {
  await stage.temporal.client.workflow.getHandle(caseId).result();
}

async function done(merchant: FreshMerchant): Promise<object> {
  const { unbinds, refunds, closures, sms } = await stage.simulator.ledger(merchant);
  const executed = (rows: readonly { executed: number }[]) => rows.map((row) => row.executed);
  return {
    unbinds: executed(unbinds),
    refunds: executed(refunds),
    closures: executed(closures),
    texts: sms.length,
    mails: stage.mail.list({ to: merchant.email }).length,
  };
}

test('a completed case is taken back and completed again with one unbinding, one refund, one closure, and no text twice', async () => {
  const { caseId, merchant } = await completed();
  const before = await done(merchant);
  expect(before).toMatchObject({ unbinds: [1], refunds: [1], closures: [1] });
  const { runId, points } = await pointsOf(caseId);
  const point = points.find(({ status }) => status === 'unbinding')!;
  expect(point.sentence).toContain(`Back to unbinding, right after ${point.after};`);

  const plan = await dryRun(caseId, { repair: 'reset', point: point.eventId });
  expect(plan).toMatchObject({ blockers: [], needsApproval: true });
  // What the unbinding request had been told may stand before or after the point.
  expect(plan.effects.length).toBeGreaterThanOrEqual(2);
  expect(new Set(plan.effects.map(({ done: is }) => is))).toEqual(new Set(['done']));
  expect(plan.effects[0]?.what).toContain('not done a second time');
  expect(plan.sentences.join(' ')).toContain('Nothing that was done is done again.');
  expect(await done(merchant)).toEqual(before);

  await repairWithApproval(peopleOf(stage), caseId, 'reset', {
    point: point.eventId,
    runId,
    reason: 'the story has to be told again',
  });
  await workflowEnds(caseId);
  const view = await untilEnd(peopleOf(stage).agent, caseId);
  expect(view).toMatchObject({ status: 'completed', closure: { state: 'closed' } });
  expect(await done(merchant)).toEqual(before);
  expect((await stage.record.ledger.verify(caseId)).broken).toBeUndefined();
  const events = (await stage.record.ledger.read(caseId)).map(({ event }) => event);
  const order = [
    'repair-proposed',
    'repair-approved',
    'reset-ordered',
    'history-reset',
    'case-resumed',
    'repair-carried-out',
  ];
  expect(events.filter((event) => order.includes(event))).toEqual(order);
});

test('before the first request a case is taken back by one operator; decisions are left out, or applied again where chosen', async () => {
  const { operator, reviewer } = stage.staff;
  const { caseId, revision } = await submitted(stage);
  const { points } = await pointsOf(caseId);
  const point = last(points, ({ status }) => status === 'awaiting-consent');
  const reset = await operator.post(`/ops/cases/${caseId}/reset`, {
    point: point.eventId,
    reason: 'the wrong terms were read out',
  });
  expect(reset.status).toBe(200);
  expect(reset.body).toMatchObject({ status: 'awaiting-consent', reset: { recorded: true } });
  const early = await reviewer.post(`/cases/${caseId}/claim`, { revision });
  expect(early.body).toMatchObject({ code: 'UNBIND_NOT_ALLOWED_NOW' });

  const other = await submitted(stage);
  const begin = (await pointsOf(other.caseId)).points.find(
    ({ status }) => status === 'awaiting-consent',
  )!;
  const wish = { repair: 'reset', point: begin.eventId };
  const { later, needsApproval } = await dryRun(other.caseId, wish);
  expect(needsApproval).toBe(false);
  expect(later.map(({ name, repeat }) => [name, repeat])).toEqual([
    ['recordConsent', false],
    ['submit', false],
  ]);
  const again = await operator.post(`/ops/cases/${other.caseId}/reset`, {
    point: begin.eventId,
    repeat: later.map(({ eventId }) => eventId),
    reason: 'once more',
  });
  expect(again.body).toMatchObject({
    status: 'awaiting-review',
    reset: { repeated: [{ outcome: 'applied' }, { outcome: 'applied' }] },
  });
  await reviewer.post(`/cases/${other.caseId}/claim`, { revision: other.revision });
  await reviewer.post(`/cases/${other.caseId}/approve`, { revision: other.revision });
  expect(await untilEnd(peopleOf(stage).agent, other.caseId)).toMatchObject({
    status: 'completed',
  });
});

test('after a request has left no case goes back to the people, and not behind a payment by hand', async () => {
  const { operator } = stage.staff;
  const merchant = await stage.simulator.freshMerchant();
  await stage.simulator.fault({
    operation: 'refund',
    kind: 'refuse',
    code: 'ACCOUNT_BLOCKED',
    match: { merchantNumber: merchant.merchantNumber },
    times: null,
  });
  const caseId = await workUpToApproval(peopleOf(stage), merchant);
  await untilParked(peopleOf(stage).agent, caseId);
  await repairWithApproval(peopleOf(stage), caseId, 'resolve', {
    step: 'refund-deposit',
    outcome: 'paid',
    evidence: 'bank transfer 2026-0001',
  });
  await workflowEnds(caseId);
  const before = await done(merchant);
  const { points } = await pointsOf(caseId);
  for (const [point, codes] of [
    [
      points.find(({ status }) => status === 'awaiting-review')!,
      ['UNBIND_POINT_OF_NO_RETURN', 'UNBIND_PAID_BY_HAND'],
    ],
    [points.find(({ status }) => status === 'refunding-deposit')!, ['UNBIND_PAID_BY_HAND']],
  ] as const) {
    const wish = { repair: 'reset', point: point.eventId };
    const { blockers } = await dryRun(caseId, wish);
    expect(blockers.map(({ code }) => code)).toEqual(codes);
    const refused = await operator.post(`/ops/cases/${caseId}/reset`, {
      point: point.eventId,
      reason: 'r',
    });
    expect(refused.body).toMatchObject({ status: 409, code: 'UNBIND_RESET_UNSAFE' });
  }
  const none = await operator.post(`/ops/cases/${caseId}/reset`, { point: 2, reason: 'r' });
  expect(none.body).toMatchObject({ status: 409, code: 'UNBIND_RESET_POINT_UNKNOWN' });
  expect((await pointsOf(caseId)).points).toHaveLength(points.length);
  expect(await done(merchant)).toEqual(before);
});

test('the dry run says what each repair does about a refused request, and a proposal names its people', async () => {
  const { operator, auditor } = stage.staff;
  const merchant = await stage.simulator.freshMerchant();
  await stage.simulator.fault({
    operation: 'unbind',
    kind: 'refuse',
    code: 'TERMINAL_LOCKED',
    match: { merchantNumber: merchant.merchantNumber },
    times: null,
  });
  const caseId = await workUpToApproval(peopleOf(stage), merchant);
  await untilParked(peopleOf(stage).agent, caseId);
  const step = 'unbind-terminals';
  const again = await dryRun(caseId, { repair: 'retry', step });
  expect(again.effects).toMatchObject([{ done: 'refused' }]);
  expect(again.effects[0]?.what).toContain('asked for again under the same number');
  const settled = { step, outcome: 'left-bound' };
  const byHand = await dryRun(caseId, { repair: 'resolve', ...settled });
  expect(byHand.effects[0]?.what).toContain('the machine asks for it no more');
  const held = await dryRun(caseId, { repair: 'hold' });
  expect(held.effects[0]?.what).toContain('the step parks for an operator');

  const { body } = await operator.post(`/ops/cases/${caseId}/resolve`, {
    ...settled,
    evidence: 'letter 17',
  });
  const { by, number } = body['proposal'] as { by: { principalId: string }; number: number };
  const name = (await stage.record.staff.find(by.principalId))?.displayName;
  const people = { [by.principalId]: name };
  const path = `/ops/cases/${caseId}/proposals/${number}`;
  expect((await auditor.get(path)).body).toMatchObject({ people });
  expect((await auditor.get('/ops/proposals')).body).toMatchObject({ people });
  await operator.post(`${path}/decline`, { reason: 'a test' });
});

test('what reached nobody is told after a reset, and what was told is not told again', async () => {
  const merchant = await stage.simulator.freshMerchant();
  const alone = { ...merchant, email: '' };
  const fault = await stage.simulator.fault({
    operation: 'sms',
    kind: 'refuse',
    stage: 'effect',
    code: '30005',
    match: { to: merchant.phone },
    times: null,
  });
  const caseId = await workUpToApproval(peopleOf(stage), alone);
  await workflowEnds(caseId);
  const kinds = ['approved', 'closed', 'refunded', 'unbound'];
  const standing = async () => {
    const rows = await stage.record.notices.list(caseId);
    const told = rows.filter(({ state }) => state === 'delivered').map(({ kind }) => kind);
    const lost = rows.filter(({ state }) => state === 'undelivered').map(({ kind }) => kind);
    return { told: told.sort(), lost: lost.sort() };
  };
  await eventually('every text is lost', async () =>
    (await standing()).lost.length === kinds.length ? true : undefined,
  );
  await stage.simulator.liftFault(fault);
  for (const told of [kinds, kinds]) {
    const { points } = await pointsOf(caseId);
    await repairWithApproval(peopleOf(stage), caseId, 'reset', {
      point: points.at(-1)!.eventId,
      reason: 'the merchant has heard nothing',
    });
    await workflowEnds(caseId);
    await eventually('the texts have arrived', async () =>
      (await standing()).told.length >= told.length ? true : undefined,
    );
    expect(await standing()).toEqual({ told, lost: kinds });
  }
  const { other } = (await stage.staff.operator.get('/ops/attention')).body as unknown as {
    other: { caseId: string }[];
  };
  expect(other.map((row) => row.caseId)).not.toContain(caseId);
});

test('what is asked of the merchant after a reset is told, though the same was asked before', async () => {
  const { operator, reviewer } = stage.staff;
  const { caseId, merchant, revision } = await submitted(stage);
  const ask = async (message: string) => {
    await reviewer.post(`/cases/${caseId}/claim`, { revision });
    const asked = { revision, fields: ['phone'], message };
    return reviewer.post(`/cases/${caseId}/request-information`, asked);
  };
  const told = async (count: number) =>
    eventually(`${count} requests for information have left`, async () => {
      const rows = await stage.record.notices.list(caseId);
      const sent = rows.filter(
        ({ kind, state, channel }) =>
          kind === 'information-requested' && channel === 'email' && state === 'accepted',
      );
      return sent.length === count ? sent : undefined;
    });
  expect((await ask('which phone?')).status).toBe(200);
  await told(1);
  const { points } = await pointsOf(caseId);
  const point = last(points, ({ status }) => status === 'awaiting-review');
  await operator.post(`/ops/cases/${caseId}/reset`, { point: point.eventId, reason: 'too early' });
  await untilCase(
    peopleOf(stage).agent,
    caseId,
    'is back',
    (view) => view.claim === undefined || view.status === 'awaiting-review',
  );
  expect((await ask('which other phone?')).status).toBe(200);
  await told(2);
  const mails = stage.mail.list({ to: merchant.email });
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(mails.length);
});

test('a case that was ended by mistake is opened again with its terminals, unless another case has them', async () => {
  const { operator } = stage.staff;
  const { caseId, merchant } = await submitted(stage);
  await repairWithApproval(peopleOf(stage), caseId, 'end', { reason: 'a mistake' });
  await workflowEnds(caseId);
  const serialNumber = merchant.terminals[0]?.serialNumber ?? '';
  expect(await stage.record.cases.findByTerminal(serialNumber)).toBeUndefined();
  const { points } = await pointsOf(caseId);
  const point = last(points, ({ status }) => status === 'awaiting-review');
  await repairWithApproval(peopleOf(stage), caseId, 'reset', {
    point: point.eventId,
    reason: 'it was the wrong case',
  });
  await untilCase(
    peopleOf(stage).agent,
    caseId,
    'is open',
    ({ status }) => status === 'awaiting-review',
  );
  await eventually('the terminal is taken again', async () =>
    (await stage.record.cases.findByTerminal(serialNumber)) === caseId ? true : undefined,
  );

  const ended = await submitted(stage);
  await repairWithApproval(peopleOf(stage), ended.caseId, 'end', { reason: 'a mistake' });
  await workflowEnds(ended.caseId);
  const serial = ended.merchant.terminals[0]?.serialNumber ?? '';
  await stage.record.cases.reserveTerminals(caseId, [
    { terminalId: 't_0000000009', serialNumber: serial },
  ]);
  const back = last((await pointsOf(ended.caseId)).points, (p) => p.status === 'awaiting-review');
  const refused = await operator.post(`/ops/cases/${ended.caseId}/reset`, {
    point: back.eventId,
    reason: 'r',
  });
  expect(refused.body).toMatchObject({
    code: 'UNBIND_RESET_UNSAFE',
    problems: [{ code: 'UNBIND_TERMINAL_HAS_OPEN_CASE' }],
  });
});

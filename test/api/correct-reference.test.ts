/** Operators correct a wrong reference at the acquirer: proven live, approved by two, and never under a request. */
import { createHttpAcquirer } from '../../activities/acquirer/http-adapter';
import {
  type Correction,
  carryOutCorrection,
} from '../../client/api/operations/correction/correct-reference';
import { createDesk } from '../../temporal/desk';
import { DeskError } from '../../temporal/failures';
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import { approve, untilCase, untilEnd, untilParked, workUpToApproval } from '../e2e/play';
import { peopleOf, submitted } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

function acquirerOf({ lines }: Stage) {
  return createHttpAcquirer({
    baseUrl: `http://127.0.0.1:${lines.acquirer.port}/acquirer/v1`,
    apiKey: 'simulator-acquirer-key',
    webhookSecret: 'secret',
  });
}

interface Plan {
  readonly sentences: readonly string[];
  readonly blockers: readonly { readonly code: string }[];
  readonly needsApproval: boolean;
  readonly effects: readonly { readonly key: string }[];
}

async function dryRun(caseId: string, correction: object): Promise<Plan> {
  const body = { repair: 'correct-reference', ...correction };
  const answer = await stage.staff.operator.post(`/ops/cases/${caseId}/dry-run`, body);
  expect(answer.status).toBe(200);
  return answer.body as unknown as Plan;
}

async function codesOf(caseId: string, correction: object): Promise<string[]> {
  return (await dryRun(caseId, correction)).blockers.map(({ code }) => code);
}

async function advised(caseId: string): Promise<string | undefined> {
  const { body } = await stage.staff.operator.get(`/ops/cases/${caseId}/diagnosis`);
  expect(body).not.toHaveProperty('temporalUrl');
  const { repairs } = body as unknown as { repairs: { action: string; recommended: boolean }[] };
  return repairs.find(({ recommended }) => recommended)?.action;
}

async function propose(caseId: string, correction: object): Promise<number> {
  const answer = await stage.staff.operator.post(`/ops/cases/${caseId}/correct-reference`, {
    ...correction,
    reason: 'the acquirer moved to another system',
  });
  expect(answer.status).toBe(202);
  return (answer.body as unknown as { proposal: { number: number } }).proposal.number;
}

async function decide(caseId: string, number: number): Promise<object> {
  const path = `/ops/cases/${caseId}/proposals/${number}/approve`;
  const answer = await stage.staff.operator2.post(path);
  expect(answer.status).toBe(200);
  return (answer.body as { proposal: object }).proposal;
}

/** A case whose account got another number after the review had seen it. */
async function renumbered(): Promise<{ caseId: string; merchant: FreshMerchant; to: string }> {
  const begun = await submitted(stage);
  const { merchantNumber } = begun.merchant;
  const to = `${merchantNumber}9`;
  await stage.simulator.change(`merchants/${merchantNumber}/renumber`, { to });
  await approve(peopleOf(stage), begun.caseId, begun.revision);
  await untilParked(peopleOf(stage).agent, begun.caseId);
  return { ...begun, to };
}

test('an account that got another number is found, corrected by two operators, and all is done once', async () => {
  const { operator, auditor } = stage.staff;
  const { caseId, merchant, to } = await renumbered();
  const { merchantNumber: old } = merchant;
  const people = peopleOf(stage);
  const parked = await untilParked(people.agent, caseId);
  expect(parked).toMatchObject({
    parked: { code: 'UNBIND_TERMINAL_MOVED' },
    pointOfNoReturn: false,
  });
  expect(await advised(caseId)).toBe('correct-reference');

  const stranger = await stage.simulator.freshMerchant();
  const right = { reference: 'merchant-number', old, new: to };
  expect(await codesOf(caseId, { ...right, old: '1' })).toEqual(['UNBIND_REFERENCE_CHANGED']);
  expect(await codesOf(caseId, { ...right, new: '404' })).toEqual(['UNBIND_REFERENCE_NOT_FOUND']);
  for (const value of [old, '商户 9']) {
    const wrong = { repair: 'correct-reference', ...right, new: value };
    const { status, body } = await operator.post(`/ops/cases/${caseId}/dry-run`, wrong);
    const message = expect.stringMatching(
      /Allowed: 1 to 64 letters.*another than the one/,
    ) as string;
    const problems = [{ path: 'new', code: 'UNBIND_FIELD_INVALID', message }];
    expect({ status, body }).toMatchObject({ status: 422, body: { problems } });
  }
  expect(await codesOf(caseId, { ...right, new: stranger.merchantNumber })).toEqual([
    'UNBIND_REFERENCE_NOT_OURS',
  ]);
  const plan = await dryRun(caseId, right);
  expect(plan).toMatchObject({ blockers: [], needsApproval: true });
  expect(plan.sentences.join(' ')).toContain(to);
  expect(plan.sentences.join(' ')).not.toContain(`${old} `);
  expect(plan.effects.map(({ key }) => key.split(':')[0])).toEqual(['unbind']);

  const refused = await operator.post(`/ops/cases/${caseId}/correct-reference`, {
    ...right,
    new: stranger.merchantNumber,
    reason: 'r',
  });
  expect(refused.body).toMatchObject({ status: 422, code: 'UNBIND_REFERENCE_NOT_OURS' });
  expect(
    (await auditor.post(`/ops/cases/${caseId}/correct-reference`, { ...right, reason: 'r' }))
      .status,
  ).toBe(403);

  const number = await propose(caseId, right);
  const own = await operator.post(`/ops/cases/${caseId}/proposals/${number}/approve`);
  expect(own.body).toMatchObject({ code: 'UNBIND_FOUR_EYES' });
  const shown = await auditor.get(`/ops/cases/${caseId}/proposals/${number}`);
  expect(shown.body).toMatchObject({
    proposal: { repair: { repair: 'correct-reference', reference: 'merchant-number' } },
    dryRun: { blockers: [] },
  });
  expect(await decide(caseId, number)).toMatchObject({ state: 'carried-out' });

  expect(await untilEnd(people.agent, caseId)).toMatchObject({
    status: 'completed',
    partial: false,
  });
  const after = await stage.simulator.ledger({ ...merchant, merchantNumber: to });
  expect(after.unbinds.map(({ executed }) => executed)).toEqual([1]);
  expect(after.refunds.map(({ executed }) => executed)).toEqual([1]);
  expect(after.closures.map(({ executed }) => executed)).toEqual([1]);
  expect((await stage.simulator.ledger(merchant)).unbinds).toEqual([]);

  // The numbers stay in the record: neither the ledger nor any history of Temporal has them.
  const { text } = await auditor.get(`/ops/cases/${caseId}/history`);
  const payloads = [...text.matchAll(/"data":"([A-Za-z0-9+/=]+)"/g)].map(([, data]) =>
    Buffer.from(data ?? '', 'base64').toString(),
  );
  expect(payloads.join()).toContain('"reference":"merchant-number"');
  for (const secret of [to, old]) expect(`${text} ${payloads.join()}`).not.toContain(secret);
});

test('a correction is applied again after a reset, and nothing behind it is left out', async () => {
  const { operator } = stage.staff;
  const { caseId, merchant, to } = await renumbered();
  const right = { reference: 'merchant-number', old: merchant.merchantNumber, new: to };
  const number = await propose(caseId, right);
  // Without a word to the acquirer nothing goes on by itself, so that a decision comes behind it.
  const reason = 'to look at it';
  expect((await operator.post(`/ops/cases/${caseId}/hold`, { reason })).status).toBe(200);
  expect(await decide(caseId, number)).toMatchObject({ state: 'carried-out' });
  const release = await operator.post(`/ops/cases/${caseId}/release-hold`, { reason });
  expect(release.status).toBe(200);
  await untilEnd(peopleOf(stage).agent, caseId);
  await stage.temporal.client.workflow.getHandle(caseId).result();

  const found = (await operator.get(`/ops/cases/${caseId}/reset-points`)).body as unknown as {
    points: { eventId: number; status: string }[];
  };
  const point = found.points.find(({ status }) => status === 'unbinding')!.eventId;
  const plan = await operator.post(`/ops/cases/${caseId}/dry-run`, { repair: 'reset', point });
  const { later } = plan.body as unknown as { later: { eventId: number; name: string }[] };
  expect(later.map(({ name }) => name)).toEqual(['hold', 'correctReference', 'releaseHold']);
  const proposed = await operator.post(`/ops/cases/${caseId}/reset`, {
    point,
    repeat: later.map(({ eventId }) => eventId),
    reason: 'once more',
  });
  expect(proposed.status).toBe(202);
  const { proposal } = proposed.body as unknown as { proposal: { number: number } };
  const path = `/ops/cases/${caseId}/proposals/${proposal.number}/approve`;
  const carriedOut = await stage.staff.operator2.post(path);
  expect(carriedOut.body).toMatchObject({
    result: {
      reset: {
        repeated: [
          { name: 'hold', outcome: 'applied' },
          { name: 'correctReference', outcome: 'applied' },
          { name: 'releaseHold', outcome: 'applied' },
        ],
      },
    },
  });
  await stage.temporal.client.workflow.getHandle(caseId).result();
  const after = await stage.simulator.ledger({ ...merchant, merchantNumber: to });
  expect(after.unbinds.map(({ executed }) => executed)).toEqual([1]);
  expect(after.refunds.map(({ executed }) => executed)).toEqual([1]);
});

test('a deposit that the acquirer keeps under a swapped device is paid under it, once', async () => {
  const begun = await submitted(stage, { closeAccount: false });
  const { caseId, merchant, revision } = begun;
  const old = merchant.terminals[0]!.serialNumber;
  const swapped = `${old}X`;
  await stage.simulator.change(`terminals/${old}/swap`, { to: swapped });
  await approve(peopleOf(stage), caseId, revision);
  const parked = await untilParked(peopleOf(stage).agent, caseId);
  expect(parked.parked?.code).toBe('UNBIND_REFUND_REFUSED');
  expect(await advised(caseId)).toBe('correct-reference');
  const subject = parked.deposits[0]!.depositId;
  const right = { reference: 'deposit', subject, old, new: swapped };
  expect(await codesOf(caseId, { ...right, subject: 'd_0000000000' })).toEqual([
    'UNBIND_SUBJECT_UNKNOWN',
  ]);
  expect(await codesOf(caseId, { ...right, new: `${old}Y` })).toEqual([
    'UNBIND_REFERENCE_NOT_FOUND',
  ]);
  const terminal = { ...right, reference: 'terminal', subject: parked.terminals[0]!.terminalId };
  expect(await codesOf(caseId, terminal)).toEqual(['UNBIND_REFERENCE_SETTLED']);
  expect(await decide(caseId, await propose(caseId, right))).toMatchObject({
    state: 'carried-out',
  });
  expect(await untilEnd(peopleOf(stage).agent, caseId)).toMatchObject({ status: 'completed' });
  const { refunds } = await stage.simulator.ledger(merchant);
  expect(refunds.map(({ executed }) => executed)).toEqual([1]);
});

test('a terminal that stands for another device takes its deposit along, unless another case has it', async () => {
  const begun = await submitted(stage, { closeAccount: false });
  const { caseId, merchant, revision } = begun;
  const stranger = await stage.simulator.freshMerchant();
  const old = merchant.terminals[0]!.serialNumber;
  const swapped = `${old}X`;
  await stage.simulator.change(`terminals/${old}/swap`, { to: swapped });
  await stage.simulator.change(`terminals/${old}`, { merchantNumber: stranger.merchantNumber });
  await approve(peopleOf(stage), caseId, revision);
  const parked = await untilParked(peopleOf(stage).agent, caseId);
  expect(parked.parked?.code).toBe('UNBIND_TERMINAL_MOVED');
  const subject = parked.terminals[0]!.terminalId;
  const right = { reference: 'terminal', subject, old, new: swapped };
  const other = await submitted(stage);
  expect(
    await codesOf(caseId, { ...right, new: other.merchant.terminals[0]!.serialNumber }),
  ).toEqual(['UNBIND_TERMINAL_HAS_OPEN_CASE']);
  expect(await codesOf(caseId, { ...right, new: stranger.terminals[0]!.serialNumber })).toEqual([
    'UNBIND_REFERENCE_NOT_OURS',
  ]);
  await decide(caseId, await propose(caseId, right));
  expect(await untilEnd(peopleOf(stage).agent, caseId)).toMatchObject({ status: 'completed' });
  const { refunds, unbinds } = await stage.simulator.ledger(merchant);
  expect(refunds.map(({ executed }) => executed)).toEqual([1]);
  expect(unbinds).toMatchObject([{ serialNumber: swapped, executed: 1 }]);
  const { body } = await stage.staff.agent.get(`/cases/${other.caseId}`);
  expect(body).toMatchObject({ view: { status: 'awaiting-review' } });
});

test('a reference under which a request has left and may still take effect is not corrected', async () => {
  const people = peopleOf(stage);
  const merchant = await stage.simulator.freshMerchant();
  await stage.simulator.fault({
    operation: 'unbind',
    kind: 'never-effective',
    stage: 'effect',
    match: { merchantNumber: merchant.merchantNumber },
  });
  const caseId = await workUpToApproval(people, merchant);
  await untilCase(people.agent, caseId, 'was asked for', (view) =>
    view.terminals.some(({ state }) => state === 'accepted'),
  );
  const correction = {
    reference: 'merchant-number',
    old: merchant.merchantNumber,
    new: `${merchant.merchantNumber}9`,
  };
  expect(await codesOf(caseId, correction)).toEqual(['UNBIND_REFERENCE_IN_USE']);
  const answer = await stage.staff.operator.post(`/ops/cases/${caseId}/correct-reference`, {
    ...correction,
    reason: 'r',
  });
  expect(answer.body).toMatchObject({ status: 409, code: 'UNBIND_REFERENCE_IN_USE' });
});

test('a request that the acquirer has after all stands in the way, whatever the record says of it', async () => {
  const people = peopleOf(stage);
  const merchant = await stage.simulator.freshMerchant();
  const { merchantNumber } = merchant;
  const fault = { operation: 'unbind', match: { merchantNumber } };
  await stage.simulator.fault({ ...fault, kind: 'refuse', code: 'TERMINAL_LOCKED' });
  const caseId = await workUpToApproval(people, merchant);
  const parked = await untilParked(people.agent, caseId);
  expect(parked.parked?.code).toBe('UNBIND_UNBIND_REFUSED');
  expect(await advised(caseId)).toBe('retry');
  const correction = { reference: 'merchant-number', old: merchantNumber, new: '404' };
  expect(await codesOf(caseId, correction)).toEqual(['UNBIND_REFERENCE_NOT_FOUND']);

  await stage.simulator.fault({ ...fault, kind: 'never-effective', stage: 'effect' });
  const acquirer = acquirerOf(stage);
  const { serialNumber } = merchant.terminals[0]!;
  const key = `unbind:${caseId}:${parked.terminals[0]!.terminalId}:g1`;
  const order = { key, merchantNumber, serialNumber };
  const { kind } = await acquirer.requestUnbind(order, AbortSignal.timeout(10_000));
  expect(kind).toBe('accepted');
  expect(await codesOf(caseId, correction)).toEqual(['UNBIND_REFERENCE_IN_USE']);
});

test('what the case refuses at the last moment is taken back, and may be corrected later', async () => {
  const { caseId, merchant, to } = await renumbered();
  const { merchantNumber: old } = merchant;
  const desk = createDesk({ client: stage.temporal.client, record: stage.record });
  const deps = {
    record: stage.record,
    acquirer: acquirerOf(stage),
    logger: stage.api.log,
    desk: { ...desk, decide: () => Promise.reject(new DeskError('REFERENCE_IN_USE')) },
  };
  const row = await stage.record.cases.read(caseId);
  const correction = { repair: 'correct-reference', reference: 'merchant-number', old, new: to };
  const decision = { by: { principalId: 's_operator', role: 'operator' } } as const;
  const carriedOut = carryOutCorrection(deps, row!, correction as Correction, {
    decision,
    actionId: 'late',
  });
  await expect(carriedOut).rejects.toMatchObject({ code: 'REFERENCE_IN_USE' });
  const latest = await stage.record.revisions.read(caseId);
  expect(latest).toMatchObject({ revision: 4, data: { contact: { merchantNumber: old } } });
  const right = { reference: 'merchant-number', old, new: to };
  expect(await decide(caseId, await propose(caseId, right))).toMatchObject({
    state: 'carried-out',
  });
  expect(await untilEnd(peopleOf(stage).agent, caseId)).toMatchObject({ revision: 5 });
});

test('what was approved too late changes nothing, and an acquirer that is away is asked again', async () => {
  const people = peopleOf(stage);
  const { caseId, merchant, to } = await renumbered();
  const right = { reference: 'merchant-number', old: merchant.merchantNumber, new: to };
  const number = await propose(caseId, right);
  stage.lines.acquirer.cut();
  const away = await stage.staff.operator2.post(`/ops/cases/${caseId}/proposals/${number}/approve`);
  stage.lines.acquirer.mend();
  expect(away.body).toMatchObject({ status: 503, code: 'UNBIND_ACQUIRER_UNAVAILABLE' });
  await stage.staff.operator.post(`/ops/cases/${caseId}/end`, { reason: 'r' });
  const ending = (await stage.staff.operator.get('/ops/proposals')).body as unknown as {
    items: { caseId: string; number: number; repair: { repair: string } }[];
  };
  const end = ending.items.find((one) => one.caseId === caseId && one.repair.repair === 'end');
  await decide(caseId, end!.number);
  await untilEnd(people.agent, caseId);
  expect(await decide(caseId, number)).toMatchObject({
    state: 'failed',
    code: 'UNBIND_CASE_ENDED',
  });
  const { body } = await stage.staff.agent.get(`/cases/${caseId}`);
  expect(body).toMatchObject({ latestRevision: 2, view: { revision: 2 } });
});

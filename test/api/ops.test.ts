/** Operators find what is stuck, understand it and repair it. */
import { type OpenSentence, closedSentence } from '../../checks/problems/open-sentence';
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import { eventually } from '../e2e/eventually';
import {
  repairWithApproval,
  untilCase,
  untilEnd,
  untilParked,
  viewOf,
  workUpToApproval,
} from '../e2e/play';
import { opened, peopleOf, submitted } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({
    settings: {
      policy: { noticeWindowMs: 300, gateLimitWorkingMs: 0 },
      temporalUi: { url: 'https://temporal.example', namespace: 'desk.a1' },
    },
  });
});
afterAll(() => stage.stop());

interface Stuck {
  readonly caseId: string;
  readonly path: string;
  readonly merchant: FreshMerchant;
  lift(): Promise<void>;
}

/** A case whose terminal the acquirer refuses to unbind, or whose refund it refuses, until `lift`. */
async function refused(
  operation: 'unbind' | 'refund' = 'unbind',
  code = 'TERMINAL_LOCKED',
): Promise<Stuck> {
  const people = peopleOf(stage);
  const merchant = await stage.simulator.freshMerchant();
  const fault = await stage.simulator.fault({
    operation,
    kind: 'refuse',
    code,
    match: { merchantNumber: merchant.merchantNumber },
    times: null,
  });
  const caseId = await workUpToApproval(people, merchant);
  await untilParked(people.agent, caseId);
  return {
    caseId,
    path: `/ops/cases/${caseId}`,
    merchant,
    lift: () => stage.simulator.liftFault(fault),
  };
}

interface Diagnosis {
  readonly trying: readonly object[];
  readonly sentences: readonly OpenSentence[];
  readonly effects: readonly { key: string; state: string; providerSays?: string }[];
  readonly repairs: readonly { action: string; recommended: boolean }[];
  readonly remedy?: string;
  readonly temporalUrl?: string;
}

/** The sentences with their values as they are. */
function spoken({ sentences }: Diagnosis): string[] {
  return sentences.map((sentence) => closedSentence(sentence, ({ value }) => value));
}

/** Moments that each reader shows in their own zone. */
function momentsIn({ sentences }: Diagnosis): string[] {
  const places = sentences.flatMap((sentence) => Object.values(sentence.places));
  return places.flatMap(({ kind, value }) => (kind === 'moment' ? [value] : []));
}

async function diagnosisOf(path: string, language = 'en'): Promise<Diagnosis> {
  const answer = await stage.staff.operator.call('GET', `${path}/diagnosis`, {
    headers: { 'accept-language': language },
  });
  expect(answer.status).toBe(200);
  return answer.body as unknown as Diagnosis;
}

test('a parked case is found, explained in both languages, and finished by a retry', async () => {
  const { operator, agent } = stage.staff;
  const stuck = await refused();
  const attention = (await operator.get('/ops/attention')).body as unknown as {
    parked: { caseId: string; parked: object }[];
  };
  expect(attention.parked.find(({ caseId }) => caseId === stuck.caseId)?.parked).toMatchObject({
    step: 'unbind-terminals',
    code: 'UNBIND_UNBIND_REFUSED',
    actions: ['retry', 'resolve'],
  });
  // Notices are still on their way; what is being tried differs from moment to moment.
  const [english, chinese] = await eventually('nothing is being tried', async () => {
    const both = [await diagnosisOf(stuck.path), await diagnosisOf(stuck.path, 'zh-CN')] as const;
    return both.every(({ trying }) => trying.length === 0) ? both : undefined;
  });
  expect(spoken(english).join(' ')).toContain('The step “unbind-terminals” is parked');
  expect(spoken(english).join(' ')).toContain('UNBIND_UNBIND_REFUSED');
  expect(momentsIn(english).length).toBeGreaterThan(1);
  expect(english.sentences.map(({ text }) => text).join(' ')).not.toMatch(/\d{4}-\d\d|undefined/);
  expect(english.effects).toContainEqual(
    expect.objectContaining({
      key: expect.stringMatching(`^unbind:${stuck.caseId}:`) as string,
      state: 'refused',
    }),
  );
  expect(english.repairs.filter(({ recommended }) => recommended)).toEqual([
    expect.objectContaining({ action: 'retry' }),
  ]);
  expect(english.remedy).toMatch(/retry/);
  expect(english.temporalUrl).toBe(
    `https://temporal.example/namespaces/desk.a1/workflows/${stuck.caseId}`,
  );
  expect(chinese.sentences).toHaveLength(english.sentences.length);
  expect(spoken(chinese).every((sentence) => /\p{Script=Han}/u.test(sentence))).toBe(true);
  expect(momentsIn(chinese)).toEqual(momentsIn(english));

  const cases = `/cases/${stuck.caseId}`;
  expect((await agent.get(cases)).body).toMatchObject({ view: { waitsFor: 'operator' } });
  await stuck.lift();
  const retried = await operator.post(`${stuck.path}/retry`, {
    step: 'unbind-terminals',
    reason: 'unlocked by the acquirer',
  });
  expect(retried.status).toBe(200);
  expect(await untilEnd(peopleOf(stage).agent, stuck.caseId)).toMatchObject({
    status: 'completed',
    partial: false,
  });
  const { unbinds } = await stage.simulator.ledger(stuck.merchant);
  expect(unbinds.filter(({ executed }) => executed > 0)).toHaveLength(1);
});

test('a refund that was refused is paid under another number once a second operator approves', async () => {
  const { operator, operator2 } = stage.staff;
  const stuck = await refused('refund', 'ACCOUNT_INVALID');
  const step = 'refund-deposit';
  const none = await operator.post(`${stuck.path}/retry`, { step });
  expect(none.body).toMatchObject({ status: 400, code: 'UNBIND_BAD_REQUEST' });
  const plan = await operator.post(`${stuck.path}/dry-run`, { repair: 'retry', step });
  expect(plan.body).toMatchObject({ needsApproval: true, blockers: [] });
  const { repairs } = await diagnosisOf(stuck.path);
  expect(repairs.find(({ action }) => action === 'retry')).toMatchObject({
    recommended: true,
    what: expect.stringContaining('a second operator approves it') as string,
  });

  await stuck.lift();
  const asked = await operator.post(`${stuck.path}/retry`, { step, reason: 'the account is open' });
  expect(asked.status).toBe(202);
  const { number } = asked.body['proposal'] as { number: number };
  const approve = `${stuck.path}/proposals/${number}/approve`;
  const own = await operator.post(approve);
  expect(own.body).toMatchObject({ status: 409, code: 'UNBIND_FOUR_EYES' });
  const before = await viewOf(peopleOf(stage).agent, stuck.caseId);
  expect(before.parked).toMatchObject({ code: 'UNBIND_REFUND_REFUSED' });
  expect((await stage.simulator.ledger(stuck.merchant)).refunds).toEqual([]);

  const approved = await operator2.post(approve);
  expect(approved.status).toBe(200);
  expect(await untilEnd(peopleOf(stage).agent, stuck.caseId)).toMatchObject({
    status: 'completed',
  });
  const { refunds } = await stage.simulator.ledger(stuck.merchant);
  expect(refunds.map(({ state }) => state)).toEqual(['succeeded']);
});

test('a step is settled by hand only with evidence, by an outcome and a subject that fit', async () => {
  const { operator, agent } = stage.staff;
  const stuck = await refused();
  const file = new FormData();
  file.set('file', new Blob(['letter of the acquirer']), 'letter.txt');
  const proof = await operator.post(`/cases/${stuck.caseId}/attachments`, file);
  const right = {
    step: 'unbind-terminals',
    outcome: 'left-bound',
    evidence: 'the contract runs until June',
    attachmentIds: [proof.body['attachmentId']],
  };
  for (const [change, code] of [
    [{ evidence: ' ' }, 'UNBIND_BAD_REQUEST'],
    [{ step: 'dance' }, 'UNBIND_BAD_REQUEST'],
    [{ attachmentIds: ['a_nobodys'] }, 'UNBIND_FIELD_INVALID'],
    [{ outcome: 'paid' }, 'UNBIND_OUTCOME_NOT_ALLOWED'],
    [{ subject: 't_0000000000' }, 'UNBIND_SUBJECT_UNKNOWN'],
    [{ step: 'refund-deposit', outcome: 'paid' }, 'UNBIND_NOT_PARKED'],
  ] as const) {
    const answer = await operator.post(`${stuck.path}/resolve`, { ...right, ...change });
    expect(answer.body).toMatchObject({ code });
  }
  await repairWithApproval(peopleOf(stage), stuck.caseId, 'resolve', right);
  expect(await untilEnd(peopleOf(stage).agent, stuck.caseId)).toMatchObject({
    status: 'completed',
    partial: true,
    terminals: [{ state: 'left-bound' }],
  });
  const { items } = (await agent.get(`/cases/${stuck.caseId}/notes`)).body as unknown as {
    items: object[];
  };
  expect(items).toContainEqual(
    expect.objectContaining({
      kind: 'evidence',
      text: right.evidence,
      attachmentIds: right.attachmentIds,
    }),
  );
  expect((await stage.simulator.ledger(stuck.merchant)).refunds).toEqual([]);
});

test('a case whose gate stays closed is sent back, but none whose terminal was asked for', async () => {
  const { operator, agent } = stage.staff;
  const people = peopleOf(stage);
  const merchant = await stage.simulator.freshMerchant({ balanceMinor: 12_345 });
  const caseId = await workUpToApproval(people, merchant);
  const parked = await untilParked(people.agent, caseId);
  expect(parked.parked).toMatchObject({ code: 'UNBIND_ELIGIBILITY_LIMIT' });
  const path = `/ops/cases/${caseId}`;
  const closed = await diagnosisOf(path);
  const { repairs } = closed;
  expect(spoken(closed).join(' ')).toContain('UNBIND_BALANCE_NOT_ZERO');
  expect(repairs.find(({ recommended }) => recommended)?.action).toBe('send-back');
  await stage.simulator.change(`merchants/${merchant.merchantNumber}`, { balanceMinor: 0 });
  const cleared = await diagnosisOf(path);
  expect(spoken(cleared)).toContain('The gate is open now: retry.');
  expect(cleared.repairs.find(({ recommended }) => recommended)?.action).toBe('retry');
  expect((await operator.post(`${path}/send-back`, {})).status).toBe(400);
  const back = await operator.post(`${path}/send-back`, { reason: 'the merchant keeps a balance' });
  expect(back.body).toMatchObject({ status: 'awaiting-information' });
  expect((await agent.post(`/cases/${caseId}/withdraw`)).status).toBe(200);

  const stuck = await refused();
  const late = await operator.post(`${stuck.path}/send-back`, { reason: 'r' });
  expect(late.body).toMatchObject({ status: 409, code: 'UNBIND_POINT_OF_NO_RETURN' });
  const withdrawal = await agent.post(`/cases/${stuck.caseId}/withdraw`);
  expect(withdrawal.body).toMatchObject({ status: 409, code: 'UNBIND_POINT_OF_NO_RETURN' });
});

test('a step that is not parked is neither retried nor settled', async () => {
  const { operator } = stage.staff;
  const { caseId } = await submitted(stage);
  for (const [decision, body] of [
    ['retry', { step: 'unbind-terminals', reason: 'r' }],
    ['resolve', { step: 'unbind-terminals', outcome: 'effective', evidence: 'e' }],
  ] as const) {
    const answer = await operator.post(`/ops/cases/${caseId}/${decision}`, body);
    expect(answer.body).toMatchObject({ status: 409, code: 'UNBIND_NOT_ALLOWED_NOW' });
  }
});

test('a diagnosis says so when the provider does not answer', async () => {
  const stuck = await refused();
  stage.lines.acquirer.cut();
  try {
    const { effects, repairs } = await diagnosisOf(stuck.path);
    expect(effects.find(({ key }) => key.startsWith('unbind:'))?.providerSays).toBe('unreachable');
    expect(repairs.map(({ action }) => action)).toEqual(['retry', 'resolve']);
  } finally {
    stage.lines.acquirer.mend();
  }
});

test('a diagnosis says so when the provider answers about something else', async () => {
  const stuck = await refused();
  const fault = await stage.simulator.fault({
    operation: 'terminal',
    kind: 'execute-then-wrong-answer',
    times: null,
    body: { serialNumber: 'SN-X', merchantNumber: null, status: 'unbound' },
  });
  try {
    const { effects } = await diagnosisOf(stuck.path);
    expect(effects.find(({ key }) => key.startsWith('unbind:'))?.providerSays).toBe('misfit');
  } finally {
    await stage.simulator.liftFault(fault);
  }
});

test('a history is downloaded in the form of the tools of Temporal, with the ledger beside it', async () => {
  const { operator, auditor } = stage.staff;
  const { caseId, merchant } = await opened(stage);
  const answer = await auditor.get(`/ops/cases/${caseId}/history`);
  expect(answer.headers.get('content-disposition')).toContain(`${caseId}-history.json`);
  const { history, ledger } = answer.body as unknown as {
    history: { events: { eventId: string; eventTime: string; eventType: string }[] };
    ledger: { items: { event: string; hash: string }[] };
  };
  expect(history.events[0]).toMatchObject({
    eventId: '1',
    eventType: 'EVENT_TYPE_WORKFLOW_EXECUTION_STARTED',
    eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
  });
  expect(ledger.items.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
  const decoded = [...answer.text.matchAll(/"data":"([A-Za-z0-9+/=]+)"/g)]
    .map(([, data]) => Buffer.from(data ?? '', 'base64').toString())
    .join();
  expect(decoded).toContain(caseId);
  for (const secret of [merchant.phone, merchant.contactName, merchant.merchantNumber]) {
    expect(decoded).not.toContain(secret);
    expect(answer.text).not.toContain(secret);
  }
  expect((await operator.get('/ops/cases/UC-0000000000/history')).status).toBe(404);
});

test('attention names cases that are parked, and no longer once they go on', async () => {
  const { operator } = stage.staff;
  const stuck = await refused();
  const parkedNow = async () => {
    const { parked } = (await operator.get('/ops/attention')).body as unknown as {
      parked: { caseId: string }[];
    };
    return parked.map(({ caseId }) => caseId);
  };
  expect(await parkedNow()).toContain(stuck.caseId);
  const { items } = (await operator.get('/cases?parked=true')).body as unknown as {
    items: { caseId: string }[];
  };
  expect(items.map(({ caseId }) => caseId).sort()).toEqual((await parkedNow()).sort());
  await stuck.lift();
  await operator.post(`${stuck.path}/retry`, { step: 'unbind-terminals', reason: 'lifted' });
  await untilCase(peopleOf(stage).agent, stuck.caseId, 'goes on', ({ parked }) => !parked);
  expect(await parkedNow()).not.toContain(stuck.caseId);
});

test('a held case sends nothing until it is released, and is held once', async () => {
  const { operator, auditor, reviewer } = stage.staff;
  const { caseId, revision, merchant } = await submitted(stage);
  const path = `/ops/cases/${caseId}`;
  expect((await operator.post(`${path}/hold`, { reason: ' ' })).status).toBe(400);
  expect((await auditor.post(`${path}/hold`, { reason: 'r' })).status).toBe(403);
  const early = await operator.post(`${path}/release-hold`, { reason: 'r' });
  expect(early.body).toMatchObject({ status: 409, code: 'UNBIND_NOT_HELD' });
  expect((await operator.post(`${path}/hold`, { reason: 'a complaint' })).status).toBe(200);
  const twice = await operator.post(`${path}/hold`, { reason: 'again' });
  expect(twice.body).toMatchObject({ status: 409, code: 'UNBIND_ALREADY_HELD' });
  await reviewer.post(`/cases/${caseId}/claim`, { revision });
  const approval = await reviewer.post(`/cases/${caseId}/approve`, { revision });
  expect(approval.body).toMatchObject({ status: 409, code: 'UNBIND_CASE_HELD' });
  expect((await stage.simulator.ledger(merchant)).unbinds).toEqual([]);
  expect((await operator.post(`${path}/release-hold`, { reason: 'settled' })).status).toBe(200);
  expect((await reviewer.post(`/cases/${caseId}/approve`, { revision })).status).toBe(200);
  expect(await untilEnd(peopleOf(stage).agent, caseId)).toMatchObject({ status: 'completed' });
});

test('an operator ends a case before its first request only, and the reason is kept', async () => {
  const { operator, agent } = stage.staff;
  const { caseId, merchant } = await submitted(stage);
  const reason = 'the merchant is insolvent';
  await repairWithApproval(peopleOf(stage), caseId, 'end', { reason });
  const view = await untilEnd(peopleOf(stage).agent, caseId);
  expect(view).toMatchObject({ status: 'rejected', rejection: 'UNBIND_OPERATOR_ENDED' });
  const notes = (await agent.get(`/cases/${caseId}/notes`)).body as unknown as { items: object[] };
  expect(notes.items).toContainEqual(expect.objectContaining({ kind: 'reason', text: reason }));
  const again = await operator.post(`/ops/cases/${caseId}/end`, { reason });
  expect(again.body).toMatchObject({ status: 409, code: 'UNBIND_CASE_ENDED' });
  expect((await stage.simulator.ledger(merchant)).unbinds).toEqual([]);

  const stuck = await refused();
  const late = await operator.post(`${stuck.path}/end`, { reason });
  expect(late.body).toMatchObject({ status: 409, code: 'UNBIND_POINT_OF_NO_RETURN' });
});

test('a held case is neither ended nor proposed to be, and its dry run says so', async () => {
  const { operator, auditor } = stage.staff;
  const { caseId } = await submitted(stage);
  const path = `/ops/cases/${caseId}`;
  const reason = 'the merchant is insolvent';
  expect((await operator.post(`${path}/hold`, { reason })).status).toBe(200);
  for (const caller of [operator, auditor]) {
    const plan = await caller.post(`${path}/dry-run`, { repair: 'end' });
    expect(plan.body).toMatchObject({ blockers: [{ code: 'UNBIND_CASE_HELD' }] });
  }
  const asked = await operator.post(`${path}/end`, { reason });
  expect(asked.body).toMatchObject({ status: 409, code: 'UNBIND_CASE_HELD' });
  const proposals = await operator.get('/ops/proposals');
  expect(proposals.status).toBe(200);
  expect(proposals.text).not.toContain(caseId);
  const released = await operator.post(`${path}/release-hold`, { reason });
  expect(released.status).toBe(200);
  const plan = await operator.post(`${path}/dry-run`, { repair: 'end' });
  expect(plan.body).toMatchObject({ blockers: [], needsApproval: true });
});

test('builds of the worker are seen by operators, and only one that has run is made current', async () => {
  const { operator, auditor, agent } = stage.staff;
  expect((await auditor.get('/ops/deployments')).body).toEqual({ items: [] });
  const made = await operator.post('/ops/deployments/desk/current', { buildId: 'v9' });
  expect(made.body).toMatchObject({ status: 404, code: 'UNBIND_NOT_FOUND' });
  expect((await auditor.post('/ops/deployments/desk/current', { buildId: 'v9' })).status).toBe(403);
  expect((await agent.get('/ops/deployments')).status).toBe(403);
});

/** Decisions through the API: what is allowed when and to whom, as the workflow behind it decides. */
import { IDENTITY_METHODS } from '../../workflows/contract/case-view';
import { untilEnd, viewOf } from '../e2e/play';
import { consented, opened, peopleOf, submitted } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

const CALLBACK = { method: 'callback', documents: [], evidence: 'The number answered.' };

test('a case goes through its whole life, each answer says where it stands', async () => {
  const { agent, reviewer, auditor } = stage.staff;
  const { path, caseId, revision } = await submitted(stage);
  const claimed = await reviewer.post(`${path}/claim`, { revision });
  expect(claimed.body).toEqual({ caseId, status: 'awaiting-review', revision });
  const approved = await reviewer.post(`${path}/approve`, { revision, comment: 'all fits' });
  expect(approved.body).toEqual({ caseId, status: 'unbinding', revision });
  expect(await untilEnd(peopleOf(stage).agent, caseId)).toMatchObject({ status: 'completed' });

  const { items, people } = (await auditor.get(`${path}/timeline`)).body as unknown as {
    items: { position: number; by: { principalId: string } }[];
    people: Record<string, string>;
  };
  const positions = items.map(({ position }) => position);
  expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
  expect(people).toMatchObject({ s_agent: 'The agent', s_reviewer: 'The reviewer' });
  const notes = (await agent.get(`${path}/notes`)).body as unknown as { items: object[] };
  expect(notes.items).toContainEqual(
    expect.objectContaining({ kind: 'reason', text: 'all fits', by: 's_reviewer' }),
  );
});

test('an empty proof of identity is none, whatever its method, and one with something goes on', async () => {
  const { agent } = stage.staff;
  const { path } = await opened(stage);
  for (const method of IDENTITY_METHODS) {
    const answer = await agent.post(`${path}/verify-identity`, { method, documents: [] });
    expect(answer.body).toMatchObject({ status: 422, code: 'UNBIND_IDENTITY_PROOF_EMPTY' });
  }
  expect((await agent.get(path)).body).toMatchObject({ status: 'awaiting-identity' });
  const proof = { method: 'document-seen', documents: [{ kind: 'resident-id' }] };
  expect((await agent.post(`${path}/verify-identity`, proof)).status).toBe(200);
});

test('opening answers with the address of the case', async () => {
  const merchant = await stage.simulator.freshMerchant();
  const { merchantNumber, contactName, phone } = merchant;
  const answer = await stage.staff.agent.post('/cases', {
    channel: 'website',
    reason: 'terminal-replaced',
    merchant: { merchantNumber, contactName, phone, locale: 'zh-CN' },
    terminals: [{ serialNumber: merchant.terminals[0]?.serialNumber ?? '' }],
    closeAccount: false,
  });
  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({ status: 'awaiting-identity', revision: 1 });
  const location = answer.headers.get('location') ?? '';
  expect(location).toBe(`/api/v1/cases/${String(answer.body['caseId'])}`);
  const read = await stage.staff.agent.get(location.replace('/api/v1', ''));
  expect(read.body).toMatchObject({ view: { channel: 'website', closeAccount: false } });
});

test('a terminal with an open case is refused, and the case is named to its own team only', async () => {
  const { agent2, stranger } = stage.staff;
  const { caseId, merchant } = await opened(stage);
  const { merchantNumber, contactName, phone } = merchant;
  const body = {
    channel: 'hotline',
    reason: 'other',
    merchant: { merchantNumber, contactName, phone, locale: 'en' },
    terminals: [{ serialNumber: ` ${merchant.terminals[0]?.serialNumber.toLowerCase() ?? ''}` }],
    closeAccount: false,
  };
  const code = 'UNBIND_TERMINAL_HAS_OPEN_CASE';
  const told = await agent2.post('/cases', body);
  expect(told.body).toMatchObject({ status: 409, code, otherCaseId: caseId });
  const untold = await stranger.post('/cases', body);
  expect(untold.body).toMatchObject({ status: 409, code });
  expect(untold.text).not.toContain(caseId);
  await agent2.post(`/cases/${caseId}/withdraw`);
  expect((await stranger.post('/cases', body)).status).toBe(201);
});

test('a case of another team looks like none at all, to read and to decide', async () => {
  const { stranger, agent2, operator } = stage.staff;
  const { path } = await opened(stage);
  const nobodys = await stranger.get('/cases/UC-0000000000');
  const theirs = await stranger.get(path);
  expect({ ...theirs.body, instance: '' }).toEqual({ ...nobodys.body, instance: '' });
  expect((await stranger.post(`${path}/verify-identity`, CALLBACK)).status).toBe(404);
  expect((await agent2.get(path)).status).toBe(200);
  expect((await operator.get(path)).status).toBe(200);
});

test('a decision that the status does not allow is refused, and so is every one after the end', async () => {
  const { agent, reviewer, operator } = stage.staff;
  const { path } = await opened(stage);
  for (const [who, decision, body] of [
    [agent, 'submit', { revision: 1 }],
    [reviewer, 'claim', { revision: 1 }],
    [reviewer, 'approve', { revision: 1 }],
  ] as const) {
    const answer = await who.post(`${path}/${decision}`, body);
    expect(answer.body).toMatchObject({ status: 409, code: 'UNBIND_NOT_ALLOWED_NOW' });
  }
  expect((await agent.post(`${path}/withdraw`, { reason: 'stays' })).status).toBe(200);
  for (const [who, decision, body] of [
    [agent, 'verify-identity', CALLBACK],
    [agent, 'withdraw', undefined],
    [reviewer, 'claim', { revision: 1 }],
  ] as const) {
    const answer = await who.post(`${path}/${decision}`, body);
    expect(answer.body).toMatchObject({ status: 409, code: 'UNBIND_CASE_ENDED' });
  }
  const draft = await agent.put(`${path}/application`, {});
  expect(draft.body).toMatchObject({ status: 409, code: 'UNBIND_CASE_ENDED' });
  const repair = await operator.post(`/ops${path}/send-back`, { reason: 'r' });
  expect(repair.body).toMatchObject({ status: 409, code: 'UNBIND_CASE_ENDED' });
});

test('a decision on a revision that is not the latest is refused, and changes nothing', async () => {
  const { agent, reviewer } = stage.staff;
  const { path, application } = await consented(stage);
  const first = await agent.put(`${path}/application`, application);
  const second = await agent.put(`${path}/application`, { ...application, revision: 2 });
  expect([first.body['revision'], second.body['revision']]).toEqual([2, 3]);
  const late = await agent.put(`${path}/application`, { revision: 2, merchantName: 'late' });
  expect(late.body).toMatchObject({ status: 409, code: 'UNBIND_STALE_REVISION' });
  expect((await agent.get(path)).body).toMatchObject({ latestRevision: 3 });

  expect((await agent.post(`${path}/submit`, { revision: 3 })).status).toBe(200);
  const claim = await reviewer.post(`${path}/claim`, { revision: 2 });
  expect(claim.body).toMatchObject({ status: 409, code: 'UNBIND_STALE_REVISION' });
  expect((await reviewer.post(`${path}/claim`, { revision: 3 })).status).toBe(200);
  for (const revision of [2, 4]) {
    const approval = await reviewer.post(`${path}/approve`, { revision });
    expect(approval.body).toMatchObject({ status: 409, code: 'UNBIND_STALE_REVISION' });
  }
  expect((await reviewer.post(`${path}/approve`, { revision: 3 })).status).toBe(200);
});

test('a withdrawal, a rejection or a release on a revision that is not the latest is refused', async () => {
  const { agent, reviewer } = stage.staff;
  const stale = { status: 409, code: 'UNBIND_STALE_REVISION' };
  const draft = await consented(stage);
  await agent.put(`${draft.path}/application`, draft.application);
  for (const revision of [1, 3]) {
    const withdrawal = await agent.post(`${draft.path}/withdraw`, { revision });
    expect(withdrawal.body).toMatchObject(stale);
  }
  expect((await agent.post(`${draft.path}/withdraw`, { revision: 2 })).status).toBe(200);

  const unproven = await opened(stage);
  await agent.put(`${unproven.path}/application`, draft.application);
  const rejected = { reasonCode: 'identity-not-proven' };
  const early = await agent.post(`${unproven.path}/reject`, { ...rejected, revision: 1 });
  expect(early.body).toMatchObject(stale);
  const now = await agent.post(`${unproven.path}/reject`, { ...rejected, revision: 2 });
  expect(now.body).toMatchObject({ status: 'rejected' });

  const { path, revision } = await submitted(stage);
  await reviewer.post(`${path}/claim`, { revision });
  for (const other of [revision - 1, revision + 1]) {
    const release = await reviewer.post(`${path}/release`, { revision: other });
    expect(release.body).toMatchObject(stale);
    const withdrawal = await agent.post(`${path}/withdraw`, { revision: other });
    expect(withdrawal.body).toMatchObject(stale);
  }
  expect((await reviewer.post(`${path}/release`, { revision })).status).toBe(200);
  expect((await agent.post(`${path}/withdraw`, { revision })).status).toBe(200);
});

test('a draft that somebody has saved over is not submitted in place of the newer one', async () => {
  const { agent, agent2 } = stage.staff;
  const { path, application } = await consented(stage);
  const seen = await agent.put(`${path}/application`, application);
  const other = { ...application, merchantName: '另一家商户' };
  expect((await agent2.put(`${path}/application`, { ...other, revision: 2 })).status).toBe(200);
  const stale = await agent.post(`${path}/submit`, { revision: seen.body['revision'] });
  expect(stale.body).toMatchObject({ status: 409, code: 'UNBIND_STALE_REVISION' });
  const { body } = await agent.get(path);
  expect(body).toMatchObject({ status: 'awaiting-application', latestRevision: 3 });
});

test('of two reviewers who claim at once one holds the case, and only that one decides', async () => {
  const { reviewer, reviewer2 } = stage.staff;
  const { path, revision } = await submitted(stage);
  const claims = await Promise.all(
    [reviewer, reviewer2].map((who) => who.post(`${path}/claim`, { revision })),
  );
  expect(claims.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(claims.find(({ status }) => status === 409)?.body).toMatchObject({
    code: 'UNBIND_CLAIMED_BY_OTHER',
  });
  const approvals = await Promise.all(
    [reviewer, reviewer2].map((who) => who.post(`${path}/approve`, { revision })),
  );
  expect(approvals.map(({ status }) => status)).toEqual(claims.map(({ status }) => status));
});

test('a review without a claim is refused, and a claim that is given back is free for another', async () => {
  const { reviewer, reviewer2 } = stage.staff;
  const { path, revision } = await submitted(stage);
  const unclaimed = await reviewer.post(`${path}/approve`, { revision });
  expect(unclaimed.body).toMatchObject({ status: 409, code: 'UNBIND_CLAIM_REQUIRED' });
  await reviewer.post(`${path}/claim`, { revision });
  expect((await reviewer2.post(`${path}/release`)).body).toMatchObject({
    code: 'UNBIND_CLAIMED_BY_OTHER',
  });
  expect((await reviewer.post(`${path}/release`)).status).toBe(200);
  expect((await reviewer2.post(`${path}/claim`, { revision })).status).toBe(200);
});

test('who has worked on a case never reviews it, whatever the role', async () => {
  const { admin, agent, reviewer } = stage.staff;
  const { path, revision, application } = await submitted(stage);
  expect((await agent.post(`${path}/claim`, { revision })).body).toMatchObject({
    status: 403,
    code: 'UNBIND_FORBIDDEN',
  });
  await reviewer.post(`${path}/claim`, { revision });
  await reviewer.post(`${path}/request-information`, {
    revision,
    fields: ['phone'],
    message: 'which number?',
  });
  const draft = await admin.put(`${path}/application`, application);
  const own = { revision: Number(draft.body['revision']) };
  expect((await agent.post(`${path}/submit`, own)).status).toBe(200);
  expect((await admin.post(`${path}/claim`, own)).body).toMatchObject({
    status: 409,
    code: 'UNBIND_FOUR_EYES',
  });
  expect((await reviewer.post(`${path}/claim`, own)).status).toBe(200);
});

test('a question goes to the merchant and comes back to the review with the answer', async () => {
  const { reviewer, agent } = stage.staff;
  const { path, caseId, revision, application } = await submitted(stage);
  await reviewer.post(`${path}/claim`, { revision });
  const unknown = await reviewer.post(`${path}/request-information`, {
    revision,
    fields: ['shoeSize'],
    message: 'm',
  });
  expect(unknown.body).toMatchObject({ status: 400, problems: [{ path: 'fields[0]' }] });
  const asked = await reviewer.post(`${path}/request-information`, {
    revision,
    fields: ['document.number', 'terminals[0].serialNumber'],
    message: 'please read both again',
  });
  expect(asked.body).toMatchObject({ status: 'awaiting-information' });
  expect(await viewOf(peopleOf(stage).agent, caseId)).toMatchObject({
    requestedFields: ['document.number', 'terminals[0].serialNumber'],
  });
  const draft = await agent.put(`${path}/application`, application);
  const answered = await agent.post(`${path}/submit`, { revision: draft.body['revision'] });
  expect(answered.body).toMatchObject({ status: 'awaiting-review' });
});

test('a changed phone blocks the approval until another than who opened the case calls back', async () => {
  const { reviewer, agent, agent2 } = stage.staff;
  const { path, revision } = await submitted(stage, { merchant: { boundPhone: '+8613900000009' } });
  await reviewer.post(`${path}/claim`, { revision });
  const blocked = await reviewer.post(`${path}/approve`, { revision });
  expect(blocked.body).toMatchObject({ status: 409, code: 'UNBIND_STEP_UP_REQUIRED' });
  const called = { ...CALLBACK, calledNumber: '+8613900000009' };
  const own = await agent.post(`${path}/verify-identity`, called);
  expect(own.body).toMatchObject({ status: 409, code: 'UNBIND_STEP_UP_FOUR_EYES' });
  await agent2.post(`${path}/verify-identity`, called);
  expect((await reviewer.post(`${path}/approve`, { revision })).status).toBe(200);
});

describe('consent', () => {
  async function shown(path: string) {
    const { agent } = stage.staff;
    const terms = (await agent.get('/terms/current')).body;
    const { hash } = (await agent.get(`${path}/itemisation`)).body;
    return {
      termsVersion: terms['version'],
      termsHash: terms['hash'],
      itemisationHash: hash,
      method: 'in-person',
      evidence: 'signed in the shop',
    };
  }
  const OTHER_HASH = 'a'.repeat(64);

  test('to terms or items that are not those of now is refused, and to those of now is taken', async () => {
    const { agent } = stage.staff;
    const { path } = await opened(stage);
    await agent.post(`${path}/verify-identity`, CALLBACK);
    const consent = await shown(path);
    for (const [change, code] of [
      [{ termsVersion: '0' }, 'UNBIND_TERMS_OUTDATED'],
      [{ termsHash: OTHER_HASH }, 'UNBIND_TERMS_OUTDATED'],
      [{ itemisationHash: OTHER_HASH }, 'UNBIND_ITEMISATION_OUTDATED'],
    ] as const) {
      const answer = await agent.post(`${path}/consent`, { ...consent, ...change });
      expect(answer.body).toMatchObject({ status: 409, code });
    }
    const taken = await agent.post(`${path}/consent`, consent);
    expect(taken.body).toMatchObject({ status: 'awaiting-application' });
  });

  test('shows the items that the acquirer holds, and which of them are paid back', async () => {
    const { path, merchant } = await opened(stage, {
      merchant: { depositKinds: ['refundable-deposit', 'sim-fee'], depositMinor: 9_900 },
    });
    const { lines } = (await stage.staff.agent.get(`${path}/itemisation`)).body as unknown as {
      lines: object[];
    };
    const serialNumber = merchant.terminals[0]?.serialNumber;
    expect(lines).toEqual([
      {
        serialNumber,
        kind: 'refundable-deposit',
        amountMinor: 9_900,
        currency: 'CNY',
        refundable: true,
      },
      { serialNumber, kind: 'sim-fee', amountMinor: 3_600, currency: 'CNY', refundable: false },
    ]);
  });

  test('needs the words of its evidence, and cannot be given in the name of the merchant', async () => {
    const { agent } = stage.staff;
    const { path } = await opened(stage);
    await agent.post(`${path}/verify-identity`, CALLBACK);
    const consent = await shown(path);
    for (const change of [{ evidence: ' ' }, { method: 'link' }, { termsHash: 'short' }]) {
      expect((await agent.post(`${path}/consent`, { ...consent, ...change })).status).toBe(400);
    }
  });
});

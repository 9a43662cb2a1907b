/** The consents of a case through the API: given together, read by whoever may see it, taken back alone. */
import type { Consent, Consents } from '../../wire/cases/consent-answers';
import { untilParked, workUpToApproval } from '../e2e/play';
import type { Caller } from './caller';
import { merchantOf } from './merchant-caller';
import { consented, opened, peopleOf, shownBeforeConsent, type Begun } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

async function identified(): Promise<Begun> {
  const begun = await opened(stage);
  const proof = { method: 'callback', documents: [], evidence: 'The number answered.' };
  await stage.staff.agent.post(`${begun.path}/verify-identity`, proof);
  return begun;
}

/** A case whose merchant agreed to everything in one call, recorded by an agent. */
async function agreedToAll(): Promise<Begun> {
  const begun = await identified();
  const said = { method: 'recorded-call', evidence: 'Recording 17' };
  const body = { ...(await shownBeforeConsent(stage, begun, 'en')), ...said };
  const taken = await stage.staff.agent.post(`${begun.path}/consent`, body);
  expect(taken.body).toMatchObject({ status: 'awaiting-application' });
  return begun;
}

const consentsOf = async (caller: Caller, path: string): Promise<readonly Consent[]> =>
  ((await caller.get(path)).body as unknown as Consents).items;

const eventsOf = async ({ path }: Begun): Promise<string[]> => {
  const { items } = (await stage.staff.auditor.get(`${path}/timeline`)).body as unknown as {
    items: { event: string; facts: Record<string, unknown> }[];
  };
  return items
    .filter(({ event }) => event !== 'paper-committed')
    .map(({ event, facts }) => [event, facts['kind']].filter(Boolean).join(' '));
};

async function idOf({ path }: Begun, kind: Consent['kind']): Promise<string> {
  const found = await consentsOf(stage.staff.agent, `${path}/consents`);
  return found.find((consent) => consent.kind === kind)?.consentId ?? 'none';
}

test('one call records the consent and both separate ones, each with its own text, row and event', async () => {
  const begun = await agreedToAll();
  expect((await eventsOf(begun)).slice(-3)).toEqual([
    'consent-recorded',
    'data-consent-recorded identity-data',
    'data-consent-recorded financial-data',
  ]);
  const { items, people } = (await stage.staff.auditor.get(`${begun.path}/consents`))
    .body as unknown as Consents;
  expect(items.map(({ kind, terms }) => [kind, terms?.text])).toEqual([
    ['service', 'The terminal stops taking payments.'],
    ['identity-data', 'We handle the document number.'],
    ['financial-data', 'We handle the payee account.'],
  ]);
  for (const consent of items) {
    expect(consent).toMatchObject({
      method: 'recorded-call',
      locale: 'en',
      evidence: 'Recording 17',
      isInForce: true,
      mayWithdraw: false,
      refusedBy: 'UNBIND_ROLE_NOT_ALLOWED',
    });
    expect(people[consent.by]).toBe('The agent');
  }
  const [service, identity] = items;
  expect(service?.covers).toMatchObject({
    terminals: [expect.stringMatching(/^\*{4}/)],
    closeAccount: true,
  });
  expect(identity?.covers).toBeUndefined();
});

test('a consent of the form of before records the one to the service, and the case goes on', async () => {
  const begun = await consented(stage);
  const items = await consentsOf(stage.staff.reviewer, `${begun.path}/consents`);
  expect(items.map(({ kind, isInForce }) => [kind, isInForce])).toEqual([['service', true]]);
  const saved = await stage.staff.agent.put(`${begun.path}/application`, begun.application);
  const { revision } = saved.body;
  const taken = await stage.staff.agent.post(`${begun.path}/submit`, { revision });
  expect(taken.body).toMatchObject({ status: 'awaiting-review' });
});

test('a text that is not in force, of another kind or named twice refuses the call as a whole', async () => {
  const begun = await identified();
  const said = { method: 'in-person', evidence: 'Form 4' };
  const shown = await shownBeforeConsent(stage, begun, 'en');
  const [identity, financial] = shown.separate;
  const send = (separate: unknown) =>
    stage.staff.agent.post(`${begun.path}/consent`, { ...shown, ...said, separate });
  const outdated = await send([identity, { ...financial, termsVersion: '0' }]);
  expect(outdated.body).toMatchObject({ status: 409, code: 'UNBIND_TERMS_OUTDATED' });
  const exchanged = await send([{ ...identity, termsHash: financial?.termsHash }]);
  expect(exchanged.body).toMatchObject({ code: 'UNBIND_TERMS_OUTDATED' });
  const twice = await send([identity, identity]);
  expect(twice.body).toMatchObject({ status: 422, problems: [{ path: 'separate[1].kind' }] });
  expect(await consentsOf(stage.staff.agent, `${begun.path}/consents`)).toEqual([]);
  expect((await eventsOf(begun)).at(-1)).toBe('identity-verified');
});

test('one consent is taken back by itself, also while the case is held, and ends the case', async () => {
  const begun = await agreedToAll();
  const { agent, operator } = stage.staff;
  await operator.post(`/ops/cases/${begun.caseId}/hold`, { reason: 'A question.' });
  const plain = await agent.post(`${begun.path}/withdraw`, {});
  expect(plain.body).toMatchObject({ code: 'UNBIND_CASE_HELD' });
  const consentId = await idOf(begun, 'identity-data');
  const taken = await agent.post(`${begun.path}/withdraw`, { consentId, reason: 'By telephone.' });
  expect(taken.body).toMatchObject({ status: 'withdrawn' });
  expect((await eventsOf(begun)).filter((event) => /held|withdrawn/.test(event))).toEqual([
    'case-held',
    'consent-withdrawn identity-data',
  ]);
  const items = await consentsOf(agent, `${begun.path}/consents`);
  expect(items.map(({ kind, isInForce, withdrawn }) => [kind, isInForce, !!withdrawn])).toEqual([
    ['service', true, false],
    ['identity-data', false, true],
    ['financial-data', true, false],
  ]);
  expect((await agent.get(begun.path)).body).toMatchObject({ view: { held: false } });
});

test('a merchant reads the own consents, and takes one back on the own page', async () => {
  const begun = await agreedToAll();
  const merchant = await merchantOf(stage, begun.caseId);
  const items = await consentsOf(merchant, '/merchant/consents');
  expect(items.map(({ kind, mayWithdraw }) => [kind, mayWithdraw])).toEqual([
    ['service', true],
    ['identity-data', true],
    ['financial-data', true],
  ]);
  expect(items[2]).toMatchObject({ terms: { text: 'We handle the payee account.' } });
  const unknown = await merchant.post('/merchant/withdraw', { consentId: 'k_none' });
  expect(unknown.body).toMatchObject({ status: 409, code: 'UNBIND_CONSENT_NOT_IN_FORCE' });
  const { consentId } = items[2] ?? {};
  const taken = await merchant.post('/merchant/withdraw', { consentId });
  expect(taken.body).toMatchObject({ status: 'withdrawn' });
  const [, , financial] = await consentsOf(merchant, '/merchant/consents');
  expect(financial).toMatchObject({ isInForce: false, withdrawn: { by: 'merchant' } });
});

test('a merchant agrees to all of it on the own page in one call', async () => {
  const begun = await identified();
  const merchant = await merchantOf(stage, begun.caseId);
  const taken = await merchant.post(
    '/merchant/consent',
    await shownBeforeConsent(stage, begun, 'zh-CN'),
  );
  expect(taken.body).toMatchObject({ status: 'awaiting-application' });
  const items = await consentsOf(merchant, '/merchant/consents');
  expect(items.map(({ by, method, terms }) => [by, method, terms?.locale])).toEqual(
    Array.from({ length: 3 }, () => ['merchant', 'link', 'zh-CN']),
  );
});

test('nobody of another team reads the consents of a case', async () => {
  const begun = await consented(stage);
  const answer = await stage.staff.stranger.get(`${begun.path}/consents`);
  expect(answer.body).toMatchObject({ status: 404, code: 'UNBIND_CASE_NOT_FOUND' });
});

test('once a request has left no consent takes the case back', async () => {
  const merchant = await stage.simulator.freshMerchant();
  const { merchantNumber } = merchant;
  await stage.simulator.fault({
    operation: 'unbind',
    kind: 'refuse',
    code: 'TERMINAL_LOCKED',
    match: { merchantNumber },
    times: null,
  });
  const caseId = await workUpToApproval(peopleOf(stage), merchant);
  await untilParked(peopleOf(stage).agent, caseId);
  const path = `/cases/${caseId}`;
  const [service] = await consentsOf(stage.staff.agent, `${path}/consents`);
  expect(service).toMatchObject({
    isInForce: true,
    mayWithdraw: false,
    refusedBy: 'UNBIND_POINT_OF_NO_RETURN',
  });
  const consentId = service?.consentId;
  const late = await stage.staff.agent.post(`${path}/withdraw`, { consentId });
  expect(late.body).toMatchObject({ status: 409, code: 'UNBIND_POINT_OF_NO_RETURN' });
});

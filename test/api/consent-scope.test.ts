/** What people agreed to binds: through the API, from the consent to the submission. */
import { itemisationHash, itemise } from '../../checks/money/itemisation';
import { sha256Hex } from '../../base/sha256';
import type { Consents } from '../../wire/cases/consent-answers';
import { applicationOf, proveIdentityAndConsent, untilEnd } from '../e2e/play';
import { query } from '../record/samples';
import { agreeToMore, extensionShown, merchantOf } from './merchant-caller';
import { consented, opened, peopleOf, submitted, type Begun } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

const CODE = 'UNBIND_CONSENT_NOT_COVERING';

/** What was consented to: the first terminal and what is held for it. */
function lessOf({ merchant, application }: Begun): object {
  const terminals = merchant.terminals.slice(0, 1);
  const deposits = merchant.deposits.slice(0, 1);
  const { closeAccount } = application as { closeAccount: boolean };
  return applicationOf({ ...merchant, terminals, deposits }, { closeAccount });
}

interface Found {
  readonly revision: number;
  readonly problems: readonly { path: string; code: string; message: string }[];
}

/** A case opened and consented to for the first of the merchant's two terminals. */
async function consentedForOne(): Promise<Begun> {
  const merchant = await stage.simulator.freshMerchant({
    terminals: 2,
    depositKinds: ['refundable-deposit'],
  });
  const [first] = merchant.terminals;
  const { merchantNumber, contactName, phone, email } = merchant;
  const { body } = await stage.staff.agent.post('/cases', {
    channel: 'hotline',
    reason: 'terminal-replaced',
    merchant: { merchantNumber, contactName, phone, email, locale: 'en' },
    terminals: [{ serialNumber: first?.serialNumber }],
    closeAccount: false,
  });
  const caseId = String(body['caseId']);
  await proveIdentityAndConsent(peopleOf(stage), caseId);
  const application = applicationOf(merchant, { closeAccount: false });
  return { caseId, merchant, path: `/cases/${caseId}`, application };
}

async function saved({ path }: Begun, application: object): Promise<Found> {
  const answer = await stage.staff.agent.put(`${path}/application`, application);
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body as unknown as Found;
}

const beyond = ({ problems }: Pick<Found, 'problems'>) =>
  problems.filter(({ code }) => code === CODE).map(({ path }) => path);

test('a second terminal that was not consented to is named in the draft and refused at submission', async () => {
  const begun = await consentedForOne();
  const draft = await saved(begun, begun.application);
  expect(beyond(draft)).toEqual(['terminals[1].serialNumber', 'deposits[1].kind']);
  expect(draft.problems[0]?.message).toMatch(/^The consent does not cover this/);
  const { agent, reviewer } = stage.staff;
  const refused = await agent.post(`${begun.path}/submit`, { revision: draft.revision });
  expect(refused.body).toMatchObject({ status: 422, code: 'UNBIND_APPLICATION_INVALID' });
  expect(beyond(refused.body as unknown as Found)).toEqual(beyond(draft));

  const compared = (await reviewer.get(`${begun.path}/comparison`)).body as unknown as {
    rows: { path: string; codes: string[] }[];
  };
  const marked = compared.rows.filter(({ codes }) => codes.includes(CODE)).map(({ path }) => path);
  expect(marked).toEqual(['terminals[1].serialNumber', 'deposits[1]']);

  const less = lessOf(begun);
  const { revision, problems } = await saved(begun, less);
  expect(problems).toEqual([]);
  const taken = await agent.post(`${begun.path}/submit`, { revision });
  expect(taken.body).toMatchObject({ status: 'awaiting-review' });
});

test('the merchant is asked for the second terminal alone, and agrees to it on the page', async () => {
  const begun = await consentedForOne();
  const { agent, reviewer } = stage.staff;
  const merchant = await merchantOf(stage, begun.caseId);
  const { revision } = await saved(begun, begun.application);
  expect(await extensionShown(merchant)).toBeUndefined();
  await agent.post(`${begun.path}/submit`, { revision });
  const [, second] = begun.merchant.deposits;
  expect(await extensionShown(merchant)).toMatchObject({
    revision,
    terminals: [expect.stringMatching(/^\*{4}/)],
    lines: [{ kind: 'refundable-deposit', amountMinor: second?.amountMinor }],
    closeAccount: false,
  });
  expect((await merchant.get('/merchant/case')).body).toMatchObject({ can: { extend: true } });
  const other = await agreeToMore(merchant, { itemisationHash: 'a'.repeat(64) });
  expect(other.body).toMatchObject({ status: 409, code: 'UNBIND_ITEMISATION_OUTDATED' });
  expect((await agreeToMore(merchant)).body).toMatchObject({ status: 'awaiting-review' });
  const { items } = (await merchant.get('/merchant/consents')).body as unknown as Consents;
  expect(items).toMatchObject([
    { kind: 'service', isInForce: true, covers: { closeAccount: false } },
    { kind: 'service', isInForce: true, mayWithdraw: true, method: 'link' },
  ]);
  expect(items[1]?.covers?.terminals).toHaveLength(1);
  expect(items[1]?.covers).not.toHaveProperty('closeAccount');
  const late = await reviewer.get(`${begun.path}/consent-extension`);
  expect(late.body).toMatchObject({ status: 409, code: 'UNBIND_NOTHING_TO_AGREE' });

  await reviewer.post(`${begun.path}/claim`, { revision });
  await reviewer.post(`${begun.path}/approve`, { revision });
  const { terminals } = await untilEnd(peopleOf(stage).agent, begun.caseId);
  expect(terminals.map(({ state }) => state)).toEqual(['effective', 'effective']);
});

test('the difference is agreed to by telephone under the terms of the consent, whatever is in force', async () => {
  const begun = await consented(stage, { closeAccount: false });
  const { agent } = stage.staff;
  const { revision } = await saved(begun, { ...begun.application, closeAccount: true });
  await agent.post(`${begun.path}/submit`, { revision });
  const text = 'New terms.';
  const newer = { version: '2999-1', text, hash: sha256Hex(text), inForceFrom: new Date() };
  await stage.record.terms.publish([
    { ...newer, kind: 'service', locale: 'en' },
    { ...newer, kind: 'service', locale: 'zh-CN' },
  ]);
  const shown = (await agent.get(`${begun.path}/consent-extension`)).body as unknown as {
    hash: string;
    closeAccount: boolean;
    terms: { version: string; hash: string };
  };
  expect(shown).toMatchObject({ closeAccount: true, lines: [], terminals: [] });
  expect(shown.terms.version).not.toBe(newer.version);
  const body = {
    revision,
    termsVersion: shown.terms.version,
    termsHash: shown.terms.hash,
    itemisationHash: shown.hash,
    method: 'recorded-call',
    evidence: 'Recording 18',
  };
  const stale = await agent.post(`${begun.path}/extend-consent`, { ...body, revision: 1 });
  expect(stale.body).toMatchObject({ status: 409, code: 'UNBIND_STALE_REVISION' });
  const taken = await agent.post(`${begun.path}/extend-consent`, body);
  expect(taken.body).toMatchObject({ status: 'awaiting-review' });
  const again = await agent.post(`${begun.path}/extend-consent`, body);
  expect(again.body).toMatchObject({ status: 409, code: 'UNBIND_NOT_ALLOWED_NOW' });
});

test('an account that was to stay open is not closed by an application', async () => {
  const begun = await consented(stage, { closeAccount: false });
  const draft = await saved(begun, { ...begun.application, closeAccount: true });
  expect(beyond(draft)).toEqual(['closeAccount']);
  const submit = (revision: number) => stage.staff.agent.post(`${begun.path}/submit`, { revision });
  const refused = await submit(draft.revision);
  expect(beyond(refused.body as unknown as Found)).toEqual(['closeAccount']);
  const { revision } = await saved(begun, begun.application);
  expect((await submit(revision)).body).toMatchObject({ status: 'awaiting-review' });
});

test('a correction after the submission is held to the consent as well, whoever makes it', async () => {
  const begun = await submitted(stage, { closeAccount: false });
  const { path, revision } = begun;
  await stage.staff.reviewer.post(`${path}/claim`, { revision });
  const asked = { revision, fields: ['closeAccount'], message: 'Is it to be closed?' };
  await stage.staff.reviewer.post(`${path}/request-information`, asked);
  const merchant = await merchantOf(stage, begun.caseId);
  const corrections = [{ path: 'closeAccount', value: true }];
  const refused = await merchant.post('/merchant/corrections', { revision, corrections });
  expect(refused.status).toBe(422);
  expect(beyond(refused.body as unknown as Found)).toEqual(['closeAccount']);

  const draft = await saved(begun, { ...begun.application, closeAccount: true });
  const again = await stage.staff.agent.post(`${path}/submit`, { revision: draft.revision });
  expect(beyond(again.body as unknown as Found)).toEqual(['closeAccount']);
});

test('what is shown before consent names terminals and closure, and a change of either asks anew', async () => {
  const begun = await opened(stage, { closeAccount: false });
  const { agent } = stage.staff;
  await agent.post(`${begun.path}/verify-identity`, {
    method: 'callback',
    documents: [],
    evidence: 'The number answered.',
  });
  const merchant = await merchantOf(stage, begun.caseId);
  const page = (await merchant.get('/merchant/case')).body as unknown as {
    itemisation: { hash: string; terminals: string[]; closeAccount: boolean };
    terms: { version: string; hash: string };
  };
  const { itemisation, terms } = page;
  expect(itemisation).toMatchObject({ closeAccount: false });
  expect(itemisation.terminals).toEqual([expect.stringMatching(/^\*{4}/)]);

  await saved(begun, { ...begun.application, closeAccount: true });
  const consent = {
    termsVersion: terms.version,
    termsHash: terms.hash,
    itemisationHash: itemisation.hash,
  };
  const late = await merchant.post('/merchant/consent', consent);
  expect(late.body).toMatchObject({ status: 409, code: 'UNBIND_ITEMISATION_OUTDATED' });
  const now = (await merchant.get('/merchant/case')).body as unknown as typeof page;
  expect(now.itemisation.closeAccount).toBe(true);
  const taken = await merchant.post('/merchant/consent', {
    ...consent,
    itemisationHash: now.itemisation.hash,
  });
  expect(taken.body).toMatchObject({ status: 'awaiting-application' });
  const { revision, problems } = await saved(begun, { ...begun.application, closeAccount: true });
  expect(problems).toEqual([]);
  await agent.post(`${begun.path}/submit`, { revision });
  await stage.staff.reviewer.post(`${begun.path}/claim`, { revision });
  await stage.staff.reviewer.post(`${begun.path}/approve`, { revision });
  expect(await untilEnd(peopleOf(stage).agent, begun.caseId)).toMatchObject({
    status: 'completed',
    closure: { state: 'closed' },
  });
});

test('a consent from before its scope was kept covers what was in force at its time', async () => {
  const begun = await consentedForOne();
  // As consents were written then: the hash of the items alone, and no scope.
  const { data } = await stage.record.revisions.read(begun.caseId);
  const own = data.terminals.map(({ serialNumber }) => serialNumber);
  const hash = await itemisationHash(itemise(begun.merchant.deposits, own));
  const older = 'update consents set sealed_scope = null, itemisation_hash = $2 where case_id = $1';
  await query(stage.databaseUrl, older, [begun.caseId, hash]);
  const more = await saved(begun, { ...begun.application, closeAccount: true });
  expect(beyond(more)).toEqual(['terminals[1].serialNumber', 'deposits[1].kind', 'closeAccount']);
  const refused = await stage.staff.agent.post(`${begun.path}/submit`, {
    revision: more.revision,
  });
  expect(beyond(refused.body as unknown as Found)).toEqual(beyond(more));
  const less = await saved(begun, lessOf(begun));
  const taken = await stage.staff.agent.post(`${begun.path}/submit`, { revision: less.revision });
  expect(taken.body).toMatchObject({ status: 'awaiting-review' });
});

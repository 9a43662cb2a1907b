/** How the merchant is reached can be changed until the end, is checked anew, and is proven anew under review. */
import { codeFor, merchantOf, withSession } from './merchant-caller';
import { opened, submitted } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

const CONTACT = { contactName: '林晓', locale: 'zh-CN', timeZone: 'Asia/Shanghai' };
const CALLBACK = { method: 'callback', documents: [], evidence: 'the old number answered' };

async function revealed(path: string): Promise<unknown> {
  const asked = { fields: ['contact'], reason: 'to call back' };
  const answer = await stage.staff.agent.post(`${path}/reveal`, asked);
  expect(answer.status).toBe(200);
  return answer.body['contact'];
}

test('a new address is where the next notice goes', async () => {
  const { agent } = stage.staff;
  const { path } = await opened(stage);
  const wanted = { ...CONTACT, email: 'new.place@example.cn' };
  const changed = await agent.put(`${path}/contact`, { ...wanted, revision: 1 });
  expect(changed).toMatchObject({
    status: 200,
    body: { status: 'awaiting-identity', revision: 2 },
  });
  const kept = await revealed(path);
  expect(kept).toMatchObject(wanted);
  expect(kept).not.toHaveProperty('phone');
  await agent.post(`${path}/withdraw`, {});
  const { body } = await agent.get(`${path}/notices`);
  const rows = body['items'] as { kind: string; channel: string }[];
  expect(rows.filter(({ channel }) => channel === 'sms')).toEqual([]);
});

test('a part of it is changed, and whoever changes it need not see the rest', async () => {
  const { agent } = stage.staff;
  const { path, merchant } = await opened(stage);
  const { email, phone } = merchant;
  const change = { email: 'second@example.cn', revision: 1 };
  const changed = await agent.call('PATCH', `${path}/contact`, { body: change });
  expect(changed).toMatchObject({ status: 200, body: { revision: 2 } });
  const repeated = await agent.call('PATCH', `${path}/contact`, { body: change });
  expect(repeated.body).toMatchObject({ revision: 2 });
  expect(await revealed(path)).toMatchObject({ phone, email: change.email });
  const without = { email: null, contactName: '林小晓', revision: 2 };
  await agent.call('PATCH', `${path}/contact`, { body: without });
  const kept = await revealed(path);
  expect(kept).toMatchObject({ phone, contactName: '林小晓' });
  expect(kept).not.toHaveProperty('email');
  expect(email).not.toBe(change.email);
  const nobody = { phone: null, revision: 3 };
  const refused = await agent.call('PATCH', `${path}/contact`, { body: nobody });
  expect(refused.body).toMatchObject({ status: 422, code: 'UNBIND_NO_NOTICE_CHANNEL' });
});

describe('what was sent to the phone and mail of before', () => {
  const HOUR_MS = 3_600_000;

  test('opens nothing any more once another counts: link, session and code', async () => {
    const { agent } = stage.staff;
    const { anyone } = stage;
    const { caseId, path, merchant } = await opened(stage);
    const session = await merchantOf(stage, caseId);
    const token = await stage.record.merchantTokens.issue(caseId, 'link', HOUR_MS);
    const code = await codeFor(stage, merchant.phone, { purpose: 'session', caseId });
    expect((await session.get('/merchant/case')).status).toBe(200);
    const wanted = { ...CONTACT, phone: '+8613900000018', email: 'moved@example.cn', revision: 1 };
    expect((await agent.put(`${path}/contact`, wanted)).status).toBe(200);
    expect((await session.get('/merchant/case')).status).toBe(401);
    expect((await anyone.post('/merchant/session', { token })).status).toBe(401);
    expect((await anyone.post('/merchant/session', { caseId, ...code })).status).toBe(401);
    const asking = { purpose: 'session', caseId };
    const fresh = await codeFor(stage, '+8613900000018', asking);
    const entered = await anyone.post('/merchant/session', { caseId, ...fresh });
    expect((await withSession(stage, entered).get('/merchant/case')).status).toBe(200);
  });

  test('stays good where only the name is corrected', async () => {
    const { path, caseId, merchant } = await opened(stage);
    const session = await merchantOf(stage, caseId);
    const { phone, email } = merchant;
    const wanted = { ...CONTACT, phone, email, contactName: '林小晓', revision: 1 };
    expect((await stage.staff.agent.put(`${path}/contact`, wanted)).status).toBe(200);
    expect((await session.get('/merchant/case')).status).toBe(200);
  });
});

test('what cannot be reached is refused with every problem, and nothing changes', async () => {
  const { agent } = stage.staff;
  const { path } = await opened(stage);
  const before = await revealed(path);
  const nobody = await agent.put(`${path}/contact`, { ...CONTACT, revision: 1 });
  expect(nobody.body).toMatchObject({ status: 422, code: 'UNBIND_NO_NOTICE_CHANNEL' });
  const wrong = { ...CONTACT, phone: '021123456789', email: 'a@b@c', revision: 1 };
  const refused = await agent.put(`${path}/contact`, wrong);
  expect(refused.body['problems']).toMatchObject([
    { path: 'phone', code: 'UNBIND_PHONE_INVALID' },
    { path: 'email', code: 'UNBIND_EMAIL_INVALID' },
  ]);
  expect(await revealed(path)).toEqual(before);
});

test('a change under review blocks the approval until a callback, and makes what was seen stale', async () => {
  const { agent, agent2, reviewer } = stage.staff;
  const { path, revision, merchant } = await submitted(stage);
  await reviewer.post(`${path}/claim`, { revision });
  const wanted = { ...CONTACT, phone: '+8613900000017', revision };
  const changed = await agent.put(`${path}/contact`, wanted);
  expect(changed.body).toMatchObject({ revision: revision + 1 });
  const stale = await reviewer.post(`${path}/approve`, { revision });
  expect(stale.body).toMatchObject({ status: 409, code: 'UNBIND_STALE_REVISION' });
  const seen = { revision: revision + 1 };
  const blocked = await reviewer.post(`${path}/approve`, seen);
  expect(blocked.body).toMatchObject({ status: 409, code: 'UNBIND_STEP_UP_REQUIRED' });
  await agent2.post(`${path}/verify-identity`, { ...CALLBACK, calledNumber: merchant.phone });
  expect((await reviewer.post(`${path}/approve`, seen)).status).toBe(200);
});

test('a change that is sent twice is made once, one of an older revision not at all', async () => {
  const { agent, reviewer } = stage.staff;
  const { path } = await opened(stage);
  const wanted = { ...CONTACT, email: 'twice@example.cn', revision: 1 };
  const first = await agent.put(`${path}/contact`, wanted);
  const second = await agent.put(`${path}/contact`, wanted);
  expect(second).toMatchObject({ status: 200, body: first.body });
  const stale = await agent.put(`${path}/contact`, { ...wanted, email: 'other@example.cn' });
  expect(stale.body).toMatchObject({ status: 409, code: 'UNBIND_STALE_REVISION' });
  const { body } = await agent.get(`${path}/timeline`);
  const rows = body['items'] as { event: string }[];
  expect(rows.filter(({ event }) => event === 'contact-amended')).toHaveLength(1);
  expect((await reviewer.put(`${path}/contact`, wanted)).status).toBe(403);
});

test('a case that has ended keeps its contact', async () => {
  const { agent } = stage.staff;
  const { path } = await opened(stage);
  await agent.post(`${path}/withdraw`, {});
  const wanted = { ...CONTACT, email: 'late@example.cn', revision: 1 };
  const refused = await agent.put(`${path}/contact`, wanted);
  expect(refused.body).toMatchObject({ status: 409, code: 'UNBIND_CASE_ENDED' });
});

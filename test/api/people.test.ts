/** Admins: who there is, who may enter and as what, and passwords that are told once. Keys: their own only. */
import { query } from '../record/samples';
import { PASSWORD, cookieIn, givePasswords, signedIn } from './browser';
import { type Caller, createCaller } from './caller';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ cases: false });
  await givePasswords(stage, 'agent', 'agent2', 'reviewer');
});
afterAll(() => stage.stop());

const enter = (user: string, password: string) => stage.anyone.post('/session', { user, password });

test('everybody is listed with the ways in which they sign in, and no secret', async () => {
  const answer = await stage.staff.admin.get('/staff');
  const { items } = answer.body as unknown as { items: { user: string }[] };
  expect(items).toHaveLength(Object.keys(stage.keys).length);
  expect(items.find(({ user }) => user === 'agent')).toEqual({
    principalId: 's_agent',
    user: 'agent',
    name: 'The agent',
    role: 'agent',
    teamId: 'team-1',
    disabled: false,
    signIn: ['password', 'key'],
  });
  expect(answer.text).not.toMatch(/hash|argon2/i);
});

test('who is disabled is put out at once, by session and by key, until enabled again', async () => {
  const { admin, agent2 } = stage.staff;
  const { caller } = await signedIn(stage, 'agent2');
  const disabled = await admin.post('/staff/s_agent2/disable');
  expect(disabled.body).toMatchObject({ principalId: 's_agent2', disabled: true });
  expect((await caller.get('/cases')).status).toBe(401);
  expect((await agent2.get('/cases')).status).toBe(401);
  expect((await enter('agent2', PASSWORD)).status).toBe(401);
  expect((await admin.post('/staff/s_agent2/enable')).body).toMatchObject({ disabled: false });
  expect((await enter('agent2', PASSWORD)).status).toBe(200);
});

test('a new password replaces the old one and ends what was begun with it', async () => {
  const { caller } = await signedIn(stage, 'reviewer');
  const { body } = await stage.staff.admin.post('/staff/s_reviewer/reset-password');
  const password = String(body['password']);
  expect(password).toMatch(/^[\w-]{20}$/);
  expect((await caller.get('/cases')).status).toBe(401);
  expect((await enter('reviewer', PASSWORD)).status).toBe(401);
  expect(cookieIn(await enter('reviewer', password))).toBeDefined();
  expect(stage.logs()).not.toContain(password);
});

test('a new password is told once, though the request is repeated', async () => {
  const ask = () => stage.staff.admin.post('/staff/s_agent/reset-password', undefined, 'again');
  const [first, second] = [await ask(), await ask()];
  expect(second.body['password']).not.toBe(first.body['password']);
  expect((await enter('agent', String(second.body['password']))).status).toBe(200);
});

test('a new password lets a person in whose account was guessed at', async () => {
  const guess = { kind: 'account', name: 'agent2', free: 0 } as const;
  await stage.record.sessions.countAttempt(guess);
  await query(
    stage.databaseUrl,
    `update sign_in_failures set blocked_until = now() + interval '1 hour' where failures = 1`,
  );
  expect((await enter('agent2', PASSWORD)).status).toBe(429);
  const { body } = await stage.staff.admin.post('/staff/s_agent2/reset-password');
  await query(stage.databaseUrl, 'update sign_in_failures set blocked_until = now()');
  expect(await stage.record.sessions.countAttempt(guess)).toBe(0);
  await stage.record.sessions.forgiveAttempt(guess);
  expect((await enter('agent2', String(body['password']))).status).toBe(200);
});

const newcomer = { user: 'lin', name: '林晓', role: 'agent', teamId: 'team-1', signIn: 'password' };

test('somebody added signs in with the password that is told once', async () => {
  const { admin } = stage.staff;
  const added = await admin.post('/staff', newcomer);
  expect(added.status).toBe(201);
  const { person, password, apiKey } = added.body as { person: object } & Record<string, unknown>;
  expect(person).toMatchObject({ user: 'lin', name: '林晓', role: 'agent', disabled: false });
  expect(apiKey).toBeUndefined();
  expect(cookieIn(await enter('lin', String(password)))).toBeDefined();
  expect(stage.logs()).not.toContain(String(password));
});

test('an admin makes no key for another person, nor somebody new with a key', async () => {
  const { admin } = stage.staff;
  expect((await admin.post('/staff/s_reviewer/api-key')).status).toBe(405);
  const before = await stage.record.staff.count();
  const reviewer = { ...newcomer, user: 'nightly', role: 'reviewer', signIn: 'key' };
  expect((await admin.post('/staff', reviewer)).status).toBe(400);
  expect(await stage.record.staff.count()).toBe(before);
  expect((await stage.staff.reviewer.get('/cases')).status).toBe(200);
});

test('nobody is added under the user name of another, nor under one of a provider', async () => {
  const { admin } = stage.staff;
  const before = await stage.record.staff.count();
  const taken = await admin.post('/staff', { ...newcomer, user: 'agent' });
  expect(taken.body).toMatchObject({ status: 409, code: 'UNBIND_USER_NAME_TAKEN' });
  for (const wrong of [{ user: 'oidc/anna' }, { user: '' }, { name: ' ' }, { role: 'boss' }]) {
    expect((await admin.post('/staff', { ...newcomer, ...wrong })).status).toBe(400);
  }
  expect(await stage.record.staff.count()).toBe(before);
});

test('what nobody sees in a name is dropped, and the person signs in however it is typed', async () => {
  const { admin, anyone } = { ...stage.staff, anyone: stage.anyone };
  const marked = {
    user: '\u202Amei\u202C ',
    name: ' \u200E何梅\uFEFF',
    teamId: 'team\u00AD-1\u2060',
  };
  const added = await admin.post('/staff', { ...newcomer, ...marked });
  const { person, password } = added.body as unknown as {
    person: { principalId: string };
    password: string;
  };
  expect(person).toMatchObject({ user: 'mei', name: '何梅', teamId: 'team-1' });
  const entered = await anyone.post('/session', { user: '\uFEFFmei', password });
  expect(entered.status).toBe(200);
  const place = { name: '何\u200B梅', role: 'agent', teamId: '\u200Fteam-1' };
  const moved = await admin.put(`/staff/${person.principalId}`, place);
  expect(moved.body).toMatchObject({ name: '何梅', teamId: 'team-1' });
});

test('another role counts at once and ends the sessions begun in the old one', async () => {
  const { admin, agent2 } = stage.staff;
  await givePasswords(stage, 'agent2');
  const { caller } = await signedIn(stage, 'agent2');
  const place = { name: 'Auditor now', role: 'auditor', teamId: 'team-2' };
  const moved = await admin.put('/staff/s_agent2', place);
  expect(moved.body).toMatchObject({ principalId: 's_agent2', user: 'agent2', ...place });
  expect((await caller.get('/cases')).status).toBe(401);
  expect((await agent2.get('/ops/attention')).status).toBe(200);
  await admin.put('/staff/s_agent2', { name: 'The agent2', role: 'agent', teamId: 'team-1' });
  expect((await agent2.get('/ops/attention')).status).toBe(403);
});

/** A key that a person makes for themself, signed in. */
async function ownKey(caller: Caller): Promise<Caller> {
  const { body } = await caller.post('/session/api-key');
  const apiKey = String(body['apiKey']);
  expect(stage.logs()).not.toContain(apiKey);
  return createCaller(stage.url, { authorization: `Bearer ${apiKey}` });
}

test('a person makes their own key, in place of the old one, and takes it away again', async () => {
  await givePasswords(stage, 'stranger');
  const { caller } = await signedIn(stage, 'stranger');
  const byKey = await ownKey(caller);
  expect((await byKey.get('/cases')).status).toBe(200);
  expect((await stage.staff.stranger.get('/cases')).status).toBe(401);
  expect((await caller.call('DELETE', '/session/api-key')).status).toBe(204);
  expect((await byKey.get('/cases')).status).toBe(401);
  expect((await caller.get('/cases')).status).toBe(200);
});

test('a key makes no other key, and a page of another site none either', async () => {
  await givePasswords(stage, 'stranger');
  const { caller, forger } = await signedIn(stage, 'stranger');
  const byKey = await ownKey(caller);
  for (const method of ['POST', 'DELETE']) {
    const refused = await byKey.call(method, '/session/api-key');
    expect(refused.body).toMatchObject({ status: 403, code: 'UNBIND_SESSION_NEEDED' });
    expect((await forger.call(method, '/session/api-key')).status).toBe(403);
  }
  expect((await byKey.get('/cases')).status).toBe(200);
});

test('an admin takes the key of another person away, whose sessions go on', async () => {
  await givePasswords(stage, 'stranger');
  const { caller } = await signedIn(stage, 'stranger');
  const byKey = await ownKey(caller);
  const taken = await stage.staff.admin.call('DELETE', '/staff/s_stranger/api-key');
  expect(taken.status).toBe(204);
  expect((await byKey.get('/cases')).status).toBe(401);
  expect((await caller.get('/cases')).status).toBe(200);
});

test('an admin with a key alone gets their first password so, and changes it by the present one', async () => {
  const { admin } = stage.staff;
  const { body } = await admin.post('/staff/s_admin/reset-password');
  const answer = await enter('admin', String(body['password']));
  expect(answer.status).toBe(200);
  const second = await admin.post('/staff/s_admin/reset-password');
  expect(second.body).toMatchObject({ status: 409, code: 'UNBIND_OWN_ACCOUNT' });
  expect(String(second.body['title'])).not.toMatch(/case/i);
});

test('only an admin keeps the people', async () => {
  for (const who of ['agent', 'reviewer', 'operator', 'auditor'] as const) {
    const caller = stage.staff[who];
    expect((await caller.get('/staff')).status).toBe(403);
    expect((await caller.post('/staff', newcomer)).status).toBe(403);
    expect((await caller.call('DELETE', '/staff/s_admin/api-key')).status).toBe(403);
  }
});

test('nobody locks themselves out, and nobody is changed who is not there', async () => {
  const { admin } = stage.staff;
  await givePasswords(stage, 'admin');
  for (const action of ['disable', 'reset-password']) {
    const own = await admin.post(`/staff/s_admin/${action}`);
    expect(own.body).toMatchObject({ status: 409, code: 'UNBIND_OWN_ACCOUNT' });
    expect((await admin.post(`/staff/s_unknown/${action}`)).status).toBe(404);
  }
  const place = { name: 'Me', role: 'agent', teamId: 'team-1' };
  expect((await admin.put('/staff/s_admin', place)).status).toBe(409);
  expect((await admin.put('/staff/s_unknown', place)).status).toBe(404);
  expect((await admin.call('DELETE', '/staff/s_admin/api-key')).status).toBe(409);
  expect((await admin.get('/cases')).status).toBe(200);
});

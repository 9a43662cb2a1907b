/** Admins: who may enter, and a new password. */
import { query } from '../record/samples';
import { PASSWORD, cookieIn, givePasswords, signedIn } from './browser';
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

test('nobody locks themselves out, and nobody is changed who is not there', async () => {
  const { admin } = stage.staff;
  for (const action of ['disable', 'reset-password']) {
    const own = await admin.post(`/staff/s_admin/${action}`);
    expect(own.body).toMatchObject({ status: 409, code: 'UNBIND_NOT_ALLOWED_NOW' });
    expect((await admin.post(`/staff/s_unknown/${action}`)).status).toBe(404);
  }
  expect((await admin.get('/cases')).status).toBe(200);
});

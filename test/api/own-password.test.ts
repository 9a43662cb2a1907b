/** Changing the own password: proven by the present one, and nobody else's session outlives it. */
import { query } from '../record/samples';
import { PASSWORD, cookieIn, givePasswords, signedIn } from './browser';
import { createCaller } from './caller';
import { type Stage, startStage } from './stage';

const NEXT = 'a longer staple of another battery';
let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ cases: false });
});
afterAll(() => stage.stop());
beforeEach(async () => {
  await query(stage.databaseUrl, 'delete from sign_in_failures');
  await givePasswords(stage, 'agent');
});

const enter = (password: string) => stage.anyone.post('/session', { user: 'agent', password });
const change = { password: PASSWORD, newPassword: NEXT };

test('the new password counts, the old one no longer, and every other session has ended', async () => {
  const other = await signedIn(stage, 'agent');
  const { caller } = await signedIn(stage, 'agent');
  const answer = await caller.put('/session/password', change);
  expect(answer.body).toMatchObject({ principalId: 's_agent' });
  expect((await other.caller.get('/cases')).status).toBe(401);
  expect((await caller.get('/cases')).status).toBe(401);
  const cookie = `__Host-unbind_staff=${cookieIn(answer) ?? ''}`;
  expect((await createCaller(stage.url, { cookie }).get('/cases')).status).toBe(200);
  expect((await enter(PASSWORD)).status).toBe(401);
  expect((await enter(NEXT)).status).toBe(200);
  expect(stage.logs()).not.toContain(NEXT);
});

test('a wrong present password changes nothing and costs like a failed sign-in', async () => {
  const { caller } = await signedIn(stage, 'agent');
  const wrong = { ...change, password: 'wrong' };
  for (let tries = 1; tries <= 6; tries += 1) {
    expect((await caller.put('/session/password', wrong)).status).toBe(401);
  }
  expect((await caller.put('/session/password', change)).status).toBe(429);
  await query(stage.databaseUrl, 'delete from sign_in_failures');
  expect((await enter(PASSWORD)).status).toBe(200);
  expect((await caller.get('/cases')).status).toBe(200);
});

test('a short one, a key and a missing token are refused', async () => {
  const { caller, forger } = await signedIn(stage, 'agent');
  const short = { ...change, newPassword: 'eleven char' };
  expect((await caller.put('/session/password', short)).status).toBe(400);
  expect((await forger.put('/session/password', change)).status).toBe(403);
  const byKey = await stage.staff.agent.put('/session/password', change);
  expect(byKey.body).toMatchObject({ status: 403, code: 'UNBIND_SESSION_NEEDED' });
  expect((await enter(PASSWORD)).status).toBe(200);
});

/** Signing in with a password, what a session may do and for how long, and requests from elsewhere. */
import { STAFF_COOKIE } from '../../client/api/people/staff-cookie';
import { query } from '../record/samples';
import { PASSWORD, cookieIn, givePasswords, signedIn } from './browser';
import { createCaller } from './caller';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ cases: false });
  await givePasswords(stage, 'agent', 'agent2', 'reviewer', 'reviewer2', 'operator', 'auditor');
});
afterAll(() => stage.stop());
beforeEach(() => query(stage.databaseUrl, 'delete from sign_in_failures'));

const attempt = (user: string, password: string) =>
  stage.anyone.post('/session', { user, password });

describe('signing in', () => {
  test('answers who it is and sets a cookie that no script and no other site gets', async () => {
    const answer = await attempt('agent', PASSWORD);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      principalId: 's_agent',
      user: 'agent',
      name: 'The agent',
      role: 'agent',
      teamId: 'team-1',
    });
    const [line] = answer.headers.getSetCookie();
    expect(line).toMatch(/^__Host-unbind_staff=[A-Za-z0-9_-]{43};/);
    for (const attribute of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict']) {
      expect(line).toContain(attribute);
    }
    expect(line).not.toContain('Domain');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('offers the local accounts and no provider where none is configured', async () => {
    expect((await stage.anyone.get('/session/options')).body).toEqual({
      password: true,
      oidc: false,
    });
    expect((await stage.anyone.get('/session/oidc')).status).toBe(404);
  });

  test('gives the same answer to a wrong password, an unknown and a disabled account', async () => {
    await stage.record.staff.setDisabled('s_agent2', true);
    const answers = [
      await attempt('agent', 'wrong'),
      await attempt('nobody', PASSWORD),
      await attempt('agent2', PASSWORD),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(answer.body).toMatchObject({ code: 'UNBIND_SIGN_IN_FAILED', problems: [] });
      expect(cookieIn(answer)).toBeUndefined();
      const { instance } = answer.body;
      expect(answer.body).toEqual({ ...answers[0]!.body, instance });
    }
    await stage.record.staff.setDisabled('s_agent2', false);
    expect((await attempt('agent2', PASSWORD)).status).toBe(200);
  });

  test('keeps neither cookie nor password in clear, in no table and no log', async () => {
    const { cookie, csrfToken } = await signedIn(stage, 'agent');
    const token = cookie.split('=')[1]!;
    const rows = await query(stage.databaseUrl, 'select s::text as line from staff_sessions s');
    const stored = rows.map((row) => String(row['line'])).join('\n');
    expect(rows.length).toBeGreaterThan(0);
    for (const secret of [token, csrfToken, PASSWORD]) {
      expect(stored).not.toContain(secret);
      expect(stored).not.toContain(Buffer.from(secret).toString('hex'));
      expect(stage.logs()).not.toContain(secret);
    }
  });
});

describe('whoever guesses passwords', () => {
  const guess = async (user: string, times: number): Promise<number[]> => {
    const statuses: number[] = [];
    for (let i = 0; i < times; i += 1) statuses.push((await attempt(user, `guess-${i}`)).status);
    return statuses;
  };
  /** Waits that stand against whoever failed, s. */
  const waits = async (): Promise<number[]> => {
    const sql = `select extract(epoch from blocked_until - last_at)::float8 as wait
      from sign_in_failures order by wait desc`;
    return (await query(stage.databaseUrl, sql)).map((row) => Number(row['wait']));
  };
  const sitOut = () =>
    query(stage.databaseUrl, `update sign_in_failures set blocked_until = now()`);
  const notYet = () =>
    query(
      stage.databaseUrl,
      `update sign_in_failures set blocked_until = now() + interval '8 minutes' where failures > 5`,
    );

  test.each(['agent', 'nobody'])('as %s waits twice as long after each failure', async (user) => {
    expect(await guess(user, 5)).toEqual([401, 401, 401, 401, 401]);
    expect(new Set(await waits())).toEqual(new Set([0]));
    for (const wait of [1, 2, 4, 8]) {
      await sitOut();
      expect(await guess(user, 1)).toEqual([401]);
      expect((await waits())[0]).toBe(wait);
    }
    await query(stage.databaseUrl, 'update sign_in_failures set failures = 40');
    await sitOut();
    await attempt(user, 'guess');
    expect((await waits())[0]).toBe(900);
  });

  test('is told how long to wait, even with the right password', async () => {
    await guess('agent', 6);
    await notYet();
    const refused = await attempt('agent', PASSWORD);
    expect(refused.body).toMatchObject({ status: 429, code: 'UNBIND_TOO_MANY_REQUESTS' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(400);
  });

  test('holds nobody else up', async () => {
    await guess('agent', 5);
    expect((await attempt('reviewer', PASSWORD)).status).toBe(200);
  });

  test('has hardly more guesses by sending them at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => attempt('reviewer2', `guess-${i}`)),
    );
    const tried = answers.filter(({ status }) => status === 401);
    expect(tried.length).toBeLessThan(10);
  });

  test('is held up by address after trying many accounts', async () => {
    await attempt('somebody', 'guess');
    await query(stage.databaseUrl, 'update sign_in_failures set failures = 30');
    expect((await attempt('somebody-else', 'guess')).status).toBe(401);
    expect((await waits())[0]).toBe(1);
    await query(
      stage.databaseUrl,
      `update sign_in_failures set blocked_until = now() + interval '8 minutes' where failures = 31`,
    );
    expect((await attempt('agent', PASSWORD)).status).toBe(429);
  });

  test('starts anew once the right password came in time', async () => {
    expect(await guess('operator', 4)).toEqual([401, 401, 401, 401]);
    expect((await attempt('operator', PASSWORD)).status).toBe(200);
    expect(await guess('operator', 5)).toEqual([401, 401, 401, 401, 401]);
  });
});

describe('a session', () => {
  test('lets its person do what a key would', async () => {
    const { caller } = await signedIn(stage, 'reviewer');
    expect((await caller.get('/cases')).status).toBe(200);
    const search = await caller.post('/cases/search', { phone: '+8613800000000' });
    expect(search.body).toEqual({ items: [] });
    expect((await caller.post('/cases', {})).body).toMatchObject({ code: 'UNBIND_FORBIDDEN' });
  });

  test('is told who it belongs to, with the same token as at sign-in', async () => {
    const { caller, csrfToken } = await signedIn(stage, 'reviewer');
    const answer = await caller.get('/session');
    expect(answer.body).toMatchObject({ principalId: 's_reviewer', csrfToken });
    expect((await stage.anyone.get('/session')).status).toBe(401);
    expect((await stage.staff.reviewer.get('/session')).status).toBe(401);
  });

  test('ends when the person signs out, and only that one', async () => {
    const first = await signedIn(stage, 'reviewer');
    const second = await signedIn(stage, 'reviewer');
    const answer = await first.caller.call('DELETE', '/session');
    expect(answer.status).toBe(204);
    expect(answer.headers.getSetCookie()[0]).toContain('Expires=Thu, 01 Jan 1970');
    expect((await first.caller.get('/cases')).status).toBe(401);
    expect((await second.caller.get('/cases')).status).toBe(200);
  });

  test('ends when it is not used, and lasts while it is', async () => {
    const { caller } = await signedIn(stage, 'reviewer');
    const older = (minutes: number) =>
      query(
        stage.databaseUrl,
        `update staff_sessions set used_at = used_at - interval '${minutes} minutes'`,
      );
    await older(50);
    expect((await caller.get('/cases')).status).toBe(200);
    await older(50);
    expect((await caller.get('/cases')).status).toBe(200);
    await older(61);
    expect((await caller.get('/cases')).status).toBe(401);
  });

  test('is not kept awake by asking who is signed in', async () => {
    const { caller } = await signedIn(stage, 'reviewer');
    const older = `update staff_sessions set used_at = used_at - interval '40 minutes'`;
    await query(stage.databaseUrl, older);
    expect((await caller.get('/session')).status).toBe(200);
    await query(stage.databaseUrl, older);
    expect((await caller.get('/session')).status).toBe(401);
  });

  test('ends at its limit, however much it is used', async () => {
    const { caller } = await signedIn(stage, 'reviewer');
    await query(stage.databaseUrl, 'update staff_sessions set expires_at = now()');
    expect((await caller.get('/cases')).status).toBe(401);
  });

  test('ends when its person is disabled or gets another password', async () => {
    const { caller } = await signedIn(stage, 'auditor');
    await stage.record.staff.setDisabled('s_auditor', true);
    expect((await caller.get('/cases')).status).toBe(401);
    await stage.record.staff.setDisabled('s_auditor', false);
    expect((await caller.get('/cases')).status).toBe(401);
    const again = await signedIn(stage, 'auditor');
    await givePasswords(stage, 'auditor');
    expect((await again.caller.get('/cases')).status).toBe(401);
  });

  test('of somebody else is not opened by a cookie that was made up', async () => {
    const forged = createCaller(stage.url, { cookie: `${STAFF_COOKIE}=${'A'.repeat(43)}` });
    expect((await forged.get('/cases')).body).toMatchObject({ code: 'UNBIND_UNAUTHENTICATED' });
  });

  test('does not help a key that is wrong', async () => {
    const { cookie } = await signedIn(stage, 'reviewer');
    const both = createCaller(stage.url, { cookie, authorization: 'Bearer wrong' });
    expect((await both.get('/cases')).status).toBe(401);
  });
});

describe('a request from another site', () => {
  const search = { body: { phone: '+8613800000000' } };

  test('changes nothing by the cookie alone, and reads what a page may read', async () => {
    const { forger, caller } = await signedIn(stage, 'agent');
    const refused = await forger.call('POST', '/cases/search', search);
    expect(refused.body).toMatchObject({ status: 403, code: 'UNBIND_CSRF_REFUSED' });
    expect((await forger.call('DELETE', '/session')).status).toBe(403);
    expect((await forger.get('/cases')).status).toBe(200);
    expect((await caller.call('POST', '/cases/search', search)).status).toBe(200);
  });

  test('is refused with the token of another session', async () => {
    const own = await signedIn(stage, 'agent');
    const other = await signedIn(stage, 'agent');
    const mixed = createCaller(stage.url, {
      cookie: own.cookie,
      'x-csrf-token': other.csrfToken,
    });
    expect((await mixed.call('POST', '/cases/search', search)).status).toBe(403);
  });

  test.each([
    ['sec-fetch-site', 'cross-site', 403],
    ['sec-fetch-site', 'same-site', 403],
    ['sec-fetch-site', 'same-origin', 200],
    ['origin', 'https://elsewhere.example', 403],
    ['origin', 'null', 403],
  ])('with %s: %s is answered with %d, token or not', async (name, value, status) => {
    const { caller } = await signedIn(stage, 'agent');
    const headers = { [name]: value };
    expect((await caller.call('POST', '/cases/search', { ...search, headers })).status).toBe(
      status,
    );
  });

  test('from the own page is let in by its origin', async () => {
    const { caller } = await signedIn(stage, 'agent');
    const headers = { origin: stage.url };
    expect((await caller.call('POST', '/cases/search', { ...search, headers })).status).toBe(200);
  });

  test('cannot sign a person in as somebody else', async () => {
    const body = { user: 'agent', password: PASSWORD };
    const headers = { 'sec-fetch-site': 'cross-site' };
    const refused = await stage.anyone.call('POST', '/session', { body, headers });
    expect(refused.body).toMatchObject({ code: 'UNBIND_CSRF_REFUSED' });
    expect(cookieIn(refused)).toBeUndefined();
  });

  test('with a key needs no token, as no browser adds keys', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    const answer = await stage.staff.agent.call('POST', '/cases/search', { ...search, headers });
    expect(answer.status).toBe(200);
  });
});

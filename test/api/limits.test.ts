/** Whom limits hold up: whoever guesses or asks too much, by the address that a trusted proxy names. */
import { clientOf } from '../../client/api/http/client-address';
import { query } from '../record/samples';
import { PASSWORD, givePasswords } from './browser';
import type { Answer, Call } from './caller';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ cases: false, settings: { trustedProxies: ['loopback'] } });
  await givePasswords(stage, 'agent', 'reviewer');
});
afterAll(() => stage.stop());
beforeEach(() => query(stage.databaseUrl, 'delete from sign_in_failures'));

/** Somebody at an address, as the proxy of the desk hands them on. */
const at = (address: string, cookie?: string): Call => ({
  headers: { 'x-forwarded-for': address, ...(cookie === undefined ? {} : { cookie }) },
});
const enter = (user: string, password: string, from: Call): Promise<Answer> =>
  stage.anyone.call('POST', '/session', { ...from, body: { user, password } });
const addresses = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `198.51.100.${index + 1}`);
const statusesOf = (answers: readonly Answer[]): number[] => answers.map(({ status }) => status);
/** The cookie by which a browser is known again. */
const knownIn = (answer: Answer): string =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0] ?? '')
    .find((pair) => pair.startsWith('__Host-unbind_known=')) ?? '';
/** Makes every wait that has begun one of minutes. */
const prolongWaits = () =>
  query(
    stage.databaseUrl,
    `update sign_in_failures set blocked_until = now() + interval '8 minutes'
      where blocked_until > last_at and failures > 0`,
  );

const HERE = '203.0.113.7';
const ELSEWHERE = '203.0.113.8';

describe('wrong sign-ins', () => {
  test('for made-up users from many addresses keep nobody out', async () => {
    const guesses = addresses(34).map((address, index) =>
      enter(`made-up-${index}`, 'guess', at(address)),
    );
    expect(new Set(statusesOf(await Promise.all(guesses)))).toEqual(new Set([401]));
    expect((await enter('agent', PASSWORD, at(HERE))).status).toBe(200);
  });

  test('at an account keep only whoever guesses out, not its person elsewhere', async () => {
    for (let times = 0; times < 6; times += 1) await enter('agent', 'guess', at(ELSEWHERE));
    await prolongWaits();
    expect((await enter('agent', PASSWORD, at(ELSEWHERE))).status).toBe(429);
    expect((await enter('reviewer', PASSWORD, at(HERE))).status).toBe(200);
    expect((await enter('agent', PASSWORD, at(HERE))).status).toBe(200);
  });

  test('keep nobody out of the browser in which they have signed in before', async () => {
    const known = knownIn(await enter('agent', PASSWORD, at(HERE)));
    await enter('made-up', 'guess', at(HERE));
    await query(stage.databaseUrl, 'update sign_in_failures set failures = 30');
    await enter('made-up-too', 'guess', at(HERE));
    await prolongWaits();
    expect((await enter('agent', PASSWORD, at(HERE))).status).toBe(429);
    expect((await enter('agent', PASSWORD, at(HERE, known))).status).toBe(200);
    expect((await enter('reviewer', PASSWORD, at(HERE, known))).status).toBe(429);
    const forged = `${known.split('.', 1)[0] ?? ''}.${'A'.repeat(43)}`;
    expect((await enter('agent', PASSWORD, at(HERE, forged))).status).toBe(429);
  });

  test('in a known browser make that one wait', async () => {
    const known = knownIn(await enter('agent', PASSWORD, at(HERE)));
    for (let times = 0; times < 6; times += 1) await enter('agent', 'guess', at(HERE, known));
    await prolongWaits();
    expect((await enter('agent', PASSWORD, at(HERE, known))).status).toBe(429);
    expect((await enter('agent', PASSWORD, at(HERE))).status).toBe(200);
  });

  test('at one account from everywhere are slowed, but not in a browser of its person', async () => {
    const known = knownIn(await enter('agent', PASSWORD, at(HERE)));
    const guesses = await Promise.all(
      addresses(101).map((address) => enter('agent', 'guess', at(address))),
    );
    expect(statusesOf(guesses).filter((status) => status !== 401)).toEqual([]);
    await prolongWaits();
    expect((await enter('agent', 'guess', at(ELSEWHERE))).status).toBe(429);
    expect((await enter('agent', PASSWORD, at(HERE, known))).status).toBe(200);
  });

  test('at one account from everywhere are forgotten in an hour', async () => {
    await enter('agent', 'guess', at(HERE));
    await query(
      stage.databaseUrl,
      `update sign_in_failures set failures = 101, last_at = now() - interval '1 hour'`,
    );
    await enter('agent', 'guess', at(ELSEWHERE));
    const rows = await query(stage.databaseUrl, 'select failures from sign_in_failures');
    const failures = rows.map((row) => Number(row['failures'])).sort((a, b) => a - b);
    expect(failures).toEqual([1, 1, 2, 101, 101]);
  });

  test('no longer count against a new password', async () => {
    for (let times = 0; times < 6; times += 1) await enter('reviewer', 'guess', at(HERE));
    await prolongWaits();
    expect((await enter('reviewer', PASSWORD, at(HERE))).status).toBe(429);
    const { body } = await stage.staff.admin.post('/staff/s_reviewer/reset-password');
    expect((await enter('reviewer', String(body['password']), at(HERE))).status).toBe(200);
  });
});

describe('where a request comes from', () => {
  test.each([
    ['198.51.100.7', '198.51.100.7'],
    ['198.51.100.7:4711', '198.51.100.7'],
    ['::ffff:198.51.100.7', '198.51.100.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::1', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::1]:443', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s counts as %s', (ip, client) => {
    expect(clientOf({ ip })).toBe(client);
  });

  test('is not what anybody writes, and a proxy that is not named is told of once', async () => {
    const alone = await startStage({ cases: false });
    try {
      await givePasswords(alone, 'agent');
      const sign = (user: string, password: string, from: string) =>
        alone.anyone.call('POST', '/session', { ...at(from), body: { user, password } });
      await sign('made-up', 'guess', HERE);
      await query(alone.databaseUrl, 'update sign_in_failures set failures = 30');
      await sign('made-up-too', 'guess', ELSEWHERE);
      await query(
        alone.databaseUrl,
        `update sign_in_failures set blocked_until = now() + interval '8 minutes'
          where blocked_until > last_at`,
      );
      expect((await sign('agent', PASSWORD, '203.0.113.9')).status).toBe(429);
      expect(alone.logs().match(/UNBIND_TRUSTED_PROXIES/g)).toHaveLength(1);
      expect(alone.logs()).not.toContain(HERE);
    } finally {
      await alone.stop();
    }
  });
});

describe('requests a minute', () => {
  const LIMIT = 20;
  let strict: Stage;
  beforeAll(async () => {
    const settings = { trustedProxies: ['loopback'], requestsPerMinute: LIMIT, codesPerAddress: 2 };
    strict = await startStage({ cases: false, settings });
  });
  afterAll(() => strict.stop());

  test('are those of the address for keys that nobody has, another each time', async () => {
    const asking = (n: number, from: string) =>
      strict.anyone.call('GET', '/terms/current', {
        headers: { 'x-forwarded-for': from, authorization: `Bearer made-up-${n}` },
      });
    const answers = await Promise.all(Array.from({ length: LIMIT + 5 }, (_, n) => asking(n, HERE)));
    expect(statusesOf(answers).filter((status) => status === 429)).toHaveLength(5);
    expect((await asking(1, ELSEWHERE)).status).toBe(200);
    const { agent } = strict.staff;
    expect((await agent.call('GET', '/cases', at(HERE))).status).toBe(200);
  });

  test('for codes to any number are not those for codes to open cases', async () => {
    const ask = async (from: string, body: object) =>
      (await strict.anyone.call('POST', '/merchant/codes', { ...at(from), body })).body['code'];
    const number = (n: number) => ({ purpose: 'request', phone: `1380013800${n}` });
    const strangers = [];
    for (let n = 0; n < 3; n += 1) strangers.push(await ask(ELSEWHERE, number(n)));
    expect(strangers.at(-1)).toBe('UNBIND_TOO_MANY_REQUESTS');
    const others = [
      await ask(ELSEWHERE, { purpose: 'session', caseId: 'UC-0000000000' }),
      await ask('203.0.113.9', number(3)),
    ];
    expect(others).not.toContain('UNBIND_TOO_MANY_REQUESTS');
  });
});

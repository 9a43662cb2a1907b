/** Signing in at a real identity provider: who gets which role, and what is not believed. */
import { z } from 'zod';
import type { OidcSettings } from '../../client/api/people/oidc/claims';
import { oidcConfig, oidcSettings } from '../../client/api/people/oidc/config';
import { STAFF_COOKIE } from '../../client/api/people/staff-cookie';
import { findFreePorts } from '../../base/free-ports';
import { query } from '../record/samples';
import { type OidcProvider, settingsFor, startOidcProvider } from '../support/oidc-stand-in';
import { createCaller } from './caller';
import { type Stage, startStage } from './stage';

let provider: OidcProvider;
let stage: Stage;
let settings: OidcSettings;

beforeAll(async () => {
  const [port = 0] = await findFreePorts(1);
  const redirectUri = `http://127.0.0.1:${port}/api/v1/session/oidc/callback`;
  provider = await startOidcProvider({ redirectUri });
  settings = settingsFor(provider.issuer);
  stage = await startStage({ cases: false, port, settings: { oidc: settings } });
});
afterAll(async () => {
  await stage.stop();
  await provider.stop();
});

/** A browser that follows by hand and keeps the cookies of each host. */
function createJar() {
  const jars = new Map<string, Map<string, string>>();
  async function get(address: string): Promise<Response> {
    const { origin } = new URL(address);
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(address, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  }
  const next = (answer: Response, base: string): string =>
    new URL(answer.headers.get('location') ?? '', base).href;
  return {
    get,
    next,
    cookiesOf: (origin: string) => jars.get(origin) ?? new Map<string, string>(),
  };
}
type Jar = ReturnType<typeof createJar>;

/** Goes to the provider, signs in there as somebody, and stops at the address that leads back. */
async function vouched(jar: Jar, as: string, returnTo = ''): Promise<string> {
  const start = `${stage.url}/api/v1/session/oidc${returnTo}`;
  let address = jar.next(await jar.get(start), start);
  for (let hops = 0; hops < 6 && !address.startsWith(stage.url); hops += 1) {
    if (address.includes('/interaction/')) address += `?as=${as}`;
    address = jar.next(await jar.get(address), address);
  }
  return address;
}

async function signedIn(as: string, returnTo = '') {
  const jar = createJar();
  const answer = await jar.get(await vouched(jar, as, returnTo));
  const session = jar.cookiesOf(stage.url).get(STAFF_COOKIE);
  const cookie = `${STAFF_COOKIE}=${session ?? ''}`;
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    session,
    caller: createCaller(stage.url, { cookie }),
    jar,
  };
}

const REFUSED = '/console/sign-in?error=UNBIND_SIGN_IN_FAILED';

describe('a person whom the provider vouches for', () => {
  test('is offered it by its name', async () => {
    expect((await stage.anyone.get('/session/options')).body).toEqual({
      password: true,
      oidc: { label: 'Company sign-in' },
    });
  });

  test('is sent there with a challenge, a state and a nonce', async () => {
    const answer = await createJar().get(`${stage.url}/api/v1/session/oidc`);
    const { searchParams, origin } = new URL(answer.headers.get('location') ?? '');
    expect(origin).toBe(settings.issuer);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      client_id: 'unbind-desk',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(searchParams.get(name)).toMatch(/^[\w-]{43}$/);
    }
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-unbind_oidc=.*HttpOnly; Secure; SameSite=Lax/);
    expect(cookie).not.toContain(searchParams.get('state'));
  });

  test('gets a session with the role and team of the claims', async () => {
    const { status, location, caller, jar } = await signedIn('anna');
    expect([status, location]).toEqual([303, '/console/']);
    expect((await caller.get('/session')).body).toMatchObject({
      principalId: expect.stringMatching(/^s_[0-9A-Z]{10}$/) as string,
      user: 'oidc/anna',
      name: 'Anna Agent',
      role: 'agent',
      teamId: 'team-1',
    });
    expect([...jar.cookiesOf(stage.url).keys()]).toEqual([STAFF_COOKIE]);
  });

  test('has the role that the settings name first, and is the same person each time', async () => {
    const first = (await (await signedIn('rita')).caller.get('/session')).body;
    const second = (await (await signedIn('rita')).caller.get('/session')).body;
    expect(first).toMatchObject({ role: 'reviewer', teamId: 'team-2' });
    expect(second['principalId']).toBe(first['principalId']);
  });

  test('is led back to where they were, within the console', async () => {
    const { location } = await signedIn('anna', '?returnTo=/console/cases/UC-0000000000');
    expect(location).toBe('/console/cases/UC-0000000000');
    for (const elsewhere of ['https://evil.example', '//evil.example', '/console/../api', '/m/']) {
      const returnTo = `?returnTo=${encodeURIComponent(elsewhere)}`;
      const led = new URL((await signedIn('anna', returnTo)).location ?? '', stage.url);
      expect(led.origin).toBe(stage.url);
    }
  });

  test('without a role of the desk is not let in', async () => {
    const { location, session } = await signedIn('carl');
    expect(location).toBe('/console/sign-in?error=UNBIND_FORBIDDEN');
    expect(session).toBeUndefined();
    expect((await stage.record.staff.list(100)).map(({ user }) => user)).not.toContain('oidc/carl');
  });

  test('is shown as of the provider, which alone says who they are', async () => {
    await signedIn('rita');
    const { admin } = stage.staff;
    const { items } = (await admin.get('/staff')).body as unknown as {
      items: readonly { user: string; principalId: string; signIn: readonly string[] }[];
    };
    const rita = items.find(({ user }) => user === 'oidc/rita');
    expect(rita?.signIn).toEqual(['oidc']);
    const place = { name: 'Rita', role: 'admin', teamId: 'team-1' };
    const refused = await admin.put(`/staff/${rita?.principalId ?? ''}`, place);
    expect(refused.body).toMatchObject({ status: 409, code: 'UNBIND_VOUCHED_PERSON' });
  });

  test('gets no local password from an admin', async () => {
    const { caller } = await signedIn('rita');
    const { principalId } = (await caller.get('/session')).body;
    const reset = `/staff/${String(principalId)}/reset-password`;
    const refused = await stage.staff.admin.post(reset);
    expect(refused.body).toMatchObject({ status: 409, code: 'UNBIND_VOUCHED_PERSON' });
    const found = await stage.record.sessions.findSignIn('oidc/rita');
    expect(found).not.toHaveProperty('passwordHash');
    expect((await caller.get('/session')).status).toBe(200);
  });

  test('who was disabled here is not let in', async () => {
    const { caller, session } = await signedIn('dora');
    expect(session).toBeDefined();
    const { principalId, teamId } = (await caller.get('/session')).body;
    expect(teamId).toBe('support');
    await stage.record.staff.setDisabled(String(principalId), true);
    expect((await signedIn('dora')).location).toBe(REFUSED);
  });
});

describe('an answer', () => {
  test('of a person who went away begins no session', async () => {
    const { location, session } = await signedIn('');
    expect([location, session]).toEqual([REFUSED, undefined]);
  });

  test('for another browser is not believed', async () => {
    const address = await vouched(createJar(), 'anna');
    const other = createJar();
    expect((await other.get(address)).headers.get('location')).toBe(REFUSED);
    await vouched(other, 'anna');
    expect((await other.get(address)).headers.get('location')).toBe(REFUSED);
    expect(other.cookiesOf(stage.url).get(STAFF_COOKIE)).toBeUndefined();
  });

  test('is taken once', async () => {
    const jar = createJar();
    const address = await vouched(jar, 'anna');
    expect((await jar.get(address)).headers.get('location')).toBe('/console/');
    expect((await jar.get(address)).headers.get('location')).toBe(REFUSED);
  });

  test.each([
    ['state', 'x'],
    ['code', 'x'],
    ['iss', 'http://127.0.0.1:9'],
  ])('with another %s is not believed', async (name, value) => {
    const jar = createJar();
    const address = new URL(await vouched(jar, 'anna'));
    address.searchParams.set(name, value);
    expect((await jar.get(address.href)).headers.get('location')).toBe(REFUSED);
  });

  test('leaves no code and no secret in a log or table', async () => {
    const jar = createJar();
    const address = await vouched(jar, 'anna');
    const code = new URL(address).searchParams.get('code') ?? '';
    await jar.get(address);
    const rows = await query(stage.databaseUrl, 'select s::text as line from staff s');
    const stored = rows.map((row) => String(row['line'])).join('\n');
    for (const secret of [code, settings.clientSecret ?? '']) {
      expect(secret.length).toBeGreaterThan(10);
      expect(stage.logs()).not.toContain(secret);
      expect(stored).not.toContain(secret);
    }
  });
});

describe('a provider that is out of reach', () => {
  test('leads back to the page of the sign-in, before and after', async () => {
    const jar = createJar();
    const address = await vouched(jar, 'anna');
    await provider.stop();
    const away = '/console/sign-in?error=UNBIND_UNAVAILABLE';
    expect((await jar.get(address)).headers.get('location')).toBe(away);
    const other = await startStage({
      cases: false,
      settings: { oidc: { ...settings, issuer: 'http://127.0.0.1:9' } },
    });
    const begun = await fetch(`${other.url}/api/v1/session/oidc`, { redirect: 'manual' });
    await other.stop();
    expect(begun.headers.get('location')).toBe(away);
  });
});

describe('the settings', () => {
  const read = (env: Record<string, string>) => oidcConfig(z.object(oidcSettings).parse(env));
  const whole = {
    UNBIND_OIDC_ISSUER: 'https://id.example.com',
    UNBIND_OIDC_CLIENT_ID: 'desk',
    UNBIND_OIDC_ROLES: '{"g":"agent"}',
  };

  test('are none without an issuer, and whole with one', () => {
    expect(read({})).toBeUndefined();
    expect(read(whole)).toMatchObject({ roles: { g: 'agent' }, roleClaim: 'roles', label: 'SSO' });
  });

  test.each([
    [{ ...whole, UNBIND_OIDC_ISSUER: 'http://id.example.com' }, 'https'],
    [{ ...whole, UNBIND_OIDC_ROLES: '{"g":"king"}' }, 'UNBIND_OIDC_ROLES'],
    [{ UNBIND_OIDC_ISSUER: whole.UNBIND_OIDC_ISSUER }, 'UNBIND_OIDC_CLIENT_ID'],
  ])('%j are refused by name', (env, named) => {
    expect(() => read(env)).toThrow(named);
  });
});

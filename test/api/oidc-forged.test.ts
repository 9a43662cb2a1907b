/** What id tokens are believed: those that the provider signed, with what they say of a person today. */
import { generateKeyPairSync } from 'node:crypto';
import { STAFF_COOKIE } from '../../client/api/people/staff-cookie';
import {
  type Forgery,
  type ForgingProvider,
  startForgingProvider,
} from '../support/forging-provider';
import { settingsFor } from '../support/oidc-stand-in';
import { cookieIn } from './browser';
import { createCaller } from './caller';
import { type Stage, startStage } from './stage';

let provider: ForgingProvider;
let stage: Stage;

beforeAll(async () => {
  provider = await startForgingProvider('unbind-desk', {
    sub: 'anna',
    name: 'Anna Agent',
    roles: ['desk-agents'],
  });
  stage = await startStage({ cases: false, settings: { oidc: settingsFor(provider.issuer) } });
});
afterAll(async () => {
  await stage.stop();
  await provider.stop();
});

/** Signs in by the provider, whose id token is forged so; where it leads, and the session's cookie. */
async function signIn(forgery: Forgery) {
  provider.forge(forgery);
  const visit = (address: string, cookie = ''): Promise<Response> =>
    fetch(address, { redirect: 'manual', headers: { cookie } });
  const begun = await visit(`${stage.url}/api/v1/session/oidc`);
  const [cookie = ''] = begun.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '');
  const there = await visit(begun.headers.get('location') ?? '');
  // The desk of the test is reached by another port than the one that it is registered with.
  const back = new URL(there.headers.get('location') ?? '');
  const answer = await visit(`${stage.url}${back.pathname}${back.search}`, cookie);
  return { location: answer.headers.get('location'), session: cookieIn(answer) };
}

test('an id token that the provider signed begins a session', async () => {
  expect(await signIn({})).toEqual({
    location: '/console/',
    session: expect.any(String) as string,
  });
});

const { privateKey: otherKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

test.each<[string, Forgery]>([
  ['is signed by nobody (alg none)', { alg: 'none', signature: '' }],
  ['names a key that the provider does not have', { kid: 'key-2' }],
  ['is signed by another key under the name of the right one', { key: otherKey }],
  ['is signed by the public key as a shared secret (HS256)', { alg: 'HS256' }],
  ['has no signature', { signature: '' }],
])('an id token that %s begins no session', async (_what, forgery) => {
  const refused = '/console/sign-in?error=UNBIND_SIGN_IN_FAILED';
  expect(await signIn(forgery)).toEqual({ location: refused, session: undefined });
});

test('who has lost their role at the provider loses session and key with the next try', async () => {
  const { session = '' } = await signIn({});
  const caller = createCaller(stage.url, { cookie: `${STAFF_COOKIE}=${session}` });
  const { principalId } = (await caller.get('/session')).body;
  await stage.record.staff.setApiKey(String(principalId), 'unbind_of_anna');
  const byKey = createCaller(stage.url, { authorization: 'Bearer unbind_of_anna' });
  expect((await byKey.get('/cases')).status).toBe(200);
  const without = await signIn({ claims: { roles: ['canteen'] } });
  expect(without.location).toBe('/console/sign-in?error=UNBIND_FORBIDDEN');
  expect((await caller.get('/session')).status).toBe(401);
  expect((await byKey.get('/cases')).status).toBe(401);
});

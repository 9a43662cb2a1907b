/** What pages of elsewhere get from the API, and under which hosts it answers to everybody else. */
import { refusalOf } from '../../checks/own-hosts';
import { type Asking, ELSEWHERE, REBOUND, ask } from '../support/foreign-page';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({
    cases: false,
    settings: { publicUrl: 'https://desk.example', allowedHosts: ['api'] },
  });
});
afterAll(() => stage.stop());

const answered = async (path: string, asking: Asking) => {
  const { status, text } = await ask(`${stage.url}${path}`, asking);
  const { code } = JSON.parse(text || '{}') as { code?: string };
  return { status, code };
};
const terms = (asking: Asking) => answered('/api/v1/terms/current', asking);
let strangers = 0;
/** Let in, it fails for want of such a person. */
const signIn = (asking: Asking) =>
  answered('/api/v1/session', {
    method: 'POST',
    body: JSON.stringify({ user: `stranger-${(strangers += 1)}`, password: 'x' }),
    headers: { 'content-type': 'application/json' },
    ...asking,
  });
const HOST_REFUSED = { status: 421, code: 'UNBIND_HOST_REFUSED' };
const CSRF_REFUSED = { status: 403, code: 'UNBIND_CSRF_REFUSED' };
const LET_IN = { status: 401, code: 'UNBIND_SIGN_IN_FAILED' };

test.each([
  REBOUND,
  `${REBOUND}:3000`,
  'localhost.rebound.example',
  '127.0.0.1.rebound.example',
  'desk.example.rebound.example',
  'rebound.example@127.0.0.1',
  '169.254.169.254',
])('refuses whatever asks for %s, reading or not', async (host) => {
  expect(await terms({ host })).toEqual(HOST_REFUSED);
  expect(await signIn({ host })).toEqual(HOST_REFUSED);
  expect(await signIn({ host, origin: `http://${host}` })).toEqual(HOST_REFUSED);
  expect(await answered('/no-such-page', { host })).toEqual(HOST_REFUSED);
  expect(await answered('/console/', { host })).toEqual(HOST_REFUSED);
});

test.each(['localhost:3000', '[::1]:3000', '127.0.0.1', 'desk.example', 'Desk.Example:443', 'api'])(
  'answers to its own host %s',
  async (host) => {
    expect((await terms({ host })).status).toBe(200);
    expect(await signIn({ host })).toEqual(LET_IN);
  },
);

test.each([ELSEWHERE, 'null', 'http://127.0.0.1:9', 'http://localhost', `http://${REBOUND}`])(
  'refuses what a page of %s would change, with and without a key',
  async (origin) => {
    expect(await signIn({ origin })).toEqual(CSRF_REFUSED);
    expect(await signIn({ origin, body: 'x', headers: {} })).toEqual(CSRF_REFUSED);
    const headers = { authorization: `Bearer ${stage.keys.agent}` };
    expect(await signIn({ origin, headers })).toEqual(CSRF_REFUSED);
  },
);

describe('where a browser would lose the session', () => {
  const INSECURE = { status: 403, code: 'UNBIND_INSECURE_PAGE' };
  const own = (origin: string) => ({ host: 'desk.example', origin });
  const asMerchant = (origin: string) =>
    answered('/api/v1/merchant/session', {
      method: 'POST',
      body: JSON.stringify({ token: 'x'.repeat(43) }),
      headers: { 'content-type': 'application/json' },
      ...own(origin),
    });

  test('says so before anybody is signed in, to staff and merchants', async () => {
    expect(await signIn(own('http://desk.example'))).toEqual(INSECURE);
    expect(await asMerchant('http://desk.example')).toEqual(INSECURE);
  });

  test('is no page over TLS, and none of this machine', async () => {
    expect(await signIn(own('https://desk.example'))).toEqual(LET_IN);
    expect((await asMerchant('https://desk.example')).code).toBe('UNBIND_UNAUTHENTICATED');
    const { host } = new URL(stage.url);
    expect(await signIn({ host, origin: stage.url })).toEqual(LET_IN);
  });
});

test('takes a page of another port of this machine for one of elsewhere', () => {
  const headers = { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:4010' };
  expect(refusalOf({ method: 'POST', headers }, ['127.0.0.1'])).toBe('CSRF_REFUSED');
  const own = { ...headers, origin: 'http://127.0.0.1:3000' };
  expect(refusalOf({ method: 'POST', headers: own }, ['127.0.0.1'])).toBeUndefined();
});

test('lets a page of elsewhere ask for what anybody may read, and hands it to no script', async () => {
  const answer = await fetch(`${stage.url}/api/v1/terms/current`, {
    headers: { origin: ELSEWHERE },
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
});

test.each(['same host', 'public address', 'allowed host'])(
  'takes what a page of the %s changes',
  async (whose) => {
    const origins: Readonly<Record<string, string>> = {
      'same host': stage.url,
      'public address': 'https://desk.example',
      'allowed host': 'https://api:3000',
    };
    expect(await signIn({ origin: origins[whose] ?? '' })).toEqual(LET_IN);
  },
);

test.each(['/healthz', '/metrics'])('answers %s under any host', async (path) => {
  expect((await ask(`${stage.url}${path}`, { host: 'api-7f9c:3000' })).status).toBe(200);
  expect((await ask(`${stage.url}${path}`, { method: 'POST', host: 'api-7f9c' })).status).toBe(421);
});

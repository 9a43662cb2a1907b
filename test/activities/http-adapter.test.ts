/** The requests and callbacks of the http adapter against a server that answers exactly what a test says. */
import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { AcquirerPort, RequestAnswer } from '../../activities/acquirer/acquirer-port';
import { ANSWER_LIMIT_BYTES } from '../../activities/bounded-answer';
import {
  NOW_MS,
  SECRET,
  closure,
  failureOf,
  refund,
  scriptedAcquirer,
  signal,
  unbind,
} from './scripted-acquirer';
import type { Scripted } from './scripted-acquirer';

const { answer, port, portWith, seen } = scriptedAcquirer();

type Send = (port?: AcquirerPort) => Promise<RequestAnswer>;
const REQUESTS: readonly (readonly [string, Send, string])[] = [
  ['/unbind-requests', (one = port()) => one.requestUnbind(unbind, signal), unbind.key],
  ['/refunds', (one = port()) => one.requestRefund(refund, signal), refund.key],
  ['/closures', (one = port()) => one.requestClosure(closure, signal), closure.key],
];

function acceptedBody(path: string, requestNumber: string): object {
  if (path !== '/refunds') return { requestNumber, state: 'accepted' };
  const money = { merchantNumber: 'M1', amountMinor: 200, currency: 'CNY' };
  return { refundId: 'rf_1', requestNumber, state: 'pending', ...money };
}

describe.each(REQUESTS)('a request to %s', (path, send, requestNumber) => {
  const accepted = acceptedBody(path, requestNumber);

  test('carries its number and our key, and is accepted', async () => {
    answer(path, { status: 202, body: accepted });
    expect(await send()).toMatchObject({ kind: 'accepted' });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: `/v1${path}`,
      body: { requestNumber },
      authorization: 'Bearer key',
    });
  });

  test('is refused with the code of the acquirer', async () => {
    const body = { requestNumber, state: 'refused', refusal: { code: 'RISK_HOLD' } };
    answer(path, { status: 200, body });
    expect(await send()).toEqual({ kind: 'refused', providerCode: 'RISK_HOLD' });
  });

  test.each<[string, Scripted | 'hang' | 'reset', string]>([
    ['a broken connection', 'reset', 'unknown'],
    ['a server error', { status: 500, body: { code: 'internal' } }, 'unknown'],
    ['an outage', { status: 503 }, 'unknown'],
    ['a time-out of a proxy', { status: 408 }, 'unknown'],
    ['a page instead of JSON', { status: 200, body: '<html>hello</html>' }, 'unknown'],
    ['JSON of another form', { status: 200, body: { state: 'perhaps' } }, 'unknown'],
    ['a rate limit', { status: 429, headers: { 'retry-after': '7' } }, 'busy'],
    ['a wrong key', { status: 401, body: { code: 'unauthorized' } }, 'misconfigured'],
    ['a form that is not taken', { status: 400, body: { code: 'bad_request' } }, 'misconfigured'],
    ['a wrong address', { status: 404, body: { code: 'route_not_found' } }, 'misconfigured'],
    ['a 404 of the contract', { status: 404, body: { code: 'not_found' } }, 'misconfigured'],
    [
      'a number used with other parameters',
      { status: 409, body: { code: 'request_number_reused' } },
      'conflict',
    ],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'unknown'],
  ])('fails without a second call on %s', async (_what, scripted, kind) => {
    answer(path, scripted);
    const failed = await failureOf(send());
    expect(failed.kind).toBe(kind);
    expect(failed.message).not.toContain('SN1');
    expect(failed.message).not.toContain('hello');
    expect(seen).toHaveLength(1);
  });

  test('is unknown where its answer is larger than any that is read, packed or not', async () => {
    const blanks = ' '.repeat(ANSWER_LIMIT_BYTES);
    answer(path, { status: 202, body: `${JSON.stringify(accepted)}${blanks}` });
    expect((await failureOf(send())).message).toContain('AnswerTooLarge');
    const packed = gzipSync(`${JSON.stringify(accepted)}${blanks}`);
    answer(path, { status: 202, body: packed, headers: { 'content-encoding': 'gzip' } });
    expect((await failureOf(send())).kind).toBe('unknown');
    expect(seen).toHaveLength(2);
  });

  test('is unknown, without a second call, when no answer comes in time', async () => {
    answer(path, 'hang');
    expect((await failureOf(send(portWith(1_000)))).kind).toBe('unknown');
    expect(seen).toHaveLength(1);
  });

  test('keeps the delay of a rate limit to an hour', async () => {
    answer(path, { status: 429, headers: { 'retry-after': '7' } });
    expect((await failureOf(send())).retryAfterMs).toBe(7_000);
    answer(path, { status: 429, headers: { 'retry-after': '999999' } });
    expect((await failureOf(send())).retryAfterMs).toBe(3_600_000);
  });
});

const OTHERS = {
  requestNumber: 'unbind:UC-2:t_9:g1',
  merchantNumber: 'M2',
  serialNumber: 'SN2',
  amountMinor: 1,
  currency: 'USD',
};
type Other = keyof typeof OTHERS;
const ASKED: readonly (readonly [number, readonly Other[]])[] = [
  [0, ['requestNumber', 'merchantNumber', 'serialNumber']],
  [1, ['requestNumber', 'merchantNumber', 'serialNumber', 'amountMinor', 'currency']],
  [2, ['requestNumber', 'merchantNumber']],
];
const MISFITS = ASKED.flatMap(([index, names]) =>
  names.map((name) => [REQUESTS[index]![0], name, REQUESTS[index]!] as const),
);

test.each(REQUESTS)('an acceptance of %s that names no request is unknown', async (path, send) => {
  answer(path, { status: 202, body: { ...acceptedBody(path, ''), requestNumber: undefined } });
  expect((await failureOf(send())).kind).toBe('unknown');
});

test.each(MISFITS)('the answer of %s to another %s is unknown', async (path, name, request) => {
  const [, send, requestNumber] = request;
  const wrong = { [name]: OTHERS[name] };
  answer(path, { status: 202, body: { ...acceptedBody(path, requestNumber), ...wrong } });
  expect((await failureOf(send())).kind).toBe('misfit');
  const refusal = { state: 'refused', refusal: { code: 'RISK_HOLD' } };
  answer(path, { status: 200, body: { requestNumber, ...wrong, ...refusal } });
  const failed = await failureOf(send());
  expect(failed.kind).toBe('misfit');
  expect(failed.message).not.toContain(String(OTHERS[name]));
});

test.each(['TERMINAL_NOT_FOUND', 'TERMINAL_BOUND_ELSEWHERE'])(
  'an unbinding that is refused with %s is left to the read-back',
  async (code) => {
    const body = { requestNumber: unbind.key, state: 'refused', refusal: { code } };
    answer('/unbind-requests', { status: 200, body });
    expect((await failureOf(port().requestUnbind(unbind, signal))).kind).toBe('unknown');
  },
);
test.each([425, 418, 423, 500, 502, 599])(
  'an answer %s, which is not known to be final, passes',
  async (status) => {
    answer('/queries/merchant', { status, body: { code: 'odd' } });
    expect((await failureOf(port().readMerchant('M1', signal))).kind).toBe('unknown');
  },
);
describe('a callback', () => {
  const body = JSON.stringify({ event: 'refund.returned', requestNumber: refund.key });

  function headersFor(text: string, seconds = NOW_MS / 1_000, secret = SECRET) {
    const hex = createHmac('sha256', secret).update(`${seconds}.${text}`).digest('hex');
    return { 'X-Acquirer-Signature': `t=${seconds},v1=${hex}` };
  }

  test('that is signed names the request it is about', async () => {
    expect(await port().verifyCallback(body, headersFor(body))).toEqual({
      effect: 'refund',
      requestNumber: refund.key,
    });
  });

  test.each([
    ['unsigned', body, {}],
    ['signed with another secret', body, headersFor(body, NOW_MS / 1_000, 'other')],
    ['old', body, headersFor(body, NOW_MS / 1_000 - 301)],
    ['changed', `${body} `, headersFor(body)],
    ['not JSON', 'hello', headersFor('hello')],
    ['of an unknown event', '{"event":"moon"}', headersFor('{"event":"moon"}')],
    ['signed twice over', body, { 'x-acquirer-signature': 't=1,t=2,v1=00' }],
  ])('that is %s is not believed', async (_how, text, headers) => {
    expect(await port().verifyCallback(text, headers)).toBeUndefined();
  });
});

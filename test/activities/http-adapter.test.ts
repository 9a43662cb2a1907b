/** The http adapter against a server that answers exactly what a test says. */
import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import Fastify from 'fastify';
import { AcquirerFailure } from '../../activities/acquirer/acquirer-port';
import type { AcquirerPort, RequestAnswer } from '../../activities/acquirer/acquirer-port';
import { ANSWER_LIMIT_BYTES } from '../../activities/bounded-answer';
import { refundsUnder } from '../../activities/acquirer/held-answers';
import { createHttpAcquirer } from '../../activities/acquirer/http-adapter';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
  readonly authorization: string | undefined;
}
interface Scripted {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const server = Fastify();
const script = new Map<string, Scripted | 'hang' | 'reset'>();
let seen: Seen[] = [];
let acquirer: AcquirerPort;
let acquirerWith: (timeoutMs: number) => AcquirerPort;
const NOW_MS = Date.parse('2026-11-24T03:00:00Z');
const SECRET = 'webhook-secret';

beforeAll(async () => {
  server.all('/v1/*', async (request, reply) => {
    const { method, url, body, headers } = request;
    seen.push({ method, url, body, authorization: headers.authorization });
    const answer = script.get(url) ?? { status: 404, body: { code: 'not_found' } };
    if (answer === 'hang') return reply.hijack();
    if (answer === 'reset') {
      reply.hijack();
      request.raw.socket.resetAndDestroy();
      return reply;
    }
    const isText = typeof answer.body === 'string' || Buffer.isBuffer(answer.body);
    const text = isText ? answer.body : JSON.stringify(answer.body ?? {});
    return reply
      .code(answer.status)
      .headers({ 'content-type': 'application/json', ...answer.headers })
      .send(text);
  });
  const baseUrl = `${await server.listen({ host: '127.0.0.1', port: 0 })}/v1`;
  acquirerWith = (timeoutMs) =>
    createHttpAcquirer({
      baseUrl,
      apiKey: 'key',
      webhookSecret: SECRET,
      timeoutMs,
      nowMs: () => NOW_MS,
    });
  acquirer = acquirerWith(20_000);
});
afterAll(async () => {
  server.server.closeAllConnections();
  await server.close();
});
beforeEach(() => {
  script.clear();
  seen = [];
});

const signal = new AbortController().signal;
const unbind = { key: 'unbind:UC-1:t_1:g1', merchantNumber: 'M1', serialNumber: 'SN1' };
const closure = { key: 'close:UC-1:g1', merchantNumber: 'M1' };
const refund = {
  key: 'refund:UC-1:d_1:g1',
  merchantNumber: 'M1',
  serialNumber: 'SN1',
  kind: 'refundable-deposit',
  amountMinor: 200,
  currency: 'CNY',
  payee: { kind: 'original-payment' },
} as const;
const UNBOUND_SN2 = { serialNumber: 'SN2', merchantNumber: null, status: 'unbound', model: 'A920' };
const boundTerminal = { serialNumber: 'SN1', merchantNumber: 'M1', status: 'bound', model: 'A920' };

function answer(path: string, scripted: Scripted | 'hang' | 'reset'): void {
  script.set(`/v1${path}`, scripted);
}

async function failureOf(work: Promise<unknown>): Promise<AcquirerFailure> {
  const failed: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failed instanceof AcquirerFailure) return failed;
  throw new Error('it did not fail with an AcquirerFailure', { cause: failed });
}

type Send = (port?: AcquirerPort) => Promise<RequestAnswer>;
const REQUESTS: readonly (readonly [string, Send, string])[] = [
  ['/unbind-requests', (port = acquirer) => port.requestUnbind(unbind, signal), unbind.key],
  ['/refunds', (port = acquirer) => port.requestRefund(refund, signal), refund.key],
  ['/closures', (port = acquirer) => port.requestClosure(closure, signal), closure.key],
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
    expect((await failureOf(send(acquirerWith(1_000)))).kind).toBe('unknown');
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
    expect((await failureOf(acquirer.requestUnbind(unbind, signal))).kind).toBe('unknown');
  },
);

describe('the read-back of an unbinding', () => {
  const path = `/unbind-requests/${encodeURIComponent(unbind.key)}`;
  const unbound = { ...boundTerminal, merchantNumber: null, status: 'unbound' };
  const account = { merchantNumber: 'M1', merchantName: '明', status: 'active' };
  const standing = () => acquirer.readUnbind(unbind, signal);
  const list = (...items: object[]) => {
    answer('/queries/terminals', { status: 200, body: { items } });
  };
  const reading = (body: object) => {
    answer('/queries/terminal', { status: 200, body });
  };

  test.each<[string, object]>([
    ['with this merchant as the last owner', { lastMerchantNumber: 'M1' }],
    ['and still names this merchant', { merchantNumber: 'M1' }],
  ])('proves it by one call where the terminal is unbound %s', async (_how, change) => {
    reading({ ...unbound, ...change });
    expect(await standing()).toEqual({ kind: 'done' });
    expect(seen).toHaveLength(1);
  });

  test.each<[string, Scripted]>([
    ['not found', { status: 404, body: { code: 'not_found' } }],
    ['unbound from nobody that is named', { status: 200, body: unbound }],
    ['unbound from another', { status: 200, body: { ...unbound, lastMerchantNumber: 'M2' } }],
    ['on another merchant', { status: 200, body: { ...boundTerminal, merchantNumber: 'M2' } }],
  ])('proves it by the effective request where the terminal is %s', async (_how, scripted) => {
    answer('/queries/terminal', scripted);
    answer(path, { status: 200, body: { requestNumber: unbind.key, state: 'effective' } });
    expect(await standing()).toEqual({ kind: 'done' });
  });

  test.each<[string, Scripted, object]>([
    ['not found', { status: 404, body: { code: 'not_found' } }, {}],
    ['unbound from nobody that is named', { status: 200, body: unbound }, {}],
    ['unbound from another', { status: 200, body: { ...unbound, lastMerchantNumber: 'M2' } }, {}],
    [
      'on another merchant',
      { status: 200, body: { ...boundTerminal, merchantNumber: 'M2' } },
      { elsewhere: true },
    ],
  ])(
    'is no proof where the terminal is %s and the request unknown',
    async (_how, scripted, more) => {
      answer('/queries/terminal', scripted);
      expect(await standing()).toEqual({ kind: 'missing', unlisted: false, ...more });
      list();
      expect(await standing()).toEqual({ kind: 'missing', unlisted: false, ...more });
      answer('/queries/merchant', { status: 200, body: account });
      expect(await standing()).toEqual({ kind: 'missing', unlisted: true, ...more });
    },
  );

  test('believes the list of the merchant that has the terminal more than a 404', async () => {
    list(boundTerminal);
    expect(await standing()).toEqual({ kind: 'absent' });
    list({ ...unbound, lastMerchantNumber: 'M1' });
    expect(await standing()).toEqual({ kind: 'done' });
  });

  test.each<[string, object]>([
    ['names another terminal', { ...unbound, lastMerchantNumber: 'M1', serialNumber: 'SN2' }],
    ['says bound and names no merchant', { ...boundTerminal, merchantNumber: null }],
    ['says unbinding and names no merchant', { ...unbound, status: 'unbinding' }],
    [
      'is unbound from one and on another',
      { ...unbound, merchantNumber: 'M2', lastMerchantNumber: 'M1' },
    ],
  ])('takes nothing from a terminal that %s', async (_how, body) => {
    reading(body);
    answer(path, { status: 200, body: { requestNumber: unbind.key, state: 'effective' } });
    expect((await failureOf(standing())).kind).toBe('misfit');
  });

  test.each([
    { requestNumber: 'unbind:UC-2:t_1:g1' },
    { serialNumber: 'SN2' },
    { merchantNumber: 'M2' },
  ])('takes nothing from a request that names %j', async (change) => {
    const body = { requestNumber: unbind.key, state: 'effective', ...change };
    answer(path, { status: 200, body });
    expect((await failureOf(standing())).kind).toBe('misfit');
  });

  test.each<[string, object]>([
    ['is that of another', { merchantNumber: 'M2', items: [] }],
    ['has the terminals of another', { items: [{ ...boundTerminal, merchantNumber: 'M2' }] }],
    ['has what another had last', { items: [{ ...unbound, lastMerchantNumber: 'M2' }] }],
  ])('takes nothing from a list of a merchant that %s', async (_how, body) => {
    answer('/queries/merchant', { status: 200, body: account });
    answer('/queries/terminals', { status: 200, body });
    expect((await failureOf(standing())).kind).toBe('misfit');
  });

  test('takes nothing from an empty list where the account is another', async () => {
    list();
    answer('/queries/merchant', { status: 200, body: { ...account, merchantNumber: 'M2' } });
    expect((await failureOf(standing())).kind).toBe('misfit');
  });

  test.each([
    ['accepted', { kind: 'accepted' }],
    ['refused', { kind: 'refused', providerCode: 'NOT_NAMED' }],
    ['effective', { kind: 'accepted' }],
  ])('does not believe the state %s while the terminal is bound', async (state, expected) => {
    reading(boundTerminal);
    answer(path, { status: 200, body: { requestNumber: unbind.key, state } });
    expect(await standing()).toEqual(expected);
  });

  test('says that nothing happened where the number is unknown', async () => {
    reading(boundTerminal);
    expect(await standing()).toEqual({ kind: 'absent' });
  });

  test('reads a serial number as it is read at every door', async () => {
    reading({ ...unbound, lastMerchantNumber: 'M1', serialNumber: ' sn1' });
    expect(await standing()).toEqual({ kind: 'done' });
  });
});

describe('the read-back of a closure', () => {
  const path = `/closures/${encodeURIComponent(closure.key)}`;
  const merchant = { merchantNumber: 'M1', merchantName: '明', status: 'active' };

  test.each([
    ['closed', { kind: 'done' }],
    ['accepted', { kind: 'accepted' }],
    ['refused', { kind: 'refused', providerCode: 'NOT_NAMED' }],
  ])('tells the state %s', async (state, standing) => {
    answer('/queries/merchant', { status: 200, body: merchant });
    answer(path, { status: 200, body: { requestNumber: closure.key, state } });
    expect(await acquirer.readClosure(closure, signal)).toEqual(standing);
  });

  test('proves it by the account where the number is unknown', async () => {
    answer('/queries/merchant', { status: 200, body: { ...merchant, status: 'closed' } });
    expect(await acquirer.readClosure(closure, signal)).toEqual({ kind: 'done' });
  });

  test.each<[string, object, object]>([
    [
      'a request under another number',
      { requestNumber: 'close:UC-2:g1', state: 'closed' },
      merchant,
    ],
    [
      'a request for another',
      { requestNumber: closure.key, state: 'closed', merchantNumber: 'M2' },
      merchant,
    ],
    [
      'another account',
      { requestNumber: closure.key, state: 'refused' },
      { ...merchant, merchantNumber: 'M2', status: 'closed' },
    ],
  ])('takes nothing from %s', async (_what, request, account) => {
    answer(path, { status: 200, body: request });
    answer('/queries/merchant', { status: 200, body: account });
    expect((await failureOf(acquirer.readClosure(closure, signal))).kind).toBe('misfit');
  });

  test('is no proof where neither the number nor the account is found', async () => {
    expect(await acquirer.readClosure(closure, signal)).toEqual({ kind: 'absent' });
  });

  test('says that nothing happened where the account is open and the number unknown', async () => {
    answer('/queries/merchant', { status: 200, body: merchant });
    expect(await acquirer.readClosure(closure, signal)).toEqual({ kind: 'absent' });
  });
});

describe('the refunds of a deposit', () => {
  const item = {
    refundId: 'rf_1',
    requestNumber: refund.key,
    merchantNumber: 'M1',
    state: 'failed',
    failure: { code: 'BANK_REFUSED' },
    amountMinor: 200,
    currency: 'CNY',
  };

  test('are told with their key and failure, those of other merchants left out', async () => {
    const items = [item, { ...item, merchantNumber: 'M2', refundId: 'rf_2' }];
    answer('/queries/refunds', { status: 200, body: { items } });
    const found = await acquirer.findRefunds(refund, signal);
    expect(found).toEqual({
      kind: 'found',
      value: [
        {
          refundId: 'rf_1',
          key: refund.key,
          amountMinor: 200,
          currency: 'CNY',
          state: 'failed',
          providerCode: 'BANK_REFUSED',
        },
      ],
    });
  });

  test.each<[string, Scripted]>([
    ['not found', { status: 404, body: { code: 'not_found' } }],
    ['the list of another terminal', { status: 200, body: { serialNumber: 'SN2', items: [] } }],
    [
      'refunds of another terminal',
      { status: 200, body: { items: [{ ...item, serialNumber: 'SN2' }] } },
    ],
  ])('are unknown, not none, where the answer is %s', async (_what, scripted) => {
    answer('/queries/refunds', scripted);
    expect((await failureOf(acquirer.findRefunds(refund, signal))).kind).toBe('misfit');
  });

  test.each([{ amountMinor: 1 }, { currency: 'USD' }])(
    'under the key of an order are no answer about it where one is of %j',
    async (change) => {
      answer('/queries/refunds', { status: 200, body: { items: [{ ...item, ...change }] } });
      const found = await acquirer.findRefunds(refund, signal);
      if (found.kind !== 'found') throw new Error('not found');
      expect(() => refundsUnder(refund, found.value)).toThrow('names another');
      expect(refundsUnder({ ...refund, key: 'other' }, found.value)).toEqual([]);
    },
  );

  test('are unknown, not none, where the list is not of the contract', async () => {
    const items = [{ ...item, state: 'on-its-way' }];
    answer('/queries/refunds', { status: 200, body: { items } });
    expect((await failureOf(acquirer.findRefunds(refund, signal))).kind).toBe('unknown');
  });
});

test.each([425, 418, 423, 500, 502, 599])(
  'an answer %s, which is not known to be final, passes',
  async (status) => {
    answer('/queries/merchant', { status, body: { code: 'odd' } });
    expect((await failureOf(acquirer.readMerchant('M1', signal))).kind).toBe('unknown');
  },
);

describe('the reads', () => {
  test('tell a merchant as the acquirer has it', async () => {
    const body = { merchantNumber: 'M1', merchantName: '明', boundPhone: '+86', status: 'closing' };
    answer('/queries/merchant', { status: 200, body });
    expect(await acquirer.readMerchant('M1', signal)).toEqual({
      kind: 'found',
      value: { merchantNumber: 'M1', merchantName: '明', phone: '+86', accountState: 'closing' },
    });
  });

  test('tell a merchant that is not there', async () => {
    expect(await acquirer.readMerchant('M1', signal)).toEqual({ kind: 'absent' });
  });

  test('list the terminals that the merchant still has', async () => {
    const items = [boundTerminal, UNBOUND_SN2];
    answer('/queries/terminals', { status: 200, body: { items } });
    expect(await acquirer.listTerminals('M1', signal)).toEqual({
      kind: 'found',
      value: [{ serialNumber: 'SN1', merchantNumber: 'M1', state: 'bound', model: 'A920' }],
    });
  });

  test('name the reasons of a closed gate and never invent one', async () => {
    const path = '/queries/eligibility';
    const query = { effect: 'unbind', merchantNumber: 'M1', serialNumber: 'SN1' } as const;
    answer(path, { status: 200, body: { eligible: false, codes: ['RISK_HOLD'] } });
    const read = await acquirer.readGate(query, signal);
    expect(read).toEqual({ kind: 'found', value: ['RISK_HOLD'] });
    expect(seen[0]?.body).toEqual({ merchantNumber: 'M1', serialNumber: 'SN1' });
    answer(path, { status: 200, body: { eligible: false, codes: ['FULL_MOON'] } });
    expect((await failureOf(acquirer.readGate(query, signal))).kind).toBe('unknown');
  });

  test('never take a closed gate without a reason for an open one', async () => {
    const query = { effect: 'unbind', merchantNumber: 'M1', serialNumber: 'SN1' } as const;
    answer('/queries/eligibility', { status: 200, body: { eligible: false, codes: [] } });
    expect((await failureOf(acquirer.readGate(query, signal))).kind).toBe('unknown');
  });

  test.each<[string, object, () => Promise<unknown>]>([
    [
      '/queries/merchant',
      { merchantNumber: 'M2', merchantName: '明', status: 'closed' },
      () => acquirer.readMerchant('M1', signal),
    ],
    [
      '/queries/terminal',
      { ...boundTerminal, serialNumber: 'SN2' },
      () => acquirer.readTerminal('SN1', signal),
    ],
    [
      '/queries/terminals',
      { items: [{ ...boundTerminal, merchantNumber: 'M2' }] },
      () => acquirer.listTerminals('M1', signal),
    ],
    [
      '/queries/deposits',
      { merchantNumber: 'M2', items: [] },
      () => acquirer.readDeposits('M1', signal),
    ],
    [
      '/queries/eligibility',
      { merchantNumber: 'M2', eligible: true, codes: [] },
      () => acquirer.readGate({ effect: 'closure', merchantNumber: 'M1' }, signal),
    ],
    [
      '/queries/eligibility',
      { serialNumber: 'SN2', eligible: true, codes: [] },
      () =>
        acquirer.readGate({ effect: 'unbind', merchantNumber: 'M1', serialNumber: 'SN1' }, signal),
    ],
  ])('take nothing from an answer of %s that names another', async (path, body, read) => {
    answer(path, { status: 200, body });
    const failed = await failureOf(read());
    expect(failed.kind).toBe('misfit');
    for (const value of ['M1', 'M2', 'SN1', 'SN2']) expect(failed.message).not.toContain(value);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['/queries/terminals', () => acquirer.listTerminals('M1', signal)],
    ['/queries/deposits', () => acquirer.readDeposits('M1', signal)],
    [
      '/queries/eligibility',
      () => acquirer.readGate({ effect: 'closure', merchantNumber: 'M1' }, signal),
    ],
  ])(
    'take "not found" of %s for none only where the account is not found either',
    async (_path, read) => {
      expect(await read()).toEqual({ kind: 'absent' });
      const body = { merchantNumber: 'M1', merchantName: '明', status: 'active' };
      answer('/queries/merchant', { status: 200, body });
      expect((await failureOf(read())).kind).toBe('misfit');
    },
  );

  test('end when the attempt is called off', async () => {
    answer('/queries/merchant', 'hang');
    const calledOff = AbortSignal.timeout(5);
    expect((await failureOf(acquirer.readMerchant('M1', calledOff))).kind).toBe('unknown');
  });
});

describe('a callback', () => {
  const body = JSON.stringify({ event: 'refund.returned', requestNumber: refund.key });

  function headersFor(text: string, seconds = NOW_MS / 1_000, secret = SECRET) {
    const hex = createHmac('sha256', secret).update(`${seconds}.${text}`).digest('hex');
    return { 'X-Acquirer-Signature': `t=${seconds},v1=${hex}` };
  }

  test('that is signed names the request it is about', () => {
    expect(acquirer.verifyCallback(body, headersFor(body))).toEqual({
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
  ])('that is %s is not believed', (_how, text, headers) => {
    expect(acquirer.verifyCallback(text, headers)).toBeUndefined();
  });
});

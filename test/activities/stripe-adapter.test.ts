/** The stripe adapter, with the official library, against the simulator's part of Stripe's API. */
import Fastify from 'fastify';
import Stripe from 'stripe';
import { AcquirerFailure } from '../../activities/acquirer/acquirer-port';
import type { RefundOrder } from '../../activities/acquirer/acquirer-port';
import { createStripeAcquirer } from '../../activities/acquirer/stripe-adapter';
import { fromStripe, toStripe } from '../../activities/acquirer/stripe-amounts';
import {
  CALLS,
  crashOnceAt,
  executions,
  failureOf as failureOfRequest,
  perform,
  startStage,
} from './stage';
import type { OpenedCase, Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());
const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
  await stage.clearFaults();
});

const signal = new AbortController().signal;

function unbindOf(one: OpenedCase) {
  const { merchantNumber } = one.merchant;
  const serialNumber = one.data.terminals[0]?.serialNumber ?? '';
  return { key: CALLS.unbind(stage.effects(), one).key, merchantNumber, serialNumber };
}

function refundOf(one: OpenedCase, change: Partial<RefundOrder> = {}): RefundOrder {
  const item = one.data.application?.deposits[0];
  return {
    ...unbindOf(one),
    key: CALLS.refund(stage.effects(), one).key,
    kind: 'refundable-deposit',
    amountMinor: item?.amountMinor ?? 0,
    currency: item?.currency ?? '',
    payee: { kind: 'original-payment' },
    ...change,
  };
}

async function failureOf(work: Promise<unknown>): Promise<AcquirerFailure> {
  const failed: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failed instanceof AcquirerFailure) return failed;
  throw new Error('it did not fail with an AcquirerFailure', { cause: failed });
}

describe('a reader', () => {
  test('is deleted once, proven by the answer that names it, and is not found afterwards', async () => {
    const one = await stage.openCase();
    const order = unbindOf(one);
    const before = await stage.stripe.readUnbind(order, signal);
    expect(before).toEqual({ kind: 'absent', providerRef: expect.any(String) as string });
    const providerRef = before.kind === 'absent' ? (before.providerRef ?? '') : '';
    expect(await stage.stripe.requestUnbind(order, signal)).toEqual({ kind: 'done', providerRef });
    const known = { ...order, providerRef };
    expect(await stage.stripe.readUnbind(known, signal)).toEqual({ kind: 'done' });
    expect((await failureOf(stage.stripe.requestUnbind(order, signal))).kind).toBe('unknown');
    expect(await executions(stage, 'unbind', one)).toBe(1);
    expect(await stage.stripe.readTerminal(order.serialNumber, signal)).toEqual({ kind: 'absent' });
  });

  test('that is not listed is no proof without the id that it was deleted by', async () => {
    const one = await stage.openCase();
    const order = unbindOf(one);
    await stage.fault({
      operation: 'stripe-query',
      kind: 'wrong-answer',
      times: 2,
      match: { serialNumber: order.serialNumber },
      body: { object: 'list', data: [], has_more: false, url: '/v1/terminal/readers' },
    });
    const missing = { kind: 'missing', unlisted: false };
    expect(await stage.stripe.readUnbind(order, signal)).toEqual(missing);
    const unknown = { ...order, providerRef: 'tmr_none' };
    expect(await stage.stripe.readUnbind(unknown, signal)).toEqual(missing);
    await stage.clearFaults();
    expect((await stage.stripe.readUnbind(order, signal)).kind).toBe('absent');
  });

  test('of another merchant is left alone, and is not on this one', async () => {
    const [one, other] = [await stage.openCase(), await stage.openCase()];
    const order = { ...unbindOf(other), merchantNumber: one.merchant.merchantNumber };
    expect((await failureOf(stage.stripe.requestUnbind(order, signal))).kind).toBe('unknown');
    expect(await stage.stripe.readUnbind(order, signal)).toEqual({
      kind: 'missing',
      unlisted: false,
      elsewhere: true,
    });
    expect(await executions(stage, 'unbind', other)).toBe(0);
  });

  test('is taken nothing of from an answer about another', async () => {
    const one = await stage.openCase();
    const order = unbindOf(one);
    const wrong = { operation: 'stripe-query', kind: 'execute-then-wrong-answer' };
    await stage.fault({ ...wrong, body: { serial_number: 'SN-OTHER' } });
    expect((await failureOf(stage.stripe.readUnbind(order, signal))).kind).toBe('misfit');
    const deletion = { operation: 'unbind', kind: 'execute-then-wrong-answer' };
    await stage.fault({ ...deletion, body: { serial_number: 'SN-OTHER' } });
    expect((await failureOf(stage.stripe.requestUnbind(order, signal))).kind).toBe('misfit');
    const next = await stage.openCase();
    await stage.fault({ ...deletion, body: { id: 'tmr_other' } });
    expect((await failureOf(stage.stripe.requestUnbind(unbindOf(next), signal))).kind).toBe(
      'misfit',
    );
  });

  test('is read with its merchant', async () => {
    const one = await stage.openCase();
    const { serialNumber, merchantNumber } = unbindOf(one);
    expect(await stage.stripe.readTerminal(serialNumber, signal)).toMatchObject({
      kind: 'found',
      value: { serialNumber, merchantNumber, state: 'bound' },
    });
  });

  test.each([
    ['names no merchant', { metadata: {} }, 'misconfigured'],
    ['is not of the documented form', { metadata: 'none' }, 'unknown'],
  ])('that %s is not deleted', async (_how, change, kind) => {
    const deleted: string[] = [];
    const server = Fastify({ forceCloseConnections: true });
    opened.push(() => server.close());
    const reader = { id: 'tmr_1', serial_number: 'SN1', device_type: 'bbpos_wisepos_e', ...change };
    server.get('/v1/terminal/readers', () => ({ object: 'list', data: [reader], has_more: false }));
    server.delete('/v1/terminal/readers/:id', ({ url }) => deleted.push(url));
    const apiBase = await server.listen({ host: '127.0.0.1', port: 0 });
    const acquirer = createStripeAcquirer({ apiKey: 'sk_test', apiBase });
    const order = { key: 'unbind:UC-1:t_1:g1', merchantNumber: 'M1', serialNumber: 'SN1' };
    expect((await failureOf(acquirer.requestUnbind(order, signal))).kind).toBe(kind);
    expect(deleted).toEqual([]);
  });
});

describe('an amount', () => {
  test.each([
    ['CLP', 20_000, 20_000],
    ['CNY', 20_000, 20_000],
    ['HUF', 20_000, 20_000],
    ['ISK', 1_500, 150_000],
    ['UGX', 5, 500],
    ['MGA', 20_000, 200],
    ['KWD', 1_230, 1_230],
  ])('of %s %d is %d to Stripe, both ways', (currency, amountMinor, amount) => {
    expect(toStripe({ amountMinor, currency })).toBe(amount);
    expect(fromStripe(amount, currency.toLowerCase())).toEqual({ amountMinor, currency });
  });

  test.each([
    ['KWD', 1_234],
    ['MGA', 20_050],
    ['IQD', 1_000],
    ['XTS', 1_000],
  ])('of %s %d is not rounded or guessed: a person moves it', (currency, amountMinor) => {
    expect(toStripe({ amountMinor, currency })).toBeUndefined();
  });

  test('that Stripe tells in a way of its own is nobody’s to read', () => {
    expect(() => fromStripe(150, 'isk')).toThrow(AcquirerFailure);
    expect(() => fromStripe(1_000, 'xxx')).toThrow(AcquirerFailure);
  });

  test.each(['CLP', 'ISK', 'UGX', 'KWD'])('of %s goes back whole', async (currency) => {
    const one = await stage.openCase({ merchant: { currency } });
    const { merchantNumber } = one.merchant;
    const held = await stage.stripe.readDeposits(merchantNumber, signal);
    const order = refundOf(one);
    const { kind, amountMinor } = order;
    const item = expect.objectContaining({ kind, currency, amountMinor }) as object;
    expect(held).toMatchObject({ value: expect.arrayContaining([item]) as object[] });
    expect(await stage.stripe.requestRefund(order, signal)).toMatchObject({ kind: 'accepted' });
    const { refunds } = await stage.ledger(merchantNumber);
    expect(refunds).toMatchObject([{ currency, amountMinor: order.amountMinor }]);
  });
});

describe('a refund', () => {
  test('goes to the payment of the deposit, under the key, once', async () => {
    const one = await stage.openCase();
    const order = refundOf(one);
    const first = await stage.stripe.requestRefund(order, signal);
    expect(await stage.stripe.requestRefund(order, signal)).toEqual(first);
    const { refunds } = await stage.ledger(one.merchant.merchantNumber);
    expect(refunds).toHaveLength(1);
    expect(refunds[0]).toMatchObject({
      via: 'stripe',
      requestNumber: order.key,
      amountMinor: order.amountMinor,
      metadata: { request_number: order.key },
    });
  });

  test.each([
    { amount: 1 },
    { currency: 'usd' },
    { metadata: { request_number: 'refund:UC-2:d_2:g1' } },
    { metadata: {} },
    { payment_intent: 'pi_other' },
  ])('is unknown where the answer names %j', async (body) => {
    const one = await stage.openCase();
    await stage.fault({ operation: 'refund', kind: 'execute-then-wrong-answer', body });
    const work = stage.stripe.requestRefund(refundOf(one), signal);
    expect((await failureOf(work)).kind).toBe('misfit');
  });

  test('is not asked of a payment in another currency, nor of one that was not searched for', async () => {
    const one = await stage.openCase();
    const wrong = { operation: 'stripe-query', kind: 'execute-then-wrong-answer' };
    await stage.fault({ ...wrong, body: { currency: 'usd' } });
    expect((await failureOf(stage.stripe.requestRefund(refundOf(one), signal))).kind).toBe(
      'misfit',
    );
    const { merchantNumber, serialNumber } = unbindOf(one);
    const metadata = { merchant_number: `${merchantNumber}9`, serial_number: serialNumber };
    await stage.fault({
      ...wrong,
      body: { metadata: { ...metadata, kind: 'refundable-deposit' } },
    });
    expect((await failureOf(stage.stripe.requestRefund(refundOf(one), signal))).kind).toBe(
      'misfit',
    );
    expect(await executions(stage, 'refund', one)).toBe(0);
    expect((await stage.ledger(merchantNumber)).refunds).toEqual([]);
  });

  test('is unknown where its answer is larger than any that is read', async () => {
    const one = await stage.openCase();
    await stage.fault({ operation: 'refund', kind: 'gzip-bomb' });
    const work = stage.stripe.requestRefund(refundOf(one), signal);
    expect((await failureOf(work)).kind).toBe('unknown');
  });

  test('is found in the list by its request number', async () => {
    const one = await stage.openCase();
    const order = refundOf(one);
    await stage.stripe.requestRefund(order, signal);
    const found = await stage.stripe.findRefunds(order, signal);
    const { key, amountMinor, currency } = order;
    expect(found).toMatchObject({ kind: 'found', value: [{ key, amountMinor, currency }] });
  });

  test('to a bank account is left to a person', async () => {
    const one = await stage.openCase();
    const { bankAccount, merchantName } = one.merchant;
    const { accountNumber, bankCode } = bankAccount;
    const account = { accountName: merchantName, accountNumber, bankCode };
    const payee = { kind: 'bank-account', ...account } as const;
    const answer = await stage.stripe.requestRefund(refundOf(one, { payee }), signal);
    expect(answer).toEqual({ kind: 'cannot' });
    expect(await executions(stage, 'refund', one)).toBe(0);
  });

  test('of a deposit that Stripe never took is left to a person', async () => {
    const one = await stage.openCase({ merchant: { depositKinds: ['sim-fee'] } });
    const order = refundOf(one);
    expect(await stage.stripe.requestRefund(order, signal)).toEqual({ kind: 'cannot' });
    expect(await stage.stripe.findRefunds(order, signal)).toEqual({ kind: 'cannot' });
  });

  test('above the payment is refused', async () => {
    const one = await stage.openCase();
    const order = refundOf(one, { amountMinor: 99_999_999 });
    expect(await stage.stripe.requestRefund(order, signal)).toMatchObject({ kind: 'refused' });
  });

  test('of a payment that has gone back is refused with the code of Stripe', async () => {
    const one = await stage.openCase();
    await stage.stripe.requestRefund(refundOf(one), signal);
    const again = refundOf(one, { key: `${refundOf(one).key}2` });
    expect(await stage.stripe.requestRefund(again, signal)).toEqual({
      kind: 'refused',
      providerCode: 'charge_already_refunded',
    });
  });

  test('of another amount under the same key is a conflict', async () => {
    const one = await stage.openCase();
    await stage.stripe.requestRefund(refundOf(one, { amountMinor: 5 }), signal);
    const other = refundOf(one, { amountMinor: 6 });
    expect((await failureOf(stage.stripe.requestRefund(other, signal))).kind).toBe('conflict');
  });

  test('gets past a server error that Stripe has stored under the key', async () => {
    const one = await stage.openCase();
    const order = refundOf(one);
    await stage.fault({ operation: 'refund', kind: 'server-error' });
    expect((await failureOf(stage.stripe.requestRefund(order, signal))).kind).toBe('unknown');
    expect(await stage.stripe.findRefunds(order, signal)).toEqual({ kind: 'found', value: [] });
    expect(await stage.stripe.requestRefund(order, signal)).toMatchObject({ kind: 'accepted' });
    const found = await stage.stripe.findRefunds(order, signal);
    expect(found).toMatchObject({ kind: 'found', value: [{ key: order.key }] });
  });

  test.each([
    ['timeout', 'unknown'],
    ['reset', 'unknown'],
    ['server-error', 'unknown'],
    ['rate-limit', 'busy'],
  ])('fails without a second call when it meets %s', async (kind, expected) => {
    const one = await stage.openCase();
    await stage.fault({ operation: 'refund', kind, retryAfterSeconds: 3 });
    const before = await stage.calls('refund');
    const stripe = kind === 'timeout' ? stage.impatient.stripe : stage.stripe;
    const failed = await failureOf(stripe.requestRefund(refundOf(one), signal));
    expect(failed.kind).toBe(expected);
    if (expected === 'busy') expect(failed.retryAfterMs).toBe(3_000);
    expect(failed.message).not.toContain(one.data.terminals[0]?.serialNumber);
    expect(await stage.calls('refund')).toBe(before + 1);
  });

  test('ends when the attempt is called off', async () => {
    const one = await stage.openCase();
    await stage.fault({ operation: 'stripe-query', kind: 'timeout' });
    const work = stage.stripe.findRefunds(refundOf(one), AbortSignal.timeout(5));
    expect((await failureOf(work)).kind).toBe('unknown');
  });
});

test('a wrong API key is a fault of the configuration', async () => {
  const one = await stage.openCase();
  const apiBase = stage.simulator.url;
  const locked = createStripeAcquirer({ apiKey: 'sk_wrong', apiBase });
  expect((await failureOf(locked.requestUnbind(unbindOf(one), signal))).kind).toBe('misconfigured');
  expect((await failureOf(locked.findRefunds(refundOf(one), signal))).kind).toBe('misconfigured');
});

test('the deposits of a merchant are told with what went back of them', async () => {
  const one = await stage.openCase({
    merchant: { depositKinds: ['refundable-deposit', 'sim-fee'] },
  });
  await stage.stripe.requestRefund(refundOf(one, { amountMinor: 7 }), signal);
  const { refunds } = await stage.ledger(one.merchant.merchantNumber);
  await stage.control(`refunds/${refunds[0]?.refundId}/settle`);
  const { merchantNumber, serialNumber } = unbindOf(one);
  const read = await stage.stripe.readDeposits(merchantNumber, signal);
  const base = { serialNumber, currency: 'CNY' };
  expect(read.kind === 'found' && [...read.value]).toEqual([
    { ...base, kind: 'refundable-deposit', amountMinor: 20_000, refundedMinor: 7 },
    { ...base, kind: 'sim-fee', amountMinor: 3_600, refundedMinor: 0 },
  ]);
});

test('merchants, accounts and their closing are left to a person', async () => {
  const one = await stage.openCase();
  const { merchantNumber } = one.merchant;
  const order = { key: 'close:UC-1:g1', merchantNumber };
  expect(await stage.stripe.readMerchant(merchantNumber, signal)).toEqual({ kind: 'cannot' });
  expect(await stage.stripe.requestClosure(order, signal)).toEqual({ kind: 'cannot' });
  const closure = { effect: 'closure', merchantNumber } as const;
  expect(await stage.stripe.readGate(closure, signal)).toEqual({ kind: 'cannot' });
  const effects = stage.effects({ acquirer: stage.stripe });
  expect(await effects.requestClosure(one.closure)).toEqual({ kind: 'manual' });
});

describe.each([
  'before-intent',
  'after-intent',
  'after-call',
  'after-answer',
  'after-settle',
] as const)('when the worker dies at %s', (point) => {
  test('a reader is deleted once', async () => {
    const one = await stage.openCase();
    const effects = stage.effects({ acquirer: stage.stripe, observer: crashOnceAt(point) });
    expect(await perform(effects, 'unbind', one)).toEqual({ kind: 'done' });
    expect(await executions(stage, 'unbind', one)).toBe(1);
  });

  test('a refund is paid once', async () => {
    const one = await stage.openCase();
    const acquirer = stage.stripe;
    await perform(stage.effects({ acquirer }), 'unbind', one);
    const effects = stage.effects({ acquirer, observer: crashOnceAt(point) });
    expect(await perform(effects, 'refund', one)).toEqual({ kind: 'done' });
    expect(await executions(stage, 'refund', one)).toBe(1);
  });
});

test('a refund that Stripe calls failed after it had succeeded has come back', async () => {
  const one = await stage.openCase();
  const effects = stage.effects({ acquirer: stage.stripe });
  await perform(effects, 'unbind', one);
  await perform(effects, 'refund', one);
  const { refunds } = await stage.ledger(one.merchant.merchantNumber);
  await stage.control(`refunds/${refunds[0]?.refundId}/return`);
  expect(await effects.confirmRefund(one.refund)).toEqual({ kind: 'returned' });
});

describe('an event', () => {
  const secret = 'whsec_test';
  const requestNumber = 'refund:UC-1:d_1:g1';
  const refund = { object: 'refund', metadata: { request_number: requestNumber } };
  const eventOf = (type: string, object: object = refund, more: object = {}): string =>
    JSON.stringify({ type, data: { object }, ...more });
  const payload = eventOf('refund.failed');
  const sign = (options: { timestamp?: number; secret?: string; payload?: string } = {}) => ({
    'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload, secret, ...options }),
  });

  test.each(['refund.created', 'refund.updated', 'refund.failed', 'charge.refund.updated'])(
    '%s that the official library signs names the refund it is about',
    async (type) => {
      const text = eventOf(type);
      expect(await stage.stripe.verifyCallback(text, sign({ payload: text }))).toEqual({
        effect: 'refund',
        requestNumber,
        mayBeForeign: true,
      });
    },
  );

  test.each([
    ['of another kind', eventOf('invoice.paid', { object: 'invoice', metadata: {} })],
    ['of a charge', eventOf('charge.refunded', { ...refund, object: 'charge' })],
    ['of a refund without our number', eventOf('refund.updated', { ...refund, metadata: {} })],
    ['of a refund without metadata', eventOf('refund.updated', { ...refund, metadata: null })],
    ['of a connected account', eventOf('refund.updated', refund, { account: 'acct_other' })],
    [
      'of the new form',
      JSON.stringify({ object: 'v2.core.event', type: 'v2.core.account.closed' }),
    ],
    ['that is not JSON', 'hello'],
  ])('%s is believed and left alone', async (_what, text) => {
    const headers = sign({ payload: text });
    expect(await stage.stripe.verifyCallback(text, headers)).toBe('foreign-event');
  });

  test('of the connected account that is ours names the refund, one of the platform does not', async () => {
    const account = 'acct_desk1';
    const ours = createStripeAcquirer({ apiKey: 'sk', webhookSecret: secret, account });
    const text = eventOf('refund.failed', refund, { account });
    const headers = sign({ payload: text });
    expect(await ours.verifyCallback(text, headers)).toMatchObject({ requestNumber });
    expect(await ours.verifyCallback(payload, sign())).toBe('foreign-event');
  });

  test.each([
    ['without a signature', () => ({})],
    ['signed with another secret', () => sign({ secret: 'whsec_other' })],
    ['ten minutes old', () => sign({ timestamp: Math.floor(Date.now() / 1_000) - 600 })],
    ['with another text', () => sign({ payload: `${payload} ` })],
  ])('%s is not believed', async (_how, headersOf) => {
    expect(await stage.stripe.verifyCallback(payload, headersOf())).toBeUndefined();
  });
});

describe('a connected account', () => {
  const account = 'acct_desk1';
  const apiOf = (more: object = {}) =>
    createStripeAcquirer({
      apiKey: stage.simulator.credentials.stripeApiKey,
      apiBase: stage.simulator.url,
      ...more,
    });
  const setAccount = (stripeAccount: string) => stage.change({ stripeAccount });
  afterEach(() => setAccount(''));

  test('is named in every call, and nothing of it is seen without its name', async () => {
    const one = await stage.openCase();
    await setAccount(account);
    const order = refundOf(one);
    expect(await apiOf().findRefunds(order, signal)).toEqual({ kind: 'cannot' });
    expect((await failureOf(apiOf({ account: 'acct_no' }).findRefunds(order, signal))).kind).toBe(
      'misconfigured',
    );
    const ours = apiOf({ account });
    expect(await ours.requestRefund(order, signal)).toMatchObject({ kind: 'accepted' });
    expect((await ours.readUnbind(unbindOf(one), signal)).kind).toBe('absent');
  });
});

describe('a payment of the merchant that is no deposit', () => {
  test.each([
    ['only the number of the merchant', {}],
    ['a kind of its own', { serial_number: 'SN-INVOICE', kind: 'invoice' }],
  ])('with %s in its metadata breaks no reading of deposits', async (_what, more) => {
    const one = await stage.openCase();
    const { merchantNumber } = one.merchant;
    const before = await stage.stripe.readDeposits(merchantNumber, signal);
    const deposits = await stage.payments(merchantNumber);
    const ordinary = {
      ...deposits[0],
      id: 'pi_1',
      metadata: { merchant_number: merchantNumber, ...more },
    };
    await stage.fault({
      operation: 'stripe-query',
      kind: 'wrong-answer',
      body: { object: 'search_result', data: [ordinary, ...deposits], has_more: false, url: '/v1' },
    });
    expect(await stage.stripe.readDeposits(merchantNumber, signal)).toEqual(before);
  });
});

describe('a balance that does not cover a refund', () => {
  test.each(['balance_insufficient', 'insufficient_funds'])(
    'by %s is waited for, and the refund leaves once it does',
    async (code) => {
      const one = await stage.openCase();
      const effects = stage.effects({ acquirer: stage.stripe });
      await perform(effects, 'unbind', one);
      const { serialNumber } = unbindOf(one);
      // The second meets what Stripe has stored under the key.
      await stage.fault({ operation: 'refund', kind: 'refuse', code, match: { serialNumber } });
      const failed = await failureOfRequest(effects.requestRefund(one.refund));
      expect(failed).toMatchObject({
        type: 'UNBIND_ACQUIRER_SHORT_OF_FUNDS',
        nonRetryable: false,
        nextRetryDelay: 15 * 60_000,
      });
      expect(await executions(stage, 'refund', one)).toBe(0);
      expect(await perform(effects, 'refund', one)).toEqual({ kind: 'done' });
      expect(await executions(stage, 'refund', one)).toBe(1);
    },
  );

  test('by a refund that stays pending is waited for', async () => {
    const one = await stage.openCase();
    const body = { status: 'pending', pending_reason: 'insufficient_funds' };
    await stage.fault({ operation: 'refund', kind: 'execute-then-wrong-answer', body });
    const answer = await stage.stripe.requestRefund(refundOf(one), signal);
    expect(answer).toMatchObject({ kind: 'accepted' });
  });
});

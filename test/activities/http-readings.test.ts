/** What the http adapter makes of readings, by a server that answers exactly what a test says. */
import { refundsUnder } from '../../activities/acquirer/held-answers';
import {
  boundTerminal,
  closure,
  failureOf,
  refund,
  scriptedAcquirer,
  signal,
  unbind,
} from './scripted-acquirer';
import type { Scripted } from './scripted-acquirer';

const { answer, port, seen } = scriptedAcquirer();
const UNBOUND_SN2 = { serialNumber: 'SN2', merchantNumber: null, status: 'unbound', model: 'A920' };

describe('the read-back of an unbinding', () => {
  const path = `/unbind-requests/${encodeURIComponent(unbind.key)}`;
  const unbound = { ...boundTerminal, merchantNumber: null, status: 'unbound' };
  const account = { merchantNumber: 'M1', merchantName: '明', status: 'active' };
  const standing = () => port().readUnbind(unbind, signal);
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
    expect(await port().readClosure(closure, signal)).toEqual(standing);
  });

  test('proves it by the account where the number is unknown', async () => {
    answer('/queries/merchant', { status: 200, body: { ...merchant, status: 'closed' } });
    expect(await port().readClosure(closure, signal)).toEqual({ kind: 'done' });
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
    expect((await failureOf(port().readClosure(closure, signal))).kind).toBe('misfit');
  });

  test('is no proof where neither the number nor the account is found', async () => {
    expect(await port().readClosure(closure, signal)).toEqual({ kind: 'absent' });
  });

  test('says that nothing happened where the account is open and the number unknown', async () => {
    answer('/queries/merchant', { status: 200, body: merchant });
    expect(await port().readClosure(closure, signal)).toEqual({ kind: 'absent' });
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
    const found = await port().findRefunds(refund, signal);
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
    expect((await failureOf(port().findRefunds(refund, signal))).kind).toBe('misfit');
  });

  test.each([{ amountMinor: 1 }, { currency: 'USD' }])(
    'under the key of an order are no answer about it where one is of %j',
    async (change) => {
      answer('/queries/refunds', { status: 200, body: { items: [{ ...item, ...change }] } });
      const found = await port().findRefunds(refund, signal);
      if (found.kind !== 'found') throw new Error('not found');
      expect(() => refundsUnder(refund, found.value)).toThrow('names another');
      expect(refundsUnder({ ...refund, key: 'other' }, found.value)).toEqual([]);
    },
  );

  test('are unknown, not none, where the list is not of the contract', async () => {
    const items = [{ ...item, state: 'on-its-way' }];
    answer('/queries/refunds', { status: 200, body: { items } });
    expect((await failureOf(port().findRefunds(refund, signal))).kind).toBe('unknown');
  });
});

describe('the reads', () => {
  test('tell a merchant as the acquirer has it', async () => {
    const body = { merchantNumber: 'M1', merchantName: '明', boundPhone: '+86', status: 'closing' };
    answer('/queries/merchant', { status: 200, body });
    expect(await port().readMerchant('M1', signal)).toEqual({
      kind: 'found',
      value: { merchantNumber: 'M1', merchantName: '明', phone: '+86', accountState: 'closing' },
    });
  });

  test('tell a merchant that is not there', async () => {
    expect(await port().readMerchant('M1', signal)).toEqual({ kind: 'absent' });
  });

  test('list the terminals that the merchant still has', async () => {
    const items = [boundTerminal, UNBOUND_SN2];
    answer('/queries/terminals', { status: 200, body: { items } });
    expect(await port().listTerminals('M1', signal)).toEqual({
      kind: 'found',
      value: [{ serialNumber: 'SN1', merchantNumber: 'M1', state: 'bound', model: 'A920' }],
    });
  });

  test('name the reasons of a closed gate and never invent one', async () => {
    const path = '/queries/eligibility';
    const query = { effect: 'unbind', merchantNumber: 'M1', serialNumber: 'SN1' } as const;
    answer(path, { status: 200, body: { eligible: false, codes: ['RISK_HOLD'] } });
    const read = await port().readGate(query, signal);
    expect(read).toEqual({ kind: 'found', value: ['RISK_HOLD'] });
    expect(seen[0]?.body).toEqual({ merchantNumber: 'M1', serialNumber: 'SN1' });
    answer(path, { status: 200, body: { eligible: false, codes: ['FULL_MOON'] } });
    expect((await failureOf(port().readGate(query, signal))).kind).toBe('unknown');
  });

  test('never take a closed gate without a reason for an open one', async () => {
    const query = { effect: 'unbind', merchantNumber: 'M1', serialNumber: 'SN1' } as const;
    answer('/queries/eligibility', { status: 200, body: { eligible: false, codes: [] } });
    expect((await failureOf(port().readGate(query, signal))).kind).toBe('unknown');
  });

  test.each<[string, object, () => Promise<unknown>]>([
    [
      '/queries/merchant',
      { merchantNumber: 'M2', merchantName: '明', status: 'closed' },
      () => port().readMerchant('M1', signal),
    ],
    [
      '/queries/terminal',
      { ...boundTerminal, serialNumber: 'SN2' },
      () => port().readTerminal('SN1', signal),
    ],
    [
      '/queries/terminals',
      { items: [{ ...boundTerminal, merchantNumber: 'M2' }] },
      () => port().listTerminals('M1', signal),
    ],
    [
      '/queries/deposits',
      { merchantNumber: 'M2', items: [] },
      () => port().readDeposits('M1', signal),
    ],
    [
      '/queries/eligibility',
      { merchantNumber: 'M2', eligible: true, codes: [] },
      () => port().readGate({ effect: 'closure', merchantNumber: 'M1' }, signal),
    ],
    [
      '/queries/eligibility',
      { serialNumber: 'SN2', eligible: true, codes: [] },
      () =>
        port().readGate({ effect: 'unbind', merchantNumber: 'M1', serialNumber: 'SN1' }, signal),
    ],
  ])('take nothing from an answer of %s that names another', async (path, body, read) => {
    answer(path, { status: 200, body });
    const failed = await failureOf(read());
    expect(failed.kind).toBe('misfit');
    for (const value of ['M1', 'M2', 'SN1', 'SN2']) expect(failed.message).not.toContain(value);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['/queries/terminals', () => port().listTerminals('M1', signal)],
    ['/queries/deposits', () => port().readDeposits('M1', signal)],
    [
      '/queries/eligibility',
      () => port().readGate({ effect: 'closure', merchantNumber: 'M1' }, signal),
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
    expect((await failureOf(port().readMerchant('M1', calledOff))).kind).toBe('unknown');
  });
});

/** The eligibility gate: binding before anything is written, and never asked once an intent exists. */
import { createManualAcquirer } from '../../activities/acquirer/manual-adapter';
import {
  CALLS,
  EFFECTS,
  codeOf,
  crashOnceAt,
  executions,
  failureOf,
  perform,
  prepare,
  startStage,
  untilDone,
} from './stage';
import type { Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());
afterEach(() => stage.clearFaults());

async function setMerchant(merchantNumber: string, change: object): Promise<void> {
  await stage.control(`merchants/${merchantNumber}`, change);
}

describe.each(EFFECTS)('the gate before the %s', (name) => {
  test('blocks it with every code and writes nothing', async () => {
    const one = await prepare(stage, name);
    const { merchantNumber } = one.merchant;
    await setMerchant(merchantNumber, { balanceMinor: 5, complaintOpen: true });
    const { request, key } = CALLS[name](stage.effects(), one);
    expect(await request()).toEqual({
      kind: 'blocked',
      codes: ['BALANCE_NOT_ZERO', 'COMPLAINT_OPEN'],
    });
    expect(await stage.record.intents.get(key)).toBeUndefined();
    await setMerchant(merchantNumber, { balanceMinor: 0, complaintOpen: false });
    expect(await perform(stage.effects(), name, one)).toEqual({ kind: 'done' });
  });

  test('counts as closed, with nothing written, while it cannot be asked', async () => {
    const one = await prepare(stage, name);
    await stage.fault({ operation: 'eligibility', kind: 'outage' });
    const { request, key } = CALLS[name](stage.effects(), one);
    expect(await request()).toEqual({ kind: 'blocked', codes: ['ACQUIRER_UNAVAILABLE'] });
    expect(await stage.record.intents.get(key)).toBeUndefined();
  });

  test('is not asked again once an intent exists', async () => {
    const one = await prepare(stage, name);
    const effects = stage.effects({ observer: crashOnceAt('after-intent') });
    await failureOf(CALLS[name](effects, one).request());
    const before = await stage.calls('eligibility');
    await stage.fault({ operation: 'eligibility', kind: 'refuse', code: 'RISK_HOLD' });
    expect(await perform(effects, name, one)).toEqual({ kind: 'done' });
    expect(await stage.calls('eligibility')).toBe(before);
    expect(await executions(stage, name, one)).toBe(1);
  });

  test('is waited for until its codes change', async () => {
    const one = await prepare(stage, name);
    const { merchantNumber } = one.merchant;
    const effects = stage.effects();
    const ref = { unbind: one.unbind, refund: one.refund, closure: one.closure };
    const gate = { effect: name, ...ref[name] } as Parameters<
      typeof effects.awaitGateChange
    >[0]['gate'];
    await setMerchant(merchantNumber, { riskHold: true, balanceMinor: 5 });
    const same = effects.awaitGateChange({ gate, codes: ['BALANCE_NOT_ZERO', 'RISK_HOLD'] });
    const failed = await failureOf(same);
    expect(failed).toMatchObject({ type: 'UNBIND_EFFECT_PENDING', category: 'BENIGN' });
    await setMerchant(merchantNumber, { balanceMinor: 0 });
    const codes = await effects.awaitGateChange({ gate, codes: ['BALANCE_NOT_ZERO', 'RISK_HOLD'] });
    expect(codes).toEqual(['RISK_HOLD']);
    await setMerchant(merchantNumber, { riskHold: false });
    expect(await effects.awaitGateChange({ gate, codes })).toEqual([]);
  });
});

test.each(EFFECTS)(
  'a gate that is not found, of a known account, is not open to the %s',
  async (name) => {
    const one = await prepare(stage, name);
    await stage.fault({
      operation: 'eligibility',
      kind: 'wrong-answer',
      status: 404,
      body: { code: 'not_found' },
    });
    const { request, key } = CALLS[name](stage.effects(), one);
    expect(await request()).toEqual({ kind: 'blocked', codes: ['ACQUIRER_UNAVAILABLE'] });
    expect(await stage.record.intents.get(key)).toBeUndefined();
    expect(await executions(stage, name, one)).toBe(0);
  },
);

test('a gate that was out of reach is told once it can be asked', async () => {
  const one = await stage.openCase();
  const gate = { effect: 'unbind', ...one.unbind } as const;
  const codes = ['ACQUIRER_UNAVAILABLE'] as const;
  await stage.fault({ operation: 'eligibility', kind: 'outage' });
  const effects = stage.effects();
  expect(await codeOf(effects.awaitGateChange({ gate, codes }))).toBe('ACQUIRER_UNAVAILABLE');
  await stage.clearFaults();
  expect(await effects.awaitGateChange({ gate, codes })).toEqual([]);
});

describe.each(EFFECTS)('without an API, the %s', (name) => {
  const acquirer = createManualAcquirer();

  test('is left to a person, also when the worker dies on the way', async () => {
    const one = await stage.openCase();
    const effects = stage.effects({ acquirer, observer: crashOnceAt('after-settle') });
    const { request, key } = CALLS[name](effects, one);
    expect(await untilDone(request)).toEqual({ kind: 'manual' });
    expect(await request()).toEqual({ kind: 'manual' });
    expect(await stage.record.intents.get(key)).toMatchObject({ state: 'manual', attempt: 0 });
  });

  test('does not pass the point of no return', async () => {
    const one = await stage.openCase();
    await CALLS[name](stage.effects({ acquirer }), one).request();
    expect(await stage.record.intents.unbindWasAttempted(one.caseId)).toBe(false);
  });

  test('is never proven by the machine', async () => {
    const one = await stage.openCase();
    const { request, confirm } = CALLS[name](stage.effects({ acquirer }), one);
    await request();
    expect(await codeOf(confirm())).toBe('EFFECT_PENDING');
  });
});

test.each(EFFECTS)(
  'the %s is left to a person where only a person can ask the gate',
  async (name) => {
    const one = await prepare(stage, name);
    const acquirer = { ...stage.http, readGate: async () => ({ kind: 'cannot' }) as const };
    const before = await stage.calls(name);
    expect(await CALLS[name](stage.effects({ acquirer }), one).request()).toEqual({
      kind: 'manual',
    });
    expect(await stage.calls(name)).toBe(before);
  },
);

test('an unbinding that left passes the point of no return', async () => {
  const one = await stage.openCase();
  await stage.effects().requestUnbind(one.unbind);
  expect(await stage.record.intents.unbindWasAttempted(one.caseId)).toBe(true);
});

test('the manual adapter reads nothing and believes no callback', async () => {
  const acquirer = createManualAcquirer();
  const { signal } = new AbortController();
  expect(await acquirer.readMerchant('M1', signal)).toEqual({ kind: 'cannot' });
  expect(await acquirer.readTerminal('SN1', signal)).toEqual({ kind: 'cannot' });
  expect(await acquirer.readDeposits('M1', signal)).toEqual({ kind: 'cannot' });
  expect(await acquirer.verifyCallback('{}', {})).toBeUndefined();
});

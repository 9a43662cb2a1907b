/** Answers that do not speak of what was asked: nothing counts as done on their word, by the ledger. */
import { AnswerTooLarge, ANSWER_LIMIT_BYTES, readBounded } from '../../activities/bounded-answer';
import {
  CALLS,
  EFFECTS,
  codeOf,
  executions,
  perform,
  prepare,
  startStage,
  untilDone,
} from './stage';
import type { EffectName, OpenedCase, Stage } from './stage';

const MINUTE_MS = 60_000;
const LIST_OF_NOTHING = { items: [] };

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());
afterEach(() => stage.clearFaults());

const serialOf = (one: OpenedCase) => one.data.terminals[0]?.serialNumber ?? '';

/** Until it is lifted, what is done is answered with other fields. */
function misanswer(operation: string, body: object) {
  return stage.fault({ operation, kind: 'execute-then-wrong-answer', body, times: null });
}

/** Until it is lifted, nothing of the kind arrives at the acquirer. */
function lose(operation: string) {
  return stage.fault({ operation, kind: 'reset', times: null });
}

function notFound(operation: string) {
  return stage.fault({ operation, kind: 'refuse', times: null });
}

const READINGS: readonly (readonly [EffectName, string, () => Promise<unknown>])[] = [
  [
    'unbind',
    'of another terminal',
    () => misanswer('terminal', { serialNumber: 'SN-X', merchantNumber: null, status: 'unbound' }),
  ],
  ['unbind', 'bound to nobody', () => misanswer('terminal', { merchantNumber: null })],
  ['unbind', 'not found', () => notFound('terminal')],
  ['unbind', 'on another merchant', () => misanswer('terminal', { merchantNumber: 'M-X' })],
  [
    'unbind',
    'larger than any',
    () => stage.fault({ operation: 'terminal', kind: 'gzip-bomb', times: null }),
  ],
  [
    'closure',
    'of another, closed account',
    () => misanswer('merchant', { merchantNumber: 'M-X', status: 'closed' }),
  ],
  ['closure', 'not found', () => notFound('merchant')],
  ['refund', 'not found', () => notFound('refunds')],
  ['refund', 'of another terminal', () => misanswer('refunds', { serialNumber: 'SN-X' })],
];

test.each(READINGS)(
  'the %s whose request was lost is not done by a reading %s',
  async (name, _how, spoil) => {
    const one = await prepare(stage, name);
    await lose(name);
    const { request, key } = CALLS[name](stage.effects(), one);
    expect(await codeOf(request())).toBe('ACQUIRER_UNAVAILABLE');
    await spoil();
    for (let look = 0; look < 3; look += 1) {
      expect(['ACQUIRER_UNAVAILABLE', 'ACQUIRER_ANSWER_MISFIT']).toContain(await codeOf(request()));
    }
    expect((await stage.record.intents.get(key))?.state).toBe('unknown');
    expect(await executions(stage, name, one)).toBe(0);
    await stage.clearFaults();
    expect(await perform(stage.effects(), name, one)).toEqual({ kind: 'done' });
    expect(await executions(stage, name, one)).toBe(1);
    expect(await stage.anomalies(one.caseId)).toEqual([]);
  },
);

test.each(READINGS)(
  'the %s that was accepted is not proven by a reading %s',
  async (name, _how, spoil) => {
    const one = await prepare(stage, name);
    await stage.fault({ operation: name, kind: 'never-effective' });
    const { request, confirm } = CALLS[name](stage.effects(), one);
    expect(await request()).toEqual({ kind: 'accepted' });
    await spoil();
    const codes = ['EFFECT_PENDING', 'ACQUIRER_UNAVAILABLE', 'ACQUIRER_ANSWER_MISFIT'];
    expect(codes).toContain(await codeOf(confirm()));
    expect(await executions(stage, name, one)).toBe(0);
  },
);

describe.each(EFFECTS)('the %s', (name) => {
  const fields: readonly object[] =
    name === 'refund'
      ? [{ requestNumber: 'refund:UC-X:d_x:g1' }, { amountMinor: 1 }, { currency: 'USD' }]
      : [{ requestNumber: 'unbind:UC-X:t_x:g1' }, { merchantNumber: 'M-X' }];

  test.each(fields)('that was answered with %j is read back and happens once', async (wrong) => {
    const one = await prepare(stage, name);
    await stage.fault({ operation: name, kind: 'execute-then-wrong-answer', body: wrong });
    const { request, key } = CALLS[name](stage.effects(), one);
    expect(await codeOf(request())).toBe('ACQUIRER_ANSWER_MISFIT');
    expect((await stage.record.intents.get(key))?.state).toBe('unknown');
    const before = await stage.calls(name);
    expect(await perform(stage.effects(), name, one)).toEqual({ kind: 'done' });
    expect(await stage.calls(name)).toBe(before);
    expect(await executions(stage, name, one)).toBe(1);
  });

  test('that never arrived, and was answered as another, is asked for again', async () => {
    const one = await prepare(stage, name);
    const body = { requestNumber: 'unbind:UC-X:t_x:g1', state: 'accepted' };
    const money = { refundId: 'rf_x', state: 'pending', amountMinor: 1, currency: 'CNY' };
    const refund = { ...body, ...money, merchantNumber: one.merchant.merchantNumber };
    const wrong = name === 'refund' ? refund : body;
    await stage.fault({ operation: name, kind: 'wrong-answer', body: wrong });
    expect(await codeOf(CALLS[name](stage.effects(), one).request())).toBe(
      'ACQUIRER_ANSWER_MISFIT',
    );
    expect(await executions(stage, name, one)).toBe(0);
    expect(await perform(stage.effects(), name, one)).toEqual({ kind: 'done' });
    expect(await executions(stage, name, one)).toBe(1);
  });
});

test.each(['unbind', 'closure'] as const)(
  'the %s that was accepted, and of which the acquirer knows nothing later, is asked for by a retry',
  async (name) => {
    const one = await prepare(stage, name);
    let nowMs = Date.now();
    const { request, confirm, key } = CALLS[name](stage.effects({ nowMs: () => nowMs }), one);
    const body = { requestNumber: key, state: 'accepted' };
    await stage.fault({ operation: name, kind: 'wrong-answer', status: 202, body });
    expect(await request()).toEqual({ kind: 'accepted' });
    expect(await codeOf(confirm())).toBe('EFFECT_PENDING');
    const before = await stage.calls(name);
    expect(await request()).toEqual({ kind: 'accepted' });
    expect(await stage.calls(name)).toBe(before);
    nowMs += 6 * MINUTE_MS;
    expect(await request()).toEqual({ kind: 'accepted' });
    expect(await untilDone(confirm)).toEqual({ kind: 'done' });
    expect(await stage.calls(name)).toBe(before + 1);
    expect(await executions(stage, name, one)).toBe(1);
  },
);

test('a refund is not proven by one of another amount under its key', async () => {
  const one = await prepare(stage, 'refund');
  const { request, confirm } = CALLS.refund(stage.effects(), one);
  expect(await request()).toEqual({ kind: 'accepted' });
  await misanswer('refunds', { amountMinor: 1 });
  expect(await codeOf(confirm())).toBe('ACQUIRER_ANSWER_MISFIT');
  await stage.clearFaults();
  expect(await perform(stage.effects(), 'refund', one)).toEqual({ kind: 'done' });
});

test('a terminal on another merchant before anything was asked is asked for by nobody', async () => {
  const one = await stage.openCase();
  const other = await stage.openCase();
  const { merchantNumber } = other.merchant;
  await stage.control(`terminals/${serialOf(one)}`, { merchantNumber });
  const before = await stage.calls('unbind');
  const outcome = await stage.effects().requestUnbind(one.unbind);
  expect(outcome).toEqual({ kind: 'refused', code: 'TERMINAL_MOVED' });
  expect(await stage.calls('unbind')).toBe(before);
  expect(await stage.record.intents.unbindWasAttempted(one.caseId)).toBe(false);
});

describe('a terminal that the acquirer does not find any more', () => {
  let nowMs = Date.parse('2026-11-24T03:00:00Z');
  const effects = () => stage.effects({ nowMs: () => nowMs });

  /** Asked for in vain, and from then on in no answer of the acquirer. */
  async function lost(): Promise<OpenedCase> {
    const one = await stage.openCase();
    await stage.fault({ operation: 'unbind', kind: 'never-effective' });
    expect(await effects().requestUnbind(one.unbind)).toEqual({ kind: 'accepted' });
    for (const operation of ['terminal', 'read-back']) await notFound(operation);
    return one;
  }
  const emptyList = () =>
    stage.fault({
      operation: 'terminals',
      kind: 'wrong-answer',
      body: LIST_OF_NOTHING,
      times: null,
    });
  const confirm = (one: OpenedCase) => effects().confirmUnbind(one.unbind);

  test('is proven by two looks at the list of its merchant, five minutes apart', async () => {
    const one = await lost();
    await emptyList();
    expect(await codeOf(confirm(one))).toBe('EFFECT_PENDING');
    nowMs += 4 * MINUTE_MS;
    expect(await codeOf(confirm(one))).toBe('EFFECT_PENDING');
    nowMs += MINUTE_MS;
    expect(await confirm(one)).toEqual({ kind: 'done' });
  });

  test('is not proven where it was listed in between', async () => {
    const one = await lost();
    const list = (await emptyList()) as { faultId: string };
    expect(await codeOf(confirm(one))).toBe('EFFECT_PENDING');
    await fetch(`${stage.simulator.url}/control/faults/${list.faultId}`, { method: 'DELETE' });
    nowMs += 5 * MINUTE_MS;
    expect(await codeOf(confirm(one))).toBe('EFFECT_PENDING');
    await emptyList();
    nowMs += 5 * MINUTE_MS;
    expect(await codeOf(confirm(one))).toBe('EFFECT_PENDING');
    nowMs += 5 * MINUTE_MS;
    expect(await confirm(one)).toEqual({ kind: 'done' });
  });

  test.each([
    ['the list is not found', () => notFound('terminals')],
    ['the account is not found', async () => [await emptyList(), await notFound('merchant')]],
    [
      'the account is another',
      async () => [await emptyList(), await misanswer('merchant', { merchantNumber: 'M-X' })],
    ],
  ])('is never proven where %s', async (_why, spoil) => {
    const one = await lost();
    await spoil();
    for (let look = 0; look < 3; look += 1) {
      expect(['EFFECT_PENDING', 'ACQUIRER_ANSWER_MISFIT']).toContain(await codeOf(confirm(one)));
      nowMs += 5 * MINUTE_MS;
    }
  });
});

test('an answer is given up as soon as it is larger than any that is read', async () => {
  const piece = new Uint8Array(64 * 1024);
  let given = 0;
  let isGivenUp = false;
  const body = new ReadableStream({
    pull(controller) {
      given += piece.byteLength;
      controller.enqueue(piece);
      if (given > 8 * ANSWER_LIMIT_BYTES) controller.close();
    },
    cancel() {
      isGivenUp = true;
    },
  });
  await expect(readBounded(new Response(body))).rejects.toThrow(AnswerTooLarge);
  expect(isGivenUp).toBe(true);
  expect(given).toBeLessThan(ANSWER_LIMIT_BYTES + 4 * piece.byteLength);
});

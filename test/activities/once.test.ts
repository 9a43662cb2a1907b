/** Crashes, lost answers and two attempts at a time: how often an effect really happens. */
import type { AcquirerPort } from '../../activities/acquirer/acquirer-port';
import type { EffectDeps } from '../../activities/effects/effect';
import type { CaseView } from '../../workflows/contract/case-view';
import { errorCodeOf } from '../../workflows/contract/errors';
import type { EffectPoint } from '../../activities/effects/effect-observer';
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

/** The record of the stage, with another view of its cases. */
function recordSaying(change: Partial<CaseView>): EffectDeps['record'] {
  const { record } = stage;
  return {
    intents: record.intents,
    revisions: record.revisions,
    cases: {
      async read(caseId) {
        const row = await record.cases.read(caseId);
        return row && { ...row, view: { ...row.view, ...change } };
      },
    },
  };
}

const POINTS: readonly EffectPoint[] = [
  'before-intent',
  'after-intent',
  'after-call',
  'after-answer',
  'after-settle',
];

describe.each(EFFECTS)('the %s', (name) => {
  test.each(POINTS)('happens once when the worker dies at %s', async (point) => {
    const one = await prepare(stage, name);
    const observer = crashOnceAt(point);
    expect(await perform(stage.effects({ observer }), name, one)).toEqual({ kind: 'done' });
    expect(observer.struck()).toBe(1);
    expect(await executions(stage, name, one)).toBe(1);
    expect(await stage.anomalies(one.caseId)).toEqual([]);
  });

  test.each([
    'execute-then-timeout',
    'execute-then-reset',
    'execute-then-server-error',
    'timeout',
    'reset',
    'server-error',
    'rate-limit',
  ])('happens once when its request meets %s', async (kind) => {
    const one = await prepare(stage, name);
    await stage.fault({ operation: name, kind });
    const acquirer = kind.endsWith('timeout') ? stage.impatient.http : stage.http;
    expect(await perform(stage.effects({ acquirer }), name, one)).toEqual({ kind: 'done' });
    expect(await executions(stage, name, one)).toBe(1);
    expect(await stage.anomalies(one.caseId)).toEqual([]);
  });

  test('is unknown, and read back before anything else, when its answer was lost', async () => {
    const one = await prepare(stage, name);
    const { request, key } = CALLS[name](stage.effects(), one);
    await stage.fault({ operation: name, kind: 'execute-then-reset' });
    expect(await codeOf(request())).toBe('ACQUIRER_UNAVAILABLE');
    expect((await stage.record.intents.get(key))?.state).toBe('unknown');
    const before = await stage.calls(name);
    await untilDone(request);
    expect(await stage.calls(name)).toBe(before);
  });

  test('waits as long as a busy acquirer asks for', async () => {
    const one = await prepare(stage, name);
    await stage.fault({ operation: name, kind: 'rate-limit', retryAfterSeconds: 7 });
    const failed = await failureOf(CALLS[name](stage.effects(), one).request());
    expect(failed).toMatchObject({ type: 'UNBIND_ACQUIRER_BUSY', nonRetryable: false });
    expect(failed.nextRetryDelay).toBe(7_000);
  });

  test('happens once when two attempts run at the same time', async () => {
    const one = await prepare(stage, name);
    const { request, confirm } = CALLS[name](stage.effects(), one);
    await Promise.all([untilDone(request), untilDone(request), untilDone(request)]);
    expect(await untilDone(confirm)).toEqual({ kind: 'done' });
    expect(await executions(stage, name, one)).toBe(1);
    expect(await stage.anomalies(one.caseId)).toEqual([]);
  });

  test('gives way to a newer attempt instead of storing what an old one heard', async () => {
    const one = await prepare(stage, name);
    const newer = CALLS[name](stage.effects(), one);
    const observer = {
      onPoint: async (point: EffectPoint) => {
        if (point === 'after-intent') await untilDone(newer.request);
      },
    };
    const older = CALLS[name](stage.effects({ observer }), one);
    const failed = await failureOf(older.request());
    expect(failed).toMatchObject({ type: 'UNBIND_FENCED', nonRetryable: false });
    expect(await untilDone(newer.confirm)).toEqual({ kind: 'done' });
    expect(await executions(stage, name, one)).toBe(1);
  });

  test('does not leave where another attempt has asked since it looked', async () => {
    const one = await prepare(stage, name);
    await stage.fault({ operation: name, kind: 'never-effective' });
    const newer = CALLS[name](stage.effects(), one);
    const overtaken = async <T>(looked: Promise<T>): Promise<T> => {
      const standing = await looked;
      await untilDone(newer.request);
      return standing;
    };
    const acquirer: AcquirerPort = {
      ...stage.http,
      readUnbind: (...args) => overtaken(stage.http.readUnbind(...args)),
      findRefunds: (...args) => overtaken(stage.http.findRefunds(...args)),
      readClosure: (...args) => overtaken(stage.http.readClosure(...args)),
    };
    const before = await stage.calls(name);
    const older = CALLS[name](stage.effects({ acquirer }), one);
    expect(await codeOf(older.request())).toBe('FENCED');
    expect(await stage.calls(name)).toBe(before + 1);
  });

  test('is told again from its intent when it is done', async () => {
    const one = await prepare(stage, name);
    await perform(stage.effects(), name, one);
    await stage.fault({ operation: 'acquirer', kind: 'outage' });
    expect(await CALLS[name](stage.effects(), one).request()).toEqual({ kind: 'done' });
  });

  test('is done at once where the acquirer proves it within a moment', async () => {
    const one = await prepare(stage, name);
    const effects = stage.effects({ promptReadDelaysMs: [0, 100, 200, 400] });
    expect(await CALLS[name](effects, one).request()).toEqual({ kind: 'done' });
  });

  test('is accepted and pending where the acquirer takes its time', async () => {
    const one = await prepare(stage, name);
    await stage.fault({ operation: name, kind: 'never-effective' });
    const effects = stage.effects({ promptReadDelaysMs: [0, 1] });
    const { request, confirm } = CALLS[name](effects, one);
    expect(await request()).toEqual({ kind: 'accepted' });
    const failed = await failureOf(confirm());
    expect(failed).toMatchObject({ type: 'UNBIND_EFFECT_PENDING', nonRetryable: false });
    expect(failed.category).toBe('BENIGN');
  });

  test('is accepted when the acquirer goes away right after it has answered', async () => {
    const one = await prepare(stage, name);
    const observer = {
      onPoint: async (point: EffectPoint) => {
        if (point === 'after-answer') await stage.fault({ operation: 'acquirer', kind: 'outage' });
      },
    };
    const effects = stage.effects({ observer, promptReadDelaysMs: [0, 1] });
    expect(await CALLS[name](effects, one).request()).toEqual({ kind: 'accepted' });
    expect(await codeOf(CALLS[name](effects, one).confirm())).toBe('ACQUIRER_UNAVAILABLE');
  });

  test('is refused for good with our code and keeps the one of the acquirer', async () => {
    const one = await prepare(stage, name);
    await stage.fault({ operation: name, kind: 'refuse', code: 'TERMINAL_LOCKED' });
    const { request, key } = CALLS[name](stage.effects(), one);
    const code = { unbind: 'UNBIND', refund: 'REFUND', closure: 'CLOSURE' }[name];
    expect(await request()).toEqual({ kind: 'refused', code: `${code}_REFUSED` });
    const intent = await stage.record.intents.get(key);
    expect(intent).toMatchObject({ state: 'refused', providerCode: 'TERMINAL_LOCKED' });
    expect(await executions(stage, name, one)).toBe(0);
  });

  test('is refused after acceptance where the acquirer changes its mind', async () => {
    const one = await prepare(stage, name);
    await stage.fault({ operation: name, kind: 'refuse', stage: 'effect' });
    const code = { unbind: 'UNBIND', refund: 'REFUND', closure: 'CLOSURE' }[name];
    expect(await perform(stage.effects(), name, one)).toEqual({
      kind: 'refused',
      code: `${code}_REFUSED`,
    });
    expect(await executions(stage, name, one)).toBe(0);
  });

  test('is not called refused by its confirmation where the record does not know that it was sent', async () => {
    const one = await prepare(stage, name);
    const { confirm } = CALLS[name](stage.effects(), one);
    expect(await codeOf(confirm())).toBe('RECORD_BEHIND');
  });

  test.each([
    ['does not leave on the word of a record that does not know the approval', 'RECORD_BEHIND'],
    ['that has not left yet does not leave a case that is held', 'CASE_HELD'],
  ] as const)('%s', async (_rule, code) => {
    const one = await prepare(stage, name);
    const change = code === 'CASE_HELD' ? { held: true } : { status: 'awaiting-review' as const };
    const effects = stage.effects({ record: recordSaying(change) });
    const failed = await failureOf(CALLS[name](effects, one).request());
    expect(errorCodeOf(failed.type)).toBe(code);
    expect(failed.nonRetryable).toBe(false);
    expect(await executions(stage, name, one)).toBe(0);
    expect(await perform(stage.effects(), name, one)).toEqual({ kind: 'done' });
  });

  test('stops where the frozen parameters speak of another subject', async () => {
    const one = await prepare(stage, name);
    const { request, key } = CALLS[name](stage.effects(), one);
    const { caseId } = one;
    const params = {
      merchantNumber: 'M-OTHER',
      serialNumber: 'SN-OTHER',
      kind: 'refundable-deposit',
      amountMinor: 1,
      currency: 'CNY',
      payee: { kind: 'original-payment' },
    };
    await stage.record.intents.begin({ key, caseId, effect: name, params });
    const before = await stage.calls(name);
    const failed = await failureOf(request());
    expect(failed).toMatchObject({ type: 'UNBIND_INTENT_CONFLICT', nonRetryable: true });
    expect(await stage.calls(name)).toBe(before);
  });

  test('says nothing personal when it fails', async () => {
    const one = await prepare(stage, name);
    const { request } = CALLS[name](stage.effects(), one);
    const { merchantNumber, merchantName, phone, document } = one.merchant;
    const personal = [
      merchantNumber,
      merchantName,
      phone,
      document.number,
      one.data.terminals[0]?.serialNumber ?? '',
    ];
    for (const kind of ['reset', 'server-error', 'rate-limit']) {
      await stage.fault({ operation: name, kind });
      const { message, type, details, cause, stack } = await failureOf(request());
      const text = JSON.stringify({ message, type, details, cause, stack });
      for (const value of personal) expect(text).not.toContain(value);
    }
  });
});

describe.each(['unbind', 'closure'] as const)('a refused %s', (name) => {
  test('is asked for again under the same number once an operator retries', async () => {
    const one = await prepare(stage, name);
    await stage.fault({ operation: name, kind: 'refuse' });
    expect(await perform(stage.effects(), name, one)).toMatchObject({ kind: 'refused' });
    expect(await perform(stage.effects(), name, one)).toEqual({ kind: 'done' });
    expect(await executions(stage, name, one)).toBe(1);
  });

  test('is asked for again where it was refused after acceptance', async () => {
    const one = await prepare(stage, name);
    await stage.fault({ operation: name, kind: 'refuse', stage: 'effect' });
    expect(await perform(stage.effects(), name, one)).toMatchObject({ kind: 'refused' });
    expect(await perform(stage.effects(), name, one)).toEqual({ kind: 'done' });
    expect(await executions(stage, name, one)).toBe(1);
  });
});

test('a terminal that is unbound already needs no request', async () => {
  const one = await stage.openCase();
  const { serialNumber = '' } = one.data.terminals[0] ?? {};
  await stage.control(`terminals/${serialNumber}`, { merchantNumber: null, status: 'unbound' });
  const before = await stage.calls('unbind');
  expect(await stage.effects().requestUnbind(one.unbind)).toEqual({ kind: 'done' });
  expect(await stage.calls('unbind')).toBe(before);
});

test('a terminal that is unbound already counts as done though the gate is closed', async () => {
  const one = await stage.openCase();
  const { merchantNumber } = one.merchant;
  const { serialNumber = '' } = one.data.terminals[0] ?? {};
  await stage.control(`merchants/${merchantNumber}`, { balanceMinor: 5 });
  await stage.control(`terminals/${serialNumber}`, { merchantNumber: null, status: 'unbound' });
  const before = await stage.calls('unbind');
  expect(await stage.effects().requestUnbind(one.unbind)).toEqual({ kind: 'done' });
  expect(await stage.calls('unbind')).toBe(before);
});

test('an effect of a terminal that the case does not have is refused', async () => {
  const one = await stage.openCase();
  const ref = { ...one.unbind, terminalId: 't_0000000000' };
  expect(await codeOf(stage.effects().requestUnbind(ref))).toBe('SUBJECT_UNKNOWN');
});

test('an effect of a case that is not in the record waits until it is', async () => {
  const ref = { caseId: 'UC-0000000000', generation: 1 };
  expect(await codeOf(stage.effects().requestClosure(ref))).toBe('RECORD_BEHIND');
});

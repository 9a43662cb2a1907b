/** A wrong reference at the acquirer is corrected while the case stands still, and never under a request. */
import * as messages from '../../workflows/contract/messages';
import type { CaseView } from '../../workflows/contract/case-view';
import { AGENT, approveCase, OPERATOR, startHarness } from './harness';
import type { Harness, RunningCase } from './harness';
import { DEPOSIT_1, passing, pending, TERMINAL_1, untilTheLimit } from './scripted-activities';

let desk: Harness;
beforeAll(async () => {
  desk = await startHarness();
});
afterAll(async () => {
  await desk.stop();
});

const by = OPERATOR;
const MOVED = { kind: 'refused', code: 'TERMINAL_MOVED' } as const;
const DONE = { kind: 'done' } as const;

function isParked(view: CaseView): boolean {
  return view.parked !== undefined;
}

/** The number of a revision with the right reference, as the record would give it. */
const REVISION = 3;

function correct(
  running: RunningCase,
  reference: messages.CorrectReference['reference'],
  subject?: string,
): Promise<string> {
  const about = subject === undefined ? {} : { subject };
  return running.decide(messages.correctReference, {
    by,
    reference,
    revision: REVISION,
    ...about,
  });
}

test('a terminal that is on another number parks before the point of no return, and goes on under the right one', async () => {
  const running = await desk.open({ script: { unbind: [MOVED, DONE], closure: [DONE] } });
  await approveCase(running);
  const parked = await running.until(isParked);
  expect(parked).toMatchObject({
    pointOfNoReturn: false,
    parked: { code: 'TERMINAL_MOVED', actions: ['retry', 'resolve', 'send-back'] },
  });
  expect(await correct(running, 'merchant-number')).toBe('unbinding');
  const { view } = await running.result();
  expect(view).toMatchObject({ status: 'completed', revision: REVISION, pointOfNoReturn: true });
  const requests = running.trace.calls.filter((call) => call.startsWith('unbind '));
  expect(requests).toEqual([`unbind ${TERMINAL_1} g1`, `unbind ${TERMINAL_1} g2`]);
  expect(running.trace.ledger).toContainEqual(
    expect.objectContaining({
      event: 'reference-corrected',
      by,
      facts: { reference: 'merchant-number', revision: REVISION },
    }),
  );
});

test('a refused refund is asked for again under the corrected item, and what is settled stays as it is', async () => {
  const refused = { kind: 'refused', code: 'REFUND_REFUSED' } as const;
  const running = await desk.open({ script: { refund: [refused, DONE] } });
  await approveCase(running);
  await running.until(isParked);
  expect(await correct(running, 'terminal', TERMINAL_1)).toBe('REFERENCE_SETTLED');
  expect(await correct(running, 'deposit', DEPOSIT_1)).not.toMatch(/^REFERENCE/);
  const { view } = await running.result();
  expect(view.terminals[0]).toMatchObject({ state: 'effective', generation: 1 });
  expect(view.deposits[0]).toMatchObject({ refund: 'succeeded', generation: 2 });
  expect(running.trace.calls.filter((call) => call.startsWith('refund '))).toEqual([
    `refund ${DEPOSIT_1} g1`,
    `refund ${DEPOSIT_1} g2`,
  ]);
});

test('while a request is on its way, or was taken and is only unproven, nothing is corrected', async () => {
  const running = await desk.open({
    script: { confirmUnbind: [pending, untilTheLimit, DONE], refund: [DONE], closure: [DONE] },
  });
  await approveCase(running);
  await running.until((view) => view.terminals[0]?.state === 'accepted');
  expect(await correct(running, 'terminal', TERMINAL_1)).toBe('REFERENCE_IN_USE');
  const parked = await running.until(isParked);
  expect(parked.parked?.code).toBe('UNBIND_NOT_EFFECTIVE');
  expect(await correct(running, 'merchant-number')).toBe('REFERENCE_IN_USE');
  await running.decide(messages.retry, { by, step: 'unbind-terminals' });
  const { view } = await running.result();
  expect(view.terminals[0]?.generation).toBe(1);
});

test('a correction has to name a part of the case that is left, by an operator, with a newer revision', async () => {
  const running = await desk.open({
    script: { check: [passing({ closeAccount: false })], unbind: [MOVED] },
  });
  expect(await correct(running, 'merchant-number')).toBe('NOT_ALLOWED_NOW');
  await approveCase(running);
  await running.until(isParked);
  const asked = { by, reference: 'merchant-number', revision: REVISION } as const;
  const refusals = [
    [{ ...asked, by: AGENT }, 'ROLE_NOT_ALLOWED'],
    [{ ...asked, revision: 2 }, 'REFERENCE_CHANGED'],
    [{ ...asked, reference: 'terminal', subject: 't_0000000009' }, 'SUBJECT_UNKNOWN'],
    [{ ...asked, reference: 'deposit', subject: TERMINAL_1 }, 'SUBJECT_UNKNOWN'],
  ] as const;
  for (const [input, code] of refusals) {
    expect(await running.decide(messages.correctReference, input)).toBe(code);
  }
  await running.decide(messages.resolve, { by, step: 'unbind-terminals', outcome: 'left-bound' });
  await running.result();
});

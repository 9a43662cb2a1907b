/** What operators may repair, and what waits for it. */
import type { temporal } from '@temporalio/proto';
import { addWorkingDays } from '../../workflows/calendar/working-time';
import { CN_2026 } from '../../workflows/calendar/cn-2026';
import {
  refundReopeningId,
  TASK_QUEUE,
  WORKFLOW_TYPES,
} from '../../workflows/contract/identifiers';
import type { CaseView } from '../../workflows/contract/case-view';
import * as messages from '../../workflows/contract/messages';
import type { CaseResult, ReopenRefundInput } from '../../workflows/contract/messages';
import { approveCase, DAY_MS, decide, HOUR_MS, OPERATOR, REVIEWER, startHarness } from './harness';
import type { Harness, RunningCase } from './harness';
import { DEPOSIT_1, failure, passing, pending, untilTheLimit } from './scripted-activities';

let desk: Harness;
beforeAll(async () => {
  desk = await startHarness();
});
afterAll(async () => {
  await desk.stop();
});

const by = OPERATOR;
const CLOSED = { kind: 'blocked', codes: ['FUNDS_PENDING'] } as const;

interface Scheduled {
  readonly atMs: number;
  readonly limitMs: number;
}

/** When each activity of a type was scheduled and how long it may take in all, by the history. */
async function scheduled({ handle }: RunningCase, type: string): Promise<readonly Scheduled[]> {
  const { events } = await handle.fetchHistory();
  const ms = (time: temporal.api.history.v1.IHistoryEvent['eventTime']) =>
    Number(time?.seconds ?? 0) * 1_000 + (time?.nanos ?? 0) / 1e6;
  return (events ?? []).flatMap(({ eventTime, activityTaskScheduledEventAttributes: task }) =>
    task?.activityType?.name === type
      ? [{ atMs: ms(eventTime), limitMs: ms(task.scheduleToCloseTimeout) }]
      : [],
  );
}

/** Ends of the limits, as the calendar counts them from the moment of scheduling. */
function expectWorkingDays(tasks: readonly Scheduled[], days: number): void {
  expect(tasks.length).toBeGreaterThan(0);
  for (const { atMs, limitMs } of tasks) {
    const end = addWorkingDays(CN_2026, atMs, days);
    expect(Math.abs(atMs + limitMs - end)).toBeLessThan(60_000);
  }
}

test('requests have two hours to be accepted, effects three days, money 30 and an account 5 working days', async () => {
  const running = await desk.open();
  await approveCase(running);
  await running.result();
  for (const type of ['requestUnbind', 'requestRefund', 'requestClosure']) {
    expect((await scheduled(running, type)).map(({ limitMs }) => limitMs)).toEqual([2 * HOUR_MS]);
  }
  const [effect] = await scheduled(running, 'confirmUnbind');
  expect(effect?.limitMs).toBe(3 * DAY_MS);
  expectWorkingDays(await scheduled(running, 'confirmRefund'), 30);
  expectWorkingDays(await scheduled(running, 'confirmClosure'), 5);
});

test.each<
  ['confirmUnbind' | 'confirmRefund' | 'confirmClosure', (view: CaseView) => unknown, string]
>([
  ['confirmUnbind', ({ terminals }) => terminals[0]?.state, 'effective'],
  ['confirmRefund', ({ deposits }) => deposits[0]?.refund, 'succeeded'],
  ['confirmClosure', ({ closure }) => closure.state, 'closed'],
])(
  'what %s proves while the case is held stands in the record at once',
  async (step, of, proven) => {
    let prove: () => void = () => undefined;
    const proof = new Promise<{ kind: 'done' }>(
      (resolve) => (prove = () => resolve({ kind: 'done' })),
    );
    const running = await desk.open({ script: { [step]: [() => proof] } });
    await approveCase(running);
    const asked = await running.until((view) => ['accepted', 'pending'].includes(String(of(view))));
    await running.decide(messages.hold, { by });
    prove();
    const held = await running.until((view) => of(view) === proven);
    expect(held).toMatchObject({ held: true, status: asked.status });
    await running.decide(messages.releaseHold, { by });
    expect((await running.result()).view.status).toBe('completed');
  },
);

test('a step of the machine says by when it is to be done, and no more once it is parked', async () => {
  const running = await desk.open({
    script: { confirmUnbind: [pending, { kind: 'done' }], confirmRefund: [pending, untilTheLimit] },
  });
  const limitOf = (view: CaseView) => Date.parse(view.limitAt ?? '');
  await approveCase(running);
  const accepted = await running.until((view) => view.terminals[0]?.state === 'accepted');
  expect(limitOf(accepted) - Date.parse(accepted.terminals[0]!.since)).toBe(3 * DAY_MS);
  const paying = await running.until((view) => view.deposits[0]?.refund === 'pending');
  const since = Date.parse(paying.deposits[0]!.since);
  expect(limitOf(paying)).toBe(addWorkingDays(CN_2026, since, 30));
  const parked = await running.until((view) => view.parked !== undefined);
  expect(parked).not.toHaveProperty('limitAt');
  await running.decide(messages.resolve, { by, step: 'refund-deposit', outcome: 'paid' });
  await running.result();
});

test('a gate that stays closed parks after ten working days, and a retry asks as long again', async () => {
  const running = await desk.open({
    script: { unbind: [CLOSED], gate: [untilTheLimit, untilTheLimit, pending] },
  });
  await approveCase(running);
  const parked = await running.until((view) => view.parked !== undefined);
  expect(parked.parked?.code).toBe('ELIGIBILITY_LIMIT');
  await running.skip(15 * DAY_MS);
  await running.decide(messages.retry, { by, step: 'unbind-terminals' });
  await running.until((view, { calls }) => calls.filter((c) => c === 'gate').length === 2);
  await running.until((view) => view.parked !== undefined);
  expectWorkingDays(await scheduled(running, 'awaitGateChange'), 10);
  await running.decide(messages.end, { by });
});

test('a change of the reasons does not give a closed gate more time', async () => {
  const running = await desk.open({
    script: { unbind: [CLOSED], gate: [pending, ['BALANCE_NOT_ZERO'], untilTheLimit] },
  });
  await approveCase(running);
  await running.until((view) => view.parked !== undefined);
  const [first, second] = await scheduled(running, 'awaitGateChange');
  const ends = [first, second].map((task) => task!.atMs + task!.limitMs);
  expect(Math.abs(ends[0]! - ends[1]!)).toBeLessThan(60_000);
  await running.decide(messages.end, { by });
});

test('an account is not closed while a refund that came back is not settled again', async () => {
  const running = await desk.open({
    script: { closure: [{ kind: 'refused', code: 'CLOSURE_REFUSED' }, { kind: 'accepted' }] },
  });
  await approveCase(running);
  await running.until((view) => view.parked?.step === 'close-account');
  await running.handle.signal(messages.refundReturned, { depositId: DEPOSIT_1, generation: 1 });
  await running.until((view) => view.parked?.step === 'refund-deposit');
  await running.decide(messages.retry, { by, step: 'close-account' });
  const closures = () => running.trace.calls.filter((call) => call.startsWith('close ')).length;
  expect(closures()).toBe(1);
  await running.decide(messages.retry, { by, step: 'refund-deposit' });
  const { view } = await running.result();
  expect(closures()).toBe(2);
  expect(running.trace.calls.lastIndexOf(`refund ${DEPOSIT_1} g2`)).toBeLessThan(
    running.trace.calls.lastIndexOf('close g1'),
  );
  expect(view.closure.state).toBe('closed');
});

test('a reopened refund keeps the proof of a repair, refuses others, and gets past a conflict of the ledger', async () => {
  const running = await desk.open({ script: { check: [passing({ closeAccount: false })] } });
  await approveCase(running);
  const { view } = await running.result();
  running.script.recordChange = [
    undefined,
    () => Promise.reject(failure('LEDGER_CONFLICT')),
    undefined,
  ];
  const input: ReopenRefundInput = {
    view,
    depositId: DEPOSIT_1,
    returnedGeneration: 1,
    calendarVersion: 'cn-2026',
  };
  const handle = await desk.temporal.client.workflow.start<
    (input: ReopenRefundInput) => Promise<CaseResult>
  >(WORKFLOW_TYPES.reopenRefund, {
    args: [input],
    taskQueue: TASK_QUEUE,
    workflowId: refundReopeningId(running.caseId, DEPOSIT_1, 1),
  });
  await running.until((now) => now.refundReopened && now.parked?.step === 'refund-deposit');
  const paid = { step: 'refund-deposit', outcome: 'paid', noteId: 'n_proof' } as const;
  expect(await decide(handle, messages.resolve, { ...paid, by: REVIEWER })).toBe(
    'ROLE_NOT_ALLOWED',
  );
  expect(await decide(handle, messages.resolve, { ...paid, by, outcome: 'closed' })).toBe(
    'OUTCOME_NOT_ALLOWED',
  );
  expect(await decide(handle, messages.retry, { by, step: 'close-account' })).toBe('CASE_ENDED');
  const settled = decide(handle, messages.resolve, { ...paid, by });
  let answer = 'NOT_PARKED';
  await running.until((_now, { calls }) => calls.filter((c) => c === 'recordChange').length > 0);
  for (let tries = 0; answer !== 'completed' && tries < 200; tries += 1) {
    answer = await decide(handle, messages.retry, { by, step: 'write-ledger' });
  }
  expect(answer).toBe('completed');
  expect(await settled).toBe('completed');
  await handle.result();
  const row = running.trace.ledger.find(({ event }) => event === 'step-resolved-by-hand');
  expect(row?.facts).toMatchObject({ outcome: 'paid', noteId: 'n_proof' });
});

describe('a refund that fails after the retry was looked at', () => {
  const refused = { kind: 'refused', code: 'REFUND_REFUSED' } as const;
  const g2 = 'refund d_0000000001 g2';

  async function parked() {
    const running = await desk.open({ script: { refund: [refused, { kind: 'done' }] } });
    await approveCase(running);
    const view = await running.until(({ parked }) => parked !== undefined);
    return { running, key: `refund:${view.caseId}:d_0000000001:g2` };
  }

  test('is not paid on the word of a decision that does not name its payment', async () => {
    const { running, key } = await parked();
    const retry = (payments: readonly string[]) =>
      running.decide(messages.retry, { by, step: 'refund-deposit', payments });
    expect(await retry([])).toBe('NOT_PARKED');
    expect(await retry([key.replace('g2', 'g3')])).toBe('NOT_PARKED');
    expect(running.trace.calls).not.toContain(g2);
    await retry([key]);
    expect((await running.result()).view.status).toBe('completed');
    expect(running.trace.calls.filter((call) => call === g2)).toHaveLength(1);
  });

  test('is paid by an older decision, which names no payment and covers all', async () => {
    const { running } = await parked();
    await running.decide(messages.retry, { by, step: 'refund-deposit' });
    await running.result();
    expect(running.trace.calls).toContain(g2);
  });
});

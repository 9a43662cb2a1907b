/** A case that is taken back to an earlier point of its history goes on from there, and replays. */
import type { UpdateDefinition } from '@temporalio/common';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import type { PastDecision, ResetPoint } from '../../temporal/case-history';
import { createDesk } from '../../temporal/desk';
import type { Desk } from '../../temporal/desk-port';
import * as messages from '../../workflows/contract/messages';
import type { Decision, Receipt } from '../../workflows/contract/messages';
import { eventually } from '../e2e/eventually';
import {
  AGENT,
  approveCase,
  DAY_MS,
  OPERATOR,
  startHarness,
  walkTo,
  WORKFLOWS_PATH,
} from './harness';
import type { Harness, RunningCase } from './harness';
import { standing } from './scripted-activities';

let desk: Harness;
let line: Desk;
beforeAll(async () => {
  desk = await startHarness();
  const { client } = desk.temporal;
  line = createDesk({ client, record: { cases: { read: () => Promise.resolve(undefined) } } });
});
afterAll(async () => {
  await desk.stop();
});

let resets = 0;

/** Takes a case back and repeats every later decision that it had taken. */
async function resetTo(
  running: RunningCase,
  chosen: (points: readonly ResetPoint[]) => ResetPoint,
) {
  const history = await line.caseHistory(running.caseId);
  const { eventId } = chosen(history.points);
  const { runId } = history;
  resets += 1;
  const requestId = `reset-${resets}`;
  const { caseId } = running;
  await line.resetCase({ caseId, runId, eventId, requestId });
  for (const decision of history.decisions.filter((one) => one.eventId > eventId)) {
    await repeat(running, decision);
  }
}

/** A decision before the point may still be at work; until then the next one is not allowed yet. */
async function repeat({ caseId }: RunningCase, { name, input, updateId }: PastDecision) {
  const all = Object.values(messages) as readonly { readonly name: string }[];
  const update = all.find((one) => one.name === name) as UpdateDefinition<Receipt, [Decision]>;
  await eventually(`${name} is taken`, () =>
    line.decide(caseId, update, input, updateId).catch(() => undefined),
  );
}

async function replays(running: RunningCase): Promise<void> {
  const workflowBundle = await bundle;
  const history = await running.handle.fetchHistory();
  await Worker.runReplayHistory({ workflowBundle }, history, running.caseId);
}
const bundle = bundleWorkflowCode({
  workflowsPath: WORKFLOWS_PATH,
  logger: new DefaultLogger('ERROR'),
});

/** Every so many points is taken, from a place that a seed decides; `npm run resets` takes them all. */
const EVERY = 4;
const SEED = Number(process.env['UNBIND_TEST_SEED'] ?? Date.now() % 1_000_000_000);

test('a completed case is completed again from its points, three times in a row, and replays', async () => {
  const first = await desk.open({ policy: { noticeWindowMs: 50 } });
  await approveCase(first);
  await first.result();
  const count = (await line.caseHistory(first.caseId)).points.length;
  expect(count).toBeGreaterThan(EVERY);
  process.stdout.write(`reset points: UNBIND_TEST_SEED=${SEED}\n`);
  for (let index = SEED % EVERY; index < count; index += EVERY) {
    const running = await desk.open({ policy: { noticeWindowMs: 50 } });
    await approveCase(running);
    await running.result();
    for (let time = 0; time < 3; time += 1) {
      await resetTo(running, (points) => points[Math.min(index, points.length - 1)]!);
      expect((await running.result()).view.status).toBe('completed');
    }
    await replays(running);
    const rows = running.trace.ledger.filter(({ event }) => event === 'case-resumed');
    expect(rows).toHaveLength(3);
  }
}, 300_000);

/** The point right after a case came to a status. */
function at(status: string) {
  return (points: readonly ResetPoint[]) => points.find((point) => point.status === status)!;
}

test('a limit that had passed gives the wait anew, and what is told then has a new number', async () => {
  const limitMs = 2_000;
  const running = await desk.open({ policy: { noticeWindowMs: 50, consentLimitMs: limitMs } });
  running.script.afterReset = [
    { unbindAttempted: false, told: [{ kind: 'expired', highest: 1, repeats: 0 }] },
  ];
  await walkTo(running, 'awaiting-consent');
  expect((await running.result()).view.status).toBe('expired');
  await resetTo(running, at('awaiting-consent'));
  await running.until(
    ({ status, statusSince, limitAt }) =>
      status === 'awaiting-consent' &&
      Date.parse(limitAt ?? '') > Date.parse(statusSince) + limitMs,
  );
  expect((await running.result()).view.status).toBe('expired');
  const told = running.trace.planned.filter(({ kind }) => kind === 'expired');
  expect(told.map(({ occurrence }) => occurrence)).toEqual([1, 2]);
});

const MANDATORY = ['approved', 'unbound', 'refunded', 'closed'] as const;

/** A completed case of whose mandatory notices none has reached anybody. */
async function completedUntold(): Promise<RunningCase> {
  // Its end comes first, so that all of them leave together.
  const running = await desk.open({ policy: { noticeWindowMs: DAY_MS } });
  running.script.notices = [() => standing({ sms: 'failed' })];
  await approveCase(running);
  await running.result();
  expect([...running.trace.undelivered].sort()).toEqual([...MANDATORY].sort());
  return running;
}

test.each([
  ['the approval', (points: readonly ResetPoint[]) => at('unbinding')(points)],
  ['the last step', (points: readonly ResetPoint[]) => points.at(-1)!],
])(
  'after a reset to %s what nobody has is sent once more, and nothing else',
  async (_to, point) => {
    const running = await completedUntold();
    const { trace, script } = running;
    const sentBefore = trace.sent.length;
    const untold = ['approved', 'closed'] as const;
    script.afterReset = [
      {
        unbindAttempted: true,
        told: [],
        untold: untold.map((kind) => ({ kind, occurrence: 1, generation: 2 })),
      },
    ];
    script.notices = [() => standing({ sms: 'accepted' })];
    await resetTo(running, point);
    await running.result();
    const sent = trace.sent.slice(sentBefore);
    const again = sent.filter((one) => 'generation' in one);
    expect(again.map(({ kind }) => kind).sort()).toEqual([...untold]);
    expect(again).toEqual(again.map(({ kind }) => ({ kind, occurrence: 1, generation: 2 })));
    expect(trace.undelivered).toHaveLength(MANDATORY.length);
    await replays(running);
  },
);

test('a failure of the text before a reset says nothing of the one after it', async () => {
  const running = await completedUntold();
  const { trace, script } = running;
  const untold = [{ kind: 'closed', occurrence: 1, generation: 2 }] as const;
  script.afterReset = [{ unbindAttempted: true, told: [], untold }];
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  script.notices = [() => released.then(() => standing({ sms: 'accepted' }))];
  const sends = trace.calls.filter((call) => call === 'notices').length;
  await resetTo(running, (points) => points.at(-1)!);
  await running.until((_view, { calls }) => calls.filter((c) => c === 'notices').length > sends);
  const failed = { kind: 'closed', occurrence: 1, channel: 'sms' } as const;
  await running.handle.signal(messages.noticeFailed, failed);
  release();
  await running.result();
  expect(trace.undelivered).toHaveLength(MANDATORY.length);
});

test('a case does not end as if nothing had left, where the record knows better', async () => {
  const running = await desk.open();
  await walkTo(running, 'awaiting-review');
  running.script.afterReset = [{ unbindAttempted: true, told: [] }];
  const history = await line.caseHistory(running.caseId);
  const { eventId } = history.points.at(-1)!;
  const { caseId } = running;
  await line.resetCase({ caseId, runId: history.runId, eventId, requestId: 'once' });
  await running.until(({ pointOfNoReturn }) => pointOfNoReturn);
  for (const [update, input] of [
    [messages.withdraw, { by: AGENT }],
    [messages.end, { by: OPERATOR }],
  ] as const) {
    expect(await running.decide<Decision>(update, input)).toBe('POINT_OF_NO_RETURN');
  }
  await approveCase(running);
  expect((await running.result()).view.status).toBe('completed');
});

test('a reset that was ordered before another one is refused, and nothing happens', async () => {
  const running = await desk.open();
  await walkTo(running, 'awaiting-review');
  const { caseId } = running;
  const { runId, points } = await line.caseHistory(caseId);
  const { eventId } = points.at(-1)!;
  const order = { caseId, runId, eventId, requestId: 'twice' };
  const first = await line.resetCase(order);
  await expect(line.resetCase(order)).rejects.toMatchObject({ code: 'RESET_POINT_UNKNOWN' });
  expect((await line.caseHistory(caseId)).runId).toBe(first);
  await running.decide(messages.end, { by: OPERATOR });
});

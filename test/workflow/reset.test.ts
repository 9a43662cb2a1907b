/** A case that is taken back to an earlier point of its history goes on from there, and replays. */
import type { UpdateDefinition } from '@temporalio/common';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import type { PastDecision, ResetPoint } from '../../client/case-history';
import { createDesk } from '../../client/desk';
import type { Desk } from '../../client/desk-port';
import * as messages from '../../workflows/contract/messages';
import type { Decision, Receipt } from '../../workflows/contract/messages';
import { eventually } from '../e2e/eventually';
import { approveCase, startHarness, WORKFLOWS_PATH } from './harness';
import type { Harness, RunningCase } from './harness';

let desk: Harness;
let line: Desk;
beforeAll(async () => {
  desk = await startHarness();
  const { client } = desk.temporal;
  line = createDesk({ client, record: { readCase: () => Promise.resolve(undefined) } });
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

test('a completed case is completed again from each of its points, three times in a row, and replays', async () => {
  const first = await desk.open({ policy: { noticeWindowMs: 50 } });
  await approveCase(first);
  await first.result();
  const count = (await line.caseHistory(first.caseId)).points.length;
  expect(count).toBeGreaterThan(10);
  for (let index = 0; index < count; index += 1) {
    const running = await desk.open({ policy: { noticeWindowMs: 50 } });
    await approveCase(running);
    await running.result();
    for (let time = 0; time < 3; time += 1) {
      await resetTo(running, (points) => points[Math.min(index, points.length - 1)]!);
      const { view } = await running.result();
      expect(view.status).toBe('completed');
    }
    await replays(running);
    const rows = running.trace.ledger.filter(({ event }) => event === 'case-resumed');
    expect(rows).toHaveLength(3);
  }
}, 300_000);

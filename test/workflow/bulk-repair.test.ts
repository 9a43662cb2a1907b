/** A run over many cases goes on piece by piece, in histories that stay short and name no case. */
import { TASK_QUEUE, WORKFLOW_TYPES } from '../../workflows/contract/identifiers';
import { bulkWorkflowId, type BulkProgress } from '../../workflows/contract/operations';
import { type Harness, startHarness } from './harness';

let desk: Harness;
beforeAll(async () => {
  desk = await startHarness();
}, 120_000);
afterAll(() => desk.stop());

test('a run of many pieces continues as new, and answers with where it stands at the end', async () => {
  const runId = 'B-0000000230';
  const workflowId = bulkWorkflowId(runId);
  const { workflow } = desk.temporal.client;
  const progress = await workflow.execute<(input: object) => Promise<BulkProgress>>(
    WORKFLOW_TYPES.bulkRepair,
    { workflowId, taskQueue: TASK_QUEUE, args: [{ runId }] },
  );
  expect(progress).toMatchObject({ state: 'finished', done: 230, left: 0 });
  const { historyLength } = await workflow.getHandle(workflowId).describe();
  expect(historyLength).toBeLessThan(300);
  const { events } = await workflow.getHandle(workflowId).fetchHistory();
  const started = events?.[0]?.workflowExecutionStartedEventAttributes;
  expect(started?.continuedExecutionRunId).toMatch(/./);
  expect(JSON.stringify(events)).not.toContain('UC-');
}, 180_000);

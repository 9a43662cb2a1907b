/**
 * A change of the workflows while cases are open, on a real server: builds side by side, and the way back
 * from a build that breaks what is open.
 */
import { temporal as proto } from '@temporalio/proto';
import { ServiceError } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundle } from '@temporalio/worker';
import { createDesk } from '../../temporal/desk';
import type { WorkerDeployment } from '../../worker/config';
import { createWorker } from '../../worker/create-worker';
import * as messages from '../../workflows/contract/messages';
import { eventually } from '../e2e/eventually';
import { type Alteration, SLEEP_IN_CASE, alterWorkflows } from '../support/altered-workflows';
import { startTestTemporal, type TestTemporal } from '../support/temporal';
import {
  approveCase,
  openCase,
  OPERATOR,
  quietRuntime,
  type RunningCase,
  walkTo,
  WORKFLOWS_PATH,
} from '../workflow/harness';
import { createScriptedActivities } from '../workflow/scripted-activities';

jest.setTimeout(180_000);
const logger = new DefaultLogger('ERROR');
const NAME = 'desk';

const withTimer = (line: string): readonly Alteration[] => [
  SLEEP_IN_CASE,
  { file: 'unbind-case.ts', text: `await refundDeposits(desk);`, by: line },
];
/** Money waits for a moment: in new cases, and in open ones that are not there yet. */
const PATCHED = withTimer(
  `if (patched('cooling-off')) await sleep(100);\n      await refundDeposits(desk);`,
);
/** The same without asking what open cases have been through. */
const UNPATCHED = withTimer(
  `await sleep(100);\n      void patched;\n      await refundDeposits(desk);`,
);

let temporal: TestTemporal;
const scripted = createScriptedActivities();
const bundles = new Map<string, WorkflowBundle>();
const workers: { stop(): Promise<void> }[] = [];
const desk = () =>
  createDesk({ client: temporal.client, record: { cases: { read: async () => undefined } } });

async function bundleOf(name: string, alterations: readonly Alteration[]): Promise<void> {
  if (alterations.length === 0) {
    bundles.set(name, await bundleWorkflowCode({ workflowsPath: WORKFLOWS_PATH, logger }));
    return;
  }
  const altered = alterWorkflows(...alterations);
  try {
    bundles.set(name, await bundleWorkflowCode({ workflowsPath: altered.path, logger }));
  } finally {
    altered.remove();
  }
}

async function start(
  buildId: string,
  bundle: string,
  versioning: WorkerDeployment['versioning'] = 'auto-upgrade',
): Promise<void> {
  const worker = await createWorker({
    connection: temporal.nativeConnection,
    namespace: temporal.namespace,
    activities: scripted.activities,
    workflowBundle: bundles.get(bundle)!,
    settings: {
      maxActivities: 20,
      maxWorkflowTasks: 10,
      maxCachedWorkflows: 100,
      shutdownGraceMs: 1_000,
      deployment: { name: NAME, buildId, versioning },
    },
  });
  const running = worker.run();
  workers.push({
    stop: async () => {
      worker.shutdown();
      await running;
    },
  });
}

/** A build is known a moment after its worker polls, and gets cases a moment after it is current. */
async function makeCurrent(buildId: string): Promise<void> {
  await eventually(`${buildId} is current`, async () => {
    try {
      return (await desk().makeCurrent(NAME, buildId, 's_operator')) || undefined;
    } catch (error) {
      if (error instanceof Error && error.message === 'UNAVAILABLE') return undefined;
      throw error;
    }
  });
  await eventually(`${buildId} gets cases`, async () => {
    const probe = await open();
    const { builds } = await storyOf(probe);
    await probe.handle.terminate('a probe');
    return builds.includes(buildId) || undefined;
  });
}

/** Once the server lists the build; a busy one lists nothing for a moment. */
async function statesOnce(listed: string): Promise<Readonly<Record<string, string>>> {
  return eventually(`${listed} is listed`, async () => {
    const builds = (await desk().deployments()).flatMap((one) => one.builds);
    const states = Object.fromEntries(builds.map(({ buildId, state }) => [buildId, state]));
    return listed in states ? states : undefined;
  });
}

const { EventType } = proto.api.enums.v1;

/** Builds that decided, timers, and failed workflow tasks of a case. */
async function storyOf({ handle }: RunningCase) {
  const { events = [] } = await handle.fetchHistory();
  const ofType = (type: proto.api.enums.v1.EventType) =>
    (events ?? []).filter(({ eventType }) => eventType === type);
  const decided = ofType(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED).map(
    ({ workflowTaskCompletedEventAttributes: task }) => task?.deploymentVersion?.buildId ?? '',
  );
  return {
    builds: [...new Set(decided)],
    waited: ofType(EventType.EVENT_TYPE_TIMER_STARTED).some(
      ({ timerStartedEventAttributes: timer }) => timer?.startToFireTimeout?.nanos === 100_000_000,
    ),
    failures: ofType(EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED).length,
  };
}

const open = (options: Parameters<typeof openCase>[2] = {}) =>
  openCase(temporal, scripted, options);

beforeAll(async () => {
  quietRuntime();
  temporal = await startTestTemporal();
  await bundleOf('product', []);
  await bundleOf('patched', PATCHED);
  await bundleOf('unpatched', UNPATCHED);
});
afterAll(() => temporal.stop());
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});

test('a patched change takes open cases on, with the old build beside the new one', async () => {
  await start('v1', 'product');
  await makeCurrent('v1');
  const before = await open();
  await walkTo(before, 'awaiting-review');
  const past = await open({
    script: { closure: [{ kind: 'refused', code: 'CLOSURE_REFUSED' }, { kind: 'done' }] },
  });
  await approveCase(past);
  await past.until(({ parked }) => parked?.step === 'close-account');

  await start('v2', 'patched');
  await makeCurrent('v2');
  const fresh = await open();
  await approveCase(fresh);
  await approveCase(before);
  await past.decide(messages.retry, { by: OPERATOR, step: 'close-account' });
  for (const one of [fresh, before, past]) {
    expect((await one.result()).view.status).toBe('completed');
  }
  expect(await storyOf(fresh)).toEqual({ builds: ['v2'], waited: true, failures: 0 });
  expect(await storyOf(before)).toEqual({ builds: ['v1', 'v2'], waited: true, failures: 0 });
  expect(await storyOf(past)).toEqual({ builds: ['v1', 'v2'], waited: false, failures: 0 });
  expect(await statesOnce('v2')).toMatchObject({ v2: 'current' });
});

test('pinned cases end on the build that they began with, whatever the new one does', async () => {
  await start('p1', 'product', 'pinned');
  await makeCurrent('p1');
  const old = await open();
  await walkTo(old, 'awaiting-review');
  await start('p2', 'unpatched', 'pinned');
  await makeCurrent('p2');
  expect(await statesOnce('p2')).toMatchObject({ p1: 'draining', p2: 'current' });
  const fresh = await open();
  await approveCase(fresh);
  await approveCase(old);
  for (const one of [fresh, old]) expect((await one.result()).view.status).toBe('completed');
  expect(await storyOf(old)).toEqual({ builds: ['p1'], waited: false, failures: 0 });
  expect(await storyOf(fresh)).toEqual({ builds: ['p2'], waited: true, failures: 0 });
});

test('a build that breaks open cases is seen, rolled back, and nothing is lost or done twice', async () => {
  await start('v3', 'product');
  await makeCurrent('v3');
  const stuck = await open({
    taskTimeout: '3s',
    script: { closure: [{ kind: 'refused', code: 'CLOSURE_REFUSED' }, { kind: 'done' }] },
  });
  await approveCase(stuck);
  await stuck.until(({ parked }) => parked?.step === 'close-account');

  await start('v4', 'unpatched');
  await makeCurrent('v4');
  const retry = { by: OPERATOR, step: 'close-account' } as const;
  const asked = stuck.handle.startUpdate(messages.retry, {
    args: [retry],
    updateId: 'retry-1',
    waitForStage: 'ACCEPTED',
  });
  asked.catch(() => undefined); // It is asked again below, under the same id.
  await eventually('the broken build is seen', async () => {
    const query = `TemporalReportedProblems IS NOT NULL AND WorkflowId = '${stuck.caseId}'`;
    const { count } = await temporal.client.workflow.count(query);
    return count > 0 || undefined;
  });

  await makeCurrent('v3');
  await eventually('the case answers again', async () => {
    try {
      return await stuck.handle.executeUpdate(messages.retry, {
        args: [retry],
        updateId: 'retry-1',
      });
    } catch (error) {
      // Until the next attempt of its workflow task the case is not ready for a decision.
      if (error instanceof ServiceError) return undefined;
      throw error;
    }
  });
  expect((await stuck.result()).view.status).toBe('completed');
  const { calls } = stuck.trace;
  for (const [name, times] of [
    ['refund ', 1],
    ['unbind ', 1],
    ['close ', 2],
  ]) {
    expect(calls.filter((call) => call.startsWith(String(name)))).toHaveLength(Number(times));
  }
  expect((await storyOf(stuck)).failures).toBeGreaterThan(0);
  await eventually('nothing is reported any more', async () => {
    const { count } = await temporal.client.workflow.count(
      `TemporalReportedProblems IS NOT NULL AND WorkflowId = '${stuck.caseId}' AND ExecutionStatus = 'Running'`,
    );
    return count === 0 || undefined;
  });
});

test('a build that nobody runs cannot be made current', async () => {
  expect(await desk().makeCurrent(NAME, 'v9', 's_operator')).toBe(false);
  expect(await desk().makeCurrent('other', 'v1', 's_operator')).toBe(false);
});

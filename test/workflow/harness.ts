/** One Temporal server and one worker for a test file, and cases to drive through them. */
import { randomInt } from 'node:crypto';
import { WithStartWorkflowOperation } from '@temporalio/client';
import type { WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure, WorkflowUpdateFailedError } from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { CaseView } from '../../workflows/contract/case-view';
import { ID_ALPHABET, TASK_QUEUE, WORKFLOW_TYPES } from '../../workflows/contract/identifiers';
import type { Role } from '../../workflows/contract/lifecycle';
import * as messages from '../../workflows/contract/messages';
import type {
  Actor,
  CaseResult,
  OpenCaseInput,
  PolicyOverrides,
} from '../../workflows/contract/messages';
import type { Activities, OperatorsPort } from '../../workflows/contract/ports';
import { sharedBundle } from '../support/shared';
import { startTestTemporal } from '../support/temporal';
import type { TestTemporal } from '../support/temporal';
import { skipTime } from './skip-time';
import { createScriptedActivities, script, TERMINAL_1 } from './scripted-activities';
import type { Script, Trace } from './scripted-activities';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export const AGENT = actor('s_agent', 'agent');
export const REVIEWER = actor('s_reviewer', 'reviewer');
export const REVIEWER_2 = actor('s_reviewer2', 'reviewer');
export const OPERATOR = actor('s_operator', 'operator');
export const MERCHANT = actor('merchant', 'merchant');

/** Sources under Jest, their compiled twins in `dist`. */
export const WORKFLOWS_PATH = require.resolve('../../workflows/index');

export function actor(principalId: string, role: Role): Actor {
  return { principalId, role };
}

/** A running case, spoken to as the API does. */
export interface RunningCase {
  readonly caseId: string;
  readonly handle: WorkflowHandle<() => Promise<CaseResult>>;
  readonly trace: Trace;
  readonly script: Script;
  /** The update's answer, or the code it was refused with. */
  decide<I>(update: UpdateDefinition<messages.Receipt, [I]>, input: I): Promise<string>;
  /** Moves the workflow's clock forward and lets everything due by then happen. */
  skip(durationMs: number): Promise<void>;
  /** Waits until the record shows what is asked for. */
  until(condition: (view: CaseView, trace: Trace) => boolean): Promise<CaseView>;
  result(): Promise<CaseResult>;
}

export interface Harness {
  readonly temporal: TestTemporal;
  /** What comparisons find, by the id of their workflow. */
  readonly comparisons: ReturnType<typeof createScriptedActivities>['comparisons'];
  /** What verifications find, by the id of their workflow. */
  readonly verifications: ReturnType<typeof createScriptedActivities>['verifications'];
  open(options?: {
    script?: Partial<Script>;
    input?: Partial<OpenCaseInput>;
    policy?: PolicyOverrides;
    caseId?: string;
    /** How long a worker may take over a step of the code before it is handed out again; the server's default: 10 s. */
    taskTimeout?: '3s';
  }): Promise<RunningCase>;
  /** Nobody works any more until `deploy`. */
  stopWorker(): Promise<void>;
  /** Another worker with other code, or with that of the product. */
  deploy(workflowsPath?: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts server, bundle and worker: a few seconds, once a file. */
export async function startHarness(): Promise<Harness> {
  quietRuntime();
  const temporal = await startTestTemporal();
  const scripted = createScriptedActivities();
  const { activities } = scripted;
  let worker: { stop(): Promise<void> } | undefined = await startCaseWorker(temporal, {
    activities,
  });
  const stopWorker = async () => {
    await worker?.stop();
    worker = undefined;
  };
  return {
    temporal,
    comparisons: scripted.comparisons,
    verifications: scripted.verifications,
    open: (options = {}) => openCase(temporal, scripted, options),
    stopWorker,
    async deploy(workflowsPath) {
      await stopWorker();
      worker = await startCaseWorker(temporal, { activities, workflowsPath });
    },
    async stop() {
      await stopWorker();
      await temporal.stop();
    },
  };
}

/** The product's workflows, or an altered copy of them, with activities of the test. */
export interface CaseWorkerOptions {
  readonly activities: Activities & Partial<OperatorsPort>;
  readonly interceptors?: ActivityInterceptorsFactory[];
  /** Of altered workflows; default: as they are in this checkout. */
  readonly workflowsPath?: string | undefined;
  readonly taskQueue?: string;
}

/** Runs a worker until `stop`, which waits for what is in flight. */
export async function startCaseWorker(
  temporal: TestTemporal,
  { activities, interceptors = [], taskQueue = TASK_QUEUE, workflowsPath }: CaseWorkerOptions,
): Promise<{ stop(): Promise<void> }> {
  const worker = await Worker.create({
    connection: temporal.nativeConnection,
    namespace: temporal.namespace,
    taskQueue,
    ...(workflowsPath === undefined ? { workflowBundle: await sharedBundle() } : { workflowsPath }),
    activities,
    interceptors: { activity: interceptors },
    // A short sticky time-out lets a worker of the next test file take over at once.
    stickyQueueScheduleToStartTimeout: '1s',
  });
  const running = worker.run();
  return {
    async stop() {
      worker.shutdown();
      await running;
    },
  };
}

let runtimeIsQuiet = false;

/** Errors only: a refused decision is no news to a test. Before the first connection; called twice: once. */
export function quietRuntime(): void {
  if (runtimeIsQuiet) return;
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  runtimeIsQuiet = true;
}

/** Opens a case through the scripted activities of whatever workers run on the server. */
export async function openCase(
  temporal: TestTemporal,
  scripted: ReturnType<typeof createScriptedActivities>,
  options: Parameters<Harness['open']>[0] & object,
): Promise<RunningCase> {
  const caseId = options.caseId ?? newCaseId();
  const ownScript = script(options.script);
  scripted.scripts.set(caseId, ownScript);
  const trace = scripted.traceOf(caseId);
  const input: OpenCaseInput = {
    caseId,
    revision: 1,
    channel: 'hotline',
    reason: 'business-ended',
    closeAccount: true,
    terminalIds: [TERMINAL_1],
    openedBy: AGENT,
    calendarVersion: 'cn-2026',
    ...(options.policy && { policy: options.policy }),
    ...options.input,
  };
  const start = new WithStartWorkflowOperation<(input: OpenCaseInput) => Promise<CaseResult>>(
    WORKFLOW_TYPES.unbindCase,
    {
      args: [input],
      taskQueue: TASK_QUEUE,
      workflowId: caseId,
      workflowIdConflictPolicy: 'FAIL',
      ...(options.taskTimeout && { workflowTaskTimeout: options.taskTimeout }),
    },
  );
  const workflow = temporal.client.workflow;
  await workflow.executeUpdateWithStart(messages.open, { args: [], startWorkflowOperation: start });
  const handle: RunningCase['handle'] = workflow.getHandle(caseId);
  return {
    caseId,
    handle,
    trace,
    script: ownScript,
    decide: (update, decision) => decide(handle, update, decision),
    skip: (durationMs) => skipTime(temporal, caseId, durationMs),
    until: (condition) => until(trace, condition),
    result: () => handle.result(),
  };
}

/** The answer of an update, or the code it was refused with. */
export async function decide<I>(
  handle: RunningCase['handle'],
  update: UpdateDefinition<messages.Receipt, [I]>,
  input: I,
): Promise<string> {
  try {
    const { status } = await handle.executeUpdate(update, { args: [input] });
    return status;
  } catch (error) {
    return codeOf(error);
  }
}

/** `FOUR_EYES` of a refused update. */
export function codeOf(error: unknown): string {
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
    return (error.cause.type ?? '').replace('UNBIND_', '');
  }
  throw error;
}

async function until(
  trace: Trace,
  condition: (view: CaseView, trace: Trace) => boolean,
): Promise<CaseView> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const { view } = trace;
    if (view && condition(view, trace)) return view;
    if (Date.now() > deadline) {
      throw new Error(`not reached; status ${view?.status ?? 'none'}, calls ${trace.calls.join()}`);
    }
    await new Promise((wake) => setTimeout(wake, 10));
  }
}

export function newCaseId(): string {
  const letters = Array.from({ length: 10 }, () => ID_ALPHABET[randomInt(ID_ALPHABET.length)]);
  return `UC-${letters.join('')}`;
}

const WALK: readonly [string, (c: RunningCase) => Promise<string>][] = [
  [
    'awaiting-consent',
    (c) => c.decide(messages.verifyIdentity, { by: AGENT, method: 'document-seen' }),
  ],
  [
    'awaiting-application',
    (c) =>
      c.decide(messages.recordConsent, { by: AGENT, method: 'recorded-call', consentId: 'c1' }),
  ],
  ['awaiting-review', (c) => c.decide(messages.submit, { by: AGENT, revision: 2 })],
  [
    'awaiting-information',
    async (c) => {
      await c.decide(messages.claim, { by: REVIEWER, revision: 2 });
      return c.decide(messages.requestInformation, {
        by: REVIEWER,
        revision: 2,
        fields: ['phone'],
      });
    },
  ],
];

/** Walks a case to one of the statuses in which people are waited for. */
export async function walkTo(running: RunningCase, status: string): Promise<void> {
  for (const [reached, step] of WALK) {
    if (running.trace.view?.status === status) return;
    const now = await step(running);
    if (now !== reached) throw new Error(`${reached} not reached: ${now}`);
  }
}

/** Walks a case through the review; what follows is the machine's. */
export async function approveCase(running: RunningCase): Promise<void> {
  await walkTo(running, 'awaiting-review');
  await running.decide(messages.claim, { by: REVIEWER, revision: 2 });
  const now = await running.decide(messages.approve, { by: REVIEWER, revision: 2 });
  if (now !== 'unbinding' && now !== 'completed') throw new Error(`not approved: ${now}`);
}

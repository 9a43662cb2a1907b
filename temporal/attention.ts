// temporal/: all that speaks to Temporal as a client.
/** What only Temporal knows of work that stands still: who polls, which tasks fail, what runs at all. */
import { temporal } from '@temporalio/proto';
import { type CaseId, TASK_QUEUE } from '../workflows/contract/identifiers';
import type { TemporalCause } from '../workflows/contract/operations';
import { isGone } from './failures';
import type { Line } from './line';
import {
  RUNNING_CASES,
  type WorkflowInfo,
  type WorkflowStanding,
  attributeIn,
  listAll,
  standingOf,
  statusIn,
} from './visibility';

/** One of the two kinds of work that workers ask for. */
export interface QueueStanding {
  readonly work: 'workflow' | 'activity';
  /** Workers that have asked for work within the last long poll. */
  readonly pollers: number;
  /** When somebody asked last; absent where the server has forgotten. */
  readonly lastPollAt?: Date;
  readonly backlog: number;
  /** Age of the oldest task that waits, ms. */
  readonly backlogAgeMs: number;
  /** Tasks that were handed out, a second, over the last half minute. */
  readonly handedOutPerSecond: number;
}

/** A workflow whose task fails again and again. */
export interface FailingTask {
  readonly workflowId: string;
  readonly cause: Extract<TemporalCause, `workflow-${string}`>;
  readonly attempt?: number;
  readonly since?: Date;
}

export interface AttentionDesk {
  /** Who asks for work, by kind of work. */
  queues(): Promise<readonly QueueStanding[]>;
  /** Workflows whose tasks fail or time out; the first `most` are looked at, `total` are counted. */
  failingTasks(
    most: number,
  ): Promise<{ readonly total: number; readonly items: readonly FailingTask[] }>;
  /** Every case whose workflow runs, with the status that it shows in lists. */
  runningCases(): Promise<ReadonlyMap<CaseId, string | undefined>>;
  /** One case, read itself and not in a list that lags behind. */
  workflowStanding(caseId: CaseId): Promise<WorkflowStanding>;
}

/** A worker's poll takes a minute at most; one that is alive has asked again by then. */
const POLL_MS = 70_000;
const AT_A_TIME = 8;
const INVALID_ARGUMENT = 3;
const FAILING =
  `ExecutionStatus = 'Running' AND TaskQueue = '${TASK_QUEUE}' AND TemporalReportedProblems IN ` +
  `('category=WorkflowTaskFailed', 'category=WorkflowTaskTimedOut')`;

type Timestamp = { readonly seconds?: unknown; readonly nanos?: unknown } | null | undefined;

export function attentionOver(line: Line): AttentionDesk {
  const { client, bounded, coded } = line;
  return {
    queues: () =>
      coded(() =>
        Promise.all(
          (['workflow', 'activity'] as const).map(async (work) => {
            const described = await client.workflowService.describeTaskQueue({
              namespace: client.options.namespace,
              taskQueue: { name: TASK_QUEUE },
              taskQueueType: QUEUE_TYPES[work],
              reportStats: true,
            });
            return queueOf(work, described);
          }),
        ),
      ),
    failingTasks: (most) => coded(() => failingTasks(line, most)),
    runningCases: () =>
      coded(async () => {
        const running = await listAll(client, RUNNING_CASES, undefined, bounded);
        return new Map(
          running.flatMap(({ execution, searchAttributes }) =>
            execution?.workflowId ? [[execution.workflowId, statusIn(searchAttributes)]] : [],
          ),
        );
      }),
    workflowStanding: (caseId) =>
      coded(async () => (await standingOf(client, caseId)) ?? { isRunning: false }),
  };
}

async function failingTasks(
  { client, bounded }: Line,
  most: number,
): ReturnType<AttentionDesk['failingTasks']> {
  try {
    const { count } = await bounded(() => client.workflow.count(FAILING));
    const found = count === 0 ? [] : await listAll(client, FAILING, most, bounded);
    const items = await inTurns(found, (info) => bounded(() => failingTaskOf(client, info)));
    return { total: count, items: items.flatMap((item) => (item ? [item] : [])) };
  } catch (error) {
    // A server that does not mark such workflows cannot be asked for them.
    const cannot = error instanceof Error && 'code' in error && error.code === INVALID_ARGUMENT;
    if (cannot) return { total: 0, items: [] };
    throw error;
  }
}

const QUEUE_TYPES = {
  workflow: temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
  activity: temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
} as const;

/** Does the same for all, a few at a time. */
export async function inTurns<In, Out>(
  all: readonly In[],
  each: (one: In) => Promise<Out>,
): Promise<readonly Out[]> {
  const results: Out[] = [];
  const left = [...all.entries()];
  async function work(): Promise<void> {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [index, one] = next;
      results[index] = await each(one);
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return results;
}

function queueOf(
  work: QueueStanding['work'],
  { pollers, stats }: temporal.api.workflowservice.v1.IDescribeTaskQueueResponse,
): QueueStanding {
  const seen = (pollers ?? []).flatMap(({ lastAccessTime }) => momentOf(lastAccessTime) ?? []);
  const last = Math.max(...seen.map((at) => at.getTime()));
  return {
    work,
    pollers: seen.filter((at) => Date.now() - at.getTime() < POLL_MS).length,
    ...(seen.length === 0 ? {} : { lastPollAt: new Date(last) }),
    backlog: Number(stats?.approximateBacklogCount ?? 0),
    backlogAgeMs: msOf(stats?.approximateBacklogAge),
    handedOutPerSecond: stats?.tasksDispatchRate ?? 0,
  };
}

async function failingTaskOf(
  client: Line['client'],
  { execution, searchAttributes }: WorkflowInfo,
): Promise<FailingTask | undefined> {
  const workflowId = execution?.workflowId;
  if (!workflowId) return undefined;
  const problems = JSON.stringify(attributeIn(searchAttributes, 'TemporalReportedProblems') ?? '');
  const cause = problems.includes('NonDeterministic')
    ? 'workflow-diverges'
    : problems.includes('TimedOut')
      ? 'workflow-slow'
      : 'workflow-fails';
  try {
    const { raw } = await client.workflow.getHandle(workflowId).describe();
    const task = raw.pendingWorkflowTask;
    const since = momentOf(task?.originalScheduledTime ?? task?.scheduledTime);
    return {
      workflowId,
      cause,
      ...(task?.attempt ? { attempt: task.attempt } : {}),
      ...(since ? { since } : {}),
    };
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

function msOf(span: Timestamp): number {
  return Number(span?.seconds ?? 0) * 1_000 + Number(span?.nanos ?? 0) / 1_000_000;
}

function momentOf(timestamp: Timestamp): Date | undefined {
  const ms = msOf(timestamp);
  return ms > 0 ? new Date(ms) : undefined;
}

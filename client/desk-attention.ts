/** What only Temporal knows of work that stands still: who polls, which tasks fail, what runs at all. */
import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import {
  type CaseId,
  SEARCH_ATTRIBUTES,
  TASK_QUEUE,
  WORKFLOW_TYPES,
} from '../workflows/contract/identifiers';
import type { TemporalCause } from '../workflows/contract/operations';
import { DeskError, isGone } from './desk-failures';

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

/** What Temporal says of one case. */
export interface WorkflowStanding {
  readonly isRunning: boolean;
  readonly status?: string;
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

/** What `createDesk` lends. */
export interface AttentionLine {
  readonly bounded: <T>(call: () => Promise<T>) => Promise<T>;
  readonly asDeskError: (error: unknown, caseId: CaseId) => Promise<Error>;
}

/** A worker's poll takes a minute at most; one that is alive has asked again by then. */
const POLL_MS = 70_000;
const LIST_PAGE = 1_000;
const AT_A_TIME = 8;
const INVALID_ARGUMENT = 3;
const RUNNING_CASES = `ExecutionStatus = 'Running' AND WorkflowType = '${WORKFLOW_TYPES.unbindCase}'`;
const FAILING =
  `ExecutionStatus = 'Running' AND TaskQueue = '${TASK_QUEUE}' AND TemporalReportedProblems IN ` +
  `('category=WorkflowTaskFailed', 'category=WorkflowTaskTimedOut')`;

type WorkflowInfo = temporal.api.workflow.v1.IWorkflowExecutionInfo;
type SearchAttributes = temporal.api.common.v1.ISearchAttributes | null | undefined;
type Timestamp = { readonly seconds?: unknown; readonly nanos?: unknown } | null | undefined;

export function attentionOver(client: Client, line: AttentionLine): AttentionDesk {
  const { bounded, asDeskError } = line;
  const asked = async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await call();
    } catch (error) {
      throw error instanceof DeskError ? error : await asDeskError(error, '');
    }
  };
  return {
    queues: () =>
      asked(() =>
        Promise.all(
          (['workflow', 'activity'] as const).map(async (work) => {
            const described = await bounded(() =>
              client.workflowService.describeTaskQueue({
                namespace: client.options.namespace,
                taskQueue: { name: TASK_QUEUE },
                taskQueueType: QUEUE_TYPES[work],
                reportStats: true,
              }),
            );
            return queueOf(work, described);
          }),
        ),
      ),
    failingTasks: (most) => asked(() => failingTasks(client, line, most)),
    runningCases: () =>
      asked(async () => {
        const running = await list(client, line, RUNNING_CASES, Number.MAX_SAFE_INTEGER);
        return new Map(
          running.flatMap(({ execution, searchAttributes }) =>
            execution?.workflowId ? [[execution.workflowId, statusIn(searchAttributes)]] : [],
          ),
        );
      }),
    workflowStanding: (caseId) => asked(() => standingOf(client, line, caseId)),
  };
}

/** Pages of what visibility lists. */
async function list(
  client: Client,
  { bounded }: AttentionLine,
  query: string,
  most: number,
): Promise<readonly WorkflowInfo[]> {
  const found: WorkflowInfo[] = [];
  let nextPageToken: Uint8Array | undefined;
  do {
    const page = await bounded(() =>
      client.workflowService.listWorkflowExecutions({
        namespace: client.options.namespace,
        query,
        pageSize: Math.min(LIST_PAGE, most),
        ...(nextPageToken && { nextPageToken }),
      }),
    );
    found.push(...page.executions);
    nextPageToken = page.nextPageToken;
  } while (nextPageToken.length > 0 && found.length < most);
  return found.slice(0, most);
}

async function failingTasks(
  client: Client,
  line: AttentionLine,
  most: number,
): ReturnType<AttentionDesk['failingTasks']> {
  try {
    const { count } = await line.bounded(() => client.workflow.count(FAILING));
    const found = count === 0 ? [] : await list(client, line, FAILING, most);
    const items = await inTurns(found, (info) => failingTaskOf(client, line, info));
    return { total: count, items: items.flatMap((item) => (item ? [item] : [])) };
  } catch (error) {
    // A server that does not mark such workflows cannot be asked for them.
    const cannot = error instanceof Error && 'code' in error && error.code === INVALID_ARGUMENT;
    if (cannot) return { total: 0, items: [] };
    throw error;
  }
}

async function standingOf(
  client: Client,
  { bounded }: AttentionLine,
  caseId: CaseId,
): Promise<WorkflowStanding> {
  try {
    const { raw } = await bounded(() => client.workflow.getHandle(caseId).describe());
    const info = raw.workflowExecutionInfo;
    const status = statusIn(info?.searchAttributes);
    return { isRunning: info?.status === RUNNING, ...(status === undefined ? {} : { status }) };
  } catch (error) {
    if (isGone(error)) return { isRunning: false };
    throw error;
  }
}

const RUNNING = temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
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
  client: Client,
  { bounded }: AttentionLine,
  { execution, searchAttributes }: WorkflowInfo,
): Promise<FailingTask | undefined> {
  const workflowId = execution?.workflowId;
  if (!workflowId) return undefined;
  const problems = JSON.stringify(valueIn(searchAttributes, 'TemporalReportedProblems') ?? '');
  const cause = problems.includes('NonDeterministic')
    ? 'workflow-diverges'
    : problems.includes('TimedOut')
      ? 'workflow-slow'
      : 'workflow-fails';
  try {
    const { raw } = await bounded(() => client.workflow.getHandle(workflowId).describe());
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

function statusIn(attributes: SearchAttributes): string | undefined {
  const value = valueIn(attributes, SEARCH_ATTRIBUTES.status.name);
  return typeof value === 'string' ? value : undefined;
}

/** A search attribute as the server lists it: JSON in bytes. */
function valueIn(attributes: SearchAttributes, name: string): unknown {
  const data = attributes?.indexedFields?.[name]?.data;
  return data && data.length > 0 ? JSON.parse(Buffer.from(data).toString('utf8')) : undefined;
}

function msOf(span: Timestamp): number {
  return Number(span?.seconds ?? 0) * 1_000 + Number(span?.nanos ?? 0) / 1_000_000;
}

function momentOf(timestamp: Timestamp): Date | undefined {
  const ms = msOf(timestamp);
  return ms > 0 ? new Date(ms) : undefined;
}

/** Histories of many workflows at once, and their replay on the worker: what a release gate asks of Temporal. */
import { type Client, WorkflowIdConflictPolicy, WorkflowFailedError } from '@temporalio/client';
import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import { errorCodeOf } from '../workflows/contract/errors';
import { type CaseId, TASK_QUEUE, WORKFLOW_TYPES } from '../workflows/contract/identifiers';
import type { ReplayVerdict } from '../workflows/contract/ports';
import { DeskError, isGone } from './desk-failures';
import { historyToJson } from './history-json';

/** One page of histories; `missing` are those that Temporal has no longer. */
export interface HistoryPage {
  readonly items: readonly { readonly workflowId: string; readonly history: unknown }[];
  readonly missing: readonly string[];
  readonly nextCursor?: string;
  /** How many there are in all, where that is known. */
  readonly total?: number;
}

export interface HistoriesDesk {
  /** A page of the workflows that are open now, of every kind that carries a case. */
  openHistories(page: { cursor?: string; limit: number }): Promise<HistoryPage>;
  /** The latest runs of the cases named. */
  historiesOf(caseIds: readonly CaseId[]): Promise<HistoryPage>;
  /** Replays a case on the build of a worker. `CASE_NOT_FOUND`, `UNAVAILABLE`. */
  replay(caseId: CaseId): Promise<ReplayVerdict>;
}

/** What `createDesk` lends: calls with a limit, and failures as codes. */
export interface HistoriesLine {
  readonly bounded: <T>(call: () => Promise<T>) => Promise<T>;
  readonly asDeskError: (error: unknown, caseId: CaseId) => Promise<Error>;
}

/** Histories that are read side by side. */
const AT_A_TIME = 8;
/** Longest replay that somebody waits for, ms. */
const REPLAY_WAIT_MS = 25_000;
const CARRY_CASES = [
  WORKFLOW_TYPES.unbindCase,
  WORKFLOW_TYPES.reopenRefund,
  WORKFLOW_TYPES.resendNotice,
  WORKFLOW_TYPES.bulkRepair,
];
const OPEN = `ExecutionStatus = 'Running' AND WorkflowType IN (${CARRY_CASES.map((type) => `'${type}'`).join(', ')})`;

export function historiesOver(client: Client, line: HistoriesLine): HistoriesDesk {
  const { bounded, asDeskError } = line;
  const read = (ids: readonly string[]) => readHistories(client, line, ids);
  return {
    async openHistories({ cursor, limit }) {
      try {
        const page = await bounded(() =>
          client.workflowService.listWorkflowExecutions({
            namespace: client.options.namespace,
            query: OPEN,
            pageSize: limit,
            ...(cursor === undefined ? {} : { nextPageToken: Buffer.from(cursor, 'base64url') }),
          }),
        );
        const ids = page.executions.flatMap(({ execution }) => execution?.workflowId ?? []);
        const total =
          cursor === undefined ? await bounded(() => client.workflow.count(OPEN)) : undefined;
        return {
          ...(await read(ids)),
          ...(total === undefined ? {} : { total: total.count }),
          ...(page.nextPageToken.length === 0
            ? {}
            : { nextCursor: Buffer.from(page.nextPageToken).toString('base64url') }),
        };
      } catch (error) {
        if (error instanceof DeskError) throw error;
        throw await asDeskError(error, '');
      }
    },

    historiesOf: read,

    async replay(caseId) {
      try {
        return await client.withDeadline(Date.now() + REPLAY_WAIT_MS, () =>
          client.workflow.execute<(input: unknown) => Promise<ReplayVerdict>>(
            WORKFLOW_TYPES.replayCase,
            {
              workflowId: `${caseId}:replay`,
              taskQueue: TASK_QUEUE,
              args: [{ workflowId: caseId }],
              workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
              workflowExecutionTimeout: REPLAY_WAIT_MS,
            },
          ),
        );
      } catch (error) {
        throw replayRefusal(error) ?? (await asDeskError(error, caseId));
      }
    },
  };
}

function replayRefusal(error: unknown): DeskError | undefined {
  if (!(error instanceof WorkflowFailedError)) return undefined;
  const failure = error.cause instanceof ActivityFailure ? error.cause.cause : error.cause;
  const code = failure instanceof ApplicationFailure ? errorCodeOf(failure.type) : undefined;
  // A time-out is a worker that is not there or is busy; the same question may pass later.
  return new DeskError(code ?? 'UNAVAILABLE', [], { cause: error });
}

async function readHistories(
  client: Client,
  { bounded, asDeskError }: HistoriesLine,
  workflowIds: readonly string[],
): Promise<Omit<HistoryPage, 'nextCursor'>> {
  const items: { workflowId: string; history: unknown }[] = [];
  const missing: string[] = [];
  const left = [...workflowIds];
  async function work(): Promise<void> {
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      const workflowId = id;
      try {
        const handle = client.workflow.getHandle(workflowId);
        const history = historyToJson(await bounded(() => handle.fetchHistory()));
        items.push({ workflowId, history });
      } catch (error) {
        if (!isGone(error)) throw await asDeskError(error, workflowId);
        missing.push(workflowId);
      }
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return { items, missing };
}

/** Histories, one and many at once, and their replay on the worker: what a release gate asks of Temporal. */
import { WorkflowIdConflictPolicy } from '@temporalio/client';
import { type CaseId, TASK_QUEUE, WORKFLOW_TYPES } from '../workflows/contract/identifiers';
import type { ReplayVerdict } from '../workflows/contract/ports';
import { failedRunOf, isGone } from './failures';
import { historyToJson } from './history-json';
import type { Line } from './line';
import { listPage, workflowIdsOf } from './visibility';

/** One page of histories; `missing` are those that Temporal has no longer. */
export interface HistoryPage {
  readonly items: readonly { readonly workflowId: string; readonly history: unknown }[];
  readonly missing: readonly string[];
  readonly nextCursor?: string;
  /** How many there are in all, where that is known. */
  readonly total?: number;
}

export interface HistoriesDesk {
  /** History of the case as Temporal exports it (JSON): ids and codes only. `WORKFLOW_MISSING`, `CASE_ENDED`. */
  history(caseId: CaseId): Promise<unknown>;
  /** A page of the workflows that are open now, of every kind that carries a case. */
  openHistories(page: { cursor?: string; limit: number }): Promise<HistoryPage>;
  /** The latest runs of the cases named. */
  historiesOf(caseIds: readonly CaseId[]): Promise<HistoryPage>;
  /** Replays a case on the build of a worker. `CASE_NOT_FOUND`, `UNAVAILABLE`. */
  replay(caseId: CaseId): Promise<ReplayVerdict>;
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

export function historiesOver(line: Line): HistoriesDesk {
  const { client, bounded, coded, asDeskError } = line;
  const read = (ids: readonly string[]) => readHistories(line, ids);
  return {
    history: (caseId) =>
      coded(
        async () => historyToJson(await client.workflow.getHandle(caseId).fetchHistory()),
        caseId,
      ),

    openHistories: ({ cursor, limit }) =>
      coded(async () => {
        const { items, next } = await listPage(client, OPEN, { cursor, limit });
        const total =
          cursor === undefined ? await bounded(() => client.workflow.count(OPEN)) : undefined;
        return {
          ...(await read(workflowIdsOf(items))),
          ...(total === undefined ? {} : { total: total.count }),
          ...(next === undefined ? {} : { nextCursor: next }),
        };
      }),

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
        throw failedRunOf(error) ?? (await asDeskError(error, caseId));
      }
    },
  };
}

async function readHistories(
  { client, bounded, asDeskError }: Line,
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

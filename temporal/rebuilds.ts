/** Rebuilding the record of cases from their histories: the part of the desk that talks to Temporal. */
import { WorkflowIdConflictPolicy } from '@temporalio/client';
import { type CaseId, TASK_QUEUE, WORKFLOW_TYPES } from '../workflows/contract/identifiers';
import type { RebuildCaseInput, RebuildReport } from '../workflows/contract/rebuilding';
import { failedRunOf } from './failures';
import type { Line } from './line';
import { listPage, workflowIdsOf } from './visibility';

/** A page of the cases that Temporal knows. */
export interface CasesPage {
  readonly caseIds: readonly CaseId[];
  readonly nextCursor?: string;
  /** How many there are in all, on the first page. */
  readonly total?: number;
}

export interface RebuildDesk {
  /**
   * Has a worker write what the record lacks of a case, or only say it. Called twice: the second time there
   * is nothing to write. `CASE_NOT_FOUND`, `CASE_UNRECORDED`, `ACQUIRER_UNAVAILABLE`, `UNAVAILABLE`.
   */
  rebuild(input: RebuildCaseInput): Promise<RebuildReport>;
  /**
   * Cases whose workflow runs, or has ended since a moment (RFC 3339); one may come twice where its history
   * was reset. `UNAVAILABLE`.
   */
  casesSince(page: { since: string; cursor?: string; limit: number }): Promise<CasesPage>;
}

/** Longest time that somebody waits for one case, ms. */
const REBUILD_WAIT_MS = 90_000;

export function rebuildsOver({ client, coded, asDeskError, signed }: Line): RebuildDesk {
  return {
    async rebuild(input) {
      const { caseId, dryRun } = input;
      const workflowId = `${caseId}:rebuild${dryRun ? '-dry-run' : ''}`;
      const name = WORKFLOW_TYPES.rebuildCase;
      const about = { kind: 'start', to: workflowId, name, id: '' } as const;
      try {
        return await client.withDeadline(Date.now() + REBUILD_WAIT_MS, () =>
          client.workflow.execute<(input: RebuildCaseInput) => Promise<RebuildReport>>(name, {
            workflowId,
            taskQueue: TASK_QUEUE,
            args: [signed(about, input)],
            workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
            workflowExecutionTimeout: REBUILD_WAIT_MS,
          }),
        );
      } catch (error) {
        throw failedRunOf(error) ?? (await asDeskError(error, caseId));
      }
    },

    casesSince: ({ since, cursor, limit }) =>
      coded(async () => {
        const query = `WorkflowType = '${WORKFLOW_TYPES.unbindCase}' AND (ExecutionStatus = 'Running' OR CloseTime >= '${since}')`;
        const { items, next } = await listPage(client, query, { cursor, limit });
        return {
          caseIds: workflowIdsOf(items),
          ...(cursor === undefined ? { total: (await client.workflow.count(query)).count } : {}),
          ...(next === undefined ? {} : { nextCursor: next }),
        };
      }),
  };
}

/** Rebuilding the record of cases from their histories: the part of the desk that talks to Temporal. */
import { type Client, WorkflowFailedError, WorkflowIdConflictPolicy } from '@temporalio/client';
import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import { errorCodeOf } from '../workflows/contract/errors';
import { type CaseId, TASK_QUEUE, WORKFLOW_TYPES } from '../workflows/contract/identifiers';
import type { RebuildCaseInput, RebuildReport } from '../workflows/contract/rebuilding';
import { DeskError } from './desk-failures';
import type { HistoriesLine } from './desk-histories';

/** A page of the cases that Temporal knows. */
export interface KnownCases {
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
  casesSince(page: { since: string; cursor?: string; limit: number }): Promise<KnownCases>;
}

/** Longest time that somebody waits for one case, ms. */
const REBUILD_WAIT_MS = 90_000;

export function rebuildsOver(client: Client, { bounded, asDeskError }: HistoriesLine): RebuildDesk {
  return {
    async rebuild(input) {
      const { caseId, dryRun } = input;
      try {
        return await client.withDeadline(Date.now() + REBUILD_WAIT_MS, () =>
          client.workflow.execute<(input: RebuildCaseInput) => Promise<RebuildReport>>(
            WORKFLOW_TYPES.rebuildCase,
            {
              workflowId: `${caseId}:rebuild${dryRun ? '-dry-run' : ''}`,
              taskQueue: TASK_QUEUE,
              args: [input],
              workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
              workflowExecutionTimeout: REBUILD_WAIT_MS,
            },
          ),
        );
      } catch (error) {
        if (!(error instanceof WorkflowFailedError)) throw await asDeskError(error, caseId);
        const failure = error.cause instanceof ActivityFailure ? error.cause.cause : error.cause;
        const code = failure instanceof ApplicationFailure ? errorCodeOf(failure.type) : undefined;
        // A time-out is a worker that is not there or is busy; the same question may pass later.
        throw new DeskError(code ?? 'UNAVAILABLE', [], { cause: error });
      }
    },

    async casesSince({ since, cursor, limit }) {
      const query = `WorkflowType = '${WORKFLOW_TYPES.unbindCase}' AND (ExecutionStatus = 'Running' OR CloseTime >= '${since}')`;
      try {
        const page = await bounded(() =>
          client.workflowService.listWorkflowExecutions({
            namespace: client.options.namespace,
            query,
            pageSize: limit,
            ...(cursor === undefined ? {} : { nextPageToken: Buffer.from(cursor, 'base64url') }),
          }),
        );
        const total =
          cursor === undefined ? await bounded(() => client.workflow.count(query)) : undefined;
        return {
          caseIds: page.executions.flatMap(({ execution }) => execution?.workflowId ?? []),
          ...(total === undefined ? {} : { total: total.count }),
          ...(page.nextPageToken.length === 0
            ? {}
            : { nextCursor: Buffer.from(page.nextPageToken).toString('base64url') }),
        };
      } catch (error) {
        throw await asDeskError(error, '');
      }
    },
  };
}

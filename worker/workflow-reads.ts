/** What a comparison asks of Temporal, on the worker's own connection. */
import { temporal } from '@temporalio/proto';
import type { NativeConnection } from '@temporalio/worker';
import { z } from 'zod';
import type { WorkflowReads } from '../activities/reconcile/workflow-reads';
import { SEARCH_ATTRIBUTES, WORKFLOW_TYPES } from '../workflows/contract/identifiers';

const NOT_FOUND = 5;
const { WORKFLOW_EXECUTION_STATUS_RUNNING } = temporal.api.enums.v1.WorkflowExecutionStatus;
const OPEN = `ExecutionStatus = 'Running' AND WorkflowType = '${WORKFLOW_TYPES.unbindCase}'`;

export function createWorkflowReads(
  connection: Pick<NativeConnection, 'workflowService'>,
  namespace: string,
): WorkflowReads {
  return {
    async standing(workflowId) {
      try {
        const { workflowExecutionInfo: info } =
          await connection.workflowService.describeWorkflowExecution({
            namespace,
            execution: { workflowId },
          });
        const status = statusIn(info?.searchAttributes?.indexedFields);
        return {
          isRunning: info?.status === WORKFLOW_EXECUTION_STATUS_RUNNING,
          ...(status === undefined ? {} : { status }),
        };
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === NOT_FOUND) return undefined;
        throw error;
      }
    },

    async openCases({ after, limit }) {
      const page = await connection.workflowService.listWorkflowExecutions({
        namespace,
        query: OPEN,
        pageSize: limit,
        ...(after === undefined ? {} : { nextPageToken: Buffer.from(after, 'base64url') }),
      });
      const caseIds = page.executions.flatMap(({ execution }) => execution?.workflowId ?? []);
      if (page.nextPageToken.length === 0) return { caseIds };
      return { caseIds, next: Buffer.from(page.nextPageToken).toString('base64url') };
    },
  };
}

function statusIn(
  fields: Readonly<Record<string, temporal.api.common.v1.IPayload>> | null | undefined,
): string | undefined {
  const data = fields?.[SEARCH_ATTRIBUTES.status.name]?.data;
  if (!data) return undefined;
  const parsed = z.string().safeParse(JSON.parse(Buffer.from(data).toString('utf8')));
  return parsed.data;
}

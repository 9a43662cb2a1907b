/** What a comparison asks of Temporal, on the worker's own connection. */
import type { WorkflowReads } from '../activities/reconcile/workflow-reads';
import type { Client } from '../temporal/connection';
import { RUNNING_CASES, listPage, standingOf, workflowIdsOf } from '../temporal/visibility';

export function createWorkflowReads(client: Client): WorkflowReads {
  return {
    standing: (workflowId) => standingOf(client, workflowId),

    async openCases({ after, limit }) {
      const { items, next } = await listPage(client, RUNNING_CASES, { cursor: after, limit });
      return { caseIds: workflowIdsOf(items), ...(next === undefined ? {} : { next }) };
    },
  };
}

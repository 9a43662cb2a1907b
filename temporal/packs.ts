/** Evidence packs: the part of the desk that has a worker make one. */
import { WorkflowIdConflictPolicy } from '@temporalio/client';
import { TASK_QUEUE, WORKFLOW_TYPES, packWorkflowId } from '../workflows/contract/identifiers';
import type { MakePackInput } from '../workflows/contract/verification';
import { failedRunOf } from './failures';
import type { Line } from './line';

export interface PacksDesk {
  /**
   * Has a worker make the evidence pack that the ledger asks for, and waits until it lies in the record. Called
   * twice for one pack, also at the same time: made once. `HEADS_NOT_SIGNED`, `UNAVAILABLE`.
   */
  makePack(input: MakePackInput): Promise<void>;
}

/** Longest time that somebody waits for a pack, ms. */
const PACK_WAIT_MS = 30_000;

export function packsOver({ client, asDeskError }: Line): PacksDesk {
  return {
    async makePack(input) {
      const { caseId, packId } = input;
      try {
        await client.withDeadline(Date.now() + PACK_WAIT_MS, () =>
          client.workflow.execute<(input: MakePackInput) => Promise<void>>(
            WORKFLOW_TYPES.makePack,
            {
              workflowId: packWorkflowId(caseId, packId),
              taskQueue: TASK_QUEUE,
              args: [input],
              workflowExecutionTimeout: PACK_WAIT_MS,
              workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
            },
          ),
        );
      } catch (error) {
        throw failedRunOf(error) ?? (await asDeskError(error, caseId));
      }
    },
  };
}

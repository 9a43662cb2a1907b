/** Taking a case back to an earlier point of its history: the part of the desk that talks to Temporal. */
import { WorkflowNotFoundError } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import type { CaseId } from '../workflows/contract/identifiers';
import { type CaseHistory, type PastReport, readCaseHistory } from './case-history';
import { reportTo } from './decisions';
import { DeskError } from './failures';
import type { Line } from './line';

/** One reset, decided. */
export interface ResetOrder {
  readonly caseId: CaseId;
  /** The run that was looked at; where another one runs by now, the point means nothing any more. */
  readonly runId: string;
  readonly eventId: number;
  /** Names the order to Temporal. */
  readonly requestId: string;
}

export interface ResetDesk {
  /** What the present run of a case went through, also after its end. `WORKFLOW_MISSING`, `UNAVAILABLE`. */
  caseHistory(caseId: CaseId): Promise<CaseHistory>;
  /**
   * Takes the case back; later decisions and reports are left out. The workflow hears of it by itself.
   * Answers with the id of the new run. Called twice: `RESET_POINT_UNKNOWN`, since another run is there.
   * `WORKFLOW_MISSING`, `UNAVAILABLE`.
   */
  resetCase(order: ResetOrder): Promise<string>;
  /** Says once more what a system had reported. `CASE_ENDED`, `UNAVAILABLE`. */
  repeatReport(caseId: CaseId, report: PastReport): Promise<void>;
}

/** Shown by Temporal beside the new run; who and why stand in the ledger. */
const REASON = 'reset by an operator of the desk';
const { ResetReapplyExcludeType } = temporal.api.enums.v1;

export function resetsOver(line: Line): ResetDesk {
  const { client, bounded, coded, asDeskError, signed, wasProven } = line;
  const { namespace } = client.options;
  return {
    caseHistory: (caseId) =>
      coded(async () => {
        const { runId } = await client.workflow.getHandle(caseId).describe();
        const history = await bounded(() =>
          client.workflow.getHandle(caseId, runId).fetchHistory(),
        );
        return readCaseHistory({ workflowId: caseId, runId, wasProven }, history);
      }, caseId),

    resetCase: ({ caseId, runId, eventId, requestId }) =>
      coded(async () => {
        const now = await client.workflow.getHandle(caseId).describe();
        if (now.runId !== runId) throw new DeskError('RESET_POINT_UNKNOWN');
        const answer = await bounded(() =>
          client.workflowService.resetWorkflowExecution({
            namespace,
            workflowExecution: { workflowId: caseId, runId },
            workflowTaskFinishEventId: eventId as never,
            requestId,
            reason: REASON,
            identity: client.options.identity,
            // The server would repeat all of them; the operator chooses, and the desk sends those.
            resetReapplyExcludeTypes: [
              ResetReapplyExcludeType.RESET_REAPPLY_EXCLUDE_TYPE_SIGNAL,
              ResetReapplyExcludeType.RESET_REAPPLY_EXCLUDE_TYPE_UPDATE,
            ],
          }),
        );
        return answer.runId;
      }, caseId),

    async repeatReport(caseId, { name, input }) {
      try {
        const told = signed(reportTo(caseId, name), input);
        await bounded(() => client.workflow.getHandle(caseId).signal(name, told));
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) {
          throw new DeskError('CASE_ENDED', [], { cause: error });
        }
        throw await asDeskError(error, caseId);
      }
    },
  };
}

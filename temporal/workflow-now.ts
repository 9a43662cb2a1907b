/** How a workflow stands, and the activities that Temporal is trying, as the diagnosis shows them. */
import { temporal } from '@temporalio/proto';
import type { CaseId } from '../workflows/contract/identifiers';
import type { LostWorkflow } from '../workflows/contract/operations';
import { DeskError, isGone } from './failures';
import type { Line } from './line';

/** What Temporal says of the workflow of a case. */
export interface WorkflowNow {
  /** How it ended, or that there is none; absent while it runs. */
  readonly end?: LostWorkflow;
  /** Empty where it does not run: what it had begun is never tried again. */
  readonly pending: readonly PendingWork[];
}

export interface StandingsDesk {
  /** How the workflow of the case stands, and the activities that Temporal is trying now. */
  workflowNow(caseId: CaseId): Promise<WorkflowNow>;
  /** Round trip to Temporal; for readiness. */
  ping(): Promise<void>;
}

const { WorkflowExecutionStatus } = temporal.api.enums.v1;
const ENDS: ReadonlyMap<unknown, LostWorkflow> = new Map([
  [WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED, 'completed'],
  [WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED, 'failed'],
  [WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED, 'canceled'],
  [WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED, 'terminated'],
  [WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TIMED_OUT, 'timed-out'],
]);

interface RawDescription {
  readonly workflowExecutionInfo?: { readonly status?: unknown } | null;
  readonly pendingActivities?: readonly RawPending[] | null;
}

export function standingsOver({ client, bounded, coded }: Line): StandingsDesk {
  return {
    workflowNow: (caseId) =>
      coded(async () => {
        try {
          const { raw } = await client.workflow.getHandle(caseId).describe();
          return workflowNowOf(raw);
        } catch (error) {
          if (isGone(error)) return { end: 'gone' as const, pending: [] };
          throw error;
        }
      }, caseId),

    async ping() {
      try {
        await bounded(() => client.workflowService.getSystemInfo({}));
      } catch (error) {
        throw new DeskError('UNAVAILABLE', [], { cause: error });
      }
    },
  };
}

/** From Temporal's description of a workflow. */
export function workflowNowOf(raw: RawDescription): WorkflowNow {
  const end = ENDS.get(raw.workflowExecutionInfo?.status);
  if (end !== undefined) return { end, pending: [] };
  return { pending: (raw.pendingActivities ?? []).map((activity) => pendingOf(activity)) };
}

/** What Temporal is doing for a case right now; for the diagnosis. */
export interface PendingWork {
  readonly activityId: string;
  readonly activityType: string;
  readonly attempt: number;
  /** Type of the last failure, a public code where it is ours. */
  readonly lastFailure?: string;
  /** RFC 3339; absent while an attempt runs. */
  readonly nextAttemptAt?: string;
}

interface RawPending {
  readonly activityId?: string | null;
  readonly activityType?: { readonly name?: string | null } | null;
  readonly attempt?: number | null;
  readonly lastFailure?: {
    readonly applicationFailureInfo?: { readonly type?: string | null } | null;
  } | null;
  readonly nextAttemptScheduleTime?: { readonly seconds?: unknown } | null;
}

function pendingOf(raw: RawPending): PendingWork {
  const lastFailure = raw.lastFailure?.applicationFailureInfo?.type ?? undefined;
  const seconds = Number(raw.nextAttemptScheduleTime?.seconds ?? 0);
  return {
    activityId: raw.activityId ?? '',
    activityType: raw.activityType?.name ?? '',
    attempt: raw.attempt ?? 0,
    ...(lastFailure ? { lastFailure } : {}),
    ...(seconds > 0 ? { nextAttemptAt: new Date(seconds * 1000).toISOString() } : {}),
  };
}

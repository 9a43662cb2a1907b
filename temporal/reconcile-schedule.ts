/** The Temporal Schedule that compares everything each night; made by the first worker that finds none. */
import { ScheduleAlreadyRunning, ScheduleClient, ScheduleOverlapPolicy } from '@temporalio/client';
import type { ConnectionLike } from '@temporalio/client';
import { DESK_TIME_ZONE } from '../workflows/contract/desk-days';
import {
  RECONCILE_PREFIX,
  RECONCILE_SCHEDULE,
  TASK_QUEUE,
  WORKFLOW_TYPES,
} from '../workflows/contract/identifiers';
import type { ReconcileInput } from '../workflows/contract/reconciliation';

/** After the acquirer's own end of day, before people come. */
const NIGHT = { hour: 3, timeZone: DESK_TIME_ZONE } as const;

/**
 * Makes the schedule where there is none and leaves one that is there as it is, so that operators may
 * pause or move it. Called twice: `present`. Fails as the server says.
 */
export async function ensureReconcileSchedule(
  connection: ConnectionLike,
  namespace: string,
): Promise<'created' | 'present'> {
  const input: ReconcileInput = {};
  try {
    await new ScheduleClient({ connection, namespace }).create({
      scheduleId: RECONCILE_SCHEDULE,
      spec: { calendars: [{ hour: NIGHT.hour }], timezone: NIGHT.timeZone },
      action: {
        type: 'startWorkflow',
        workflowType: WORKFLOW_TYPES.reconcileDesk,
        workflowId: `${RECONCILE_PREFIX}nightly`,
        taskQueue: TASK_QUEUE,
        args: [input],
      },
      // A desk that was off at night compares when it comes back, once.
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' },
    });
    return 'created';
  } catch (error) {
    if (error instanceof ScheduleAlreadyRunning) return 'present';
    throw error;
  }
}

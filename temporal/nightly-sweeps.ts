/** The Temporal Schedules that look over the whole desk each night; made by the first worker that finds none. */
import { ScheduleAlreadyRunning, ScheduleClient, ScheduleOverlapPolicy } from '@temporalio/client';
import type { ConnectionLike } from '@temporalio/client';
import { DESK_TIME_ZONE } from '../workflows/contract/desk-days';
import { type Sweep, TASK_QUEUE } from '../workflows/contract/identifiers';

/** After the acquirer's own end of day, before people come. */
const NIGHT = { hour: 3, timeZone: DESK_TIME_ZONE } as const;

/**
 * Makes the schedule where there is none and leaves one that is there as it is, so that operators may
 * pause or move it. Called twice: `present`. Fails as the server says.
 */
export async function ensureNightly(
  connection: ConnectionLike,
  namespace: string,
  { scheduleId, workflowType, prefix }: Sweep,
): Promise<'created' | 'present'> {
  try {
    await new ScheduleClient({ connection, namespace }).create({
      scheduleId,
      spec: { calendars: [{ hour: NIGHT.hour }], timezone: NIGHT.timeZone },
      action: {
        type: 'startWorkflow',
        workflowType,
        workflowId: `${prefix}nightly`,
        taskQueue: TASK_QUEUE,
        args: [{}],
      },
      // A desk that was off at night looks when it comes back, once.
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' },
    });
    return 'created';
  } catch (error) {
    if (error instanceof ScheduleAlreadyRunning) return 'present';
    throw error;
  }
}

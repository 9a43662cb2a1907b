// bench/bare/: the bare workflows that a case is measured against.
/** The shape of a bare case: as many steps of each kind as a happy case has, and nothing in them. */
import { temporal } from '@temporalio/proto';

export const BARE_TASK_QUEUE = 'bare-cases';

export interface BarePlan {
  readonly updates: number;
  readonly activities: number;
  readonly localActivities: number;
}

const { EventType } = temporal.api.enums.v1;
const LOCAL_ACTIVITY = 'core_local_activity';

/** Counts the steps of a case in its history. */
export function planOfHistory(events: readonly temporal.api.history.v1.IHistoryEvent[]): BarePlan {
  const count = (type: temporal.api.enums.v1.EventType) =>
    events.filter(({ eventType }) => eventType === type).length;
  return {
    updates: count(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED),
    activities: count(EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED),
    localActivities: events.filter(
      ({ markerRecordedEventAttributes: marker }) => marker?.markerName === LOCAL_ACTIVITY,
    ).length,
  };
}

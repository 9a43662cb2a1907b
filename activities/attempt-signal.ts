/** What an attempt of an activity knows of itself: when to let go of its calls, and for which run it works. */
import { Context } from '@temporalio/activity';
import { timeLimit } from '../base/time-limit';

/** Share of startToClose that calls may use; the rest is for storing what they brought. */
const CALL_SHARE = 0.8;

/** Aborts on cancellation of the running activity, or when most of its startToClose is used up. */
export function attemptSignal(): AbortSignal {
  const { info, cancellationSignal } = Context.current();
  const limitMs = Math.floor(info.startToCloseTimeoutMs * CALL_SHARE);
  return AbortSignal.any([cancellationSignal, timeLimit(limitMs)]);
}

/**
 * When the running activity was scheduled, where this is not its first attempt: what an earlier one did has
 * happened since. Undefined in a first attempt.
 */
export function earlierAttemptsSince(): Date | undefined {
  const { info } = Context.current();
  return info.attempt > 1 ? new Date(info.scheduledTimestampMs) : undefined;
}

/** Run of the workflow for which the running attempt is made. */
export function attemptRunId(): string | undefined {
  return Context.current().info.workflowExecution?.runId;
}

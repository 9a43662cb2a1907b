/**
 * Notes in the record which attempts fail and come again: Temporal lists workflows whose tasks fail, but
 * nothing that tells activities which keep failing, short of reading every case; of those that run within a
 * workflow task it knows nothing at all.
 */
import type { Context, Info } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { ActivityInterceptors, ActivityInterceptorsFactory } from '@temporalio/worker';
import type { DeskRecord, FailedAttempt } from '../record/port/desk-record';
import { codeToTell } from '../record/port/desk-record';
import { errorCodeOf } from '../workflows/contract/errors';
import type { CaseId } from '../workflows/contract/identifiers';

type RetriesOnly = Pick<DeskRecord, 'retries'>;

export interface RetryNotesDeps {
  readonly record: RetriesOnly;
  /** Hears of notes that could not be written; the attempt itself goes its way. */
  readonly warn: (code: string) => void;
}

/** A single failure is no news; the second in a row is, and the first where the other side speaks of an outage. */
const FIRST_NOTED = 2;
const DEFAULT_INITIAL_MS = 1_000;
const DEFAULT_BACKOFF = 2;
const DEFAULT_MAXIMUM_FACTOR = 100;

/** The case that a workflow works for; its id begins with that of the case. */
function caseOf(workflowId: string | undefined): CaseId | undefined {
  return /^(UC-[0-9A-Z]{10})(?:$|:)/.exec(workflowId ?? '')?.[1];
}

/** What the other side said, where the failure names it: a short word such as `503`. */
function answerIn({ details }: ApplicationFailure): { answer?: string } {
  const [first] = details ?? [];
  return typeof first === 'string' && /^[\w -]{1,20}$/.test(first) ? { answer: first } : {};
}

/** An answer 5xx that names when to come again: it will be a while. */
function isOutage(failure: ApplicationFailure): boolean {
  return (
    inMs(failure.nextRetryDelay) !== undefined && /^5\d\d$/.test(answerIn(failure).answer ?? '')
  );
}

/** Durations are numbers wherever they come from the server or from our own failures. */
function inMs(duration: unknown): number | undefined {
  return typeof duration === 'number' ? duration : undefined;
}

/** When the next attempt is made, as the server counts it. */
function nextAttemptAt(info: Info, failure: ApplicationFailure, nowMs: number): Date {
  const { attempt, retryPolicy } = info;
  const named = inMs(failure.nextRetryDelay);
  const initialMs = inMs(retryPolicy?.initialInterval) ?? DEFAULT_INITIAL_MS;
  const maximumMs = inMs(retryPolicy?.maximumInterval) ?? initialMs * DEFAULT_MAXIMUM_FACTOR;
  const grown = initialMs * (retryPolicy?.backoffCoefficient ?? DEFAULT_BACKOFF) ** (attempt - 1);
  return new Date(nowMs + (named ?? Math.min(grown, maximumMs)));
}

/** One that runs within a workflow task gets another id with each timer between its attempts. */
function nameOf(info: Info, caseId: CaseId): Pick<FailedAttempt, 'workflowId' | 'activityId'> {
  return {
    workflowId: info.workflowExecution?.workflowId ?? caseId,
    activityId: info.isLocal ? `local:${info.activityType}` : info.activityId,
  };
}

/** The note of a failure, or undefined where nothing comes again or it only means "not yet". */
export function failedAttempt(
  info: Info,
  caseId: CaseId,
  error: unknown,
  nowMs: number,
): FailedAttempt | undefined {
  if (!(error instanceof ApplicationFailure) || error.nonRetryable === true) return undefined;
  if (error.category === ApplicationFailureCategory.BENIGN) return undefined;
  if (info.attempt < FIRST_NOTED && !isOutage(error)) return undefined;
  const code = errorCodeOf(error.type) ?? 'STEP_FAILED';
  // Nothing can be noted in a record that is out of reach, and the try would outlast the attempt.
  if (info.isLocal && code === 'RECORD_UNAVAILABLE') return undefined;
  const { scheduledTimestampMs, scheduleToCloseTimeoutMs: limitMs } = info;
  return {
    ...nameOf(info, caseId),
    caseId,
    activityType: info.activityType,
    attempt: info.attempt,
    code,
    ...answerIn(error),
    nextAt: nextAttemptAt(info, error, nowMs),
    ...(limitMs > 0 && !info.isLocal
      ? { givesUpAt: new Date(scheduledTimestampMs + limitMs) }
      : {}),
  };
}

/** An interceptor for activities of cases. */
export function noteRetries({ record, warn }: RetryNotesDeps): ActivityInterceptorsFactory {
  const quietly = async (write: Promise<void>): Promise<void> => {
    try {
      await write;
    } catch (error) {
      warn(codeToTell(error));
    }
  };
  return ({ info }: Context): ActivityInterceptors => {
    const caseId = caseOf(info.workflowExecution?.workflowId);
    if (caseId === undefined) return {};
    const mayBeNoted = info.attempt > 1;
    const { workflowId, activityId } = nameOf(info, caseId);
    const clear = () => record.retries.clear(workflowId, activityId);
    return {
      inbound: {
        async execute(input, next) {
          try {
            const result = await next(input);
            if (mayBeNoted) await quietly(clear());
            return result;
          } catch (error) {
            const noted = failedAttempt(info, caseId, error, Date.now());
            if (noted) await quietly(record.retries.note(noted));
            else if (mayBeNoted) await quietly(clear());
            throw error;
          }
        },
      },
    };
  };
}

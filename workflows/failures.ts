/** Failures by code: how the workflow throws them and how it reads those of activities. */
import { ActivityFailure, ApplicationFailure, isCancellation } from '@temporalio/workflow';
import { ERRORS, errorCodeOf, publicCode } from './contract/errors';
import type { ErrorCode } from './contract/errors';

/** A refusal that the caller sees by its code; never retried. */
export function refusal(code: ErrorCode, ...details: unknown[]): ApplicationFailure {
  return ApplicationFailure.nonRetryable(ERRORS[code].meaning, publicCode(code), ...details);
}

/**
 * The code that an activity failed with for good, or `onLimit` where it ran out of time or tries.
 * Cancellation is no failure and is thrown on; anything that is not an activity's failure, too.
 */
export function codeOfFailure(error: unknown, onLimit: ErrorCode): ErrorCode {
  if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
  const { cause } = error;
  if (!(cause instanceof ApplicationFailure)) return onLimit;
  if (!cause.nonRetryable) return onLimit;
  return errorCodeOf(cause.type) ?? 'STEP_FAILED';
}

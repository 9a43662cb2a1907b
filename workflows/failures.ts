/** Failures by code: how the workflow throws them and how it reads those of activities. */
import { ActivityFailure, ApplicationFailure, isCancellation } from '@temporalio/workflow';
import { ERRORS, errorCodeOf, mayPassLater, publicCode } from './contract/errors';
import type { ErrorCode } from './contract/errors';

/** A refusal that the caller sees by its code; never retried. */
export function refusal(code: ErrorCode, ...details: unknown[]): ApplicationFailure {
  return ApplicationFailure.nonRetryable(ERRORS[code].meaning, publicCode(code), ...details);
}

/** What an activity threw; that of a local activity arrives bare, that of a remote one wrapped. */
export function thrownBy(error: unknown): ApplicationFailure | undefined {
  const thrown = error instanceof ActivityFailure ? error.cause : error;
  return thrown instanceof ApplicationFailure ? thrown : undefined;
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

/** The code by which an activity failed for good; what is no failure of one is thrown on. */
export function codeOfRefusal(error: unknown): ErrorCode {
  const thrown = thrownBy(error);
  if (thrown === undefined) throw error;
  return errorCodeOf(thrown.type) ?? 'STEP_FAILED';
}

/**
 * Refuses an update by why its activity failed. An update keeps its answer for ever, so one that may pass later
 * says when it was given: the desk asks anew for whoever comes again.
 */
export function refusalAfter(error: unknown, onLimit: ErrorCode): ApplicationFailure {
  const thrown = thrownBy(error);
  const named = errorCodeOf(thrown?.type);
  const passes = named !== undefined && mayPassLater(named);
  if (thrown !== undefined && thrown === error && !passes) return thrown;
  const code = passes ? named : codeOfFailure(error, onLimit);
  return mayPassLater(code) ? refusal(code, new Date(Date.now()).toISOString()) : refusal(code);
}

/** True where an activity was asked for by somebody whose word is not signed. */
export function isUnproven(error: unknown): boolean {
  return errorCodeOf(thrownBy(error)?.type) === 'DECISION_UNPROVEN';
}

/** The open case that holds a terminal, where that is why an activity failed. */
export function terminalConflict(error: unknown): { otherCaseId: string | undefined } | undefined {
  const thrown = thrownBy(error);
  if (errorCodeOf(thrown?.type) !== 'TERMINAL_HAS_OPEN_CASE') return undefined;
  const [otherCaseId] = thrown?.details ?? [];
  return { otherCaseId: typeof otherCaseId === 'string' ? otherCaseId : undefined };
}

/** Failures of Temporal and of cases, as the product's codes. */
import {
  ServiceError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  isGrpcServiceError,
} from '@temporalio/client';
import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import { type ErrorCode, errorCodeOf, mayPassLater } from '../workflows/contract/errors';
import { faultOf } from '../workflows/contract/faults';

/** A refusal or outage, by code. `details` are those of the workflow's failure: ids, paths, codes. */
export class DeskError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly details: readonly unknown[] = [],
    options?: { cause?: unknown },
  ) {
    super(code, options);
    this.name = 'DeskError';
  }
}

/** Search attributes that were just made are known everywhere after about a second, ms. */
const UNMAPPED_MS = 250;
const MOST_UNMAPPED = 12;
const NOT_FOUND = 5;
const INVALID_ARGUMENT = 3;

/** The product's code in a refused update. */
export function refusalOf(
  error: unknown,
): { code: ErrorCode; details: readonly unknown[] } | undefined {
  if (!(error instanceof WorkflowUpdateFailedError)) return undefined;
  if (!(error.cause instanceof ApplicationFailure)) return undefined;
  const code = errorCodeOf(error.cause.type);
  return code ? { code, details: error.cause.details ?? [] } : undefined;
}

/** The product's code in the failure that ended a workflow, or an activity of it; undefined: a time-out. */
export function endCodeOf({ cause }: WorkflowFailedError): ErrorCode | undefined {
  const failure = cause instanceof ActivityFailure ? cause.cause : cause;
  return failure instanceof ApplicationFailure ? errorCodeOf(failure.type) : undefined;
}

/** Where a workflow has failed that somebody waited for; undefined for any other error. */
export function failedRunOf(error: unknown): DeskError | undefined {
  if (!(error instanceof WorkflowFailedError)) return undefined;
  // A time-out is a worker that is not there or is busy; the same question may pass later.
  return new DeskError(endCodeOf(error) ?? 'UNAVAILABLE', [], { cause: error });
}

/** Clocks of machines differ a little; who was told to come again comes later than that, ms. */
const CLOCKS_DIFFER_MS = 1_000;

/**
 * An answer that a fault has given which may have passed since: the update keeps it for ever, so whoever comes
 * again is to be answered anew.
 */
export function isOutlived(error: unknown, askedAtMs: number): boolean {
  const refused = refusalOf(error);
  if (!refused || !mayPassLater(refused.code)) return false;
  const givenAt = refused.details.at(-1);
  const givenAtMs = typeof givenAt === 'string' ? Date.parse(givenAt) : Number.NaN;
  return givenAtMs < askedAtMs - CLOCKS_DIFFER_MS;
}

/** The workflow is unknown, has ended, or ended while it worked on the update. */
export function isGone(error: unknown): boolean {
  if (error instanceof WorkflowNotFoundError) return true;
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
    return error.cause.type === 'AcceptedUpdateCompletedWorkflow';
  }
  return grpcCodeOf(error) === NOT_FOUND;
}

/** Temporal or the worker is away for now; the same request may pass later. */
export function isOutage(error: unknown): boolean {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return true;
  const code = grpcCodeOf(error);
  if (code === undefined) return error instanceof ServiceError;
  if (isUnmapped(error)) return true;
  return faultOf('temporal', String(code)).reaction === 'passing';
}

/** New search attributes take a second to be known everywhere; the same request then passes. */
function isUnmapped(error: unknown): boolean {
  return grpcCodeOf(error) === INVALID_ARGUMENT && grpcTextOf(error).includes('no mapping');
}

/** A start right after the first one of a desk, while its search attributes are made known, is tried again. */
export async function onceMapped<T>(start: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await start();
    } catch (error) {
      if (!isUnmapped(error) || tries === MOST_UNMAPPED) throw error;
      await new Promise((wake) => setTimeout(wake, UNMAPPED_MS));
    }
  }
}

function grpcOf(error: unknown): { code: number; details: string } | undefined {
  if (isGrpcServiceError(error)) return error;
  if (error instanceof Error && isGrpcServiceError(error.cause)) return error.cause;
  return undefined;
}
function grpcCodeOf(error: unknown): number | undefined {
  return grpcOf(error)?.code;
}
function grpcTextOf(error: unknown): string {
  return grpcOf(error)?.details ?? '';
}

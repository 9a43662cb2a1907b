/** Failures of Temporal and of cases, as the product's codes. */
import {
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  isGrpcServiceError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { type ErrorCode, errorCodeOf } from '../workflows/contract/errors';
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
  // New search attributes take a second to be known everywhere; the same request then passes.
  if (code === INVALID_ARGUMENT) return grpcTextOf(error).includes('no mapping');
  return faultOf('temporal', String(code)).reaction === 'passing';
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

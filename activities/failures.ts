/**
 * Foreign errors become codes of the one error table here, and nowhere else in the activities. What
 * leaves carries a code and its fixed sentence; the foreign error itself may hold data and stays behind.
 */
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { RecordError } from '../record/port/desk-record';
import { ERRORS, mayPassLater, publicCode } from '../workflows/contract/errors';
import type { ErrorCode } from '../workflows/contract/errors';
import { AcquirerFailure } from './acquirer/acquirer-port';
import type { AcquirerFailureKind } from './acquirer/acquirer-port';

export interface FailureOptions {
  /** Default: what the table says, `retry` or not. */
  readonly retryable?: boolean;
  /** Ids and codes only. */
  readonly details?: readonly string[];
  readonly nextRetryDelayMs?: number;
  /** A miss that is expected while waiting: no error in logs and metrics. */
  readonly benign?: boolean;
}

/** An `ApplicationFailure` for a code, with the table's sentence as its message. */
export function failure(code: ErrorCode, options: FailureOptions = {}): ApplicationFailure {
  const retryable = options.retryable ?? mayPassLater(code);
  return ApplicationFailure.create({
    type: publicCode(code),
    message: ERRORS[code].meaning,
    nonRetryable: !retryable,
    ...(options.details && { details: [...options.details] }),
    ...(options.nextRetryDelayMs !== undefined && { nextRetryDelay: options.nextRetryDelayMs }),
    ...(options.benign && { category: ApplicationFailureCategory.BENIGN }),
  });
}

/** Not proven yet: ask again later. */
export function effectPending(): ApplicationFailure {
  return failure('EFFECT_PENDING', { benign: true });
}

const ACQUIRER_CODES: Readonly<Record<AcquirerFailureKind, ErrorCode>> = {
  unknown: 'ACQUIRER_UNAVAILABLE',
  misfit: 'ACQUIRER_ANSWER_MISFIT',
  busy: 'ACQUIRER_BUSY',
  short: 'ACQUIRER_SHORT_OF_FUNDS',
  misconfigured: 'PROVIDER_MISCONFIGURED',
  conflict: 'INTENT_CONFLICT',
};

/** Delay after a rate limit that named none, ms. */
const BUSY_DELAY_MS = 30_000;

/** What the acquirer answered, as a status; its own words stay behind. */
function answered({ message }: AcquirerFailure): Pick<FailureOptions, 'details'> {
  const [, status] = /^answer (\d{3})\b/.exec(message) ?? [];
  return status === undefined ? {} : { details: [status] };
}

/**
 * Turns whatever an activity caught into a failure with a code. `FENCED` is retryable here: the next
 * attempt reads what the newer one found. Anything that is not known is `STEP_FAILED`, non-retryable.
 */
export function asFailure(error: unknown): ApplicationFailure {
  if (error instanceof ApplicationFailure) return error;
  if (error instanceof AcquirerFailure) {
    const fallbackMs = error.kind === 'busy' ? BUSY_DELAY_MS : undefined;
    const delayMs = error.retryAfterMs ?? fallbackMs;
    return failure(ACQUIRER_CODES[error.kind], {
      ...answered(error),
      ...(delayMs !== undefined && { nextRetryDelayMs: delayMs }),
    });
  }
  if (error instanceof RecordError) {
    // A step stops at a fault of the product until somebody has looked at it.
    return failure(error.code === 'INTERNAL' ? 'STEP_FAILED' : error.code, {
      ...(error.code === 'FENCED' && { retryable: true }),
      ...(error.detail !== undefined && { details: [error.detail] }),
    });
  }
  return failure('STEP_FAILED', { details: [error instanceof Error ? error.name : typeof error] });
}

/** Attempts at the outside that failed and come again by themselves: what Temporal keeps to itself. */
import type { ErrorCode } from '../../../workflows/contract/errors';
import type { CaseId } from '../../../workflows/contract/identifiers';

/** An attempt that failed; the next one comes by itself. */
export interface FailedAttempt {
  readonly workflowId: string;
  readonly activityId: string;
  readonly caseId: CaseId;
  readonly activityType: string;
  readonly attempt: number;
  readonly code: ErrorCode;
  /** What the other side answered, e.g. `503`. */
  readonly answer?: string;
  readonly nextAt: Date;
  /** Absent where it is tried for ever. */
  readonly givesUpAt?: Date;
}

export interface RetryStore {
  /** Notes a failed attempt. Called twice: the latest stands, since the first. */
  note(attempt: FailedAttempt): Promise<void>;
  /** The activity has ended, well or for good. Called twice: the same. */
  clear(workflowId: string, activityId: string): Promise<void>;
  /** What is being tried again in one case, by its workflows. */
  ofCase(caseId: CaseId): Promise<readonly (FailedAttempt & { readonly since: Date })[]>;
}

/** Reads a whole history from Temporal, for an activity. */
import { ApplicationFailure } from '@temporalio/common';
import type { Client } from '../temporal/connection';
import { isGone } from '../temporal/failures';
import type { History } from '../temporal/history-json';
import { ERRORS, publicCode } from '../workflows/contract/errors';

/** The history of one run; of the latest where none is named. Fails (non-retryable) with `CASE_NOT_FOUND`. */
export async function readHistory(
  client: Client,
  { workflowId, runId }: { readonly workflowId: string; readonly runId?: string },
): Promise<History> {
  try {
    return await client.workflow.getHandle(workflowId, runId).fetchHistory();
  } catch (error) {
    if (!isGone(error)) throw error;
    throw ApplicationFailure.nonRetryable(
      ERRORS.CASE_NOT_FOUND.meaning,
      publicCode('CASE_NOT_FOUND'),
    );
  }
}

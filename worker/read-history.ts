/** Reads a whole history from Temporal, on the worker's own connection. */
import { ApplicationFailure } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import type { NativeConnection } from '@temporalio/worker';
import { ERRORS, publicCode } from '../workflows/contract/errors';
import type { History } from './replay';

export interface HistoryPlace {
  readonly connection: Pick<NativeConnection, 'workflowService'>;
  readonly namespace: string;
}

const NOT_FOUND = 5;

/** The history of one run; of the latest where none is named. Fails (non-retryable) with `CASE_NOT_FOUND`. */
export async function readHistory(
  { connection, namespace }: HistoryPlace,
  execution: { readonly workflowId: string; readonly runId?: string },
): Promise<History> {
  const events: temporal.api.history.v1.IHistoryEvent[] = [];
  let nextPageToken: Uint8Array | undefined;
  try {
    do {
      const page = await connection.workflowService.getWorkflowExecutionHistory({
        namespace,
        execution,
        ...(nextPageToken && { nextPageToken }),
      });
      events.push(...(page.history?.events ?? []));
      nextPageToken = page.nextPageToken;
    } while (nextPageToken.length > 0);
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === NOT_FOUND;
    if (!isGone) throw error;
    throw ApplicationFailure.nonRetryable(
      ERRORS.CASE_NOT_FOUND.meaning,
      publicCode('CASE_NOT_FOUND'),
    );
  }
  return { events };
}

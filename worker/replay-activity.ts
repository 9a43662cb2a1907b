/** Replays a case on the bundle that this worker runs; its history is read from Temporal. */
import { ApplicationFailure } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import type { NativeConnection, WorkflowBundleOption } from '@temporalio/worker';
import { ERRORS, publicCode } from '../workflows/contract/errors';
import type { ReplayPort } from '../workflows/contract/ports';
import { replayOne } from './replay';

export interface ReplayDeps {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly bundle: WorkflowBundleOption;
}

const NOT_FOUND = 5;

export function createReplayActivity({ connection, namespace, bundle }: ReplayDeps): ReplayPort {
  return {
    async replayHistory({ workflowId }) {
      const events: temporal.api.history.v1.IHistoryEvent[] = [];
      let nextPageToken: Uint8Array | undefined;
      do {
        const page = await readPage(connection, namespace, workflowId, nextPageToken);
        events.push(...(page.history?.events ?? []));
        nextPageToken = page.nextPageToken;
      } while (nextPageToken.length > 0);
      return replayOne({ workflowId, history: { events } }, bundle);
    },
  };
}

async function readPage(
  connection: NativeConnection,
  namespace: string,
  workflowId: string,
  nextPageToken: Uint8Array | undefined,
) {
  try {
    return await connection.workflowService.getWorkflowExecutionHistory({
      namespace,
      execution: { workflowId },
      ...(nextPageToken && { nextPageToken }),
    });
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === NOT_FOUND;
    if (!isGone) throw error;
    throw ApplicationFailure.nonRetryable(
      ERRORS.CASE_NOT_FOUND.meaning,
      publicCode('CASE_NOT_FOUND'),
    );
  }
}

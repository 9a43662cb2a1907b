/** Replays a case on the bundle that this worker runs; its history is read from Temporal. */
import type { WorkflowBundleOption } from '@temporalio/worker';
import type { ReplayPort } from '../workflows/contract/ports';
import { type HistoryPlace, readHistory } from './read-history';
import { replayApart } from './replay-apart';

export interface ReplayDeps extends HistoryPlace {
  readonly bundle: WorkflowBundleOption;
}

export function createReplayActivity({ bundle, ...place }: ReplayDeps): ReplayPort {
  return {
    async replayHistory({ workflowId }) {
      const history = await readHistory(place, { workflowId });
      return replayApart({ workflowId, history }, bundle);
    },
  };
}

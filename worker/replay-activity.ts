/** Replays a case on the bundle that this worker runs; its history is read from Temporal. */
import { attemptSignal } from '../activities/attempt-signal';
import type { ReplayPort } from '../workflows/contract/ports';
import { type HistoryPlace, readHistory } from './read-history';
import type { Replays } from './replays';

export interface ReplayDeps extends HistoryPlace {
  readonly replays: Replays;
}

export function createReplayActivity({ replays, ...place }: ReplayDeps): ReplayPort {
  return {
    async replayHistory({ workflowId }) {
      const history = await readHistory(place, { workflowId });
      return replays.verdictOn({ workflowId, history }, attemptSignal());
    },
  };
}

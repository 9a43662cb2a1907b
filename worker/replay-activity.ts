/** Replays a case on the bundle that this worker runs; its history is read from Temporal. */
import { attemptSignal } from '../activities/attempt-signal';
import type { ReplayPort } from '../workflows/contract/ports';
import type { Client } from '../temporal/connection';
import { readHistory } from './read-history';
import type { Replays } from './replays';

export interface ReplayDeps {
  readonly client: Client;
  readonly replays: Replays;
}

export function createReplayActivity({ client, replays }: ReplayDeps): ReplayPort {
  return {
    async replayHistory({ workflowId }) {
      const history = await readHistory(client, { workflowId });
      return replays.verdictOn({ workflowId, history }, attemptSignal());
    },
  };
}

/**
 * Replays one case on the worker's own build, for an operator who wants to know whether this build takes
 * it on. Started by the API, which has no workflow code of its own; the case itself is only read.
 */
import { replayActivities } from '../activity-proxies';
import type { ReplayCaseInput } from '../contract/messages';
import type { ReplayVerdict } from '../contract/ports';

export async function replayCase({ workflowId }: ReplayCaseInput): Promise<ReplayVerdict> {
  return replayActivities.replayHistory({ workflowId });
}

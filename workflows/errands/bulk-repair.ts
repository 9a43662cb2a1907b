// workflows/errands/: the other workflows: what is done for a case or the desk beside the story.
/**
 * One repair done to many cases, piece by piece: whom it concerns, how far it is and whether somebody
 * wants it stopped lies in the record, so that the history stays short and carries a run's id only.
 */
import { continueAsNew, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import { bulkActivities } from '../activity-proxies';
import type { BulkProgress, BulkRepairInput } from '../contract/operations';

/** Pieces of one history; six events each. */
const PIECES_A_HISTORY = 200;

export async function bulkRepair(input: BulkRepairInput): Promise<BulkProgress> {
  for (let pieces = 1; ; pieces += 1) {
    const progress = await bulkActivities.repairSome(input);
    const { state, done, skipped, failed, left } = progress;
    setCurrentDetails(`${done} done, ${skipped} skipped, ${failed} failed, ${left} left`);
    if (state !== 'running') return progress;
    if (pieces === PIECES_A_HISTORY || workflowInfo().continueAsNewSuggested) {
      await continueAsNew<typeof bulkRepair>(input);
    }
  }
}

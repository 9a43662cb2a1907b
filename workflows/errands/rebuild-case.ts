/**
 * Writes back what the record lacks of one case, for an operator after a restore. Started by the API; the
 * workflow of the case itself is only read.
 */
import { rebuildActivities } from '../activity-proxies';
import type { RebuildCaseInput, RebuildReport } from '../contract/rebuilding';
import { openingOf } from '../wants-proof';

export async function rebuildCase(input: RebuildCaseInput): Promise<RebuildReport> {
  return rebuildActivities.rebuildCase({ ...input, said: openingOf(input) });
}

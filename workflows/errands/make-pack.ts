/** Makes the evidence pack of a case for whoever asked for it. Only ids pass through here. */
import { evidenceActivities } from '../activity-proxies';
import type { MakePackInput } from '../contract/verification';

export async function makePack(input: MakePackInput): Promise<void> {
  await evidenceActivities.makePack(input);
}

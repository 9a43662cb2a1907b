/**
 * Sends the text of a one-time code. Only the id of the asking passes through here; the code itself is
 * made by the activity and never enters a history.
 */
import { codeActivities } from '../activity-proxies';
import type { SendCodeInput } from '../contract/messages';
import type { CodeOutcome } from '../contract/ports';
import { codeOfFailure, isUnproven } from '../failures';
import { openingOf } from '../wants-proof';

export async function sendCode(input: SendCodeInput): Promise<CodeOutcome> {
  try {
    return await codeActivities.sendCode({ ...input, said: openingOf(input) });
  } catch (error) {
    // It fails, so that the same asking can still be sent by whoever may.
    if (isUnproven(error)) throw error;
    codeOfFailure(error, 'SMS_UNAVAILABLE');
    return 'not-sent';
  }
}

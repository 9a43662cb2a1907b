/**
 * Sends the text of a one-time code. Only the id of the asking passes through here; the code itself is
 * made by the activity and never enters a history.
 */
import { codeActivities } from '../activity-proxies';
import type { SendCodeInput } from '../contract/messages';
import type { CodeOutcome } from '../contract/ports';
import { codeOfFailure } from '../failures';

export async function sendCode(input: SendCodeInput): Promise<CodeOutcome> {
  try {
    return await codeActivities.sendCode(input);
  } catch (error) {
    codeOfFailure(error, 'SMS_UNAVAILABLE');
    return 'not-sent';
  }
}

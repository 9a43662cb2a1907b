/**
 * Sends one notice again, on its own: it works after the end of a case, too, when merchants ask for the
 * final statement. The row and its budget were settled in the record before.
 */
import { sleep } from '@temporalio/workflow';
import { noticeActivities } from '../activity-proxies';
import type { ResendNoticeInput } from '../contract/messages';
import type { NoticeOutcome } from '../contract/ports';
import { POLICY } from '../policy';
import { openingOf } from '../wants-proof';

export async function resendNotice(input: ResendNoticeInput): Promise<NoticeOutcome> {
  const said = openingOf(input);
  for (;;) {
    const outcome = await noticeActivities.sendResentNotice.executeWithOptions(
      { scheduleToCloseTimeout: POLICY.noticeLimitMs, summary: 'send a notice again' },
      [{ ...input, said }],
    );
    if (outcome.notBefore === undefined) return outcome;
    await sleep(Math.max(1_000, Date.parse(outcome.notBefore) - Date.now()));
  }
}

// activities/sms/: texts as the desk sends them, the adapter for Twilio, and its callbacks.
/** What a status callback of Twilio means for the notices that its message covers. */
import { RecordError } from '../../record/port/desk-record';
import type { DeskRecord, Intent, NoticeRow } from '../../record/port/desk-record';
import { hasFailed } from '../../workflows/contract/notices';
import { covers } from '../notices/covers';
import { rankTwilioStatus } from './twilio-status';

export interface SmsCallback {
  /** SID of the message. */
  readonly providerRef: string;
  /** Twilio's word. */
  readonly status: string;
  readonly errorCode?: string;
}

/**
 * Ranks every notice that the message covers and settles its intent, so that an answer that was lost is
 * known. Late, repeated and reordered callbacks change nothing that ranks higher. Returns the rows of the
 * message as they stand after; `undefined` where there is no such notice.
 */
export async function applySmsCallback(
  record: DeskRecord,
  noticeId: string,
  callback: SmsCallback,
): Promise<readonly NoticeRow[] | undefined> {
  const named = await record.notices.get(noticeId);
  if (!named) return undefined;
  const { providerRef, status, errorCode } = callback;
  const all = await record.intents.list(named.caseId);
  const intent = all.findLast((one) => one.effect === 'sms' && covers(one, named));
  if (intent && ['attempted', 'unknown'].includes(intent.state)) {
    await settleIntent(record, intent, providerRef);
  }
  const rows = intent
    ? (await record.notices.list(named.caseId)).filter((row) => covers(intent, row))
    : [named];
  const after: NoticeRow[] = [];
  const state = rankTwilioStatus(status, errorCode);
  for (const row of rows) {
    // A message whose answer was lost may have been sent once more: the row speaks of the one that was taken over,
    // and the failure of the other says nothing of it.
    const isOther = row.providerRef !== undefined && row.providerRef !== providerRef;
    if (isOther && hasFailed(state)) {
      after.push(row);
      continue;
    }
    const ranked = await record.notices.rank(row.noticeId, {
      state,
      providerRef,
      ...(errorCode !== undefined && { providerCode: errorCode }),
    });
    after.push(ranked);
  }
  return after;
}

async function settleIntent(
  record: DeskRecord,
  { key, attempt }: Intent,
  providerRef: string,
): Promise<void> {
  try {
    await record.intents.settle(key, attempt, { state: 'done', providerRef });
  } catch (error) {
    // A newer attempt has begun; it will find the reference on the row.
    if (!(error instanceof RecordError && error.code === 'FENCED')) throw error;
  }
}

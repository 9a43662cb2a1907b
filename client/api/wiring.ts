/**
 * Makes what the API needs of providers: live reads and callbacks of the acquirer, callbacks of the SMS
 * provider, texts of notices; and the calendar that cases count by. The only file of the client that knows
 * adapters and the calendar; nothing here sends anything.
 */
import type { AcquirerPort } from '../../activities/acquirer/acquirer-port';
import { type SmsCallback, applySmsCallback } from '../../activities/sms/apply-callback';
import { noticeRefKey, readNoticeRef } from '../../activities/sms/notice-ref';
import { validateTwilioSignature } from '../../activities/sms/twilio-signature';
import type { DeskRecord, NoticeRow } from '../../record/port/desk-record';
import { WORKING_DAY_END_MS, WORKING_DAY_START_MS } from '../../workflows/calendar/working-time';

export {
  type AcquirerConfig,
  acquirerConfig,
  acquirerSettings,
} from '../../activities/acquirer/config';
export { smsCallbackToken, smsSettings } from '../../activities/sms/config';
export { calendarByVersion } from '../../workflows/calendar/calendar-by-version';
export {
  addWorkingMs,
  endsSinceMs,
  isWorkingDay,
  workingMsBetween,
} from '../../workflows/calendar/working-time';
export { previewNotice } from '../../activities/notices/preview-notice';
export { FOREIGN_EVENT, type Standing, isMisfit } from '../../activities/acquirer/acquirer-port';
export { refundState, refundsUnder } from '../../activities/acquirer/held-answers';
export { createAcquirer } from '../../activities/acquirer/create-acquirer';

/** When the desk opens and closes, ms after midnight. */
export const workingDayHours = {
  startMs: WORKING_DAY_START_MS,
  endMs: WORKING_DAY_END_MS,
} as const;

/** Reads and read-backs; nothing that changes anything at the acquirer. */
export type LiveAcquirer = Pick<
  AcquirerPort,
  | 'name'
  | 'readMerchant'
  | 'readTerminal'
  | 'listTerminals'
  | 'readDeposits'
  | 'readGate'
  | 'readUnbind'
  | 'findRefunds'
  | 'readClosure'
  | 'verifyCallback'
>;

/** What a callback about an SMS is checked and understood by. */
export interface SmsCallbacks {
  /** True where the provider has signed this form for this address. */
  verify(signature: string, address: string, form: Readonly<Record<string, string>>): boolean;
  /** Id of the notice that a reference of ours names, or undefined where it is not ours. */
  readRef(ref: string): string | undefined;
  /** See `applySmsCallback`: ranks every notice that the text covers; their rows. */
  apply(
    record: DeskRecord,
    noticeId: string,
    callback: SmsCallback,
  ): Promise<readonly NoticeRow[] | undefined>;
}

/** Callbacks of Twilio. Without an auth token none is believed. */
export function createSmsCallbacks(masterKey: Buffer, authToken: string | undefined): SmsCallbacks {
  const refKey = noticeRefKey(masterKey);
  return {
    verify: (signature, address, form) =>
      authToken ? validateTwilioSignature(authToken, signature, address, form) : false,
    readRef: (ref) => readNoticeRef(ref, refKey),
    apply: applySmsCallback,
  };
}

/**
 * Makes what the API needs of providers: live reads and callbacks of the acquirer, callbacks of the SMS
 * provider. The only file of the client that knows adapters; none of them sends anything here.
 */
import type { AcquirerPort } from '../../activities/acquirer/acquirer-port';
import { createHttpAcquirer } from '../../activities/acquirer/http-adapter';
import { createManualAcquirer } from '../../activities/acquirer/manual-adapter';
import { createStripeAcquirer } from '../../activities/acquirer/stripe-adapter';
import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import { noticeRefKey, readNoticeRef } from '../../activities/sms/notice-ref';
import { rankTwilioStatus } from '../../activities/sms/twilio-status';
import type { NoticeState } from '../../workflows/contract/notices';
import type { ApiConfig } from './config';

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
  /** Our state for the provider's status; undefined where it says nothing. */
  rank(status: string, errorCode: string | undefined): NoticeState | undefined;
}

/** Callbacks of Twilio. Without an auth token none is believed. */
export function createSmsCallbacks(masterKey: Buffer, authToken: string | undefined): SmsCallbacks {
  const refKey = noticeRefKey(masterKey);
  return {
    verify(signature, address, form) {
      if (!authToken) return false;
      return validateRequest(authToken, signature, address, { ...form });
    },
    readRef: (ref) => readNoticeRef(ref, refKey),
    rank: (status, errorCode) => (status === '' ? undefined : rankTwilioStatus(status, errorCode)),
  };
}

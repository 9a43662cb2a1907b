/** Words of Twilio in words of the desk. */
import type { NoticeState } from '../../workflows/contract/notices';

const STATES: Readonly<Record<string, NoticeState>> = {
  accepted: 'accepted',
  scheduled: 'accepted',
  queued: 'accepted',
  sending: 'accepted',
  sent: 'sent',
  partially_delivered: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'undelivered',
  failed: 'failed',
  canceled: 'failed',
};

/**
 * The state of a notice by a status of Twilio; a status that is not known counts as `accepted`. An error
 * code beside a status that is no end says that it will not arrive.
 */
export function rankTwilioStatus(status: string, errorCode?: string): NoticeState {
  const state = STATES[status] ?? 'accepted';
  if (state === 'accepted' && errorCode !== undefined && isFinalCode(errorCode)) return 'failed';
  return state;
}

/** Never to this number with this text: unknown, unreachable, opted out, filtered, not allowed. */
const FINAL_CODES = new Set([
  '30005',
  '30006',
  '30007',
  '21211',
  '21408',
  '21610',
  '21614',
  // To and From equal, body missing or too long, From not usable: sending it again cannot help.
  '21266',
  '21602',
  '21617',
  '21606',
]);

/** Codes after which the same message may be sent later. */
const LATER_CODES = new Set(['20429', '30003', '14107']);

export function isFinalCode(code: string): boolean {
  return FINAL_CODES.has(code);
}

export function isLaterCode(code: string): boolean {
  return LATER_CODES.has(code);
}

/** Words of Twilio in words of the desk. */
import { faultOf } from '../../workflows/contract/faults';
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
  const isLost = errorCode !== undefined && faultOf('twilio', errorCode).reaction !== 'passing';
  return state === 'accepted' && isLost ? 'failed' : state;
}

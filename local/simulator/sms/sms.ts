// local/simulator/sms/: the provider of texts.
/** Text messages: taken, walked through their statuses, and reported to the status callback. */
import { randomBytes } from 'node:crypto';
import { pushCallback } from '../callbacks';
import { takeFault, type Facts } from '../faults';
import type { SmsRow, SmsStatus } from '../store/rows';
import type { World } from '../world';

export interface NewSms {
  readonly to: string;
  readonly from: string | null;
  readonly messagingServiceSid: string | null;
  readonly body: string;
  readonly statusCallback?: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** "Message filtered" by the carrier. */
const FILTERED = 30007;
const IDENTICAL_TEXTS_A_DAY = 2;

export function smsFacts(sms: { readonly to: string; readonly body: string }): Facts {
  return { to: sms.to, text: sms.body };
}

/**
 * Takes a message; every call sends another one, as the real API does. With an error code it ends as
 * undelivered.
 */
export function addSms(world: World, sms: NewSms, errorCode?: number): SmsRow {
  const now = world.now();
  const filtered = world.settings.mainlandRules && isFiltered(world, sms, now);
  const failsWith = errorCode ?? (filtered ? FILTERED : undefined);
  const sid = `SM${randomBytes(16).toString('hex')}`;
  const row: SmsRow = {
    ...sms,
    sid,
    status: 'queued',
    createdAtMs: now,
    updatedAtMs: now,
    history: [{ status: 'queued', atMs: now }],
    position: world.store.next('messages'),
  };
  world.store.put('messages', sid, row);
  planStatuses(world, row, failsWith);
  return row;
}

function isFiltered(world: World, sms: NewSms, now: number): boolean {
  if (!sms.to.startsWith('+86')) return false;
  if (/https?:\/\//i.test(sms.body)) return true;
  const same = world.store
    .lookUp('messagesTo', sms.to)
    .filter((row) => row.body === sms.body && row.createdAtMs > now - DAY_MS);
  return same.length >= IDENTICAL_TEXTS_A_DAY;
}

function planStatuses(world: World, row: SmsRow, failsWith: number | undefined): void {
  const { sid } = row;
  const fault = takeFault(world.store, 'effect', 'sms', smsFacts(row));
  if (fault?.kind === 'never-effective') return;
  const extraMs = fault?.kind === 'delay' ? (fault.ms ?? 0) : 0;
  const sentAtMs = world.now() + world.settings.smsStepMs + extraMs;
  world.agenda.add(sentAtMs, { kind: 'sms-step', sid, status: 'sent' });
  const errorCode = fault?.kind === 'refuse' ? Number(fault.code ?? 30005) : failsWith;
  const end: { status: SmsStatus; errorCode?: number } =
    errorCode === undefined ? { status: 'delivered' } : { status: 'undelivered', errorCode };
  world.agenda.add(sentAtMs + world.settings.smsStepMs, { kind: 'sms-step', sid, ...end });
}

/** The next status of a message, reported to its callback. Called twice: the second time nothing. */
export function stepSms(world: World, sid: string, status: SmsStatus, errorCode?: number): void {
  const row = world.store.get('messages', sid);
  if (row === undefined || row.history.some((step) => step.status === status)) return;
  const now = world.now();
  world.store.put('messages', sid, {
    ...row,
    status,
    ...(errorCode !== undefined && { errorCode }),
    ...(status === 'sent' && { sentAtMs: now }),
    updatedAtMs: now,
    history: [...row.history, { status, atMs: now }],
  });
  const { to, from, statusCallback } = row;
  const accountSid = world.credentials.twilioAccountSid;
  const payload = {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    From: from ?? '',
    MessageSid: sid,
    MessageStatus: status,
    SmsSid: sid,
    SmsStatus: status,
    To: to,
    ...(errorCode !== undefined && { ErrorCode: String(errorCode) }),
  };
  const facts = { ...smsFacts(row), sid, event: `sms.${status}` };
  pushCallback(world, { channel: 'sms', url: statusCallback ?? '', payload }, 'sms', facts);
}

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
  /** Moment at which a scheduled message leaves. */
  readonly sendAtMs?: number;
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
  const { sendAtMs, ...message } = sms;
  const status = firstStatus(sms);
  const row: SmsRow = {
    ...message,
    sid,
    status,
    createdAtMs: now,
    updatedAtMs: now,
    history: [{ status, atMs: now }],
    position: world.store.next('messages'),
  };
  world.store.put('messages', sid, row);
  planStatuses(world, row, { failsWith, fromMs: Math.max(now, sendAtMs ?? now) });
  return row;
}

/** A messaging service takes a message before it chooses a sender for it. */
function firstStatus({ sendAtMs, messagingServiceSid }: NewSms): SmsStatus {
  if (sendAtMs !== undefined) return 'scheduled';
  return messagingServiceSid === null ? 'queued' : 'accepted';
}

function isFiltered(world: World, sms: NewSms, now: number): boolean {
  if (!sms.to.startsWith('+86')) return false;
  if (/https?:\/\//i.test(sms.body)) return true;
  const same = world.store
    .lookUp('messagesTo', sms.to)
    .filter((row) => row.body === sms.body && row.createdAtMs > now - DAY_MS);
  return same.length >= IDENTICAL_TEXTS_A_DAY;
}

interface Course {
  readonly failsWith: number | undefined;
  /** Queued from then on. */
  readonly fromMs: number;
}

function planStatuses(world: World, row: SmsRow, { failsWith, fromMs }: Course): void {
  const { sid } = row;
  const fault = takeFault(world.store, 'effect', 'sms', smsFacts(row));
  if (fault?.kind === 'never-effective') return;
  const extraMs = fault?.kind === 'delay' ? (fault.ms ?? 0) : 0;
  const sentAtMs = fromMs + world.settings.smsStepMs + extraMs;
  if (row.status !== 'queued')
    world.agenda.add(fromMs, { kind: 'sms-step', sid, status: 'queued' });
  const sendingAtMs = fromMs + Math.floor(world.settings.smsStepMs / 2);
  world.agenda.add(sendingAtMs, { kind: 'sms-step', sid, status: 'sending' });
  world.agenda.add(sentAtMs, { kind: 'sms-step', sid, status: 'sent' });
  const errorCode = fault?.kind === 'refuse' ? Number(fault.code ?? 30005) : failsWith;
  const end: { status: SmsStatus; errorCode?: number } =
    errorCode === undefined ? { status: 'delivered' } : { status: 'undelivered', errorCode };
  world.agenda.add(sentAtMs + world.settings.smsStepMs, { kind: 'sms-step', sid, ...end });
}

/** Takes back a scheduled message; false where it is on its way already. */
export function cancelSms(world: World, sid: string): boolean {
  if (world.store.get('messages', sid)?.status !== 'scheduled') return false;
  stepSms(world, sid, 'canceled');
  return true;
}

/** On the way from a status to the next these are told to nobody. */
const UNTOLD: readonly SmsStatus[] = ['queued', 'sending'];

/** The next status of a message, reported to its callback. Called twice: the second time nothing. */
export function stepSms(world: World, sid: string, status: SmsStatus, errorCode?: number): void {
  const row = world.store.get('messages', sid);
  if (row === undefined || row.status === 'canceled') return;
  if (row.history.some((step) => step.status === status)) return;
  if (UNTOLD.includes(status) && row.sentAtMs !== undefined) return;
  const now = world.now();
  world.store.put('messages', sid, {
    ...row,
    status,
    ...(errorCode !== undefined && { errorCode }),
    ...(status === 'sent' && { sentAtMs: now }),
    updatedAtMs: now,
    history: [...row.history, { status, atMs: now }],
  });
  if (UNTOLD.includes(status)) return;
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

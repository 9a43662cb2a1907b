/** Kinds of messages, the channels they take, and what counts as having told somebody. */

/** Kinds that must reach `accepted` or better on at least one channel, or an operator is told. */
export const MANDATORY_NOTICE_KINDS = [
  'information-requested',
  'approved',
  'rejected',
  'unbound',
  'refunded',
  'closed',
  'expired',
  'withdrawn',
] as const;

/** Useful, not mandatory: a failure is recorded and nothing else happens. */
export const OPTIONAL_NOTICE_KINDS = [
  'page-link',
  'consent-requested',
  'consent-reminder',
  'consent-extension-requested',
  'consent-extension-reminder',
  'application-reminder',
  'information-reminder',
  'gate-blocked',
  'refund-returned',
] as const;

/** Messages to the team lead (e-mail only). */
export const STAFF_NOTICE_KINDS = ['overdue'] as const;

export const NOTICE_KINDS = [
  ...MANDATORY_NOTICE_KINDS,
  ...OPTIONAL_NOTICE_KINDS,
  ...STAFF_NOTICE_KINDS,
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];
export type MandatoryNoticeKind = (typeof MANDATORY_NOTICE_KINDS)[number];

export function isMandatory(kind: NoticeKind): kind is MandatoryNoticeKind {
  return (MANDATORY_NOTICE_KINDS as readonly NoticeKind[]).includes(kind);
}

export const CHANNELS = ['sms', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

/**
 * Life of one notice row, (case, kind, channel, generation). Callbacks come late and out of order, so
 * a state replaces another only if its rank is higher; the last four are ends and stick.
 */
export const NOTICE_STATES = [
  'planned',
  'attempting',
  'deferred',
  'unknown',
  'accepted',
  'sent',
  'suppressed',
  'failed',
  'undelivered',
  'delivered',
] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/** True where the provider has taken the message over: `accepted` or better. */
export function isAccepted(state: NoticeState): boolean {
  return state === 'accepted' || state === 'sent' || state === 'delivered';
}

/** True where it did not arrive and will not. */
export function hasFailed(state: NoticeState): boolean {
  return state === 'failed' || state === 'undelivered';
}

/** True where nothing more is sent by itself; `unknown` has used up its policy. */
export function isSettledNotice(state: NoticeState): boolean {
  return state !== 'planned' && state !== 'attempting' && state !== 'deferred';
}

/** One notice of a case, planned by the workflow; its row is written with the ledger row. */
export interface NoticePlan {
  readonly kind: NoticeKind;
  /** 1 for the first; kinds that may repeat (reminders, `information-requested`) count up. */
  readonly occurrence: number;
}

/** The part of a link in a notice that opens the merchant's page. */
const LINK_TOKEN = /#[A-Za-z0-9_-]{20,}/g;

/** A text with its links cut short: whoever had the whole link would act as the merchant. */
export function withoutLinkTokens(text: string): string {
  return text.replace(LINK_TOKEN, '#…');
}

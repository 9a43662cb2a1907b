/**
 * The dry run of a notice that is sent once more: what became of it so far, where it would go, and whether
 * the merchant may get it twice. Reads only; receivers are masked.
 */
import { maskEmail, maskPhone } from '../../../checks/masks';
import type { CaseRow, NoticeRow } from '../../../record/port/desk-record';
import { RESEND_LIMIT, RESEND_WINDOW_MS } from '../../../record/port/effects/notices';
import { sayIn, type Sentence } from '../../../words/phrase';
import type { Locale, Phrase } from '../../../workflows/contract/case-data';
import { STAFF_NOTICE_KINDS } from '../../../workflows/contract/notices';
import type { ApiDeps } from '../deps';
import { RESEND_OUTCOMES, type ResendOutcome } from '../../../wire/states';

export interface ResendPlan {
  /** Every row of the notice, on all channels, oldest first. */
  readonly earlier: readonly NoticeRow[];
  readonly outcome: ResendOutcome;
  readonly mayArriveTwice: boolean;
  /** Masked; absent where there is no such address any more, so that nothing would leave. */
  readonly to?: string;
  readonly resendsLeft: number;
  readonly sentences: readonly string[];
}

const OUTCOME_OF: Readonly<Record<NoticeRow['state'], ResendOutcome>> = {
  delivered: 'arrived',
  accepted: 'left',
  sent: 'left',
  planned: 'on-its-way',
  attempting: 'on-its-way',
  deferred: 'on-its-way',
  unknown: 'unknown',
  suppressed: 'not-arrived',
  failed: 'not-arrived',
  undelivered: 'not-arrived',
};

/** Plans a resend of a notice of the case. Fails as the record does. */
export async function planResend(
  { record, now }: Pick<ApiDeps, 'record' | 'now'>,
  { caseId, view }: CaseRow,
  notice: NoticeRow,
  locale: Locale,
): Promise<ResendPlan> {
  const { kind, occurrence, channel } = notice;
  const rows = await record.notices.list(caseId);
  const earlier = rows.filter((row) => row.kind === kind && row.occurrence === occurrence);
  const mine = earlier.filter((row) => row.channel === channel);
  const outcomes = mine.map(({ state }) => OUTCOME_OF[state]);
  const outcome = RESEND_OUTCOMES.find((one) => outcomes.includes(one)) ?? 'not-arrived';
  const sinceMs = now().getTime() - RESEND_WINDOW_MS;
  const recent = mine.filter(
    ({ generation, plannedAt }) => generation > 1 && plannedAt.getTime() >= sinceMs,
  );
  const { data } = await record.revisions.read(caseId, view.revision);
  const isForStaff = (STAFF_NOTICE_KINDS as readonly string[]).includes(kind);
  const { phone, email } = data.contact;
  const address = channel === 'sms' ? phone : email;
  const to = address === undefined || isForStaff ? undefined : masked(channel, address);
  const known = {
    outcome,
    isForStaff,
    mayArriveTwice: outcome !== 'not-arrived' && (to !== undefined || isForStaff),
    resendsLeft: Math.max(0, RESEND_LIMIT - recent.length),
    ...(to === undefined ? {} : { to }),
  };
  return { ...known, earlier, sentences: sentencesOf(known, notice, lastReceiver(mine), locale) };
}

function masked(channel: NoticeRow['channel'], address: string): string {
  return channel === 'sms' ? maskPhone(address) : maskEmail(address);
}

function lastReceiver(rows: readonly NoticeRow[]): string | undefined {
  const sent = rows.findLast((row) => row.sent !== undefined);
  return sent?.sent && masked(sent.channel, sent.sent.to);
}

const OUTCOMES: Readonly<Record<ResendOutcome, Phrase>> = {
  arrived: { 'zh-CN': '此前的通知已送达。', en: 'The earlier one has arrived.' },
  left: {
    'zh-CN': '此前的通知已由服务商发出，没有未送达的消息。',
    en: 'The earlier one was taken by the provider, which has not said that it failed.',
  },
  'on-its-way': {
    'zh-CN': '此前的通知尚在发送或等待发送，会自行发出。',
    en: 'The earlier one is still being sent or waits for its time; it leaves by itself.',
  },
  unknown: {
    'zh-CN': '此前的通知是否发出无法得知。',
    en: 'Nobody knows whether the earlier one left.',
  },
  'not-arrived': {
    'zh-CN': '此前的通知没有送达任何人。',
    en: 'The earlier one reached nobody on this channel.',
  },
};

const WORDS = {
  sms: { 'zh-CN': '短信', en: 'text message' },
  email: { 'zh-CN': '邮件', en: 'mail' },
  noAddress: {
    'zh-CN': '商户现在没有此渠道的地址，不会发出。',
    en: 'The merchant has no address on this channel any more: nothing would leave.',
  },
  goesTo: { 'zh-CN': '将以{way}发往 {to}。', en: 'It would leave as a {way} to {to}.' },
  toStaff: {
    'zh-CN': '将以邮件发给团队负责人。',
    en: 'It would leave as a mail to the team lead.',
  },
  moved: {
    'zh-CN': '此前发往 {last}。',
    en: 'The earlier one went to another address: {last}.',
  },
  twice: { 'zh-CN': '可能会收到两次。', en: 'It may be received twice.' },
  once: { 'zh-CN': '不会收到两次。', en: 'It will not be received twice.' },
  night: {
    'zh-CN': '夜间的短信会等到早晨。',
    en: 'A text waits for the morning where it is night.',
  },
  left: {
    'zh-CN': '24 小时内还可重发 {count} 次。',
    en: {
      one: '{count} resend is left within 24 hours.',
      other: '{count} resends are left within 24 hours.',
    },
  },
} as const satisfies Record<string, Sentence>;

function sentencesOf(
  plan: Omit<ResendPlan, 'earlier' | 'sentences'> & { readonly isForStaff: boolean },
  { channel }: NoticeRow,
  last: string | undefined,
  locale: Locale,
): string[] {
  const say = sayIn(locale);
  const { outcome, to, isForStaff, mayArriveTwice, resendsLeft } = plan;
  const goesTo =
    to === undefined ? say(WORDS.noAddress) : say(WORDS.goesTo, { way: say(WORDS[channel]), to });
  const moved = last !== undefined && to !== undefined && last !== to;
  return [
    say(OUTCOMES[outcome]),
    isForStaff ? say(WORDS.toStaff) : goesTo,
    ...(moved ? [say(WORDS.moved, { last })] : []),
    say(mayArriveTwice ? WORDS.twice : WORDS.once),
    ...(channel === 'sms' ? [say(WORDS.night)] : []),
    say(WORDS.left, { count: resendsLeft }),
  ];
}

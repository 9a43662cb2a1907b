/** The words of a reset, in both languages: its points, and what it would do. */
import { messageFor } from '../../../../words/errors';
import { BETWEEN_WORDS, type Sentence, inEvery, sayIn, sentence } from '../../../../words/phrase';
import type { Locale, Phrase } from '../../../../workflows/contract/case-data';
import { type ErrorCode, publicCode } from '../../../../workflows/contract/errors';
import type { Happening, ResetPoint } from '../../../../temporal/case-history';
import type { ResetPlan } from './plan';
import type { EffectEnd } from '../../../../wire/states';

const DECISIONS: Readonly<Record<string, Phrase>> = {
  verifyIdentity: { 'zh-CN': '身份已核实', en: 'identity was proven' },
  recordConsent: { 'zh-CN': '同意已记录', en: 'consent was recorded' },
  extendConsent: { 'zh-CN': '补充同意已记录', en: 'consent to more was recorded' },
  submit: { 'zh-CN': '申请已提交', en: 'the application was submitted' },
  claim: { 'zh-CN': '审核已认领', en: 'the review was claimed' },
  release: { 'zh-CN': '认领已释放', en: 'the claim was given back' },
  approve: { 'zh-CN': '审核已批准', en: 'the review approved it' },
  reject: { 'zh-CN': '申请已驳回', en: 'it was rejected' },
  requestInformation: { 'zh-CN': '已要求补充资料', en: 'information was requested' },
  withdraw: { 'zh-CN': '申请已撤回', en: 'it was withdrawn' },
  amendContact: { 'zh-CN': '联系方式已更正', en: 'the contact was amended' },
  retry: { 'zh-CN': '运维已重试', en: 'an operator had a step tried again' },
  resolve: { 'zh-CN': '运维已人工处理', en: 'an operator settled a step by hand' },
  correctReference: { 'zh-CN': '运维已更正编号', en: 'an operator corrected a reference' },
  sendBack: { 'zh-CN': '运维已退回', en: 'an operator sent it back' },
  hold: { 'zh-CN': '运维已暂停', en: 'an operator held it' },
  releaseHold: { 'zh-CN': '运维已解除暂停', en: 'an operator released it' },
  end: { 'zh-CN': '运维已结束工单', en: 'an operator ended it' },
};

const REPORTS: Readonly<Record<string, Phrase>> = {
  refundReturned: { 'zh-CN': '退款被退回的消息到达', en: 'a refund was reported as returned' },
  noticeFailed: { 'zh-CN': '通知未送达的消息到达', en: 'a notice was reported as undelivered' },
  caseReset: { 'zh-CN': '工单被回退', en: 'the case was reset' },
};

const ANSWERS: Readonly<Record<string, Phrase>> = {
  checkApplication: { 'zh-CN': '申请已检查', en: 'the application was checked' },
  requestUnbind: { 'zh-CN': '解绑请求得到答复', en: 'the unbind request was answered' },
  confirmUnbind: { 'zh-CN': '解绑结果已查到', en: 'the unbinding was read back' },
  requestRefund: { 'zh-CN': '退款请求得到答复', en: 'the refund request was answered' },
  confirmRefund: { 'zh-CN': '退款结果已查到', en: 'the refund was read back' },
  readReturned: {
    'zh-CN': '退款是否退回已查到',
    en: 'it was read back whether the refund came back',
  },
  requestClosure: { 'zh-CN': '注销请求得到答复', en: 'the closure request was answered' },
  confirmClosure: { 'zh-CN': '注销结果已查到', en: 'the closure was read back' },
  awaitGateChange: { 'zh-CN': '准入条件有变化', en: 'the gate changed' },
  sendNotices: { 'zh-CN': '通知已发出', en: 'notices were sent' },
  reportUndelivered: { 'zh-CN': '未送达的通知已上报', en: 'an undelivered notice was reported' },
};

const OPENED: Phrase = { 'zh-CN': '工单已创建', en: 'the case was opened' };
const MOMENT: Phrase = { 'zh-CN': '某个提醒或时限到点', en: 'a reminder or a limit fell due' };

/** Whatever is not in the tables still has its name. */
function wordsOf({ kind, name }: Happening): Phrase {
  const unknown = inEvery(() => name);
  switch (kind) {
    case 'opened':
      return OPENED;
    case 'moment':
      return MOMENT;
    case 'decision':
      return DECISIONS[name] ?? unknown;
    case 'report':
      return REPORTS[name] ?? unknown;
    case 'answer':
      return ANSWERS[name] ?? unknown;
  }
}

/** What had happened last by a point, e.g. `the review approved it`. */
export function happenedBy({ last }: ResetPoint, locale: Locale): string {
  const subject = last.subject === undefined ? '' : ` (${last.subject})`;
  return `${wordsOf(last)[locale]}${subject}`;
}

const POINT: Phrase = {
  'zh-CN': '回到 {status}，即“{what}”之后，其后的一切重新决定。',
  en: 'Back to {status}, right after {what}; all that follows is decided anew.',
};

/** What had happened by a point, in one sentence. */
export function pointSentence(point: ResetPoint, locale: Locale): string {
  return sentence(locale, POINT, { status: point.status, what: happenedBy(point, locale) });
}

/** Name of a later decision or report, as people say it. */
export function laterWords(kind: 'decision' | 'report', name: string, locale: Locale): string {
  return wordsOf({ kind, name })[locale];
}

/** A side effect that the case meets again. */
export const EFFECT_WORDS: Readonly<Record<EffectEnd, Phrase>> = {
  done: {
    'zh-CN': '已完成：再次遇到时只按原请求号查到结果，不会再次执行。',
    en: 'Done: met again, it is only found under its number and not done a second time.',
  },
  'on-its-way': {
    'zh-CN': '已受理：继续查询结果，不会再次发起。',
    en: 'On its way: its result is read back; it is not asked for again.',
  },
  refused: {
    'zh-CN': '被拒绝：不会自动再次发起，步骤会挂起等待运维。',
    en: 'Refused: it is not asked for again by itself; the step parks for an operator.',
  },
  returned: {
    'zh-CN': '已退回：款项已退回收单机构，不会自动再次支付，步骤会挂起等待运维。',
    en: 'Came back: the money is with the acquirer again; it is not paid again by itself, the step parks for an operator.',
  },
  'not-known': {
    'zh-CN': '结果未知：先向对方核对，证明没有发生才用原请求号发起。',
    en: 'Not known: the provider is asked first; it is sent under the same number only where nothing happened.',
  },
};

const PLAN = {
  nothingLeft: {
    'zh-CN': '此点之后没有发出过任何请求。',
    en: 'No request had left after this point.',
  },
  requests: {
    'zh-CN': '此点之后有 {count} 个对外请求，任何已完成的都不会再做一次。',
    en: {
      one: '{count} request had left after this point. Nothing that was done is done again.',
      other: '{count} requests had left after this point. Nothing that was done is done again.',
    },
  },
  leftOut: { 'zh-CN': '以下决定将不再有效：{names}。', en: 'Left out: {names}.' },
  wait: {
    'zh-CN':
      '当前等待的时限重新计算；已告知商户的内容不会再发一次，必须告知而无人收到的通知会再发一次。',
    en: 'The wait there begins anew; what the merchant was told is not told again, and a mandatory notice that nobody has is.',
  },
  ended: {
    'zh-CN': '工单已经结束，回退会让它重新开始。',
    en: 'The case had ended; it is open again then.',
  },
  approval: { 'zh-CN': '需要另一位运维人员批准。', en: 'A second operator has to approve it.' },
} as const satisfies Record<string, Sentence>;

/** The plan in plain sentences, in the order in which to read them. */
export function planSentences(plan: ResetPlan, locale: Locale): string[] {
  const { point, blockers, effects, later, needsApproval, wasEnded } = plan;
  const say = sayIn(locale);
  const names = later
    .filter(({ repeat }) => !repeat)
    .map(({ kind, past }) => laterWords(kind, past.name, locale))
    .join(BETWEEN_WORDS[locale]);
  return [
    pointSentence(point, locale),
    ...blockerSentences(blockers, locale),
    effects.length === 0 ? say(PLAN.nothingLeft) : say(PLAN.requests, { count: effects.length }),
    ...(names === '' ? [] : [say(PLAN.leftOut, { names })]),
    say(PLAN.wait),
    ...(wasEnded ? [say(PLAN.ended)] : []),
    ...approvalSentence(needsApproval, locale),
  ];
}

/** What forbids a repair, and who decides. */
export function verdictSentences(
  { blockers, needsApproval }: Pick<ResetPlan, 'blockers' | 'needsApproval'>,
  locale: Locale,
): string[] {
  return [...blockerSentences(blockers, locale), ...approvalSentence(needsApproval, locale)];
}

function blockerSentences(blockers: readonly ErrorCode[], locale: Locale): string[] {
  return blockers.map((code) => `${publicCode(code)}: ${messageFor(code, locale)}`);
}

function approvalSentence(needsApproval: boolean, locale: Locale): string[] {
  return needsApproval ? [PLAN.approval[locale]] : [];
}

/** Rows of the ledger as sentences. An event that is not known here shows by its own name. Pure. */
import type { Phrase, Say } from './phrase';
import { messagePartsFor } from './errors';
import type { Locale } from '../workflows/contract/case-data';
import { errorCodeOf } from '../workflows/contract/errors';
import type { TimelineItem } from '../wire/cases/case-answers';
import {
  CALLED_NUMBER,
  CASE_CHANNEL,
  CONSENT_KIND,
  CONSENT_METHOD,
  IDENTITY_METHOD,
  NOTICE_CHANNEL,
  NOTICE_KIND,
  OUTCOME,
  REASON,
  REJECTION,
  STATUS,
  STEP,
} from './domain';
import { fieldName } from './fields';

const EVENTS: Readonly<Record<string, Phrase>> = {
  'case-opened': { 'zh-CN': '{by}创建工单', en: '{by} opened the case' },
  'identity-verified': { 'zh-CN': '{by}核验了身份', en: '{by} verified the identity' },
  'identity-verified-again': {
    'zh-CN': '{by}再次核验了身份',
    en: '{by} verified the identity again',
  },
  'consent-recorded': { 'zh-CN': '{by}记录了商户的同意', en: '{by} recorded the consent' },
  'consent-extension-asked': {
    'zh-CN': '申请超出商户的同意：请商户就差异补充同意',
    en: 'The application goes beyond the consent: the merchant is asked for the difference',
  },
  'consent-extended': {
    'zh-CN': '{by}记录了商户的补充同意',
    en: '{by} recorded that the merchant agreed to the difference',
  },
  'consent-extension-dropped': {
    'zh-CN': '申请不再超出商户的同意：补充同意已取消',
    en: 'The application does not go beyond the consent any more: nothing is asked for',
  },
  'consent-extension-lapsed': {
    'zh-CN': '商户未在期限内补充同意',
    en: 'The merchant did not agree to the difference in time',
  },
  'data-consent-recorded': {
    'zh-CN': '{by}记录了商户的单独同意',
    en: '{by} recorded a separate consent',
  },
  'consent-withdrawn': {
    'zh-CN': '{by}撤回了一项同意，工单随之撤回',
    en: '{by} took a consent back, and the case with it',
  },
  'second-request-refused': {
    'zh-CN': '另一份申请要求解绑本工单的终端，已拒绝；请核对请求人',
    en: 'Another request for a terminal of this case was refused; look at who asks',
  },
  'application-submitted': { 'zh-CN': '{by}提交了申请', en: '{by} submitted the application' },
  'contact-amended': { 'zh-CN': '{by}更正了联系方式', en: '{by} corrected the contact data' },
  'case-claimed': { 'zh-CN': '{by}领取了审核', en: '{by} claimed the review' },
  'claim-renewed': { 'zh-CN': '{by}延长了领取', en: '{by} renewed the claim' },
  'claim-released': { 'zh-CN': '{by}放回了审核', en: '{by} gave the claim back' },
  'case-approved': { 'zh-CN': '{by}批准了申请', en: '{by} approved the application' },
  'case-rejected': { 'zh-CN': '{by}拒绝了申请', en: '{by} rejected the application' },
  'information-requested': { 'zh-CN': '{by}要求补充资料', en: '{by} asked for corrections' },
  'case-withdrawn': { 'zh-CN': '{by}撤回了工单', en: '{by} withdrew the case' },
  'case-sent-back': { 'zh-CN': '{by}退回了工单', en: '{by} sent the case back' },
  'case-held': { 'zh-CN': '{by}暂停了工单', en: '{by} held the case' },
  'hold-released': { 'zh-CN': '{by}恢复了工单', en: '{by} released the hold' },
  'case-ended-by-operator': { 'zh-CN': '{by}结束了工单', en: '{by} ended the case' },
  'case-expired': { 'zh-CN': '超过期限，工单过期', en: 'The limit passed and the case expired' },
  'wait-escalated': {
    'zh-CN': '超时，已升级给主管',
    en: 'It is overdue and was escalated to the team lead',
  },
  'merchant-reminded': { 'zh-CN': '已提醒商户', en: 'The merchant was reminded' },
  'status-changed': { 'zh-CN': '工单继续前进', en: 'The case moved on' },
  'point-of-no-return-passed': {
    'zh-CN': '解绑请求已发出：从此不能撤回',
    en: 'An unbind request has left: no way back from here',
  },
  'step-retried': { 'zh-CN': '{by}要求重试', en: '{by} had a step tried again' },
  'reference-corrected': {
    'zh-CN': '{by}更正了收单机构处的编号',
    en: '{by} corrected a reference at the acquirer',
  },
  'step-resolved-by-hand': { 'zh-CN': '{by}人工处理了步骤', en: '{by} settled a step by hand' },
  'personal-data-revealed': {
    'zh-CN': '{by}查看了完整个人信息',
    en: '{by} read personal data in full',
  },
  'evidence-pack-asked': {
    'zh-CN': '{by}要求制作证据包',
    en: '{by} had an evidence pack made',
  },
  'attachment-read': { 'zh-CN': '{by}下载了附件', en: '{by} downloaded an attachment' },
  'attempt-made-at-once': {
    'zh-CN': '{by}让等待中的尝试立即进行',
    en: '{by} had a waiting attempt made at once',
  },
  'attachment-handed-in': { 'zh-CN': '{by}提交了材料', en: '{by} handed in a file' },
  'merchant-link-resent': {
    'zh-CN': '{by}重新发送了商户链接',
    en: '{by} sent the link to the merchant again',
  },
  'merchant-link-revoked': {
    'zh-CN': '{by}收回了商户链接',
    en: '{by} took the link of the merchant back',
  },
  'notice-resent': { 'zh-CN': '{by}重新发送了通知', en: '{by} sent a notice again' },
  'deposit-returned': {
    'zh-CN': '退款到账后又被退回',
    en: 'A refund came back after it had arrived',
  },
  'refund-reopened': { 'zh-CN': '退款步骤重新打开', en: 'The refund was opened again' },
  'history-reset': {
    'zh-CN': '流程历史被重置，以下各行替代之前的',
    en: 'The history was reset; what follows replaces rows before',
  },
  'reset-ordered': {
    'zh-CN': '{by}将工单回退到较早的一步',
    en: '{by} took the case back to an earlier point',
  },
  'record-rebuilt': {
    'zh-CN': '恢复备份后，{by}按流程历史重建了工单记录',
    en: '{by} had the record rebuilt from the history after a restore',
  },
  'revision-entered-again': {
    'zh-CN': '{by}重新填写了恢复时丢失的申请',
    en: '{by} entered the application again that a restore had lost',
  },
  'reset-noticed': { 'zh-CN': '流程得知已被回退', en: 'The workflow has heard of the reset' },
  'case-resumed': { 'zh-CN': '工单从该处继续', en: 'The case goes on from there' },
  'terminals-lost': {
    'zh-CN': '终端已被另一工单占用',
    en: 'Another case holds the terminals by now',
  },
  'repair-proposed': { 'zh-CN': '{by}提议了一项修复', en: '{by} proposed a repair' },
  'repair-approved': { 'zh-CN': '{by}批准了提议的修复', en: '{by} approved the proposed repair' },
  'repair-declined': { 'zh-CN': '{by}拒绝了提议的修复', en: '{by} declined the proposed repair' },
  'repair-carried-out': { 'zh-CN': '提议的修复已执行', en: 'The proposed repair was carried out' },
  'repair-failed': {
    'zh-CN': '工单拒绝了已批准的修复',
    en: 'The case refused the approved repair',
  },
  'task-repeated': {
    'zh-CN': '一项未完成的任务被重做',
    en: 'A task that was lost with its worker was repeated',
  },
};

/** What the merchant did on the page of their own. */
const MERCHANT_EVENTS: Readonly<Record<string, Phrase>> = {
  'case-opened': { 'zh-CN': '商户提出了申请', en: 'The merchant asked for it' },
  'consent-recorded': { 'zh-CN': '商户同意了条款', en: 'The merchant accepted the terms' },
  'consent-extended': {
    'zh-CN': '商户补充同意了差异',
    en: 'The merchant agreed to the difference',
  },
  'data-consent-recorded': {
    'zh-CN': '商户作出了单独同意',
    en: 'The merchant gave a separate consent',
  },
  'consent-withdrawn': {
    'zh-CN': '商户撤回了一项同意，申请随之撤回',
    en: 'The merchant took a consent back, and the request with it',
  },
  'application-submitted': { 'zh-CN': '商户提交了更正', en: 'The merchant sent the corrections' },
  'case-withdrawn': { 'zh-CN': '商户撤回了申请', en: 'The merchant withdrew the request' },
};

const NOUN: Readonly<Record<string, Phrase>> = {
  terminal: { 'zh-CN': '终端', en: 'Terminal' },
  deposit: { 'zh-CN': '押金退款', en: 'Refund' },
  account: { 'zh-CN': '账户注销', en: 'Closure of the account' },
};
const EFFECT_EVENT: Readonly<Record<string, Phrase>> = {
  proven: { 'zh-CN': '{what}：已证实完成', en: '{what}: proven done' },
  accepted: { 'zh-CN': '{what}：对方已受理', en: '{what}: accepted' },
  'left-to-a-person': { 'zh-CN': '{what}：需人工办理', en: '{what}: left to a person' },
  'gate-closed': { 'zh-CN': '{what}：条件未满足', en: '{what}: the gate is closed' },
  'gate-opened': { 'zh-CN': '{what}：条件已满足', en: '{what}: the gate has opened' },
  'gate-changed': {
    'zh-CN': '{what}：未满足的条件有变化',
    en: '{what}: what closes the gate has changed',
  },
  parked: { 'zh-CN': '{what}：无法自动继续，已挂起', en: '{what}: parked for an operator' },
  'asked-again': { 'zh-CN': '{what}：再次请求', en: '{what}: asked again' },
};

/** What a code means, in the language of the person; the code itself where it is not known. */
export function meaningOf(code: string, locale: Locale): string {
  const known = errorCodeOf(code);
  return known === undefined ? code : messagePartsFor(known, locale).meaning;
}

/** The event in one sentence; `by` is the name of who did it. */
export function sentenceOf(item: TimelineItem, by: string, say: Say): string {
  const pair = item.by.role === 'merchant' ? MERCHANT_EVENTS[item.event] : undefined;
  if (pair) return say(pair);
  return eventSentence(item.event, by, say);
}

/** The same of an event by its name. */
export function eventSentence(event: string, by: string, say: Say): string {
  const pair = EVENTS[event];
  if (pair) return say(pair, { by });
  const [noun = '', ...rest] = event.split('-');
  const effect = EFFECT_EVENT[rest.join('-')];
  const what = NOUN[noun];
  if (effect && what) {
    return say(effect, { what: say(what) });
  }
  return event;
}

const WORDS: readonly Readonly<Record<string, Phrase>>[] = [
  STATUS,
  IDENTITY_METHOD,
  CALLED_NUMBER,
  CONSENT_METHOD,
  REASON,
  REJECTION,
  CASE_CHANNEL,
  STEP,
  OUTCOME,
  NOTICE_KIND,
  NOTICE_CHANNEL,
  CONSENT_KIND,
];

function wordFor(value: string, say: Say, locale: Locale): string {
  const pair = WORDS.map((words) => words[value]).find((found) => found !== undefined);
  if (pair) return say(pair);
  return errorCodeOf(value) === undefined ? fieldName(value, say) : meaningOf(value, locale);
}

/** Facts that are said; ids and counters of the machine are not. */
const SAID = [
  'from',
  'to',
  'method',
  'called',
  'reason',
  'channel',
  'step',
  'outcome',
  'kind',
  'codes',
  'code',
  'fields',
  'warnings',
  'stepUp',
  'status',
];

/** The facts of a row in words, in a fixed order. */
export function detailsOf(
  item: TimelineItem,
  say: Say,
  locale: Locale,
  serials: ReadonlyMap<string, string>,
): readonly string[] {
  const word = (value: unknown): string => wordFor(String(value), say, locale);
  const { from, to, ...facts } = item.facts;
  const serial = serials.get(String(facts['terminalId'] ?? ''));
  const way = from !== undefined && to !== undefined ? [`${word(from)} → ${word(to)}`] : [];
  const others = SAID.flatMap((name) => {
    const fact = facts[name];
    if (fact === undefined || fact === '') return [];
    return typeof fact === 'object' ? fact.map(word) : [word(fact)];
  });
  return [...(serial === undefined ? [] : [serial]), ...way, ...others];
}

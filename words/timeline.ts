/** Rows of the ledger as sentences. An event that is not known here shows by its own name. Pure. */
import type { Pair, Say } from './sentence';
import { messagePartsFor } from './errors';
import type { Locale } from '../workflows/contract/case-data';
import { errorCodeOf } from '../workflows/contract/errors';
import type { TimelineItem } from '../wire/cases/case-answers';
import {
  CASE_CHANNEL,
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

const EVENTS: Readonly<Record<string, Pair>> = {
  'case-opened': ['{by}创建工单', '{by} opened the case'],
  'identity-verified': ['{by}核验了身份', '{by} verified the identity'],
  'identity-verified-again': ['{by}再次核验了身份', '{by} verified the identity again'],
  'consent-recorded': ['{by}记录了商户的同意', '{by} recorded the consent'],
  'application-submitted': ['{by}提交了申请', '{by} submitted the application'],
  'contact-amended': ['{by}更正了联系方式', '{by} corrected the contact data'],
  'case-claimed': ['{by}领取了审核', '{by} claimed the review'],
  'claim-renewed': ['{by}延长了领取', '{by} renewed the claim'],
  'claim-released': ['{by}放回了审核', '{by} gave the claim back'],
  'case-approved': ['{by}批准了申请', '{by} approved the application'],
  'case-rejected': ['{by}拒绝了申请', '{by} rejected the application'],
  'information-requested': ['{by}要求补充资料', '{by} asked for corrections'],
  'case-withdrawn': ['{by}撤回了工单', '{by} withdrew the case'],
  'case-sent-back': ['{by}退回了工单', '{by} sent the case back'],
  'case-held': ['{by}暂停了工单', '{by} held the case'],
  'hold-released': ['{by}恢复了工单', '{by} released the hold'],
  'case-ended-by-operator': ['{by}结束了工单', '{by} ended the case'],
  'case-expired': ['超过期限，工单过期', 'The limit passed and the case expired'],
  'wait-escalated': ['超时，已升级给主管', 'It is overdue and was escalated to the team lead'],
  'merchant-reminded': ['已提醒商户', 'The merchant was reminded'],
  'status-changed': ['工单继续前进', 'The case moved on'],
  'point-of-no-return-passed': [
    '解绑请求已发出：从此不能撤回',
    'An unbind request has left: no way back from here',
  ],
  'step-retried': ['{by}要求重试', '{by} had a step tried again'],
  'reference-corrected': [
    '{by}更正了收单机构处的编号',
    '{by} corrected a reference at the acquirer',
  ],
  'step-resolved-by-hand': ['{by}人工处理了步骤', '{by} settled a step by hand'],
  'personal-data-revealed': ['{by}查看了完整个人信息', '{by} read personal data in full'],
  'attachment-read': ['{by}下载了附件', '{by} downloaded an attachment'],
  'attempt-made-at-once': ['{by}让等待中的尝试立即进行', '{by} had a waiting attempt made at once'],
  'attachment-handed-in': ['{by}提交了材料', '{by} handed in a file'],
  'merchant-link-resent': ['{by}重新发送了商户链接', '{by} sent the link to the merchant again'],
  'merchant-link-revoked': ['{by}收回了商户链接', '{by} took the link of the merchant back'],
  'notice-resent': ['{by}重新发送了通知', '{by} sent a notice again'],
  'deposit-returned': ['退款到账后又被退回', 'A refund came back after it had arrived'],
  'refund-reopened': ['退款步骤重新打开', 'The refund was opened again'],
  'history-reset': [
    '流程历史被重置，以下各行替代之前的',
    'The history was reset; what follows replaces rows before',
  ],
  'reset-ordered': ['{by}将工单回退到较早的一步', '{by} took the case back to an earlier point'],
  'record-rebuilt': [
    '恢复备份后，{by}按流程历史重建了工单记录',
    '{by} had the record rebuilt from the history after a restore',
  ],
  'revision-entered-again': [
    '{by}重新填写了恢复时丢失的申请',
    '{by} entered the application again that a restore had lost',
  ],
  'reset-noticed': ['流程得知已被回退', 'The workflow has heard of the reset'],
  'case-resumed': ['工单从该处继续', 'The case goes on from there'],
  'terminals-lost': ['终端已被另一工单占用', 'Another case holds the terminals by now'],
  'repair-proposed': ['{by}提议了一项修复', '{by} proposed a repair'],
  'repair-approved': ['{by}批准了提议的修复', '{by} approved the proposed repair'],
  'repair-declined': ['{by}拒绝了提议的修复', '{by} declined the proposed repair'],
  'repair-carried-out': ['提议的修复已执行', 'The proposed repair was carried out'],
  'repair-failed': ['工单拒绝了已批准的修复', 'The case refused the approved repair'],
  'task-repeated': ['一项未完成的任务被重做', 'A task that was lost with its worker was repeated'],
};

/** What the merchant did on the page of their own. */
const MERCHANT_EVENTS: Readonly<Record<string, Pair>> = {
  'case-opened': ['商户提出了申请', 'The merchant asked for it'],
  'consent-recorded': ['商户同意了条款', 'The merchant accepted the terms'],
  'application-submitted': ['商户提交了更正', 'The merchant sent the corrections'],
  'case-withdrawn': ['商户撤回了申请', 'The merchant withdrew the request'],
};

const NOUN: Readonly<Record<string, Pair>> = {
  terminal: ['终端', 'Terminal'],
  deposit: ['押金退款', 'Refund'],
  account: ['账户注销', 'Closure of the account'],
};
const EFFECT_EVENT: Readonly<Record<string, Pair>> = {
  proven: ['{what}：已证实完成', '{what}: proven done'],
  accepted: ['{what}：对方已受理', '{what}: accepted'],
  'left-to-a-person': ['{what}：需人工办理', '{what}: left to a person'],
  'gate-closed': ['{what}：条件未满足', '{what}: the gate is closed'],
  'gate-opened': ['{what}：条件已满足', '{what}: the gate has opened'],
  'gate-changed': ['{what}：未满足的条件有变化', '{what}: what closes the gate has changed'],
  parked: ['{what}：无法自动继续，已挂起', '{what}: parked for an operator'],
  'asked-again': ['{what}：再次请求', '{what}: asked again'],
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

const WORDS: readonly Readonly<Record<string, Pair>>[] = [
  STATUS,
  IDENTITY_METHOD,
  {
    link: ['链接', 'by link'],
    'recorded-call': ['电话录音', 'recorded call'],
    'in-person': ['当面', 'in person'],
  },
  REASON,
  REJECTION,
  CASE_CHANNEL,
  STEP,
  OUTCOME,
  NOTICE_KIND,
  NOTICE_CHANNEL,
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

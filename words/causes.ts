// words/: words that several pages read, by language and audience.
/** Causes and repairs in words, for every client. */
import type { Locale } from '../workflows/contract/case-data';
import type { ErrorCode } from '../workflows/contract/errors';
import type { BulkVerb, Cause } from '../workflows/contract/operations';
import { messagePartsFor } from './errors';
import { REPAIR_NAME } from './operations';
import { type Phrase, named, sentence } from './phrase';
import type { BulkRepairKind, EffectPlan } from '../wire/states';

export const CAUSE_WORDS: Readonly<Record<Cause, Phrase>> = {
  parked: { 'zh-CN': '已挂起，等待运维处理', en: 'parked' },
  retrying: { 'zh-CN': '失败后正在自动重试', en: 'failing, and tried again by itself' },
  notice: { 'zh-CN': '通知没有送达或结果不明', en: 'a notice reached nobody, or nobody knows' },
  'refund-late': { 'zh-CN': '退款久未到账', en: 'a refund has been on its way for days' },
  overdue: { 'zh-CN': '等待的人超时未处理', en: 'somebody lets it wait' },
  'by-hand': { 'zh-CN': '需人工在收单机构后台办理', en: 'a person has to act at the acquirer' },
  held: { 'zh-CN': '被运维暂停', en: 'held by an operator' },
  reported: { 'zh-CN': '其他需要查看的事项', en: 'reported' },
  'no-worker': { 'zh-CN': '没有任何 worker 在领取任务', en: 'no worker asks for work' },
  'workers-behind': {
    'zh-CN': '任务排队超过一分钟，worker 跟不上',
    en: 'work waits longer than a minute for a worker',
  },
  'workflow-diverges': {
    'zh-CN': '流程代码与历史不一致（通常由发布引起）',
    en: 'the workflow code does not fit the history, as after a bad release',
  },
  'workflow-fails': { 'zh-CN': '流程代码出错', en: 'the workflow code fails' },
  'workflow-slow': {
    'zh-CN': 'worker 领取后没有按时应答',
    en: 'the workers do not answer in time',
  },
  'workflow-missing': {
    'zh-CN': '档案中未结束，但没有流程在运行',
    en: 'open in the record, and nothing runs for it',
  },
  'record-missing': {
    'zh-CN': '流程在运行，但档案中没有',
    en: 'runs, and the record does not know it',
  },
  'calendar-ends': { 'zh-CN': '工作日历即将用完或已用完', en: 'the calendar of working days ends' },
  'ledger-unproven': {
    'zh-CN': '台账无法向外证明',
    en: 'the ledger could not be proven to others',
  },
  'out-of-order': { 'zh-CN': '所依赖的服务不正常', en: 'what the desk leans on is out of order' },
  'status-differs': {
    'zh-CN': '档案与流程的状态不一致',
    en: 'record and workflow name different statuses',
  },
};

/** What is done to many cases is called as it is for one. */
export const VERB_WORDS: Readonly<Record<BulkVerb, Phrase>> = {
  retry: REPAIR_NAME.retry,
  hold: REPAIR_NAME.hold,
  'release-hold': REPAIR_NAME['release-hold'],
  'send-back': REPAIR_NAME['send-back'],
  'resend-notice': { 'zh-CN': '重发通知', en: 'Send the notice again' },
};

export const REPAIR_WORDS: Readonly<Record<BulkRepairKind, Phrase>> = {
  retry: { 'zh-CN': '重试挂起的步骤', en: 'the parked step is tried again' },
  'look-now': { 'zh-CN': '立即进行下一次尝试', en: 'the next attempt is made at once' },
  hold: { 'zh-CN': '暂停工单', en: 'the case is held' },
  'release-hold': { 'zh-CN': '恢复工单', en: 'the hold is released' },
  'send-back': { 'zh-CN': '退回补充资料', en: 'the case is sent back' },
  'resend-notice': { 'zh-CN': '再次发送通知', en: 'the notice is sent again' },
  skip: { 'zh-CN': '不处理', en: 'nothing is done' },
};

/** What a retry does outside; see the plans of the API. */
export const EFFECT_PLAN_WORDS: Readonly<Record<EffectPlan, Phrase>> = {
  'asks-first': {
    'zh-CN': '尚未发出，首次请求',
    en: 'nothing was sent yet: asks for the first time',
  },
  'reads-back': {
    'zh-CN': '可能已发出：先核对结果，未发生才再次请求',
    en: 'may have been sent: reads back, and asks again only where nothing has happened',
  },
  'asks-again': {
    'zh-CN': '曾被拒绝：以同一请求号再次请求',
    en: 'was refused: asks again under the same number',
  },
  'waits-for-proof': {
    'zh-CN': '已受理：继续核对，不再发送',
    en: 'was accepted: goes on reading back, sends nothing',
  },
  'sends-nothing': {
    'zh-CN': '已完成或由人工办理，不再发送',
    en: 'done, or done by hand: sends nothing',
  },
};

const MEANS = { 'zh-CN': '：{meaning}', en: ': {meaning}' } as const;
const ANSWERED = { 'zh-CN': '（答复 {answer}）', en: ' (answer: {answer})' } as const;

/** `parked: The acquirer refused to unbind a terminal. (answer: 503)` */
export function groupSentence(
  {
    cause,
    code,
    answer,
  }: { cause: Cause; code?: ErrorCode | undefined; answer?: string | undefined },
  locale: Locale,
): string {
  const words = named(CAUSE_WORDS, cause)[locale];
  const meaning =
    code === undefined
      ? ''
      : sentence(locale, MEANS, { meaning: messagePartsFor(code, locale).meaning });
  return `${words}${meaning}${answer === undefined ? '' : sentence(locale, ANSWERED, { answer })}`;
}

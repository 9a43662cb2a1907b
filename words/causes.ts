/** Causes and repairs in words, for every client. */
import type { Locale } from '../workflows/contract/case-data';
import type { ErrorCode } from '../workflows/contract/errors';
import type { BulkVerb, Cause } from '../workflows/contract/operations';
import { messagePartsFor } from './errors';
import { type Pair, inLocale, named } from './pair';
import type { BulkRepairKind, EffectPlan } from '../wire/states';

export const CAUSE_WORDS: Readonly<Record<Cause, Pair>> = {
  parked: ['已挂起，等待运维处理', 'parked'],
  retrying: ['失败后正在自动重试', 'failing, and tried again by itself'],
  notice: ['通知没有送达或结果不明', 'a notice reached nobody, or nobody knows'],
  'refund-late': ['退款久未到账', 'a refund has been on its way for days'],
  overdue: ['等待的人超时未处理', 'somebody lets it wait'],
  'by-hand': ['需人工在收单机构后台办理', 'a person has to act at the acquirer'],
  held: ['被运维暂停', 'held by an operator'],
  reported: ['其他需要查看的事项', 'reported'],
  'no-worker': ['没有任何 worker 在领取任务', 'no worker asks for work'],
  'workers-behind': [
    '任务排队超过一分钟，worker 跟不上',
    'work waits longer than a minute for a worker',
  ],
  'workflow-diverges': [
    '流程代码与历史不一致（通常由发布引起）',
    'the workflow code does not fit the history, as after a bad release',
  ],
  'workflow-fails': ['流程代码出错', 'the workflow code fails'],
  'workflow-slow': ['worker 领取后没有按时应答', 'the workers do not answer in time'],
  'workflow-missing': [
    '档案中未结束，但没有流程在运行',
    'open in the record, and nothing runs for it',
  ],
  'record-missing': ['流程在运行，但档案中没有', 'runs, and the record does not know it'],
  'calendar-ends': ['工作日历即将用完或已用完', 'the calendar of working days ends'],
  'ledger-unproven': ['台账无法向外证明', 'the ledger could not be proven to others'],
  'out-of-order': ['所依赖的服务不正常', 'what the desk leans on is out of order'],
  'status-differs': ['档案与流程的状态不一致', 'record and workflow name different statuses'],
};

export const VERB_WORDS: Readonly<Record<BulkVerb, Pair>> = {
  retry: ['重试', 'Retry'],
  hold: ['暂停', 'Hold'],
  'release-hold': ['恢复', 'Release'],
  'send-back': ['退回', 'Send back'],
  'resend-notice': ['重发通知', 'Send the notice again'],
};

export const REPAIR_WORDS: Readonly<Record<BulkRepairKind, Pair>> = {
  retry: ['重试挂起的步骤', 'the parked step is tried again'],
  'look-now': ['立即进行下一次尝试', 'the next attempt is made at once'],
  hold: ['暂停工单', 'the case is held'],
  'release-hold': ['恢复工单', 'the hold is released'],
  'send-back': ['退回补充资料', 'the case is sent back'],
  'resend-notice': ['再次发送通知', 'the notice is sent again'],
  skip: ['不处理', 'nothing is done'],
};

/** What a retry does outside; see the plans of the API. */
export const EFFECT_PLAN_WORDS: Readonly<Record<EffectPlan, Pair>> = {
  'asks-first': ['尚未发出，首次请求', 'nothing was sent yet: asks for the first time'],
  'reads-back': [
    '可能已发出：先核对结果，未发生才再次请求',
    'may have been sent: reads back, and asks again only where nothing has happened',
  ],
  'asks-again': ['曾被拒绝：以同一请求号再次请求', 'was refused: asks again under the same number'],
  'waits-for-proof': [
    '已受理：继续核对，不再发送',
    'was accepted: goes on reading back, sends nothing',
  ],
  'sends-nothing': ['已完成或由人工办理，不再发送', 'done, or done by hand: sends nothing'],
};

/** `parked: The acquirer refused to unbind a terminal. (answer: 503)` */
export function groupSentence(
  {
    cause,
    code,
    answer,
  }: { cause: Cause; code?: ErrorCode | undefined; answer?: string | undefined },
  locale: Locale,
): string {
  const words = inLocale(named(CAUSE_WORDS, cause), locale);
  const colon = locale === 'en' ? ': ' : '：';
  const meaning = code === undefined ? '' : `${colon}${messagePartsFor(code, locale).meaning}`;
  const said =
    answer === undefined ? '' : locale === 'en' ? ` (answer: ${answer})` : `（答复 ${answer}）`;
  return `${words}${meaning}${said}`;
}

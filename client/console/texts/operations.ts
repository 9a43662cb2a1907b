/** Texts of the operators' page. */
import { VERB_WORDS } from '../../../checks/cause-words';
import type { BulkState } from '../../../workflows/contract/operations';
import type { Pair } from './sentence';

export const OPS = {
  title: ['运维', 'Operations'],
  lead: [
    '需要人处理的工单：按原因分组，等得最久的在前。',
    'What needs a person: by cause, longest waiting first.',
  ],
  nothing: ['没有需要处理的事项。', 'Nothing needs attention.'],
  more: ['全部显示', 'Show all'],
  filters: ['筛选', 'Filters'],
  moneyFrom: ['涉及押金不低于', 'At stake from'],
  filtered: [
    '筛选的是工单；流程和 worker 的问题只在不筛选时显示。',
    'Cases are filtered; what is wrong with workflows and workers shows without a filter only.',
  ],
  nothingFound: ['没有符合条件的事项。', 'Nothing needs attention under these filters.'],
  nextPage: ['显示更多', 'Show more'],
  atStake: ['涉及押金 {amount}', '{amount} at stake'],
  forAll: ['全部{verb}（{count}）…', '{verb} all ({count})…'],
  bulkTitle: ['批量{verb}', '{verb} many cases'],
  wouldHappen: ['将会发生的事', 'What would happen'],
  wouldAct: [
    '共 {matched} 个工单，将处理 {count} 个：',
    'Of {matched} cases, something would be done to {count}:',
  ],
  bulkReason: ['原因', 'Reason'],
  bulkReasonHint: [
    '写入每个工单的备注和台账。',
    'It becomes a note of every case; the ledger names it.',
  ],
  bulkLimit: ['最多处理（可不填）', 'At most so many (optional)'],
  bulkRate: ['每秒处理', 'Cases a second'],
  bulkStopAfter: ['出错多少个后停止', 'Stop after so many errors'],
  noNumber: ['请输入不小于 1 的整数。', 'Enter a whole number from 1.'],
  bulkNothing: ['没有可以处理的工单。', 'There is nothing to be done to any of them.'],
  bulkStart: ['{verb} {count} 个', '{verb} {count}'],
  bulkStop: ['停止', 'Stop'],
  bulkProgress: ['进度', 'Progress'],
  bulkCounts: [
    '已完成 {done} / {total}，跳过 {skipped}，失败 {failed}，再次挂起 {again}，剩余 {left}',
    '{done} of {total} done, {skipped} skipped, {failed} failed, {again} parked again, {left} left',
  ],
  bulkGoesOn: [
    '关闭此窗口后继续进行；已完成的不会重复。',
    'It goes on when this is closed; what is done is not done again.',
  ],
  bulkFailed: ['失败的工单', 'Cases that failed'],
  silent: {
    record: ['档案没有答复，以下内容不完整。', 'The record did not answer; this is not all.'],
    temporal: [
      'Temporal 没有答复：流程和 worker 的问题不在下面。',
      'Temporal did not answer: what is wrong with workflows and workers is missing here.',
    ],
  },
  since: ['自', 'since'],
  diagnose: ['诊断', 'Diagnosis'],
  choose: ['从左侧选择一个工单查看诊断。', 'Choose a case to see its diagnosis.'],
  sentences: ['情况', 'What is going on'],
  remedy: ['建议的做法', 'What to do'],
  repairs: ['可用的处理方式', 'Repairs'],
  otherRepairs: ['其他处理方式', 'Other repairs'],
  recommended: ['建议', 'recommended'],
  effects: ['对外操作', 'Effects on the outside'],
  key: ['请求号', 'Request number'],
  effect: ['操作', 'Effect'],
  state: ['我方状态', 'Our state'],
  attempt: ['次数', 'Attempts'],
  says: ['对方现在答复', 'The provider says now'],
  trying: ['正在尝试', 'Being tried'],
  tries: ['{what}，第 {count} 次', '{what}, attempt {count}'],
  lastFailure: ['上次失败', 'last failure'],
  nextAttempt: ['下次尝试', 'next attempt'],
  gate: ['未满足的条件', 'What closes the gate now'],
  temporalAway: [
    'Temporal 没有答复，以下只有记录中的内容。',
    'Temporal did not answer; this is what the record knows.',
  ],
  again: ['重新诊断', 'Diagnose again'],
  inTemporal: ['在 Temporal 中查看', 'Open in Temporal'],
  toCase: ['打开工单', 'Open the case'],
  search: ['按工单号诊断', 'Diagnose a case by its id'],
} as const satisfies Record<string, Pair | Readonly<Record<string, Pair>>>;

export const BULK_VERB = VERB_WORDS;

export const BULK_STATE: Readonly<Record<BulkState, Pair>> = {
  running: ['进行中', 'At work'],
  finished: ['已完成', 'Finished'],
  stopped: ['已停止', 'Stopped'],
  'stopped-on-errors': ['因出错过多而停止', 'Stopped: too many errors'],
};

/** How an effect stands in our record. */
export const EFFECT_STATE: Readonly<Record<string, Pair>> = {
  planned: ['已计划', 'planned'],
  attempted: ['已发出，未知结果', 'sent, no result yet'],
  unknown: ['结果未知', 'result not known'],
  accepted: ['已受理', 'accepted'],
  done: ['已完成', 'done'],
  refused: ['被拒绝', 'refused'],
  manual: ['人工办理', 'by hand'],
};

/** How an effect stands at the provider. */
export const PROVIDER_STATE: Readonly<Record<string, Pair>> = {
  absent: ['没有此请求', 'no such request'],
  accepted: ['已受理', 'accepted'],
  done: ['已完成', 'done'],
  missing: [
    '未显示在该商户名下，尚不作证明',
    'not shown on the merchant, which proves nothing yet',
  ],
  elsewhere: ['在另一商户号名下', 'on another merchant number'],
  refused: ['已拒绝', 'refused'],
  returned: ['款项已退回', 'the money came back'],
  cannot: ['无法查询，只能人工核实', 'cannot tell; only a person can look'],
  pending: ['处理中', 'on its way'],
  succeeded: ['已到账', 'arrived'],
  failed: ['失败', 'failed'],
  unreachable: ['没有答复', 'no answer'],
  misfit: ['答非所问，不作证明', 'answered about something else, which proves nothing'],
};

/** Effects by the first word of their request number. */
export const EFFECT: Readonly<Record<string, Pair>> = {
  unbind: ['解绑', 'Unbind'],
  refund: ['退款', 'Refund'],
  close: ['注销账户', 'Close the account'],
  notice: ['通知', 'Notice'],
};

/** What the machine works at. */
export const ACTIVITY: Readonly<Record<string, Pair>> = {
  recordChange: ['写入台账', 'Write the ledger'],
  openCase: ['创建工单', 'Open the case'],
  checkConsent: ['核对同意记录', 'Check the consent'],
  takeTerminals: ['登记终端', 'Take the terminals'],
  afterReset: ['读取回退前的记录', 'Read what the record knows after a reset'],
  rebuildCase: ['重建记录', 'Rebuild the record'],
  unbindWasAttempted: ['查看是否已请求解绑', 'Look whether an unbind request has left'],
  checkApplication: ['核对申请', 'Check the application'],
  requestUnbind: ['请求解绑', 'Request the unbinding'],
  requestRefund: ['请求退款', 'Request the refund'],
  requestClosure: ['请求注销', 'Request the closure'],
  confirmUnbind: ['核实解绑生效', 'Prove the unbinding'],
  confirmRefund: ['核实退款到账', 'Prove the refund'],
  confirmClosure: ['核实账户注销', 'Prove the closure'],
  awaitGateChange: ['等待条件变化', 'Wait for the gate to change'],
  sendNotices: ['发送通知', 'Send the notices'],
  sendResentNotice: ['重新发送通知', 'Send a notice again'],
  sendCode: ['发送验证码', 'Send a code'],
  replayHistory: ['重放历史', 'Replay the history'],
  repairSome: ['批量处理', 'Repair some of many cases'],
  reconcileCases: ['与记录对账', 'Reconcile the cases'],
  reconcileWorkflows: ['与流程对账', 'Reconcile the workflows'],
  reportUndelivered: ['登记未送达的通知', 'Report a notice that reached nobody'],
};

/** What the people of a desk call the states of operators' work: runs, builds, effects, proposals, comparisons. */
import type { PAYEE_KINDS } from '../workflows/contract/case-data';
import type {
  BuildState,
  BulkItemState,
  BulkState,
  IntentState,
  Reference,
} from '../workflows/contract/operations';
import type { Activities, OperatorsPort } from '../workflows/contract/ports';
import type { FoundEffect } from '../workflows/contract/rebuilding';
import type { RepairKind } from '../wire/operations/repair-requests';
import type {
  ComparisonState,
  EffectEnd,
  NoteKind,
  NoticeSource,
  PaymentState,
  ProposalState,
  ProviderState,
  RunState,
  SilentPart,
} from '../wire/states';
import type { Phrase } from './phrase';

export const RUN_STATE: Readonly<Record<RunState, Phrase>> = {
  running: { 'zh-CN': '进行中', en: 'At work' },
  finished: { 'zh-CN': '已完成', en: 'Finished' },
  failed: { 'zh-CN': '失败', en: 'Failed' },
};

export const BUILD_STATE: Readonly<Record<BuildState, Phrase>> = {
  current: { 'zh-CN': '当前', en: 'Current' },
  ramping: { 'zh-CN': '逐步接入', en: 'Ramping' },
  draining: { 'zh-CN': '仍有工单需要', en: 'Draining' },
  drained: { 'zh-CN': '不再需要', en: 'Drained' },
  inactive: { 'zh-CN': '待命', en: 'Inactive' },
};

export const BULK_STATE: Readonly<Record<BulkState, Phrase>> = {
  running: { 'zh-CN': '进行中', en: 'At work' },
  finished: { 'zh-CN': '已完成', en: 'Finished' },
  stopped: { 'zh-CN': '已停止', en: 'Stopped' },
  'stopped-on-errors': { 'zh-CN': '因出错过多而停止', en: 'Stopped: too many errors' },
};

/** What became of a case in a run. */
export const BULK_ITEM_STATE: Readonly<Record<BulkItemState, Phrase>> = {
  planned: { 'zh-CN': '尚未处理', en: 'Not yet' },
  taken: { 'zh-CN': '处理中', en: 'At work' },
  done: { 'zh-CN': '已完成', en: 'Done' },
  skipped: { 'zh-CN': '已跳过', en: 'Skipped' },
  failed: { 'zh-CN': '失败', en: 'Failed' },
};

/** How an effect stands in our record. */
export const EFFECT_STATE: Readonly<Record<IntentState, Phrase>> = {
  planned: { 'zh-CN': '已计划', en: 'planned' },
  attempted: { 'zh-CN': '已发出，未知结果', en: 'sent, no result yet' },
  unknown: { 'zh-CN': '结果未知', en: 'result not known' },
  accepted: { 'zh-CN': '已受理', en: 'accepted' },
  done: { 'zh-CN': '已完成', en: 'done' },
  refused: { 'zh-CN': '被拒绝', en: 'refused' },
  manual: { 'zh-CN': '人工办理', en: 'by hand' },
};

/** How an effect stands at the provider. */
export const PROVIDER_STATE: Readonly<Record<ProviderState, Phrase>> = {
  absent: { 'zh-CN': '没有此请求', en: 'no such request' },
  accepted: { 'zh-CN': '已受理', en: 'accepted' },
  done: { 'zh-CN': '已完成', en: 'done' },
  missing: {
    'zh-CN': '未显示在该商户名下，尚不作证明',
    en: 'not shown on the merchant, which proves nothing yet',
  },
  elsewhere: { 'zh-CN': '在另一商户号名下', en: 'on another merchant number' },
  refused: { 'zh-CN': '已拒绝', en: 'refused' },
  returned: { 'zh-CN': '款项已退回', en: 'the money came back' },
  cannot: { 'zh-CN': '无法查询，只能人工核实', en: 'cannot tell; only a person can look' },
  pending: { 'zh-CN': '处理中', en: 'on its way' },
  succeeded: { 'zh-CN': '已到账', en: 'arrived' },
  failed: { 'zh-CN': '失败', en: 'failed' },
  unreachable: { 'zh-CN': '没有答复', en: 'no answer' },
  misfit: {
    'zh-CN': '答非所问，不作证明',
    en: 'answered about something else, which proves nothing',
  },
};

/** Effects by the first word of their request number. */
export const EFFECT: Readonly<Record<string, Phrase>> = {
  unbind: { 'zh-CN': '解绑', en: 'Unbind' },
  refund: { 'zh-CN': '退款', en: 'Refund' },
  close: { 'zh-CN': '注销账户', en: 'Close the account' },
  notice: { 'zh-CN': '通知', en: 'Notice' },
};

type ActivityName = keyof (Activities & OperatorsPort);

/** What the machine works at. */
export const ACTIVITY: Readonly<Record<ActivityName, Phrase>> = {
  recordChange: { 'zh-CN': '写入台账', en: 'Write the ledger' },
  openCase: { 'zh-CN': '创建工单', en: 'Open the case' },
  checkConsent: { 'zh-CN': '核对同意记录', en: 'Check the consent' },
  takeTerminals: { 'zh-CN': '登记终端', en: 'Take the terminals' },
  afterReset: { 'zh-CN': '读取回退前的记录', en: 'Read what the record knows after a reset' },
  rebuildCase: { 'zh-CN': '重建记录', en: 'Rebuild the record' },
  unbindWasAttempted: {
    'zh-CN': '查看是否已请求解绑',
    en: 'Look whether an unbind request has left',
  },
  checkApplication: { 'zh-CN': '核对申请', en: 'Check the application' },
  requestUnbind: { 'zh-CN': '请求解绑', en: 'Request the unbinding' },
  requestRefund: { 'zh-CN': '请求退款', en: 'Request the refund' },
  requestClosure: { 'zh-CN': '请求注销', en: 'Request the closure' },
  confirmUnbind: { 'zh-CN': '核实解绑生效', en: 'Prove the unbinding' },
  confirmRefund: { 'zh-CN': '核实退款到账', en: 'Prove the refund' },
  confirmClosure: { 'zh-CN': '核实账户注销', en: 'Prove the closure' },
  readReturned: { 'zh-CN': '核实退款是否退回', en: 'Read back whether a refund has come back' },
  awaitGateChange: { 'zh-CN': '等待条件变化', en: 'Wait for the gate to change' },
  sendNotices: { 'zh-CN': '发送通知', en: 'Send the notices' },
  sendResentNotice: { 'zh-CN': '重新发送通知', en: 'Send a notice again' },
  sendCode: { 'zh-CN': '发送验证码', en: 'Send a code' },
  replayHistory: { 'zh-CN': '重放历史', en: 'Replay the history' },
  repairSome: { 'zh-CN': '批量处理', en: 'Repair some of many cases' },
  reconcileCases: { 'zh-CN': '与记录对账', en: 'Reconcile the cases' },
  reconcileWorkflows: { 'zh-CN': '与流程对账', en: 'Reconcile the workflows' },
  makePack: { 'zh-CN': '制作证据包', en: 'Make an evidence pack' },
  verifyLedgerPage: { 'zh-CN': '验证台账', en: 'Verify the ledger' },
  reportUndelivered: { 'zh-CN': '登记未送达的通知', en: 'Report a notice that reached nobody' },
};

export const EFFECT_DONE: Readonly<Record<EffectEnd, Phrase>> = {
  done: { 'zh-CN': '已完成', en: 'Done' },
  'on-its-way': { 'zh-CN': '已受理，处理中', en: 'On its way' },
  refused: { 'zh-CN': '被拒绝', en: 'Refused' },
  returned: { 'zh-CN': '已退回', en: 'Came back' },
  'not-known': { 'zh-CN': '结果未知', en: 'Not known' },
};

export const PROPOSAL_STATE: Readonly<Record<ProposalState, Phrase>> = {
  open: { 'zh-CN': '等待另一位运维人员', en: 'Waits for a second operator' },
  approved: { 'zh-CN': '已批准，尚未执行', en: 'Approved, not carried out yet' },
  taken: {
    'zh-CN': '工单已接手，付款尚无结果',
    en: 'Taken by the case; its payment has not ended yet',
  },
  'carried-out': { 'zh-CN': '已执行', en: 'Carried out' },
  failed: { 'zh-CN': '已批准，但被工单拒绝', en: 'Approved, and refused by the case' },
  declined: { 'zh-CN': '已拒绝', en: 'Declined' },
  lapsed: { 'zh-CN': '已失效', en: 'Lapsed' },
};

export const PAYMENT_STATE: Readonly<Record<PaymentState, Phrase>> = {
  'not-asked': { 'zh-CN': '未付款', en: 'Not paid' },
  'under-way': { 'zh-CN': '正在请求', en: 'Being asked for' },
  accepted: { 'zh-CN': '已受理，尚未到账', en: 'Accepted, has not arrived yet' },
  paid: { 'zh-CN': '已付款', en: 'Paid' },
  refused: { 'zh-CN': '被拒绝，没有付款', en: 'Refused, nothing was paid' },
  returned: { 'zh-CN': '付款后被退回', en: 'Paid, and came back' },
  parked: { 'zh-CN': '又已挂起', en: 'Parked again' },
};

export const REFERENCE: Readonly<Record<Reference, Phrase>> = {
  'merchant-number': { 'zh-CN': '商户号', en: 'Merchant number' },
  terminal: { 'zh-CN': '终端序列号', en: 'Serial number of the terminal' },
  deposit: { 'zh-CN': '押金所在的序列号', en: 'Serial number that holds the deposit' },
};

export const COMPARED: Readonly<Record<ComparisonState, Phrase>> = {
  same: { 'zh-CN': '一致', en: 'same' },
  different: { 'zh-CN': '不同', en: 'different' },
  'only-entered': { 'zh-CN': '仅申请有', en: 'only in the application' },
  'only-acquirer': { 'zh-CN': '仅登记有', en: 'only at the acquirer' },
  unknown: { 'zh-CN': '无法比较', en: 'not comparable' },
};

/** What became of a request whose trace the record has lost. */
export const FOUND: Readonly<Record<FoundEffect, Phrase>> = {
  done: { 'zh-CN': '已完成', en: 'done' },
  accepted: { 'zh-CN': '已受理', en: 'accepted' },
  refused: { 'zh-CN': '已拒绝', en: 'refused' },
  returned: { 'zh-CN': '款项已退回', en: 'the money came back' },
  absent: { 'zh-CN': '没有此请求', en: 'no such request' },
  'by-hand': { 'zh-CN': '无法查询，只能人工核实', en: 'cannot tell; only a person can look' },
  unread: { 'zh-CN': '所需内容丢失，尚未查询', en: 'not read: what it was about is lost' },
};

export const NOTE_KIND: Readonly<Record<NoteKind, Phrase>> = {
  note: { 'zh-CN': '备注', en: 'note' },
  reason: { 'zh-CN': '理由', en: 'reason' },
  evidence: { 'zh-CN': '证据', en: 'evidence' },
  message: { 'zh-CN': '发给商户', en: 'to the merchant' },
};

export const NOTICE_SOURCE: Readonly<Record<NoticeSource, Phrase>> = {
  sent: { 'zh-CN': '已发送的内容', en: 'as it was sent' },
  template: { 'zh-CN': '尚未发送，按当前模板生成', en: 'not sent yet, as it would look now' },
};

export const PAYEE: Readonly<Record<(typeof PAYEE_KINDS)[number], Phrase>> = {
  'original-payment': { 'zh-CN': '原路退回', en: 'Original payment' },
  'bank-account': { 'zh-CN': '银行账户', en: 'Bank account' },
};

/** What did not answer when the desk was looked at. */
export const SILENT: Readonly<Record<SilentPart, Phrase>> = {
  record: { 'zh-CN': '档案', en: 'the record' },
  temporal: { 'zh-CN': 'Temporal', en: 'Temporal' },
};

/** Repairs of one case by the name that the API has for them. */
export const REPAIR_NAME: Readonly<Record<RepairKind, Phrase>> = {
  retry: { 'zh-CN': '重试', en: 'Retry' },
  resolve: { 'zh-CN': '人工处理', en: 'Resolve by hand' },
  'correct-reference': { 'zh-CN': '更正编号', en: 'Correct a reference' },
  'send-back': { 'zh-CN': '退回', en: 'Send back' },
  hold: { 'zh-CN': '暂停', en: 'Hold' },
  'release-hold': { 'zh-CN': '恢复', en: 'Release the hold' },
  end: { 'zh-CN': '结束工单', en: 'End the case' },
  reset: { 'zh-CN': '回退', en: 'Reset' },
};

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
import type { Pair } from './pair';

export const RUN_STATE: Readonly<Record<RunState, Pair>> = {
  running: ['进行中', 'At work'],
  finished: ['已完成', 'Finished'],
  failed: ['失败', 'Failed'],
};

export const BUILD_STATE: Readonly<Record<BuildState, Pair>> = {
  current: ['当前', 'Current'],
  ramping: ['逐步接入', 'Ramping'],
  draining: ['仍有工单需要', 'Draining'],
  drained: ['不再需要', 'Drained'],
  inactive: ['待命', 'Inactive'],
};

export const BULK_STATE: Readonly<Record<BulkState, Pair>> = {
  running: ['进行中', 'At work'],
  finished: ['已完成', 'Finished'],
  stopped: ['已停止', 'Stopped'],
  'stopped-on-errors': ['因出错过多而停止', 'Stopped: too many errors'],
};

/** What became of a case in a run. */
export const BULK_ITEM_STATE: Readonly<Record<BulkItemState, Pair>> = {
  planned: ['尚未处理', 'Not yet'],
  taken: ['处理中', 'At work'],
  done: ['已完成', 'Done'],
  skipped: ['已跳过', 'Skipped'],
  failed: ['失败', 'Failed'],
};

/** How an effect stands in our record. */
export const EFFECT_STATE: Readonly<Record<IntentState, Pair>> = {
  planned: ['已计划', 'planned'],
  attempted: ['已发出，未知结果', 'sent, no result yet'],
  unknown: ['结果未知', 'result not known'],
  accepted: ['已受理', 'accepted'],
  done: ['已完成', 'done'],
  refused: ['被拒绝', 'refused'],
  manual: ['人工办理', 'by hand'],
};

/** How an effect stands at the provider. */
export const PROVIDER_STATE: Readonly<Record<ProviderState, Pair>> = {
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

type ActivityName = keyof (Activities & OperatorsPort);

/** What the machine works at. */
export const ACTIVITY: Readonly<Record<ActivityName, Pair>> = {
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
  verifyLedgerPage: ['验证台账', 'Verify the ledger'],
  reportUndelivered: ['登记未送达的通知', 'Report a notice that reached nobody'],
};

export const EFFECT_DONE: Readonly<Record<EffectEnd, Pair>> = {
  done: ['已完成', 'Done'],
  'on-its-way': ['已受理，处理中', 'On its way'],
  refused: ['被拒绝', 'Refused'],
  returned: ['已退回', 'Came back'],
  'not-known': ['结果未知', 'Not known'],
};

export const PROPOSAL_STATE: Readonly<Record<ProposalState, Pair>> = {
  open: ['等待另一位运维人员', 'Waits for a second operator'],
  approved: ['已批准，尚未执行', 'Approved, not carried out yet'],
  taken: ['工单已接手，付款尚无结果', 'Taken by the case; its payment has not ended yet'],
  'carried-out': ['已执行', 'Carried out'],
  failed: ['已批准，但被工单拒绝', 'Approved, and refused by the case'],
  declined: ['已拒绝', 'Declined'],
  lapsed: ['已失效', 'Lapsed'],
};

export const PAYMENT_STATE: Readonly<Record<PaymentState, Pair>> = {
  'not-asked': ['未付款', 'Not paid'],
  'under-way': ['正在请求', 'Being asked for'],
  accepted: ['已受理，尚未到账', 'Accepted, has not arrived yet'],
  paid: ['已付款', 'Paid'],
  refused: ['被拒绝，没有付款', 'Refused, nothing was paid'],
  returned: ['付款后被退回', 'Paid, and came back'],
  parked: ['又已挂起', 'Parked again'],
};

export const REFERENCE: Readonly<Record<Reference, Pair>> = {
  'merchant-number': ['商户号', 'Merchant number'],
  terminal: ['终端序列号', 'Serial number of the terminal'],
  deposit: ['押金所在的序列号', 'Serial number that holds the deposit'],
};

export const COMPARED: Readonly<Record<ComparisonState, Pair>> = {
  same: ['一致', 'same'],
  different: ['不同', 'different'],
  'only-entered': ['仅申请有', 'only in the application'],
  'only-acquirer': ['仅登记有', 'only at the acquirer'],
  unknown: ['无法比较', 'not comparable'],
};

/** What became of a request whose trace the record has lost. */
export const FOUND: Readonly<Record<FoundEffect, Pair>> = {
  done: ['已完成', 'done'],
  accepted: ['已受理', 'accepted'],
  refused: ['已拒绝', 'refused'],
  returned: ['款项已退回', 'the money came back'],
  absent: ['没有此请求', 'no such request'],
  'by-hand': ['无法查询，只能人工核实', 'cannot tell; only a person can look'],
  unread: ['所需内容丢失，尚未查询', 'not read: what it was about is lost'],
};

export const NOTE_KIND: Readonly<Record<NoteKind, Pair>> = {
  note: ['备注', 'note'],
  reason: ['理由', 'reason'],
  evidence: ['证据', 'evidence'],
  message: ['发给商户', 'to the merchant'],
};

export const NOTICE_SOURCE: Readonly<Record<NoticeSource, Pair>> = {
  sent: ['已发送的内容', 'as it was sent'],
  template: ['尚未发送，按当前模板生成', 'not sent yet, as it would look now'],
};

export const PAYEE: Readonly<Record<(typeof PAYEE_KINDS)[number], Pair>> = {
  'original-payment': ['原路退回', 'Original payment'],
  'bank-account': ['银行账户', 'Bank account'],
};

/** What did not answer when the desk was looked at. */
export const SILENT: Readonly<Record<SilentPart, Pair>> = {
  record: ['档案', 'the record'],
  temporal: ['Temporal', 'Temporal'],
};

/** Repairs of one case by the name that the API has for them. */
export const REPAIR_NAME: Readonly<Record<RepairKind, Pair>> = {
  retry: ['重试', 'Try again'],
  resolve: ['人工处理', 'Resolve by hand'],
  'correct-reference': ['更正编号', 'Correct a reference'],
  'send-back': ['退回', 'Send back'],
  hold: ['暂停', 'Hold'],
  'release-hold': ['恢复', 'Release the hold'],
  end: ['结束工单', 'End the case'],
  reset: ['回退', 'Reset'],
};

/** What the people of a desk call its states, reasons and kinds; complete by the contract's types. */
import type { DocumentKind } from '../workflows/contract/case-data';
import type { PublicCode } from '../workflows/contract/errors';
import type {
  CaseChannel,
  ClosureState,
  DepositKind,
  IdentityMethod,
  Party,
  RefundState,
  RejectionReason,
  ResolutionOutcome,
  Step,
  StepUpReason,
  TerminalState,
  UnbindReason,
} from '../workflows/contract/case-view';
import type { CaseStatus, Role } from '../workflows/contract/lifecycle';
import type { Channel, NoticeKind, NoticeState } from '../workflows/contract/notices';
import type { Pair } from './pair';

export const STATUS: Readonly<Record<CaseStatus, Pair>> = {
  'awaiting-identity': ['待核验身份', 'Awaiting identity'],
  'awaiting-consent': ['待商户同意', 'Awaiting consent'],
  'awaiting-application': ['待填写申请', 'Awaiting application'],
  'awaiting-review': ['待审核', 'Awaiting review'],
  'awaiting-information': ['待补充资料', 'Awaiting information'],
  unbinding: ['解绑中', 'Unbinding'],
  'refunding-deposit': ['押金退还中', 'Refunding deposit'],
  'closing-account': ['注销账户中', 'Closing account'],
  completed: ['已完成', 'Completed'],
  rejected: ['已拒绝', 'Rejected'],
  withdrawn: ['已撤回', 'Withdrawn'],
  expired: ['已过期', 'Expired'],
};

export const PARTY: Readonly<Record<Party, Pair>> = {
  agent: ['客服', 'an agent'],
  merchant: ['商户', 'the merchant'],
  reviewer: ['审核人员', 'a reviewer'],
  operator: ['运维人员', 'an operator'],
  acquirer: ['收单机构', 'the acquirer'],
  provider: ['支付机构', 'the payment provider'],
  nobody: ['无', 'nobody'],
};

export const ROLE: Readonly<Record<Role, Pair>> = {
  agent: ['客服', 'Agent'],
  reviewer: ['审核', 'Reviewer'],
  operator: ['运维', 'Operator'],
  auditor: ['审计', 'Auditor'],
  admin: ['管理员', 'Admin'],
  merchant: ['商户', 'Merchant'],
  system: ['系统', 'System'],
};

export const REASON: Readonly<Record<UnbindReason, Pair>> = {
  'business-ended': ['停止经营', 'Business ended'],
  'terminal-replaced': ['更换或升级终端', 'Terminal replaced'],
  'merchant-data-changed': ['商户资料变更', 'Merchant data changed'],
  regulatory: ['法规或监管要求', 'Law or regulator'],
  other: ['其他', 'Other'],
};

export const CASE_CHANNEL: Readonly<Record<CaseChannel, Pair>> = {
  website: ['网站', 'Website'],
  app: ['App', 'App'],
  hotline: ['热线', 'Hotline'],
};

export const DOCUMENT: Readonly<Record<DocumentKind, Pair>> = {
  'resident-id': ['居民身份证', 'Resident identity card'],
  passport: ['护照', 'Passport'],
  'hk-macao-permit': ['港澳居民来往内地通行证', 'Hong Kong or Macao permit'],
  'taiwan-permit': ['台湾居民来往大陆通行证', 'Taiwan permit'],
  'foreigner-residence': ['外国人永久居留证', "Foreigner's residence permit"],
  'military-id': ['军官证', 'Military identity card'],
  uscc: ['统一社会信用代码', 'Unified social credit code'],
  other: ['其他', 'Other'],
};

export const IDENTITY_METHOD: Readonly<Record<IdentityMethod, Pair>> = {
  'document-seen': ['核对证件', 'Document seen'],
  callback: ['回拨登记电话', 'Callback to the registered phone'],
  video: ['视频核验', 'Video check'],
  'bank-check': ['银行信息核验', 'Bank check'],
};

export const REJECTION: Readonly<Record<RejectionReason | PublicCode<'OPERATOR_ENDED'>, Pair>> = {
  'identity-not-proven': ['身份未能证明', 'Identity not proven'],
  'not-the-merchant': ['申请人不是商户', 'Not the merchant'],
  'data-does-not-match': ['资料不一致', 'Data does not match'],
  'contract-term-running': ['合同期未满', 'Contract term is running'],
  'suspected-fraud': ['疑似欺诈', 'Suspected fraud'],
  'duplicate-request': ['重复申请', 'Duplicate request'],
  other: ['其他', 'Other'],
  UNBIND_OPERATOR_ENDED: ['由运维人员结束', 'Ended by an operator'],
};

export const DEPOSIT: Readonly<Record<DepositKind, Pair>> = {
  'refundable-deposit': ['可退押金', 'Refundable deposit'],
  'service-fee': ['服务费', 'Service fee'],
  cashback: ['返现', 'Cashback'],
  'sim-fee': ['流量卡费', 'SIM fee'],
};

export const TERMINAL_STATE: Readonly<Record<TerminalState, Pair>> = {
  waiting: ['尚未请求', 'Not asked yet'],
  blocked: ['条件未满足', 'Blocked by the gate'],
  requesting: ['请求中', 'Requesting'],
  accepted: ['已受理，未生效', 'Accepted, not effective yet'],
  manual: ['人工办理', 'Done by hand'],
  stuck: ['需运维处理', 'Stuck: needs an operator'],
  effective: ['已解绑', 'Unbound'],
  'left-bound': ['仍绑定', 'Stays bound'],
};

export const REFUND_STATE: Readonly<Record<RefundState, Pair>> = {
  'not-due': ['不退', 'Not due'],
  waiting: ['尚未请求', 'Not asked yet'],
  blocked: ['条件未满足', 'Blocked by the gate'],
  requesting: ['请求中', 'Requesting'],
  pending: ['处理中', 'On its way'],
  manual: ['人工办理', 'Done by hand'],
  stuck: ['需运维处理', 'Stuck: needs an operator'],
  returned: ['已退回', 'Came back'],
  succeeded: ['已到账', 'Arrived'],
  paid: ['已人工付款', 'Paid by hand'],
};

export const CLOSURE_STATE: Readonly<Record<ClosureState, Pair>> = {
  'not-asked': ['未申请注销', 'Not asked for'],
  waiting: ['尚未请求', 'Not asked yet'],
  blocked: ['条件未满足', 'Blocked by the gate'],
  requesting: ['请求中', 'Requesting'],
  accepted: ['已受理，未注销', 'Accepted, not closed yet'],
  manual: ['人工办理', 'Done by hand'],
  stuck: ['需运维处理', 'Stuck: needs an operator'],
  closed: ['已注销', 'Closed'],
  'not-closed': ['未注销', 'Not closed'],
};

export const STEP: Readonly<Record<Step, Pair>> = {
  'unbind-terminals': ['解绑终端', 'Unbind the terminals'],
  'refund-deposit': ['退还押金', 'Refund the deposit'],
  'close-account': ['注销账户', 'Close the account'],
  'write-ledger': ['写入台账', 'Write the ledger'],
};

export const OUTCOME: Readonly<Record<ResolutionOutcome, Pair>> = {
  effective: ['已解绑，有证据', 'Unbound, with proof'],
  'left-bound': ['仍绑定：该终端不退款，账户不注销', 'Stays bound: no refund for it, no closure'],
  paid: ['已付款，有证据', 'Paid, with proof'],
  'not-due': ['无须退款', 'Not due'],
  closed: ['已注销，有证据', 'Closed, with proof'],
  'not-closed': ['未注销', 'Not closed'],
};

export const STEP_UP: Readonly<Record<PublicCode<StepUpReason>, Pair>> = {
  UNBIND_PHONE_CHANGED: ['手机号近期变更', 'The phone number changed recently'],
  UNBIND_THIRD_PARTY_CALLER: ['由第三人提出', 'Somebody else than the merchant asked'],
};

export const NOTICE_KIND: Readonly<Record<NoticeKind, Pair>> = {
  'information-requested': ['请补充资料', 'Information requested'],
  approved: ['审核通过', 'Approved'],
  rejected: ['未通过', 'Rejected'],
  unbound: ['已解绑', 'Unbound'],
  refunded: ['已退款', 'Refunded'],
  closed: ['已注销', 'Closed'],
  expired: ['已过期', 'Expired'],
  withdrawn: ['已撤回', 'Withdrawn'],
  'page-link': ['办理页面链接', 'Link to the page'],
  'consent-requested': ['请确认条款', 'Consent requested'],
  'consent-reminder': ['条款确认提醒', 'Consent reminder'],
  'application-reminder': ['申请提醒', 'Application reminder'],
  'information-reminder': ['补充资料提醒', 'Information reminder'],
  'gate-blocked': ['解绑条件未满足', 'Gate blocked'],
  'refund-returned': ['退款被退回', 'Refund came back'],
  overdue: ['超时提醒（主管）', 'Overdue (team lead)'],
};

export const NOTICE_STATE: Readonly<Record<NoticeState, Pair>> = {
  planned: ['待发送', 'Planned'],
  attempting: ['发送中', 'Sending'],
  deferred: ['推迟发送', 'Deferred'],
  unknown: ['结果未知', 'Not known'],
  accepted: ['已受理', 'Accepted'],
  sent: ['已发出', 'Sent'],
  suppressed: ['未发送（已合并或抑制）', 'Suppressed'],
  failed: ['发送失败', 'Failed'],
  undelivered: ['未送达', 'Undelivered'],
  delivered: ['已送达', 'Delivered'],
};

export const NOTICE_CHANNEL: Readonly<Record<Channel, Pair>> = {
  sms: ['短信', 'SMS'],
  email: ['邮件', 'E-mail'],
};

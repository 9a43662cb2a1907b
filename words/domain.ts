/** What the people of a desk call its states, reasons and kinds; complete by the contract's types. */
import type { DocumentKind } from '../workflows/contract/case-data';
import type { PublicCode } from '../workflows/contract/errors';
import type {
  CalledNumber,
  CaseChannel,
  ClosureState,
  ConsentKind,
  ConsentMethod,
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
import type { Phrase } from './phrase';

export const STATUS: Readonly<Record<CaseStatus, Phrase>> = {
  'awaiting-identity': { 'zh-CN': '待核验身份', en: 'Awaiting identity' },
  'awaiting-consent': { 'zh-CN': '待商户同意', en: 'Awaiting consent' },
  'awaiting-application': { 'zh-CN': '待填写申请', en: 'Awaiting application' },
  'awaiting-review': { 'zh-CN': '待审核', en: 'Awaiting review' },
  'awaiting-information': { 'zh-CN': '待补充资料', en: 'Awaiting information' },
  unbinding: { 'zh-CN': '解绑中', en: 'Unbinding' },
  'refunding-deposit': { 'zh-CN': '押金退还中', en: 'Refunding deposit' },
  'closing-account': { 'zh-CN': '注销账户中', en: 'Closing account' },
  completed: { 'zh-CN': '已完成', en: 'Completed' },
  rejected: { 'zh-CN': '已拒绝', en: 'Rejected' },
  withdrawn: { 'zh-CN': '已撤回', en: 'Withdrawn' },
  expired: { 'zh-CN': '已过期', en: 'Expired' },
};

export const PARTY: Readonly<Record<Party, Phrase>> = {
  agent: { 'zh-CN': '客服', en: 'an agent' },
  merchant: { 'zh-CN': '商户', en: 'the merchant' },
  reviewer: { 'zh-CN': '审核人员', en: 'a reviewer' },
  operator: { 'zh-CN': '运维人员', en: 'an operator' },
  acquirer: { 'zh-CN': '收单机构', en: 'the acquirer' },
  provider: { 'zh-CN': '支付机构', en: 'the payment provider' },
  nobody: { 'zh-CN': '无', en: 'nobody' },
};

export const ROLE: Readonly<Record<Role, Phrase>> = {
  agent: { 'zh-CN': '客服', en: 'Agent' },
  reviewer: { 'zh-CN': '审核', en: 'Reviewer' },
  operator: { 'zh-CN': '运维', en: 'Operator' },
  auditor: { 'zh-CN': '审计', en: 'Auditor' },
  admin: { 'zh-CN': '管理员', en: 'Admin' },
  merchant: { 'zh-CN': '商户', en: 'Merchant' },
  system: { 'zh-CN': '系统', en: 'System' },
};

export const REASON: Readonly<Record<UnbindReason, Phrase>> = {
  'business-ended': { 'zh-CN': '停止经营', en: 'Business ended' },
  'terminal-replaced': { 'zh-CN': '更换或升级终端', en: 'Terminal replaced' },
  'merchant-data-changed': { 'zh-CN': '商户资料变更', en: 'Merchant data changed' },
  regulatory: { 'zh-CN': '法规或监管要求', en: 'Law or regulator' },
  other: { 'zh-CN': '其他', en: 'Other' },
};

export const CASE_CHANNEL: Readonly<Record<CaseChannel, Phrase>> = {
  website: { 'zh-CN': '网站', en: 'Website' },
  app: { 'zh-CN': 'App', en: 'App' },
  hotline: { 'zh-CN': '热线', en: 'Hotline' },
};

export const DOCUMENT: Readonly<Record<DocumentKind, Phrase>> = {
  'resident-id': { 'zh-CN': '居民身份证', en: 'Resident identity card' },
  passport: { 'zh-CN': '护照', en: 'Passport' },
  'hk-macao-permit': { 'zh-CN': '港澳居民来往内地通行证', en: 'Hong Kong or Macao permit' },
  'taiwan-permit': { 'zh-CN': '台湾居民来往大陆通行证', en: 'Taiwan permit' },
  'foreigner-residence': { 'zh-CN': '外国人永久居留证', en: "Foreigner's residence permit" },
  'military-id': { 'zh-CN': '军官证', en: 'Military identity card' },
  uscc: { 'zh-CN': '统一社会信用代码', en: 'Unified social credit code' },
  other: { 'zh-CN': '其他', en: 'Other' },
};

export const IDENTITY_METHOD: Readonly<Record<IdentityMethod, Phrase>> = {
  'document-seen': { 'zh-CN': '核对证件', en: 'Document seen' },
  callback: { 'zh-CN': '回拨登记电话', en: 'Callback to the registered phone' },
  video: { 'zh-CN': '视频核验', en: 'Video check' },
  'bank-check': { 'zh-CN': '银行信息核验', en: 'Bank check' },
};

export const REJECTION: Readonly<Record<RejectionReason | PublicCode<'OPERATOR_ENDED'>, Phrase>> = {
  'identity-not-proven': { 'zh-CN': '身份未能证明', en: 'Identity not proven' },
  'not-the-merchant': { 'zh-CN': '申请人不是商户', en: 'Not the merchant' },
  'data-does-not-match': { 'zh-CN': '资料不一致', en: 'Data does not match' },
  'contract-term-running': { 'zh-CN': '合同期未满', en: 'Contract term is running' },
  'suspected-fraud': { 'zh-CN': '疑似欺诈', en: 'Suspected fraud' },
  'duplicate-request': { 'zh-CN': '重复申请', en: 'Duplicate request' },
  other: { 'zh-CN': '其他', en: 'Other' },
  UNBIND_OPERATOR_ENDED: { 'zh-CN': '由运维人员结束', en: 'Ended by an operator' },
};

export const DEPOSIT: Readonly<Record<DepositKind, Phrase>> = {
  'refundable-deposit': { 'zh-CN': '可退押金', en: 'Refundable deposit' },
  'service-fee': { 'zh-CN': '服务费', en: 'Service fee' },
  cashback: { 'zh-CN': '返现', en: 'Cashback' },
  'sim-fee': { 'zh-CN': '流量卡费', en: 'SIM fee' },
};

export const TERMINAL_STATE: Readonly<Record<TerminalState, Phrase>> = {
  waiting: { 'zh-CN': '尚未请求', en: 'Not asked yet' },
  blocked: { 'zh-CN': '条件未满足', en: 'Blocked by the gate' },
  requesting: { 'zh-CN': '请求中', en: 'Requesting' },
  accepted: { 'zh-CN': '已受理，未生效', en: 'Accepted, not effective yet' },
  manual: { 'zh-CN': '人工办理', en: 'Done by hand' },
  stuck: { 'zh-CN': '需运维处理', en: 'Stuck: needs an operator' },
  effective: { 'zh-CN': '已解绑', en: 'Unbound' },
  'left-bound': { 'zh-CN': '仍绑定', en: 'Stays bound' },
};

export const REFUND_STATE: Readonly<Record<RefundState, Phrase>> = {
  'not-due': { 'zh-CN': '不退', en: 'Not due' },
  waiting: { 'zh-CN': '尚未请求', en: 'Not asked yet' },
  blocked: { 'zh-CN': '条件未满足', en: 'Blocked by the gate' },
  requesting: { 'zh-CN': '请求中', en: 'Requesting' },
  pending: { 'zh-CN': '处理中', en: 'On its way' },
  manual: { 'zh-CN': '人工办理', en: 'Done by hand' },
  stuck: { 'zh-CN': '需运维处理', en: 'Stuck: needs an operator' },
  returned: { 'zh-CN': '已退回', en: 'Came back' },
  succeeded: { 'zh-CN': '已到账', en: 'Arrived' },
  paid: { 'zh-CN': '已人工付款', en: 'Paid by hand' },
};

export const CLOSURE_STATE: Readonly<Record<ClosureState, Phrase>> = {
  'not-asked': { 'zh-CN': '未申请注销', en: 'Not asked for' },
  waiting: { 'zh-CN': '尚未请求', en: 'Not asked yet' },
  blocked: { 'zh-CN': '条件未满足', en: 'Blocked by the gate' },
  requesting: { 'zh-CN': '请求中', en: 'Requesting' },
  accepted: { 'zh-CN': '已受理，未注销', en: 'Accepted, not closed yet' },
  manual: { 'zh-CN': '人工办理', en: 'Done by hand' },
  stuck: { 'zh-CN': '需运维处理', en: 'Stuck: needs an operator' },
  closed: { 'zh-CN': '已注销', en: 'Closed' },
  'not-closed': { 'zh-CN': '未注销', en: 'Not closed' },
};

export const STEP: Readonly<Record<Step, Phrase>> = {
  'unbind-terminals': { 'zh-CN': '解绑终端', en: 'Unbind the terminals' },
  'refund-deposit': { 'zh-CN': '退还押金', en: 'Refund the deposit' },
  'close-account': { 'zh-CN': '注销账户', en: 'Close the account' },
  'write-ledger': { 'zh-CN': '写入台账', en: 'Write the ledger' },
};

export const OUTCOME: Readonly<Record<ResolutionOutcome, Phrase>> = {
  effective: { 'zh-CN': '已解绑，有证据', en: 'Unbound, with proof' },
  'left-bound': {
    'zh-CN': '仍绑定：该终端不退款，账户不注销',
    en: 'Stays bound: no refund for it, no closure',
  },
  paid: { 'zh-CN': '已付款，有证据', en: 'Paid, with proof' },
  'not-due': { 'zh-CN': '无须退款', en: 'Not due' },
  closed: { 'zh-CN': '已注销，有证据', en: 'Closed, with proof' },
  'not-closed': { 'zh-CN': '未注销', en: 'Not closed' },
};

/** What was agreed to; merchants read the same words. */
export const CONSENT_KIND: Readonly<Record<ConsentKind, Phrase>> = {
  service: { 'zh-CN': '解绑条款', en: 'Terms of the unbinding' },
  'identity-data': { 'zh-CN': '处理身份信息', en: 'Handling of identity data' },
  'financial-data': { 'zh-CN': '处理金融账户信息', en: 'Handling of financial data' },
};

export const CALLED_NUMBER: Readonly<Record<CalledNumber, Phrase>> = {
  'bound-number': {
    'zh-CN': '所拨打的是收单机构登记的号码',
    en: 'the number that was called is the one bound at the acquirer',
  },
  'number-not-told': {
    'zh-CN': '收单机构未提供登记号码，无法比对',
    en: 'the acquirer tells of no number to compare the called one with',
  },
};
export const CONSENT_METHOD: Readonly<Record<ConsentMethod, Phrase>> = {
  link: { 'zh-CN': '链接', en: 'by link' },
  'recorded-call': { 'zh-CN': '电话录音', en: 'recorded call' },
  'in-person': { 'zh-CN': '当面', en: 'in person' },
};

export const STEP_UP: Readonly<Record<PublicCode<StepUpReason>, Phrase>> = {
  UNBIND_PHONE_CHANGED: { 'zh-CN': '手机号近期变更', en: 'The phone number changed recently' },
  UNBIND_THIRD_PARTY_CALLER: {
    'zh-CN': '由第三人提出',
    en: 'Somebody else than the merchant asked',
  },
  UNBIND_MERCHANT_UNREADABLE: {
    'zh-CN': '收单机构不提供商户名称和电话',
    en: 'The acquirer tells neither name nor phone',
  },
};

export const NOTICE_KIND: Readonly<Record<NoticeKind, Phrase>> = {
  'information-requested': { 'zh-CN': '请补充资料', en: 'Information requested' },
  approved: { 'zh-CN': '审核通过', en: 'Approved' },
  rejected: { 'zh-CN': '未通过', en: 'Rejected' },
  unbound: { 'zh-CN': '已解绑', en: 'Unbound' },
  refunded: { 'zh-CN': '已退款', en: 'Refunded' },
  closed: { 'zh-CN': '已注销', en: 'Closed' },
  expired: { 'zh-CN': '已过期', en: 'Expired' },
  withdrawn: { 'zh-CN': '已撤回', en: 'Withdrawn' },
  'page-link': { 'zh-CN': '办理页面链接', en: 'Link to the page' },
  'consent-requested': { 'zh-CN': '请确认条款', en: 'Consent requested' },
  'consent-reminder': { 'zh-CN': '条款确认提醒', en: 'Consent reminder' },
  'consent-extension-requested': { 'zh-CN': '请补充同意', en: 'Agreement to more requested' },
  'consent-extension-reminder': { 'zh-CN': '补充同意提醒', en: 'Agreement to more, reminder' },
  'application-reminder': { 'zh-CN': '申请提醒', en: 'Application reminder' },
  'information-reminder': { 'zh-CN': '补充资料提醒', en: 'Information reminder' },
  'gate-blocked': { 'zh-CN': '解绑条件未满足', en: 'Gate blocked' },
  'refund-returned': { 'zh-CN': '退款被退回', en: 'Refund came back' },
  overdue: { 'zh-CN': '超时提醒（主管）', en: 'Overdue (team lead)' },
};

export const NOTICE_STATE: Readonly<Record<NoticeState, Phrase>> = {
  planned: { 'zh-CN': '待发送', en: 'Planned' },
  attempting: { 'zh-CN': '发送中', en: 'Sending' },
  deferred: { 'zh-CN': '推迟发送', en: 'Deferred' },
  unknown: { 'zh-CN': '结果未知', en: 'Not known' },
  accepted: { 'zh-CN': '已受理', en: 'Accepted' },
  sent: { 'zh-CN': '已发出', en: 'Sent' },
  suppressed: { 'zh-CN': '未发送（已合并或抑制）', en: 'Suppressed' },
  failed: { 'zh-CN': '发送失败', en: 'Failed' },
  undelivered: { 'zh-CN': '未送达', en: 'Undelivered' },
  delivered: { 'zh-CN': '已送达', en: 'Delivered' },
};

export const NOTICE_CHANNEL: Readonly<Record<Channel, Phrase>> = {
  sms: { 'zh-CN': '短信', en: 'SMS' },
  email: { 'zh-CN': '邮件', en: 'E-mail' },
};

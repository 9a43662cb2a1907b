/** What merchants read of states, reasons and kinds: on the page of their own, in texts and in mails. */
import type { DocumentKind, PAYEE_KINDS, Phrase } from '../workflows/contract/case-data';
import type {
  CaseView,
  ClosureState,
  DepositKind,
  Party,
  RefundState,
  TerminalState,
  UnbindReason,
} from '../workflows/contract/case-view';
import type { CaseStatus } from '../workflows/contract/lifecycle';
import type { TOLD_REJECTIONS } from '../wire/merchant/merchant-answers';

/** The one name of a status for its merchant. */
export const STAGE: Readonly<Record<CaseStatus, Phrase>> = {
  'awaiting-identity': { 'zh-CN': '等待身份核实', en: 'Your identity is being verified' },
  'awaiting-consent': { 'zh-CN': '等待您同意条款', en: 'Your consent is awaited' },
  'awaiting-application': { 'zh-CN': '正在填写解绑申请', en: 'The application is being prepared' },
  'awaiting-review': { 'zh-CN': '等待审核', en: 'The application is being reviewed' },
  'awaiting-information': { 'zh-CN': '需要补充资料', en: 'A correction is needed from you' },
  unbinding: { 'zh-CN': '正在解绑终端', en: 'The terminal is being unbound' },
  'refunding-deposit': { 'zh-CN': '正在退还押金', en: 'The deposit is being refunded' },
  'closing-account': { 'zh-CN': '正在注销账户', en: 'The account is being closed' },
  completed: { 'zh-CN': '已完成', en: 'Completed' },
  rejected: { 'zh-CN': '未通过', en: 'Rejected' },
  withdrawn: { 'zh-CN': '已撤回', en: 'Withdrawn' },
  expired: { 'zh-CN': '已过期', en: 'Expired' },
};

/** What happens next, or what the merchant is to do. */
export const NEXT_STEP: Readonly<Record<CaseStatus, Phrase>> = {
  'awaiting-identity': {
    'zh-CN': '客服将核实您的身份，可能会给您打电话。上传证件照片可以加快核实。',
    en: 'Support verifies your identity and may call you. A photo of your identity document helps.',
  },
  'awaiting-consent': {
    'zh-CN': '请阅读条款和押金明细，然后选择同意或不同意。',
    en: 'Please read the terms and the list of deposits, and choose.',
  },
  'awaiting-application': {
    'zh-CN': '客服正在根据您的材料填写解绑申请。',
    en: 'Support is filling in the application from your papers.',
  },
  'awaiting-review': {
    'zh-CN': '申请已提交，审核人员将逐项核对。',
    en: 'The application is submitted; a reviewer checks every part of it.',
  },
  'awaiting-information': {
    'zh-CN': '审核人员请您核对并更正以下内容。',
    en: 'The reviewer asks you to check and correct a few things.',
  },
  unbinding: {
    'zh-CN': '我们已向收单机构提出解绑，确认生效后会通知您。',
    en: 'We have asked the acquirer to unbind, and tell you when it has taken effect.',
  },
  'refunding-deposit': {
    'zh-CN': '终端已经解绑，押金正在退还。',
    en: 'The terminals are unbound; the deposit is being refunded.',
  },
  'closing-account': {
    'zh-CN': '终端已经解绑，商户账户正在注销。',
    en: 'The terminals are unbound; the merchant account is being closed.',
  },
  completed: {
    'zh-CN': '全部事项已经办结，办理结果见下方。',
    en: 'Everything is done. The final statement is below.',
  },
  rejected: {
    'zh-CN': '申请未通过，终端照常使用。',
    en: 'The request was rejected. The terminals keep working.',
  },
  withdrawn: {
    'zh-CN': '申请已撤回，终端照常使用。',
    en: 'The request was withdrawn. The terminals keep working.',
  },
  expired: {
    'zh-CN': '申请因超过期限已关闭，终端照常使用。',
    en: 'The request was closed as its time ran out. The terminals keep working.',
  },
};

export const PARTY_TOLD: Readonly<Record<Party, Phrase>> = {
  agent: { 'zh-CN': '客服', en: 'support' },
  merchant: { 'zh-CN': '您', en: 'you' },
  reviewer: { 'zh-CN': '审核人员', en: 'the reviewer' },
  operator: { 'zh-CN': '我们的技术人员', en: 'our technical staff' },
  acquirer: { 'zh-CN': '收单机构', en: 'the acquirer' },
  provider: { 'zh-CN': '银行或支付机构', en: 'the bank or payment provider' },
  nobody: { 'zh-CN': '无需任何人操作', en: 'nobody' },
};

export const TERMINAL_TOLD: Readonly<Record<TerminalState, Phrase>> = {
  waiting: { 'zh-CN': '等待办理', en: 'to be unbound' },
  blocked: { 'zh-CN': '暂不能解绑', en: 'cannot be unbound yet' },
  requesting: { 'zh-CN': '正在提交', en: 'being requested' },
  accepted: { 'zh-CN': '收单机构已受理', en: 'accepted by the acquirer' },
  manual: { 'zh-CN': '人工办理中', en: 'being done by hand' },
  stuck: { 'zh-CN': '处理中，请稍候', en: 'being looked into' },
  effective: { 'zh-CN': '已解绑', en: 'unbound' },
  'left-bound': { 'zh-CN': '未能解绑', en: 'could not be unbound' },
};

export const REFUND_TOLD: Readonly<Record<RefundState, Phrase>> = {
  'not-due': { 'zh-CN': '无需退还', en: 'not refunded' },
  waiting: { 'zh-CN': '等待退还', en: 'to be refunded' },
  blocked: { 'zh-CN': '暂不能退还', en: 'cannot be refunded yet' },
  requesting: { 'zh-CN': '正在提交', en: 'being requested' },
  pending: { 'zh-CN': '退款途中', en: 'on its way' },
  manual: { 'zh-CN': '人工办理中', en: 'being done by hand' },
  stuck: { 'zh-CN': '处理中，请稍候', en: 'being looked into' },
  returned: { 'zh-CN': '被银行退回，正在重新办理', en: 'returned by the bank; we see to it' },
  succeeded: { 'zh-CN': '已退还', en: 'refunded' },
  paid: { 'zh-CN': '已退还', en: 'refunded' },
};

export const CLOSURE_TOLD: Readonly<Record<ClosureState, Phrase>> = {
  'not-asked': { 'zh-CN': '未申请注销', en: 'stays open' },
  waiting: { 'zh-CN': '等待注销', en: 'to be closed' },
  blocked: { 'zh-CN': '暂不能注销', en: 'cannot be closed yet' },
  requesting: { 'zh-CN': '正在提交', en: 'being requested' },
  accepted: { 'zh-CN': '收单机构已受理', en: 'accepted by the acquirer' },
  manual: { 'zh-CN': '人工办理中', en: 'being done by hand' },
  stuck: { 'zh-CN': '处理中，请稍候', en: 'being looked into' },
  closed: { 'zh-CN': '已注销', en: 'closed' },
  'not-closed': { 'zh-CN': '未注销', en: 'not closed' },
};

export const DEPOSIT_TOLD: Readonly<Record<DepositKind, Phrase>> = {
  'refundable-deposit': { 'zh-CN': '押金', en: 'Deposit' },
  'service-fee': { 'zh-CN': '服务费', en: 'Service fee' },
  cashback: { 'zh-CN': '返现', en: 'Cashback' },
  'sim-fee': { 'zh-CN': '流量卡费', en: 'SIM fee' },
};

export const REASON_TOLD: Readonly<Record<UnbindReason, Phrase>> = {
  'business-ended': { 'zh-CN': '不再经营', en: 'The business has ended' },
  'terminal-replaced': { 'zh-CN': '更换终端', en: 'Another terminal replaces it' },
  'merchant-data-changed': { 'zh-CN': '商户信息变更', en: 'The merchant’s data has changed' },
  regulatory: { 'zh-CN': '法律或监管要求', en: 'A law or regulator demands it' },
  other: { 'zh-CN': '其他', en: 'Another reason' },
};

export const DOCUMENT_TOLD: Readonly<Record<DocumentKind, Phrase>> = {
  'resident-id': { 'zh-CN': '居民身份证', en: 'Resident identity card' },
  passport: { 'zh-CN': '护照', en: 'Passport' },
  'hk-macao-permit': { 'zh-CN': '港澳居民来往内地通行证', en: 'Hong Kong and Macao permit' },
  'taiwan-permit': { 'zh-CN': '台湾居民来往大陆通行证', en: 'Taiwan permit' },
  'foreigner-residence': { 'zh-CN': '外国人永久居留身份证', en: 'Foreigner’s residence card' },
  'military-id': { 'zh-CN': '军官证', en: 'Military identity card' },
  uscc: { 'zh-CN': '统一社会信用代码', en: 'Unified social credit code' },
  other: { 'zh-CN': '其他', en: 'Other' },
};

export const PAYEE_TOLD: Readonly<Record<(typeof PAYEE_KINDS)[number], Phrase>> = {
  'original-payment': { 'zh-CN': '原支付账户', en: 'the original means of payment' },
  'bank-account': { 'zh-CN': '银行账户', en: 'a bank account' },
};

/** Why it was rejected, as a part of a sentence. */
export const REJECTION_TOLD: Readonly<Record<(typeof TOLD_REJECTIONS)[number], Phrase>> = {
  'identity-not-proven': { 'zh-CN': '未能核实申请人身份', en: 'we could not verify who asks' },
  'not-the-merchant': {
    'zh-CN': '申请人不是商户本人或其授权人',
    en: 'the request did not come from the merchant or somebody entitled to act for it',
  },
  'data-does-not-match': {
    'zh-CN': '申请资料与登记信息不一致',
    en: 'the details differ from our records',
  },
  'contract-term-running': {
    'zh-CN': '服务协议仍在约定期限内',
    en: 'the service agreement is still within its fixed term',
  },
  'duplicate-request': {
    'zh-CN': '同一终端已有申请在办理',
    en: 'there is already a request for the same terminal',
  },
  // Says no more: a fraud finding is not explained to whoever asked.
  'not-verified': { 'zh-CN': '未能通过安全核验', en: 'a security check was not passed' },
  other: {
    'zh-CN': '不符合办理条件，客服可以为您说明',
    en: 'the conditions are not met; we are glad to explain',
  },
};

const ENDED_BY_STAFF: Phrase = {
  'zh-CN': '工单已由工作人员终止，客服可以为您说明',
  en: 'the case was ended by our staff; we are glad to explain',
};

/** Why a case was rejected, as its merchant is told. */
export function rejectionTold(rejection: CaseView['rejection']): Phrase {
  if (rejection === 'OPERATOR_ENDED') return ENDED_BY_STAFF;
  return REJECTION_TOLD[rejection === 'suspected-fraud' ? 'not-verified' : (rejection ?? 'other')];
}

// activities/notices/: what a merchant is told: words of a notice, channels, and each message sent once.
/** Words that stand for codes in messages to merchants, in both languages; no templates here. */
import type { Locale } from '../../workflows/contract/case-data';
import type {
  CaseChannel,
  CaseView,
  DepositKind,
  RejectionReason,
} from '../../workflows/contract/case-view';
import type { GateCode } from '../../workflows/contract/errors';
import type { CaseStatus } from '../../workflows/contract/lifecycle';

export interface GatePhrase {
  readonly reason: string;
  readonly remedy: string;
}

export interface Phrases {
  /** Whom to ask, by the way the request came in. */
  readonly support: Readonly<Record<CaseChannel, string>>;
  readonly gates: Readonly<Record<GateCode, GatePhrase>>;
  readonly gateFallback: GatePhrase;
  readonly rejections: Readonly<Record<NonNullable<CaseView['rejection']>, string>>;
  /** First segment of a field's path, or the whole path where it says more. */
  readonly fields: Readonly<Record<string, string>>;
  readonly fieldFallback: string;
  readonly depositKinds: Readonly<Record<DepositKind, string>>;
  readonly statuses: Readonly<Record<CaseStatus, string>>;
  readonly originalPayment: string;
  /** `tail` is the end of an account number. */
  bankAccount(tail: string): string;
  readonly refundDays: Readonly<Record<'original-payment' | 'bank-account', string>>;
  /** Between items of a list within a sentence. */
  readonly comma: string;
  /** Between the parts of a coalesced text. */
  readonly joint: string;
}

const REJECTIONS_ZH: Record<RejectionReason | 'OPERATOR_ENDED', string> = {
  'identity-not-proven': '未能核实申请人身份',
  'not-the-merchant': '申请人不是商户本人或其授权人',
  'data-does-not-match': '申请资料与登记信息不一致',
  'contract-term-running': '服务协议仍在约定期限内',
  // Says no more: a fraud finding is not explained to whoever asked.
  'suspected-fraud': '未能通过安全核验',
  'duplicate-request': '同一终端已有申请在办理',
  other: '不符合办理条件，客服可以为您说明',
  OPERATOR_ENDED: '工单已由工作人员终止，客服可以为您说明',
};

const ZH: Phrases = {
  support: { website: '官网在线客服', app: 'App内在线客服', hotline: '客服热线' },
  gates: {
    BALANCE_NOT_ZERO: { reason: '账户余额未结清', remedy: '请提现全部余额' },
    FUNDS_PENDING: { reason: '有在途资金或未完成的结算', remedy: '请等待结算完成' },
    FEES_UNPAID: { reason: '有未支付的费用', remedy: '请结清费用' },
    COMPLAINT_OPEN: { reason: '有未结的投诉', remedy: '请配合客服处理完毕' },
    RISK_HOLD: { reason: '账户正在接受风险核查', remedy: '请联系客服了解所需材料' },
    OFFLINE_TRANSACTIONS: { reason: '终端有未上传的离线交易', remedy: '请将终端联网并上传交易' },
  },
  gateFallback: { reason: '收单机构暂时无法受理', remedy: '请稍候，系统会自动重试' },
  rejections: REJECTIONS_ZH,
  fields: {
    merchantName: '商户登记名称',
    document: '身份证件',
    'document.kind': '证件种类',
    'document.number': '证件号码',
    phone: '联系电话',
    email: '电子邮箱',
    terminals: '终端序列号',
    deposits: '押金明细',
    payee: '收款账户',
    'payee.accountName': '收款账户户名',
    'payee.accountNumber': '收款账号',
    'payee.bankCode': '开户银行',
    closeAccount: '是否注销账户',
  },
  fieldFallback: '申请资料',
  depositKinds: {
    'refundable-deposit': '押金',
    'service-fee': '服务费',
    cashback: '返现',
    'sim-fee': '流量费',
  },
  statuses: {
    'awaiting-identity': '等待核实身份',
    'awaiting-consent': '等待商户确认',
    'awaiting-application': '等待补齐申请',
    'awaiting-review': '等待审核',
    'awaiting-information': '等待补充资料',
    unbinding: '解绑中',
    'refunding-deposit': '退押金中',
    'closing-account': '注销账户中',
    completed: '已办结',
    rejected: '未通过',
    withdrawn: '已撤回',
    expired: '已逾期关闭',
  },
  originalPayment: '原支付账户',
  bankAccount: (tail) => `尾号${tail}的银行账户`,
  refundDays: { 'original-payment': '5个工作日', 'bank-account': '3个工作日' },
  comma: '、',
  joint: '',
};

const REJECTIONS_EN: Record<RejectionReason | 'OPERATOR_ENDED', string> = {
  'identity-not-proven': 'we could not verify who asks',
  'not-the-merchant':
    'the request did not come from the merchant or somebody entitled to act for it',
  'data-does-not-match': 'the details differ from our records',
  'contract-term-running': 'the service agreement is still within its fixed term',
  'suspected-fraud': 'a security check was not passed',
  'duplicate-request': 'there is already a request for the same terminal',
  other: 'the conditions are not met; we are glad to explain',
  OPERATOR_ENDED: 'the case was ended by our staff; we are glad to explain',
};

const EN: Phrases = {
  support: {
    website: 'our online support on the website',
    app: 'the support chat in the app',
    hotline: 'our support hotline',
  },
  gates: {
    BALANCE_NOT_ZERO: { reason: 'the account has a balance', remedy: 'please withdraw all of it' },
    FUNDS_PENDING: {
      reason: 'a settlement is still pending',
      remedy: 'please wait until it is done',
    },
    FEES_UNPAID: { reason: 'fees are unpaid', remedy: 'please pay them' },
    COMPLAINT_OPEN: {
      reason: 'a complaint is open',
      remedy: 'please settle it together with support',
    },
    RISK_HOLD: {
      reason: 'the account is under a risk check',
      remedy: 'please ask support which documents are needed',
    },
    OFFLINE_TRANSACTIONS: {
      reason: 'a terminal holds offline transactions',
      remedy: 'please connect it so that they are sent',
    },
  },
  gateFallback: {
    reason: 'the acquirer cannot take the request now',
    remedy: 'please wait, we try again by ourselves',
  },
  rejections: REJECTIONS_EN,
  fields: {
    merchantName: 'registered name of the business',
    document: 'identity document',
    'document.kind': 'kind of identity document',
    'document.number': 'number of the identity document',
    phone: 'phone number',
    email: 'e-mail address',
    terminals: 'serial number of the terminal',
    deposits: 'list of deposits',
    payee: 'account for the refund',
    'payee.accountName': 'name of the account for the refund',
    'payee.accountNumber': 'number of the account for the refund',
    'payee.bankCode': 'bank of the account for the refund',
    closeAccount: 'whether the account is to be closed',
  },
  fieldFallback: 'application',
  depositKinds: {
    'refundable-deposit': 'deposit',
    'service-fee': 'service fee',
    cashback: 'cashback',
    'sim-fee': 'SIM fee',
  },
  statuses: {
    'awaiting-identity': 'waiting for the proof of identity',
    'awaiting-consent': 'waiting for consent',
    'awaiting-application': 'waiting for the application',
    'awaiting-review': 'waiting for review',
    'awaiting-information': 'waiting for information',
    unbinding: 'unbinding',
    'refunding-deposit': 'refunding the deposit',
    'closing-account': 'closing the account',
    completed: 'completed',
    rejected: 'rejected',
    withdrawn: 'withdrawn',
    expired: 'expired',
  },
  originalPayment: 'the original means of payment',
  bankAccount: (tail) => `the bank account ending in ${tail}`,
  refundDays: { 'original-payment': '5 working days', 'bank-account': '3 working days' },
  comma: ', ',
  joint: ' ',
};

const PHRASES: Readonly<Record<Locale, Phrases>> = { 'zh-CN': ZH, en: EN };

/** The words of a language. */
export function phrasesOf(locale: Locale): Phrases {
  return PHRASES[locale];
}

// activities/notices/: what a merchant is told: words of a notice, channels, and each message sent once.
/** Words that stand for codes in messages to merchants, in both languages; no templates here. */
import type { Locale } from '../../workflows/contract/case-data';
import type { CaseChannel } from '../../workflows/contract/case-view';
import type { GateCode } from '../../workflows/contract/errors';

export interface GatePhrase {
  readonly reason: string;
  readonly remedy: string;
}

export interface Phrases {
  /** Whom to ask, by the way the request came in. */
  readonly support: Readonly<Record<CaseChannel, string>>;
  readonly gates: Readonly<Record<GateCode, GatePhrase>>;
  readonly gateFallback: GatePhrase;
  /** First segment of a field's path, or the whole path where it says more. */
  readonly fields: Readonly<Record<string, string>>;
  readonly fieldFallback: string;
  /** `tail` is the end of an account number. */
  bankAccount(tail: string): string;
  readonly refundDays: Readonly<Record<'original-payment' | 'bank-account', string>>;
  /** Between items of a list within a sentence. */
  readonly comma: string;
  /** Between the parts of a coalesced text. */
  readonly joint: string;
}

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
  bankAccount: (tail) => `尾号${tail}的银行账户`,
  refundDays: { 'original-payment': '5个工作日', 'bank-account': '3个工作日' },
  comma: '、',
  joint: '',
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

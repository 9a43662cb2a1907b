/**
 * What each field of a case may hold, in words, and the sentence about a problem with it: what happened, what to
 * do, and what would be right. Safe in a browser; the limits come from the readers.
 */
import {
  DOCUMENT_KINDS,
  PAYEE_KINDS,
  type Locale,
  type Phrase,
} from '../../workflows/contract/case-data';
import { DEPOSIT_KINDS } from '../../workflows/contract/case-view';
import type { ErrorCode } from '../../workflows/contract/errors';
import type { Problem } from '../../workflows/contract/messages';
import type { Reference } from '../../workflows/contract/operations';
import { sentence } from '../../words/phrase';
import { MAX_DEPOSITS, MAX_NAME_LENGTH, MAX_TERMINALS } from '../../wire/limits';
import { MAX_EMAIL_LENGTH } from '../people/email';
import { MAX_MERCHANT_NUMBER_LENGTH } from '../references/merchant-number';
import { MIN_MERCHANT_NAME_LENGTH } from '../people/merchant-name';
import { MAX_AMOUNT_MINOR } from '../money/money';
import { ACCOUNT_NUMBER_LENGTH, BANK_CODE_LENGTH } from '../money/payee';
import { MAX_SERIAL_LENGTH } from '../references/serial-number';

/** A problem that says what would be right. */
export interface TaughtProblem extends Problem {
  readonly allowed?: Phrase;
}

const oneOf = (values: readonly string[]): Phrase => ({
  'zh-CN': values.join('、'),
  en: values.join(', '),
});

const NAME = {
  'zh-CN': `1 至 ${MAX_NAME_LENGTH} 个字符，不含控制字符`,
  en: `1 to ${MAX_NAME_LENGTH} characters, no control characters`,
};
const SERIAL = {
  'zh-CN': `1 至 ${MAX_SERIAL_LENGTH} 个字母或数字，中间可有 . _ / -，如 NL01-000123`,
  en: `1 to ${MAX_SERIAL_LENGTH} letters or digits, . _ / - between them, such as NL01-000123`,
};
const MERCHANT_NUMBER = {
  'zh-CN': `1 至 ${MAX_MERCHANT_NUMBER_LENGTH} 个字母、数字、. _ 或 -，首位为字母或数字`,
  en: `1 to ${MAX_MERCHANT_NUMBER_LENGTH} letters, digits, . _ or -, a letter or digit first`,
};
const PHONE = {
  'zh-CN': '手机或固定电话号码，如 13800138000；境外号码以 + 和国家代码开头，如 +852 5123 4567',
  en: 'a number such as 13800138000; from abroad with + and its country code, such as +852 5123 4567',
};
const [ACCOUNT_MIN, ACCOUNT_MAX] = ACCOUNT_NUMBER_LENGTH;
const [BANK_MIN, BANK_MAX] = BANK_CODE_LENGTH;

const DOCUMENT_NUMBER: Phrase = {
  'zh-CN': [
    'resident-id 为 18 位，末位可为 X；uscc 为 18 位数字或字母，不含 I、O、S、V、Z',
    'passport 为 5 至 20 位字母或数字；hk-macao-permit 为 H 或 M 加 8 或 10 位数字',
    'taiwan-permit 为 8 或 10 位数字；foreigner-residence 为 3 个字母加 12 位数字，或 9 开头的 18 位',
    'military-id 为 4 至 30 个字符；other 为 2 至 50 个字符',
  ].join('；'),
  en: [
    'for resident-id 17 digits and a digit or X, for uscc 18 digits or letters but I, O, S, V, Z',
    'for passport 5 to 20 letters or digits, for hk-macao-permit H or M and 8 or 10 digits',
    'for taiwan-permit 8 or 10 digits, for foreigner-residence 3 letters and 12 digits, or 18 signs that begin with 9',
    'for military-id 4 to 30 characters, for other 2 to 50',
  ].join(', '),
};

/** By path, without the part that holds the contact and without the number in a list. */
const FORMS: Readonly<Record<string, Phrase>> = {
  merchantNumber: MERCHANT_NUMBER,
  contactName: NAME,
  timeZone: {
    'zh-CN': 'IANA 时区名称，如 Asia/Shanghai',
    en: 'an IANA time zone such as Asia/Shanghai',
  },
  merchantName: {
    'zh-CN': `${MIN_MERCHANT_NAME_LENGTH} 至 ${MAX_NAME_LENGTH} 个字符，不含控制字符`,
    en: `${MIN_MERCHANT_NAME_LENGTH} to ${MAX_NAME_LENGTH} characters, no control characters`,
  },
  'document.kind': oneOf(DOCUMENT_KINDS),
  'document.number': DOCUMENT_NUMBER,
  documentNumber: DOCUMENT_NUMBER,
  phone: PHONE,
  calledNumber: {
    'zh-CN': '回拨时所拨打的号码，如 138 0013 8000',
    en: 'the number that was called, such as +86 138 0013 8000',
  },
  email: {
    'zh-CN': `一个地址，如 name@example.com，最多 ${MAX_EMAIL_LENGTH} 个字符`,
    en: `one address such as name@example.com, at most ${MAX_EMAIL_LENGTH} characters`,
  },
  terminals: { 'zh-CN': `1 至 ${MAX_TERMINALS} 台终端`, en: `1 to ${MAX_TERMINALS} terminals` },
  'terminals[].serialNumber': SERIAL,
  deposits: { 'zh-CN': `最多 ${MAX_DEPOSITS} 项`, en: `at most ${MAX_DEPOSITS} items` },
  'deposits[].serialNumber': {
    'zh-CN': '申请中某台终端的序列号',
    en: 'the serial number of a terminal of the application',
  },
  'deposits[].kind': {
    'zh-CN': `${DEPOSIT_KINDS.join('、')}；每台终端每种一项`,
    en: `${DEPOSIT_KINDS.join(', ')}, each once a terminal`,
  },
  'deposits[].amountMinor': {
    'zh-CN': `最小货币单位的整数，0 至 ${MAX_AMOUNT_MINOR}，如 20000 表示 200.00 元`,
    en: `a whole number of minor units, 0 to ${MAX_AMOUNT_MINOR}, such as 20000 for 200.00 CNY`,
  },
  'deposits[].currency': {
    'zh-CN': 'ISO 4217 货币代码，大写，如 CNY',
    en: 'an ISO 4217 code in upper case such as CNY',
  },
  'payee.kind': oneOf(PAYEE_KINDS),
  'payee.accountName': NAME,
  'payee.accountNumber': {
    'zh-CN': `${ACCOUNT_MIN} 至 ${ACCOUNT_MAX} 位数字或字母，可用空格或 - 分组`,
    en: `${ACCOUNT_MIN} to ${ACCOUNT_MAX} digits or letters, spaces or - between groups`,
  },
  'payee.bankCode': {
    'zh-CN': `${BANK_MIN} 至 ${BANK_MAX} 位字母或数字：BIC、联行号或简称，如 ICBC`,
    en: `${BANK_MIN} to ${BANK_MAX} letters or digits: BIC, CNAPS or a short code such as ICBC`,
  },
  closeAccount: oneOf(['true', 'false']),
  q: { 'zh-CN': '工单编号、商户号或终端序列号', en: 'a case id, merchant number or serial number' },
};

/** What a reference at the acquirer may be. */
export function formOfReference(reference: Reference): Phrase {
  return reference === 'merchant-number' ? MERCHANT_NUMBER : SERIAL;
}

/** Codes of a field that is not of its form; others are about what stands elsewhere. */
const OF_FORM: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  ...(['FIELD_REQUIRED', 'FIELD_INVALID', 'MERCHANT_NAME_INVALID', 'PHONE_INVALID'] as const),
  ...(['PHONE_NOT_MOBILE', 'EMAIL_INVALID', 'DOCUMENT_KIND_UNKNOWN'] as const),
  ...(['DOCUMENT_NUMBER_INVALID', 'TERMINALS_TOO_MANY'] as const),
]);

/** What would be right in a field of a case; undefined where a code is not about its form. */
export function formOfField({ path, code }: Problem): Phrase | undefined {
  if (!OF_FORM.has(code)) return undefined;
  return FORMS[path.replace(/^merchant\./, '').replace(/\[\d+\]/g, '[]')];
}

const ALLOWED: Phrase = {
  'zh-CN': '{message}允许：{allowed}。',
  en: '{message} Allowed: {allowed}.',
};

/** The words about a problem, and after them what would be right, where that is known. */
export function withForm(message: string, problem: TaughtProblem, locale: Locale): string {
  const { allowed = formOfField(problem) } = problem;
  if (!allowed) return message;
  return sentence(locale, ALLOWED, { message, allowed: allowed[locale] });
}

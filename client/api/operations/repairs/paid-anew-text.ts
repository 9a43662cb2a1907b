/** The words of a retry that pays a refund anew, in both languages: what leaves, to whom, in whose place. */
import type { Locale, Payee } from '../../../../workflows/contract/case-data';
import { type ErrorCode, publicCode } from '../../../../workflows/contract/errors';
import { moneyText } from '../../../../workflows/contract/money';
import type { PlannedPayment } from './paid-anew';
import type { EffectEnd } from '../../../../wire/states';

type Words = Readonly<Record<Locale, string>>;

/** What the retry does as a whole. */
export const RETRY_ANEW: Words = {
  'zh-CN':
    '重试：先核对以前的退款，确定都已失败后用新的请求号再退一次；另一位运维人员批准后才执行。',
  en: 'Retry: reads the earlier refunds back and, once all have failed for good, pays under a new number; a second operator approves it.',
};

/** Where a new payment takes the place of the earlier one. */
export const PAID_ANEW: Partial<Record<EffectEnd, Words>> = {
  refused: {
    'zh-CN': '已被最终拒绝：保持不变，另以新的请求号重新付款。',
    en: 'Refused for good: it stays as it is, and a new payment is made under a new number.',
  },
  returned: {
    'zh-CN': '已退回：保持不变，另以新的请求号重新付款。',
    en: 'Came back: it stays as it is, and a new payment is made under a new number.',
  },
};

const BECAUSE: Partial<Record<ErrorCode, Words>> = {
  REFUND_REFUSED: {
    'zh-CN': '此前的付款已被最终拒绝',
    en: 'the earlier payment was refused for good',
  },
  REFUND_RETURNED: {
    'zh-CN': '此前的付款到账后被退回',
    en: 'the earlier payment had arrived and came back',
  },
};

/** A masked payee in words. */
function payeeWords(payee: Payee | undefined, locale: Locale): string {
  if (payee === undefined) return locale === 'en' ? 'nobody who is named' : '未指明的收款方';
  if (payee.kind === 'original-payment') {
    return locale === 'en' ? 'the account of the original payment' : '原付款账户（原路退回）';
  }
  const { accountName, accountNumber, bankCode } = payee;
  return locale === 'en'
    ? `account ${accountNumber} of ${accountName} at ${bankCode}`
    : `账户 ${accountNumber}（户名 ${accountName}，开户行 ${bankCode}）`;
}

/** What would leave, to whom, under which number, and why. */
export function paymentSentence(payment: PlannedPayment, locale: Locale): string {
  const { key, because, payee } = payment;
  const amount = moneyText(payment, locale);
  const why = BECAUSE[because]?.[locale] ?? publicCode(because);
  const to = payeeWords(payee, locale);
  return locale === 'en'
    ? `A new payment of ${amount} to ${to} under the new number ${key}: ${why}.`
    : `新付款 ${amount}，付至${to}，新请求号 ${key}（${why}）。`;
}

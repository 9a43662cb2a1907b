/** The words of a retry that pays a refund anew, in both languages: what leaves, to whom, in whose place. */
import type { Locale, Payee, Phrase } from '../../../../workflows/contract/case-data';
import { type ErrorCode, publicCode } from '../../../../workflows/contract/errors';
import { sentence } from '../../../../words/phrase';
import { moneyText } from '../../../../workflows/contract/money';
import type { PlannedPayment } from './paid-anew';
import type { EffectEnd } from '../../../../wire/states';

/** What the retry does as a whole. */
export const RETRY_ANEW: Phrase = {
  'zh-CN':
    '重试：先核对以前的退款，确定都已失败后用新的请求号再退一次；另一位运维人员批准后才执行。',
  en: 'Retry: reads the earlier refunds back and, once all have failed for good, pays under a new number; a second operator approves it.',
};

/** Where a new payment takes the place of the earlier one. */
export const PAID_ANEW: Partial<Record<EffectEnd, Phrase>> = {
  refused: {
    'zh-CN': '已被最终拒绝：保持不变，另以新的请求号重新付款。',
    en: 'Refused for good: it stays as it is, and a new payment is made under a new number.',
  },
  returned: {
    'zh-CN': '已退回：保持不变，另以新的请求号重新付款。',
    en: 'Came back: it stays as it is, and a new payment is made under a new number.',
  },
};

const BECAUSE: Partial<Record<ErrorCode, Phrase>> = {
  REFUND_REFUSED: {
    'zh-CN': '此前的付款已被最终拒绝',
    en: 'the earlier payment was refused for good',
  },
  REFUND_RETURNED: {
    'zh-CN': '此前的付款到账后被退回',
    en: 'the earlier payment had arrived and came back',
  },
};

const TO = {
  nobody: { 'zh-CN': '未指明的收款方', en: 'nobody who is named' },
  'original-payment': {
    'zh-CN': '原付款账户（原路退回）',
    en: 'the account of the original payment',
  },
  'bank-account': {
    'zh-CN': '账户 {accountNumber}（户名 {accountName}，开户行 {bankCode}）',
    en: 'account {accountNumber} of {accountName} at {bankCode}',
  },
} as const satisfies Record<string, Phrase>;

const PAYMENT = {
  'zh-CN': '新付款 {amount}，付至{to}，新请求号 {key}（{why}）。',
  en: 'A new payment of {amount} to {to} under the new number {key}: {why}.',
} as const;

/** A masked payee in words. */
function payeeWords(payee: Payee | undefined, locale: Locale): string {
  if (payee?.kind !== 'bank-account') return TO[payee?.kind ?? 'nobody'][locale];
  const { accountName, accountNumber, bankCode } = payee;
  return sentence(locale, TO['bank-account'], { accountName, accountNumber, bankCode });
}

/** What would leave, to whom, under which number, and why. */
export function paymentSentence(payment: PlannedPayment, locale: Locale): string {
  const { key, because, payee } = payment;
  const amount = moneyText(payment, locale);
  const why = BECAUSE[because]?.[locale] ?? publicCode(because);
  return sentence(locale, PAYMENT, { amount, to: payeeWords(payee, locale), key, why });
}

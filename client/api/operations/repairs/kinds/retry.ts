/** Trying a parked step again; where a refund failed for good, paying it anew under another number. */
import type { Phrase } from '../../../../../workflows/contract/case-data';
import { retryBody } from '../../../../../wire/operations/repair-requests';
import { sendsMoneyAnew } from '../../../../../workflows/contract/operations';
import { leavesPayments, plannedPayments, withPayments } from '../paid-anew';
import { PAID_ANEW, RETRY_ANEW } from '../paid-anew-text';
import { decisionKind } from './decision-kind';
import { type EffectWords, WAITS } from './repair';

const TRIES_AGAIN: Phrase = {
  'zh-CN': '重试该步骤：先向对方核对，只有证明没有发生才用原请求号再次发起。',
  en: 'Tries the step again: reads back first and asks under the same number only where nothing has happened.',
};
const ANOTHER_FAILED: Phrase = {
  'zh-CN': '此后又有退款失败：不在此次重试之内，仍保持挂起。',
  en: 'Another refund has failed since: it is not part of this, and stays parked.',
};
const EFFECTS: EffectWords = {
  refused: {
    'zh-CN': '被拒绝：以原请求号再次请求。',
    en: 'Refused: it is asked for again under the same number.',
  },
};

export const retryRepair = decisionKind<'retry'>({
  route: {
    summary: 'Try a parked step again',
    description: `Reads back first. ${WAITS}: where a refund was refused or came back, so that a new payment is made under another number.`,
    body: retryBody,
    codes: ['NOT_PARKED'],
  },
  settled: withPayments,
  asked: ({ step, payments }) => ({
    trigger: 'retry',
    step,
    ...(payments === undefined ? {} : { payments }),
  }),
  needsTwo: ({ view }, { step }) => sendsMoneyAnew(view, step),
  payments: ({ record }, row, repair) => plannedPayments(record, row, repair),
  sentences: (row, repair, payments) => [
    payments.length > 0 ? RETRY_ANEW : TRIES_AGAIN,
    ...(leavesPayments(row, repair) ? [ANOTHER_FAILED] : []),
  ],
  pays: ({ payments = [] }) => payments,
  facts: ({ step, payments = [] }) => ({ step, ...(payments.length > 0 && { payments }) }),
  effectWords({ done, intent }, { payments }) {
    const isPaidAnew = payments.some(({ depositId }) => intent.key.includes(`:${depositId}:`));
    return (isPaidAnew ? PAID_ANEW[done] : undefined) ?? EFFECTS[done];
  },
});

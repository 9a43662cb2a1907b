/** Ending a case as rejected, before the first unbind request. */
import type { Phrase } from '../../../../../workflows/contract/case-data';
import { reasonBody } from '../../../../../wire/operations/repair-requests';
import type { CaseRow } from '../../../../../record/port/desk-record';
import { SETTLED_REFUNDS } from '../../../../../workflows/contract/case-view';
import { decisionKind } from './decision-kind';
import { WAITS } from './repair';

const ENDS: Phrase = {
  'zh-CN': '以驳回结束工单：不会解绑也不会退款，商户会收到通知，终端可用于其他工单。',
  en: 'Ends the case as rejected: nothing is unbound or refunded, the merchant is told, the terminals are free for another case.',
};

export const endRepair = decisionKind<'end'>({
  route: {
    summary: 'End the case as rejected, before the first unbind request',
    description: `Its rejection is \`UNBIND_OPERATOR_ENDED\`. Afterwards: \`409 UNBIND_POINT_OF_NO_RETURN\`. ${WAITS}: while a deposit is owed.`,
    body: reasonBody,
    codes: ['POINT_OF_NO_RETURN'],
  },
  asked: () => ({ trigger: 'end' }),
  needsTwo: owesMoney,
  sentences: () => [ENDS],
  facts: () => ({}),
});

/** Refundable money of the case that has not gone back yet. */
function owesMoney({ view }: CaseRow): boolean {
  return view.deposits.some(
    ({ kind, amountMinor, refund }) =>
      kind === 'refundable-deposit' && amountMinor > 0 && !SETTLED_REFUNDS.includes(refund),
  );
}

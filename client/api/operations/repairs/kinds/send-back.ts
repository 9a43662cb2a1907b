/** Sending a case back for a correction, before the first unbind request. */
import type { Phrase } from '../../../../../workflows/contract/case-data';
import { reasonBody } from '../../../../../wire/operations/repair-requests';
import { decisionKind } from './decision-kind';

const SENDS_BACK: Phrase = {
  'zh-CN': '退回补充资料；不会发出任何请求，商户会收到通知。',
  en: 'Sends the case back for a correction: no request leaves, and the merchant is told.',
};

export const sendBackRepair = decisionKind<'send-back'>({
  route: {
    summary: 'Send the case back for a correction, before the first unbind request',
    description: 'Afterwards: `409 UNBIND_POINT_OF_NO_RETURN`.',
    body: reasonBody,
    codes: ['POINT_OF_NO_RETURN'],
  },
  asked: () => ({ trigger: 'sendBack' }),
  sentences: () => [SENDS_BACK],
  facts: () => ({}),
});

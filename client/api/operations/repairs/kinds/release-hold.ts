/** Letting a held case go on. */
import type { Phrase } from '../../../../../workflows/contract/case-data';
import { reasonBody } from '../../../../../wire/operations/repair-requests';
import { decisionKind } from './decision-kind';

const RELEASES: Phrase = {
  'zh-CN': '解除暂停：工单从原处继续，等待中的请求会发出。',
  en: 'Releases the case: it goes on where it stood, and a request that waited leaves.',
};

export const releaseHoldRepair = decisionKind<'release-hold'>({
  route: {
    summary: 'Let a held case go on; its clocks go on where they stood',
    description: '`409 UNBIND_NOT_HELD`.',
    body: reasonBody,
    codes: ['NOT_HELD'],
  },
  asked: () => ({ trigger: 'releaseHold' }),
  sentences: () => [RELEASES],
  facts: () => ({}),
});

/** Holding a case: nothing new leaves, its clocks stand still. */
import type { Phrase } from '../../../../../workflows/contract/case-data';
import { reasonBody } from '../../../../../wire/operations/repair-requests';
import { decisionKind } from './decision-kind';

const HOLDS: Phrase = {
  'zh-CN': '暂停工单：不再发出新的请求，时限停止计算；已发出的仍会查询结果。',
  en: 'Holds the case: no new request leaves and its clocks stand still; what is on its way is still read back.',
};

export const holdRepair = decisionKind<'hold'>({
  route: {
    summary: 'Hold the case: no new request leaves, its clocks stand still',
    description: 'What is on its way is still read back. `409 UNBIND_ALREADY_HELD`.',
    body: reasonBody,
    codes: ['ALREADY_HELD'],
  },
  asked: () => ({ trigger: 'hold' }),
  sentences: () => [HOLDS],
  facts: () => ({}),
});

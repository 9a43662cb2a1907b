/** Settling a step by hand, by the outcome that an operator has proof of. */
import type { Phrase } from '../../../../../workflows/contract/case-data';
import { resolveBody } from '../../../../../wire/operations/repair-requests';
import { decisionKind } from './decision-kind';
import { type EffectWords, WAITS } from './repair';

const SETTLES: Phrase = {
  'zh-CN': '按所证明的结果人工处理该步骤，系统不再为它发出请求，工单据此继续。',
  en: 'Settles the step by the outcome that is proven: the machine asks for it no more, and the case goes on from there.',
};
const EFFECTS: EffectWords = {
  'on-its-way': {
    'zh-CN': '已受理：系统不再查询，以所证明的结果为准；请先确认对方的最终结果。',
    en: 'On its way: the machine asks and looks no more, and the outcome that is proven counts; make sure of how it ended first.',
  },
  refused: {
    'zh-CN': '被拒绝：系统不再发起，以所证明的结果为准。',
    en: 'Refused: the machine asks for it no more, and the outcome that is proven counts.',
  },
  'not-known': {
    'zh-CN': '结果未知：系统不再发起也不再查询，以所证明的结果为准；请先在对方系统核实。',
    en: 'Not known: the machine asks and looks no more, and the outcome that is proven counts; check it in the other system first.',
  },
};

export const resolveRepair = decisionKind<'resolve'>({
  route: {
    summary: 'Settle a step by hand, with evidence',
    description: `${WAITS}, which is always.`,
    body: resolveBody,
    codes: ['NOT_PARKED', 'OUTCOME_NOT_ALLOWED', 'SUBJECT_UNKNOWN'],
  },
  asked: ({ step, outcome, subject }) => ({
    trigger: 'resolve',
    step,
    outcome,
    ...(subject === undefined ? {} : { subject }),
  }),
  needsTwo: () => true,
  sentences: () => [SETTLES],
  facts: ({ step, outcome, subject }) => ({ step, outcome, subject }),
  effectWords: ({ done }) => EFFECTS[done],
});

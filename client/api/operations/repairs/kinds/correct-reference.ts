// client/api/operations/repairs/kinds/: the kinds of repair of one case, a file each, and the table of them.
/** Correcting a reference by which the acquirer knows what the case is about; ../correct-reference.ts proves it. */
import type { Phrase } from '../../../../../workflows/contract/case-data';
import { correctReferenceBody } from '../../../../../wire/operations/repair-requests';
import {
  type CheckedCorrection,
  carryOutCorrection,
  checkCorrection,
  findCorrection,
  keepCorrection,
  requestsUnder,
  withValues,
} from '../../correction/correct-reference';
import { correctionSentences } from '../../correction/text';
import { effectAfter } from '../../reset/plan';
import { verdictSentences } from '../../reset/text';
import { type EffectWords, type KindOfRepair, type Verdict, WAITS } from './repair';

const CORRECTS: Phrase = {
  'zh-CN':
    '更正工单在收单机构处的编号：尚未了结的事项改用新编号和新的请求号办理，已完成的不会再做一次。',
  en: 'Corrects what the acquirer knows the case by: what is not settled is asked for under it and a new request number; nothing that was done is done again.',
};
const EFFECTS: EffectWords = {
  refused: {
    'zh-CN': '被拒绝：改用新编号和新的请求号办理。',
    en: 'Refused: it is asked for under the new reference and a new request number.',
  },
  'not-known': {
    'zh-CN': '先确认没有发生过，再改用新编号办理。',
    en: 'Where nothing has happened, it is asked for under the new reference.',
  },
};

export const correctReferenceRepair: KindOfRepair<'correct-reference'> = {
  route: {
    summary: 'Correct a reference by which the acquirer knows what the case is about',
    description: `The merchant number, the serial number of a terminal, or that under which the acquirer keeps a deposit item. Asked live before it is taken: \`422 UNBIND_REFERENCE_NOT_FOUND\`, \`422 UNBIND_REFERENCE_NOT_OURS\`. The case holds another than \`old\`: \`409 UNBIND_REFERENCE_CHANGED\`. A request under the old one may be under way: \`409 UNBIND_REFERENCE_IN_USE\`. ${WAITS}, which is always.`,
    body: correctReferenceBody,
    codes: [
      'FIELD_REQUIRED',
      'SUBJECT_UNKNOWN',
      'STALE_REVISION',
      'REFERENCE_CHANGED',
      'REFERENCE_NOT_FOUND',
      'REFERENCE_NOT_OURS',
      'REFERENCE_IN_USE',
      'REFERENCE_SETTLED',
      'DUPLICATE_TERMINAL',
      'TERMINAL_HAS_OPEN_CASE',
      'ACQUIRER_UNAVAILABLE',
    ],
  },
  isDoneAlone: false,
  async judge(deps, row, repair) {
    return verdictOf(await checkCorrection(deps, row, withValues(repair)));
  },
  async plan(deps, row, repair, locale) {
    const correction = withValues(repair);
    const asked = await requestsUnder(deps, row, correction);
    const checked = await checkCorrection(deps, row, correction, asked);
    const verdict = verdictOf(checked);
    const sentences = [
      CORRECTS[locale],
      ...correctionSentences(correction, checked, locale),
      ...verdictSentences(verdict, locale),
    ];
    const effects = asked.map((one) => effectAfter(one.intent, one.says));
    return { ...verdict, sentences, effects, payments: [], later: [] };
  },
  async carryOut(deps, row, repair, { by, noteId, actionId }) {
    const decision = { by, ...(noteId === undefined ? {} : { noteId }) };
    const correction = withValues(repair);
    return { receipt: await carryOutCorrection(deps, row, correction, { decision, actionId }) };
  },
  // The values are the acquirer's names of things; the ledger holds ids and codes only.
  facts: ({ reference, subject }) => ({ reference, subject }),
  sealed: {
    keep: (deps, caseId, noteId, repair) =>
      keepCorrection(deps, caseId, noteId, withValues(repair)),
    find: async (deps, caseId, noteId, repair) => ({
      ...repair,
      ...(await findCorrection(deps, caseId, noteId)),
    }),
  },
  effectWords: ({ done }) => EFFECTS[done],
};

/** What a correction may unbind or pay next is always looked at by two. */
function verdictOf({ code }: CheckedCorrection): Verdict {
  return { blockers: code === undefined ? [] : [code], needsApproval: true };
}

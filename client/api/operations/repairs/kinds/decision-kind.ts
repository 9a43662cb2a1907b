/** What repairs have in common that are one decision of the case: looked at by its view, sent as its update. */
import type { Phrase } from '../../../../../workflows/contract/case-data';
import type { CaseRow, Intent } from '../../../../../record/port/desk-record';
import type { Step } from '../../../../../workflows/contract/case-view';
import type { ErrorCode } from '../../../../../workflows/contract/errors';
import { refundKey } from '../../../../../workflows/contract/identifiers';
import { updateOf } from '../../../../../workflows/contract/messages';
import { type AskedDecision, repairRefusalIn } from '../../../../../workflows/contract/permissions';
import { askProviders } from '../../diagnosis/diagnosis';
import type { PlannedPayment } from '../paid-anew';
import { type EffectAfter, type ResetDeps, effectAfter } from '../../reset/plan';
import { verdictSentences } from '../../reset/text';
import type { RepairKind, RepairOf } from '../../../../../wire/operations/repair-requests';
import type { KindOfRepair, Verdict } from './repair';

/** What is particular to a repair that is one decision. */
export interface DecisionParts<K extends RepairKind> extends Pick<
  KindOfRepair<K>,
  'route' | 'facts' | 'settled' | 'effectWords' | 'pays'
> {
  /** The decision with what it names. */
  asked(repair: RepairOf<K>): AskedDecision;
  /** What moves money, or what only people have proof of, is looked at by two; absent: one always may. */
  needsTwo?(row: CaseRow, repair: RepairOf<K>): boolean;
  /** Refunds that it pays once more. */
  payments?(deps: ResetDeps, row: CaseRow, repair: RepairOf<K>): Promise<readonly PlannedPayment[]>;
  /** What it does. */
  sentences(
    row: CaseRow,
    repair: RepairOf<K>,
    payments: readonly PlannedPayment[],
  ): readonly Phrase[];
}

export function decisionKind<K extends RepairKind>(parts: DecisionParts<K>): KindOfRepair<K> {
  const { route, facts, settled, effectWords, pays } = parts;
  const judge = (row: CaseRow, repair: RepairOf<K>): Verdict => {
    const code = refusalByView(row, parts.asked(repair));
    return {
      blockers: code === undefined ? [] : [code],
      needsApproval: parts.needsTwo?.(row, repair) ?? false,
    };
  };
  return {
    route,
    isDoneAlone: parts.needsTwo === undefined,
    facts,
    ...(settled && { settled }),
    ...(effectWords && { effectWords }),
    ...(pays && { pays }),
    judge: async (_deps, row, repair) => judge(row, repair),
    async plan(deps, row, repair, locale) {
      const payments = (await parts.payments?.(deps, row, repair)) ?? [];
      const effects = await effectsOf(deps, row, parts.asked(repair));
      const verdict = judge(row, repair);
      const sentences = [
        ...parts.sentences(row, repair, payments).map((words) => words[locale]),
        ...verdictSentences(verdict, locale),
      ];
      return { ...verdict, sentences, effects, payments, later: [] };
    },
    async carryOut(deps, { caseId }, repair, { by, noteId, actionId }) {
      const { trigger, ...named } = parts.asked(repair);
      const input = { ...named, by, ...(noteId === undefined ? {} : { noteId }) };
      return { receipt: await deps.desk.decide(caseId, updateOf(trigger), input, actionId) };
    },
  };
}

/** What the case would say, as far as its view shows it; the case itself has the last word. */
function refusalByView({ view }: CaseRow, asked: AskedDecision): ErrorCode | undefined {
  // What the record refuses does not stand in it: only the case knows that it stands still for that.
  const isForCase = asked.trigger === 'retry' && asked.step === 'write-ledger';
  return isForCase ? undefined : repairRefusalIn(view, asked);
}

const EFFECT_OF: Readonly<Record<Step, string>> = {
  'unbind-terminals': 'unbind',
  'refund-deposit': 'refund',
  'close-account': 'closure',
  'write-ledger': '',
};

/** Requests of the step that is repaired; of the whole case where the repair is about the case. */
async function effectsOf(
  deps: ResetDeps,
  { caseId, view }: CaseRow,
  asked: AskedDecision,
): Promise<readonly EffectAfter[]> {
  const intents = await deps.record.intents.list(caseId);
  const mine = intents.filter((intent) => isTouched(intent, asked));
  const words = await askProviders(deps, mine);
  return mine.map((intent) => {
    const effect = effectAfter(intent, words.get(intent.key));
    // The case has heard of money that came back, also where the provider is silent now.
    return hasComeBack(view, intent) ? { ...effect, done: 'returned' } : effect;
  });
}

function hasComeBack({ caseId, deposits }: CaseRow['view'], { key }: Intent): boolean {
  return deposits.some(
    ({ depositId, generation, code }) =>
      code === 'REFUND_RETURNED' && key === refundKey(caseId, depositId, generation),
  );
}

function isTouched({ effect, key }: Intent, asked: AskedDecision): boolean {
  if (!('step' in asked)) return Object.values(EFFECT_OF).includes(effect);
  if (effect !== EFFECT_OF[asked.step]) return false;
  const subject = asked.trigger === 'resolve' ? asked.subject : undefined;
  return subject === undefined || key.includes(`:${subject}:`);
}

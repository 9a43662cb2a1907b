/**
 * The dry run of a repair: for each side effect that it touches, whether it was done and what would
 * happen; what forbids it; whether a second operator has to approve it. Reads only.
 */
import type { CaseRow, Intent } from '../../record/desk-record';
import type { Locale } from '../../workflows/contract/case-data';
import type { Step } from '../../workflows/contract/case-view';
import type { ErrorCode } from '../../workflows/contract/errors';
import { refundKey } from '../../workflows/contract/identifiers';
import { sendsMoneyAnew } from '../../workflows/contract/operations';
import { repairRefusalIn } from '../../workflows/contract/permissions';
import {
  type CheckedCorrection,
  checkCorrection,
  requestsUnder,
  withValues,
} from './correct-reference';
import { askProviders } from './diagnosis';
import { correctionSentences } from './reference-text';
import { type PlannedPayment, leavesPayments, plannedPayments, withPayments } from './paid-anew';
import {
  type CorrectionRepair,
  type DecisionRepair,
  type Repair,
  decisionOf,
  owesMoney,
} from './repairs';
import { type EffectAfter, type Later, type ResetDeps, effectAfter, planReset } from './reset-plan';
import { planSentences, repairSentences } from './reset-text';

export interface RepairPlan {
  readonly repair: Repair;
  readonly sentences: readonly string[];
  /** Codes for which it would be refused now; empty: it may be done. */
  readonly blockers: readonly ErrorCode[];
  readonly needsApproval: boolean;
  readonly effects: readonly EffectAfter[];
  /** Refunds that are paid once more, under a new request number. */
  readonly payments: readonly PlannedPayment[];
  /** Decisions and reports that a reset leaves out or applies again. */
  readonly later: readonly Later[];
}

const EFFECT_OF: Readonly<Record<Step, string>> = {
  'unbind-terminals': 'unbind',
  'refund-deposit': 'refund',
  'close-account': 'closure',
  'write-ledger': '',
};

/** Plans any repair. `RESET_POINT_UNKNOWN`, `CASE_NOT_FOUND`, `UNAVAILABLE`. */
export async function planRepair(
  deps: ResetDeps,
  row: CaseRow,
  wanted: Repair,
  locale: Locale,
): Promise<RepairPlan> {
  const repair = withPayments(row, wanted);
  if (repair.repair === 'reset') {
    const { point, runId, repeat } = repair;
    const plan = await planReset(deps, row, { eventId: point, runId, repeat });
    const { blockers, needsApproval, effects, later } = plan;
    const sentences = planSentences(plan, locale);
    return { repair, sentences, blockers, needsApproval, effects, payments: [], later };
  }
  if (repair.repair === 'correct-reference') {
    const correction = withValues(repair);
    const asked = await requestsUnder(deps, row, correction);
    const checked = await checkCorrection(deps, row, correction, asked);
    const effects = asked.map((one) => effectAfter(one.intent, one.says));
    const verdict = verdictOfCorrection(checked);
    const said = correctionSentences(correction, checked, locale);
    const [first = '', ...rest] = repairSentences({ repair, ...verdict }, locale);
    return {
      repair,
      sentences: [first, ...said, ...rest],
      ...verdict,
      effects,
      payments: [],
      later: [],
    };
  }
  const payments = await plannedPayments(deps.record, row, repair);
  const effects = await effectsOf(deps, row, repair);
  const { blockers, needsApproval } = judge(row, repair);
  const isPartial = repair.repair === 'retry' && leavesPayments(row, repair);
  const plan = { repair, blockers, needsApproval, isPaidAnew: payments.length > 0, isPartial };
  const sentences = repairSentences(plan, locale);
  return { repair, sentences, blockers, needsApproval, effects, payments, later: [] };
}

/** What a correction may unbind or pay next is always looked at by two. */
export function verdictOfCorrection({
  code,
}: CheckedCorrection): Pick<RepairPlan, 'blockers' | 'needsApproval'> {
  return { blockers: code === undefined ? [] : [code], needsApproval: true };
}

/** Requests of the step that is repaired; of the whole case where the repair is about the case. */
async function effectsOf(
  deps: ResetDeps,
  { caseId, view }: CaseRow,
  repair: PlainRepair,
): Promise<readonly EffectAfter[]> {
  const intents = await deps.record.intents.list(caseId);
  const mine = intents.filter((intent) => isTouched(intent, repair));
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

function isTouched({ effect, key }: Intent, repair: PlainRepair): boolean {
  if (!('step' in repair)) return Object.values(EFFECT_OF).includes(effect);
  if (effect !== EFFECT_OF[repair.step]) return false;
  const subject = repair.repair === 'resolve' ? repair.subject : undefined;
  return subject === undefined || key.includes(`:${subject}:`);
}

/** What the case would say, as far as the record shows it; the case itself has the last word. */
export function judge(
  row: CaseRow,
  repair: PlainRepair,
): Pick<RepairPlan, 'blockers' | 'needsApproval'> {
  // What the record refuses does not stand in it: only the case knows that it stands still for that.
  const isForCase = repair.repair === 'retry' && repair.step === 'write-ledger';
  const code = isForCase ? undefined : repairRefusalIn(row.view, decisionOf(repair));
  return { blockers: code === undefined ? [] : [code], needsApproval: needsTwo(row, repair) };
}

/** What moves money, or what only people have proof of, is looked at by two. */
function needsTwo(row: CaseRow, repair: PlainRepair): boolean {
  switch (repair.repair) {
    case 'retry':
      return sendsMoneyAnew(row.view, repair.step);
    case 'resolve':
      return true;
    case 'end':
      return owesMoney(row);
    case 'send-back':
    case 'hold':
    case 'release-hold':
      return false;
  }
}

/** Repairs that the view alone has the answer for. */
export type PlainRepair = Exclude<DecisionRepair, CorrectionRepair>;

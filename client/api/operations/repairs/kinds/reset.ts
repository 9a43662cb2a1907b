/** Taking a case back to a point of its history; ../../reset/plan.ts looks, ../../reset/reset-case.ts does it. */
import { resetBody, type RepairOf } from '../../../../../wire/operations/repair-requests';
import { carryOutReset, resetBefore, unsafeReset } from '../../reset/reset-case';
import { type ResetWish, planReset } from '../../reset/plan';
import { planSentences } from '../../reset/text';
import { type KindOfRepair, WAITS } from './repair';

export const resetRepair: KindOfRepair<'reset'> = {
  route: {
    summary: 'Take the case back to a point of its history',
    description: `Nothing that was done is done again; later decisions are applied again only where \`repeat\` names them. ${WAITS}: where a request had left after the point, or the case has ended.`,
    body: resetBody,
    codes: [
      'RESET_POINT_UNKNOWN',
      'DECISION_UNPROVEN',
      'RESET_UNSAFE',
      'POINT_OF_NO_RETURN',
      'PAID_BY_HAND',
      'REFUND_REOPENED',
      'TERMINAL_HAS_OPEN_CASE',
    ],
  },
  isDoneAlone: false,
  judge: (deps, row, repair) => planReset(deps, row, wishOf(repair)),
  async plan(deps, row, repair, locale) {
    const plan = await planReset(deps, row, wishOf(repair));
    const { blockers, needsApproval, effects, later } = plan;
    const sentences = planSentences(plan, locale);
    return { sentences, blockers, needsApproval, effects, payments: [], later };
  },
  async carryOut(deps, row, repair, { by, noteId, actionId }) {
    const { caseId } = row;
    const done = await resetBefore(deps, caseId, actionId);
    const origin = { by, noteId, requestId: actionId };
    const reset =
      done ?? (await carryOutReset(deps, await planReset(deps, row, wishOf(repair)), origin));
    const view = (await deps.record.cases.read(caseId))?.view ?? row.view;
    return { receipt: { caseId, status: view.status, revision: view.revision }, reset };
  },
  facts: ({ point, runId, repeat }) => ({ point, runId, repeat: repeat?.map(String) }),
  fromFacts({ repeat, ...facts }) {
    return Array.isArray(repeat) ? { ...facts, repeat: repeat.map(Number) } : facts;
  },
  refusal: unsafeReset,
};

function wishOf({ point, runId, repeat }: RepairOf<'reset'>): ResetWish {
  return { eventId: point, runId, repeat };
}

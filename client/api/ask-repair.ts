/**
 * The way of a repair: see the case, look at the dry run, keep the words, then do it, or propose it to a
 * second operator where it moves money or cannot be undone.
 */
import type { FastifyRequest } from 'fastify';
import type { CaseRow, Proposal } from '../../record/desk-record';
import type { ErrorCode } from '../../workflows/contract/errors';
import { actorOf, staffOf, visibleCase } from './access';
import { ApiError } from './api-error';
import { type RepairResult, carryOut } from './carry-out';
import { checkCorrection, keepCorrection, withValues } from './correct-reference';
import { type DecisionText, noteOfDecision, ownAttachments } from './decision';
import type { ApiDeps } from './deps';
import { updateIdFor } from './idempotency';
import { withPayments } from './paid-anew';
import { judge, verdictOfCorrection } from './repair-plan';
import { type Repair, factsOf } from './repairs';
import { type ResetPlan, planReset } from './reset-plan';

/** A proposal that nobody has decided on says nothing about the case after a day. */
export const PROPOSAL_TTL_MS = 24 * 60 * 60 * 1_000;

export type Asked =
  | { readonly kind: 'repaired'; readonly result: RepairResult }
  | { readonly kind: 'proposed'; readonly proposal: Proposal };

/**
 * Does or proposes a repair of one case. Called twice with one Idempotency-Key: once. `CASE_NOT_FOUND`,
 * any code of a refusal of the case, `RESET_UNSAFE`, `RESET_POINT_UNKNOWN`, `UNAVAILABLE`.
 */
export async function askRepair(
  deps: ApiDeps,
  request: FastifyRequest,
  caseId: string,
  wanted: Repair,
  text: DecisionText,
): Promise<Asked> {
  const staff = staffOf(request);
  const row = await visibleCase(deps, staff, caseId);
  const repair = withPayments(row, wanted);
  await ownAttachments(deps, caseId, text.attachmentIds ?? [], 'attachmentIds');
  const by = actorOf(staff);
  const verdict = await verdictOn(deps, row, repair);
  refuseBlocked(repair, verdict.blockers);
  const noteId = await noteOfDecision(deps, caseId, staff.principalId, text);
  if (repair.repair === 'correct-reference') {
    await keepCorrection(deps, caseId, noteId ?? '', withValues(repair));
  }
  if (verdict.needsApproval) {
    const proposal = await deps.record.proposals.propose({
      caseId,
      by,
      repair: factsOf(repair, noteId ?? ''),
      lapsesAt: new Date(deps.now().getTime() + PROPOSAL_TTL_MS),
    });
    return { kind: 'proposed', proposal };
  }
  const actionId = updateIdFor(deps, request);
  const result = await carryOut(deps, row, repair, {
    by,
    actionId,
    ...(noteId === undefined ? {} : { noteId }),
  });
  return { kind: 'repaired', result };
}

type Verdict = Pick<ResetPlan, 'blockers' | 'needsApproval'>;

async function verdictOn(deps: ApiDeps, row: CaseRow, repair: Repair): Promise<Verdict> {
  if (repair.repair === 'correct-reference') {
    return verdictOfCorrection(await checkCorrection(deps, row, withValues(repair)));
  }
  if (repair.repair !== 'reset') return judge(row, repair);
  const { point, runId, repeat } = repair;
  return planReset(deps, row, { eventId: point, runId, repeat });
}

/** What the case would refuse is neither done nor proposed to anybody. */
function refuseBlocked({ repair }: Repair, blockers: readonly ErrorCode[]): void {
  const [first] = blockers;
  if (first === undefined) return;
  if (repair !== 'reset') throw new ApiError(first);
  throw new ApiError('RESET_UNSAFE', {
    problems: blockers.map((code) => ({ path: 'point', code })),
  });
}

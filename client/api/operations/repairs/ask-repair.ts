/**
 * The way of a repair: see the case, look at the dry run, keep the words, then do it, or propose it to a
 * second operator where it moves money or cannot be undone.
 */
import type { FastifyRequest } from 'fastify';
import type { CaseRow, Proposal } from '../../../../record/port/desk-record';
import { actorOf, staffOf, visibleCase } from '../../http/access';
import { type DecisionText, noteOfDecision, ownAttachments } from '../../cases/decision';
import type { ApiDeps } from '../../deps';
import { updateIdFor } from '../../http/idempotency';
import {
  carryOut,
  factsOf,
  judgeRepair,
  keepSealed,
  refuseBlocked,
  settledRepair,
} from './kinds/kinds';
import type { Repair } from '../../../../wire/operations/repair-requests';
import type { RepairResult } from './kinds/repair';

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
  const repair = settledRepair<Repair['repair']>(row, wanted);
  await ownAttachments(deps, caseId, text.attachmentIds ?? [], 'attachmentIds');
  const { blockers, needsApproval } = await judgeRepair(deps, row, repair);
  refuseBlocked(repair, blockers);
  const noteId = await noteOfDecision(deps, caseId, staff.principalId, text);
  await keepSealed(deps, caseId, noteId ?? '', repair);
  if (needsApproval) {
    const proposal = await deps.record.proposals.propose({
      caseId,
      by: actorOf(staff),
      repair: factsOf(repair, noteId ?? ''),
      lapsesAt: new Date(deps.now().getTime() + PROPOSAL_TTL_MS),
    });
    return { kind: 'proposed', proposal };
  }
  return { kind: 'repaired', result: await carriedOut(deps, request, row, repair, noteId) };
}

/**
 * Does a repair that one operator always may, without a look before: the case refuses what it must. Called
 * twice with one Idempotency-Key: once. `CASE_NOT_FOUND`, any code of a refusal of the case, `UNAVAILABLE`.
 */
export async function repairAtOnce(
  deps: ApiDeps,
  request: FastifyRequest,
  caseId: string,
  repair: Repair,
  text: DecisionText,
): Promise<RepairResult> {
  const staff = staffOf(request);
  const row = await visibleCase(deps, staff, caseId);
  await ownAttachments(deps, caseId, text.attachmentIds ?? [], 'attachmentIds');
  const noteId = await noteOfDecision(deps, caseId, staff.principalId, text);
  return carriedOut(deps, request, row, repair, noteId);
}

function carriedOut(
  deps: ApiDeps,
  request: FastifyRequest,
  row: CaseRow,
  repair: Repair,
  noteId: string | undefined,
): Promise<RepairResult> {
  const by = actorOf(staffOf(request));
  const actionId = updateIdFor(deps, request);
  const noted = noteId === undefined ? {} : { noteId };
  return carryOut(deps, row, repair, { by, actionId, ...noted });
}

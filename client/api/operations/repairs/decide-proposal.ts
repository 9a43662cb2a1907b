/** A second operator's decision on a proposed repair, and carrying out what was approved. */
import type { Proposal, Staff } from '../../../../record/port/desk-record';
import { type ErrorCode, mayPassLater } from '../../../../workflows/contract/errors';
import type { CaseId } from '../../../../workflows/contract/identifiers';
import type { Actor } from '../../../../workflows/contract/messages';
import { DeskError } from '../../../../temporal/failures';
import { updateIdOf } from '../../../../temporal/decisions';
import { actorOf } from '../../http/access';
import { ApiError } from '../../http/api-error';
import type { ApiDeps } from '../../deps';
import { carryOut, repairOf, wholeRepair } from './kinds/kinds';
import type { RepairResult } from './kinds/repair';

export interface Decided {
  readonly proposal: Proposal;
  /** Absent where the case refused it. */
  readonly result?: RepairResult;
}

/**
 * Approves a proposal and carries it out. Called twice: once, and it goes on where an earlier call was cut
 * off. `NOT_FOUND`, `PROPOSAL_CLOSED`, `FOUR_EYES`, `UNAVAILABLE`.
 */
export async function approveProposal(
  deps: ApiDeps,
  staff: Staff,
  caseId: CaseId,
  number: number,
): Promise<Decided> {
  const { proposals } = deps.record;
  const by = actorOf(staff);
  const approved = await proposals.approve(caseId, number, by);
  const proposed = repairOf(approved.repair);
  const { noteId } = proposed;
  const repair = await wholeRepair(deps, caseId, proposed);
  const actionId = updateIdOf(deps.settings.secret, 'proposal', caseId, String(number));
  const row = await deps.record.cases.read(caseId);
  if (!row) throw new ApiError('CASE_NOT_FOUND');
  try {
    // The proposer decides on the case, with the words of the proposal; the ledger names the approver.
    const origin = { by: approved.by, noteId, actionId };
    const result = await carryOut(deps, row, repair, origin);
    return { proposal: await proposals.conclude(caseId, number, by), result };
  } catch (error) {
    const code = refusalIn(error);
    if (code === undefined) throw error;
    return { proposal: await proposals.conclude(caseId, number, by, code) };
  }
}

/** Declines a proposal with a reason; the proposer may take it back. `NOT_FOUND`, `PROPOSAL_CLOSED`. */
export async function declineProposal(
  deps: ApiDeps,
  by: Actor,
  { caseId, number }: Pick<Proposal, 'caseId' | 'number'>,
  reason: string,
): Promise<Proposal> {
  const note = await deps.record.notes.add({
    caseId,
    kind: 'reason',
    text: reason,
    attachmentIds: [],
    by: by.principalId,
  });
  return deps.record.proposals.decline(caseId, number, by, note.noteId);
}

function refusalIn(error: unknown): ErrorCode | undefined {
  if (!(error instanceof ApiError) && !(error instanceof DeskError)) return undefined;
  // A fault of ours says nothing about the repair either: the same approval may be sent again.
  return mayPassLater(error.code) || error.code === 'INTERNAL' ? undefined : error.code;
}

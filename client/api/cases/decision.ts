/** The way of every decision: see the case, keep what was written, ask the workflow, answer. */
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { UpdateDefinition } from '@temporalio/common';
import type { NoteRow } from '../../../record/port/desk-record';
import type { CaseId, PrincipalId, RevisionNumber } from '../../../workflows/contract/identifiers';
import { DRAFT_STATUSES } from '../../../workflows/contract/lifecycle';
import type { Decision, Receipt } from '../../../workflows/contract/messages';
import { actorOf, staffOf, visibleCase } from '../http/access';
import { receiptAnswer } from '../../../wire/cases/case-answers';
import { caseParams } from '../../../wire/values';
import { ApiError, fieldError } from '../http/api-error';
import { receiptOf } from './answers';
import type { ApiDeps } from '../deps';
import { updateIdFor } from '../http/idempotency';

/** Free text of a decision; it stays in the record, the workflow gets the id of the note. */
export interface DecisionText {
  readonly kind: NoteRow['kind'];
  readonly text: string | undefined;
  readonly attachmentIds?: readonly string[];
}

const OWN_FILES = {
  'zh-CN': '此工单自己的文件编号 a_…',
  en: 'the id of a file of this case, a_…',
};

/** Refuses attachments that are not the case's own; `path` names the list. */
export async function ownAttachments(
  deps: ApiDeps,
  caseId: CaseId,
  attachmentIds: readonly string[],
  path: string,
): Promise<void> {
  if (attachmentIds.length === 0) return;
  const known = new Set((await deps.record.attachments.list(caseId)).map((a) => a.attachmentId));
  const wrong = attachmentIds.findIndex((id) => !known.has(id));
  if (wrong >= 0) throw fieldError(`${path}[${wrong}]`, 'FIELD_INVALID', OWN_FILES);
}

/** Keeps what somebody wrote with a decision; the id of the note, or undefined where nothing was written. */
export async function noteOfDecision(
  deps: ApiDeps,
  caseId: CaseId,
  principalId: PrincipalId,
  text: DecisionText | undefined,
): Promise<string | undefined> {
  const attachmentIds = text?.attachmentIds ?? [];
  const words = text?.text?.trim() ?? '';
  if (!text || (words === '' && attachmentIds.length === 0)) return undefined;
  const { kind } = text;
  const by = principalId;
  return (await deps.record.notes.add({ caseId, kind, text: words, attachmentIds, by })).noteId;
}

/**
 * Sends a decision of a member of staff. Called twice with one Idempotency-Key: decided once.
 * `CASE_NOT_FOUND`, and whatever the workflow answers.
 */
export async function decideAsStaff<Input extends Decision>(
  deps: ApiDeps,
  request: FastifyRequest,
  caseId: CaseId,
  update: UpdateDefinition<Receipt, [Input]>,
  input: Omit<Input, 'by' | 'noteId'>,
  text?: DecisionText,
): Promise<z.output<typeof receiptAnswer>> {
  const staff = staffOf(request);
  await visibleCase(deps, staff, caseId);
  await ownAttachments(deps, caseId, text?.attachmentIds ?? [], 'attachmentIds');
  const noteId = await noteOfDecision(deps, caseId, staff.principalId, text);
  // The generic parts of a decision are complete here; the rest is the caller's.
  const decision = {
    ...input,
    by: actorOf(staff),
    ...(noteId === undefined ? {} : { noteId }),
  } as Input;
  const receipt = await deps.desk.decide(caseId, update, decision, updateIdFor(deps, request));
  return receiptOf(receipt);
}

/** What every route of a decision has in common. */
export const decisionSchema = {
  tags: ['decisions'],
  params: caseParams,
  response: { 200: receiptAnswer },
};

/**
 * The seen revision as the workflow is told of it. It does not know the drafts, so here it is found whether
 * one is stale: `STALE_REVISION`.
 */
export async function revisionForCase<Seen extends RevisionNumber | undefined>(
  deps: ApiDeps,
  request: FastifyRequest<{ Params: z.output<typeof caseParams> }>,
  seen: Seen,
): Promise<RevisionNumber | Seen> {
  const { view, latestRevision } = await visibleCase(deps, staffOf(request), request.params.caseId);
  if (seen === undefined || !DRAFT_STATUSES.includes(view.status)) return seen;
  if (seen !== latestRevision) throw new ApiError('STALE_REVISION');
  return view.revision;
}

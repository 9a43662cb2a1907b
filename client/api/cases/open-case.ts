/** Opens a case: the first revision enters the record, then the workflow is started and asked. */
import type { FastifyRequest } from 'fastify';
import { checkOpening } from '../../../checks/application/opening';
import { terminalsFor } from '../../../checks/application/case-content';
import type { OpenCaseBody } from '../../../wire/cases/case-requests';
import type { CaseData } from '../../../workflows/contract/case-data';
import type { CaseView } from '../../../workflows/contract/case-view';
import type { CaseId } from '../../../workflows/contract/identifiers';
import type { Actor, Receipt } from '../../../workflows/contract/messages';
import { DeskError } from '../../../temporal/failures';
import { actorOf, staffOf, visibleCase } from '../http/access';
import { ApiError, refuseProblems } from '../http/api-error';
import { caseIdFor, newCaseId, newTerminalId } from '../client-ids';
import type { ApiDeps } from '../deps';
import { updateIdFor } from '../http/idempotency';

/** The view of a case that has just been opened. */
export function firstView(
  { caseId, by, body, data }: Pick<Opening, 'caseId' | 'by' | 'body' | 'data'>,
  at: string,
): CaseView {
  return {
    caseId,
    status: 'awaiting-identity',
    statusSince: at,
    openedAt: at,
    openedBy: by.principalId,
    channel: body.channel,
    reason: body.reason,
    closeAccount: body.closeAccount,
    revision: 1,
    waitsFor: 'agent',
    overdue: false,
    held: false,
    partial: false,
    pointOfNoReturn: false,
    refundReopened: false,
    stepUp: [],
    warnings: [],
    requestedFields: [],
    terminals: data.terminals.map(({ terminalId }) => ({
      terminalId,
      state: 'waiting',
      generation: 1,
      since: at,
    })),
    deposits: [],
    closure: { state: body.closeAccount ? 'waiting' : 'not-asked', generation: 1, since: at },
    reviewClockMs: 0,
  };
}

/** Names the other case only to those who may see it. */
export async function withoutForeignCase(
  deps: ApiDeps,
  request: FastifyRequest,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof DeskError) || error.code !== 'TERMINAL_HAS_OPEN_CASE') return error;
  const [other] = error.details;
  try {
    await visibleCase(deps, staffOf(request), String(other));
    return error;
  } catch (hidden) {
    if (hidden instanceof ApiError && hidden.code === 'CASE_NOT_FOUND') {
      return new ApiError('TERMINAL_HAS_OPEN_CASE', { cause: error });
    }
    return hidden;
  }
}

/**
 * Opens a case for a member of staff. Called twice with one Idempotency-Key: the same case, also
 * where the first answer was lost. `NO_NOTICE_CHANNEL`, `DUPLICATE_TERMINAL`,
 * `TERMINAL_HAS_OPEN_CASE`, `APPLICATION_INVALID` with every problem, `UNAVAILABLE`.
 */
export async function openCase(
  deps: ApiDeps,
  request: FastifyRequest,
  body: OpenCaseBody,
): Promise<Receipt> {
  const staff = staffOf(request);
  const checked = checkOpening(body);
  refuseProblems(checked.problems);

  const updateId = updateIdFor(deps, request);
  const repeatable = request.headers['idempotency-key'] !== undefined;
  const caseId = repeatable
    ? caseIdFor(deps.settings.secret, `${updateId} ${JSON.stringify(body)}`)
    : newCaseId();
  const data = firstRevision(checked.contact, body);
  const by = actorOf(staff);
  try {
    const { teamId } = staff;
    return await startCase(deps, { caseId, teamId, by, body, data, updateId, repeatable });
  } catch (error) {
    throw await withoutForeignCase(deps, request, error);
  }
}

/** Content of the first revision of a case. */
export function firstRevision(
  contact: CaseData['contact'],
  { terminals }: Pick<OpenCaseBody, 'terminals'>,
): CaseData {
  const serialNumbers = terminals.map(({ serialNumber }) => serialNumber);
  return { contact, terminals: terminalsFor([], serialNumbers, newTerminalId) };
}

/** A case about to be opened. */
export interface Opening {
  readonly caseId: CaseId;
  readonly teamId: string;
  readonly by: Actor;
  readonly body: Pick<OpenCaseBody, 'channel' | 'reason' | 'closeAccount'>;
  readonly data: CaseData;
  readonly updateId: string;
  /** The same request may come again and has to find the same case. */
  readonly repeatable: boolean;
}

/** Writes the first revision, starts the workflow and asks it. Called twice for one case: the same. */
export async function startCase(deps: ApiDeps, opening: Opening): Promise<Receipt> {
  const { caseId, teamId, by, body, data, updateId } = opening;
  await deps.record.cases.create({
    caseId,
    teamId,
    author: by.principalId,
    data,
    view: firstView(opening, deps.now().toISOString()),
  });
  // A request that was repeated finds the terminals of the first.
  const { terminals } = opening.repeatable
    ? (await deps.record.revisions.read(caseId, 1)).data
    : data;
  return deps.desk.openCase(
    {
      caseId,
      revision: 1,
      channel: body.channel,
      reason: body.reason,
      closeAccount: body.closeAccount,
      terminalIds: terminals.map(({ terminalId }) => terminalId),
      openedBy: by,
      calendarVersion: deps.settings.calendarVersion,
      ...(deps.settings.policy ? { policy: deps.settings.policy } : {}),
    },
    updateId,
  );
}

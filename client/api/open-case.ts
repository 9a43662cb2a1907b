/** Opens a case: the first revision enters the record, then the workflow is started and asked. */
import type { FastifyRequest } from 'fastify';
import { checkContact } from '../../checks/contact';
import { terminalsFor } from '../../checks/case-content';
import type { OpenCaseBody } from '../../checks/schemas';
import { isSerialNumber, normalizeSerialNumber } from '../../checks/serial-number';
import type { CaseData } from '../../workflows/contract/case-data';
import type { CaseView } from '../../workflows/contract/case-view';
import type { CaseId, PrincipalId } from '../../workflows/contract/identifiers';
import type { Problem, Receipt } from '../../workflows/contract/messages';
import { DeskError } from '../desk';
import { actorOf, staffOf, visibleCase } from './access';
import { ApiError } from './api-error';
import { caseIdFor, newCaseId, newTerminalId } from './client-ids';
import type { ApiDeps } from './deps';
import { updateIdFor } from './idempotency';

/** Every problem with the terminals named: none, empty, not of their form, or named twice. */
function terminalProblems(entered: OpenCaseBody['terminals']): readonly Problem[] {
  if (entered.length === 0) return [{ path: 'terminals', code: 'FIELD_REQUIRED' }];
  const seen = new Set<string>();
  return entered.flatMap(({ serialNumber }, index): Problem[] => {
    const path = `terminals[${index}].serialNumber`;
    const normalized = normalizeSerialNumber(serialNumber);
    if (normalized === '') return [{ path, code: 'FIELD_REQUIRED' }];
    if (!isSerialNumber(normalized)) return [{ path, code: 'FIELD_INVALID' }];
    if (seen.has(normalized)) return [{ path, code: 'DUPLICATE_TERMINAL' }];
    seen.add(normalized);
    return [];
  });
}

function refuse(problems: readonly Problem[]): void {
  const [only] = problems;
  if (!only) return;
  // One kind of problem is its own answer; several are an invalid request with all of them named.
  const sameCode = problems.every(({ code }) => code === only.code);
  throw new ApiError(sameCode ? only.code : 'APPLICATION_INVALID', { problems });
}

function firstView(
  caseId: CaseId,
  body: OpenCaseBody,
  data: CaseData,
  by: PrincipalId,
  at: string,
): CaseView {
  return {
    caseId,
    status: 'awaiting-identity',
    statusSince: at,
    openedAt: at,
    openedBy: by,
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
async function withoutForeignCase(
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
  const checked = checkContact(body.merchant);
  refuse([...checked.problems, ...terminalProblems(body.terminals)]);

  const updateId = updateIdFor(deps, request);
  const repeatable = request.headers['idempotency-key'] !== undefined;
  const caseId = repeatable
    ? caseIdFor(deps.settings.secret, `${updateId} ${JSON.stringify(body)}`)
    : newCaseId();
  const serialNumbers = body.terminals.map(({ serialNumber }) => serialNumber);
  const data: CaseData = {
    contact: checked.contact,
    terminals: terminalsFor([], serialNumbers, newTerminalId),
  };
  const at = deps.now().toISOString();
  await deps.record.createCase({
    caseId,
    teamId: staff.teamId,
    author: staff.principalId,
    data,
    view: firstView(caseId, body, data, staff.principalId, at),
  });
  // A request that was repeated finds the terminals of the first.
  const { terminals } = repeatable ? (await deps.record.readRevision(caseId, 1)).data : data;
  try {
    return await deps.desk.openCase(
      {
        caseId,
        revision: 1,
        channel: body.channel,
        reason: body.reason,
        closeAccount: body.closeAccount,
        terminalIds: terminals.map(({ terminalId }) => terminalId),
        openedBy: actorOf(staff),
        calendarVersion: deps.settings.calendarVersion,
        ...(deps.settings.policy ? { policy: deps.settings.policy } : {}),
      },
      updateId,
    );
  } catch (error) {
    throw await withoutForeignCase(deps, request, error);
  }
}

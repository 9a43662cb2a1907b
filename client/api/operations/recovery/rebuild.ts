/** After a restore of the record alone: what it lacks of each case, and writing that back. */
import type { z } from 'zod';
import { rebuildBody, rebuildQuery } from '../../../../wire/operations/repair-requests';
import { CASE_ID_PATTERN } from '../../../../workflows/contract/identifiers';
import { MACHINE_STATUSES } from '../../../../workflows/contract/lifecycle';
import { hold } from '../../../../workflows/contract/messages';
import type { Actor } from '../../../../workflows/contract/messages';
import type { RebuildReport } from '../../../../workflows/contract/rebuilding';
import { DeskError } from '../../../../temporal/failures';
import { actorOf, staffOf } from '../../http/access';
import { caseParams } from '../../../../wire/values';
import { ApiError } from '../../http/api-error';
import { noteOfDecision } from '../../cases/decision';
import type { ApiDeps, ApiInstance } from '../../deps';
import { enterOpening } from './enter-opening';
import { updateIdFor } from '../../http/idempotency';
import { spanIn } from '../../http/typed-days';
import { knownCasesAnswer, rebuildAnswer } from '../../../../wire/operations/upkeep-answers';
import { addressOf } from '../../http/route-table';
import { CONTACT_CODES, DAY_CODES } from '../../docs/route-codes';

const tags = ['operations'];
const MAX_PAGE = 200;

export function rebuildRoutes(api: ApiInstance, deps: ApiDeps): void {
  readingRoutes(api, deps);
  writingRoute(api, deps);
}

function readingRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('listKnownCases'),
    {
      config: { codes: DAY_CODES },
      schema: {
        tags,
        summary:
          'Cases that Temporal knows: those that run, and those that have ended since a moment',
        description: 'A case whose history was reset may come twice.',
        querystring: rebuildQuery,
        response: { 200: knownCasesAnswer },
      },
    },
    async (request) => {
      const { since, cursor, limit } = request.query;
      const { caseIds, ...rest } = await deps.desk.casesSince({
        since: spanIn('since', since).from.toISOString(),
        limit: Math.min(Number(limit ?? MAX_PAGE), MAX_PAGE),
        ...(cursor === undefined ? {} : { cursor }),
      });
      return { items: [...caseIds], ...rest };
    },
  );

  api.post(
    addressOf('planRebuild'),
    {
      config: {
        storeAnswer: false,
        codes: ['CASE_UNRECORDED', 'WORKFLOW_MISSING'],
      },
      schema: {
        tags,
        summary: 'What the record lacks of a case, and what rebuilding it would write',
        description:
          'Reads only, the provider included. Answers for cases that the record does not know too.',
        params: caseParams,
        response: { 200: rebuildAnswer },
      },
    },
    async (request) => {
      const caseId = caseIdOf(request.params.caseId);
      const by = actorOf(staffOf(request));
      return answerOf(await deps.desk.rebuild({ caseId, by, dryRun: true }));
    },
  );
}

function writingRoute(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('rebuildCase'),
    {
      config: {
        codes: [
          ...CONTACT_CODES,
          'CASE_UNRECORDED',
          'WORKFLOW_MISSING',
          'REVISION_DIFFERS',
          'TERMINAL_HAS_OPEN_CASE',
          'DUPLICATE_TERMINAL',
        ],
      },
      schema: {
        tags,
        summary: 'Write what the record lacks of a case, as its history and the providers have it',
        description:
          'Asks for nothing at a provider. A case that the record does not know needs its `opening` as it was entered once: `409 UNBIND_CASE_UNRECORDED` without. Where the application is lost and the case was approved, the case is held.',
        params: caseParams,
        body: rebuildBody,
        response: { 200: rebuildAnswer },
      },
    },
    async (request) => {
      const caseId = caseIdOf(request.params.caseId);
      const { reason, opening } = request.body;
      const by = actorOf(staffOf(request));
      await requireRow(deps, caseId, by, opening);
      const text = { kind: 'reason', text: reason } as const;
      const noteId = await noteOfDecision(deps, caseId, by.principalId, text);
      const origin = { by, ...(noteId === undefined ? {} : { noteId }) };
      const report = await deps.desk.rebuild({ caseId, dryRun: false, ...origin });
      if (!mustBeHeld(report)) return answerOf(report);
      await holdOnce(deps, caseId, origin, updateIdFor(deps, request));
      return answerOf({ ...report, held: true });
    },
  );
}

/** `CASE_NOT_FOUND` */
function caseIdOf(typed: string): string {
  if (!CASE_ID_PATTERN.test(typed)) throw new ApiError('CASE_NOT_FOUND');
  return typed;
}

async function requireRow(
  deps: ApiDeps,
  caseId: string,
  by: Actor,
  opening: z.output<typeof rebuildBody>['opening'],
): Promise<void> {
  if ((await deps.record.cases.read(caseId)) !== undefined) return;
  const known = await deps.desk.rebuild({ caseId, by, dryRun: true });
  if (opening === undefined) throw new ApiError('CASE_UNRECORDED');
  await enterOpening(deps, caseId, by.principalId, known.opening, opening);
}

/** Data that is entered again after the approval has to be looked at by a second person: who releases. */
function mustBeHeld({ status, held, lostRevision }: RebuildReport): boolean {
  return lostRevision !== undefined && !held && MACHINE_STATUSES.includes(status);
}

async function holdOnce(
  deps: ApiDeps,
  caseId: string,
  origin: { readonly by: Actor; readonly noteId?: string },
  updateId: string,
): Promise<void> {
  try {
    await deps.desk.decide(caseId, hold, origin, updateId);
  } catch (error) {
    // It was held, or has ended, since it was looked at.
    const isMoot =
      error instanceof DeskError && ['ALREADY_HELD', 'CASE_ENDED'].includes(error.code);
    if (!isMoot) throw error;
  }
}

function answerOf({
  opening,
  events,
  effects,
  ...report
}: RebuildReport): z.output<typeof rebuildAnswer> {
  return {
    ...report,
    terminals: opening.terminalIds.length,
    events: [...events],
    effects: effects.map((one) => ({ ...one })),
  };
}

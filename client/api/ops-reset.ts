/** Taking a case back to a point of its history: the points, and the dry run of this and every repair. */
import { repairForm, resetBody } from '../../wire/repair-requests';
import { staffOf, staffOnly, visibleCase } from './access';
import { answers } from './documented';
import { caseParams } from '../../wire/values';
import { askRepair } from './ask-repair';
import type { ApiDeps, ApiInstance } from './deps';
import { localeOfRequest } from './problem-answers';
import { REPAIRED_OR_PROPOSED, WAITS, answerAsked, planOf, pointsOf } from './repair-answers';
import { repairPlanAnswer, resetPointsAnswer } from '../../wire/repair-answers';
import { planRepair } from './repair-plan';

const tags = ['operations'];

export function resetRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    '/ops/cases/:caseId/reset',
    {
      config: staffOnly('operator'),
      schema: {
        tags,
        params: caseParams,
        response: REPAIRED_OR_PROPOSED,
        summary: 'Take the case back to a point of its history',
        description: `Nothing that was done is done again; later decisions are applied again only where \`repeat\` names them. ${WAITS}: where a request had left after the point, or the case has ended.`,
        body: resetBody,
      },
    },
    async (request, reply) => {
      const { reason, ...wish } = request.body;
      const text = { kind: 'reason', text: reason } as const;
      const { caseId } = request.params;
      const asked = await askRepair(deps, request, caseId, { repair: 'reset', ...wish }, text);
      return answerAsked(reply, asked);
    },
  );

  api.get(
    '/ops/cases/:caseId/reset-points',
    {
      config: staffOnly('operator', 'auditor'),
      schema: {
        tags,
        summary: 'Points that the case can be taken back to, with what had happened by then',
        params: caseParams,
        response: answers(200, resetPointsAnswer),
      },
    },
    async (request) => {
      const row = await visibleCase(deps, staffOf(request), request.params.caseId);
      return pointsOf(await deps.desk.caseHistory(row.caseId), localeOfRequest(request));
    },
  );

  api.post(
    '/ops/cases/:caseId/dry-run',
    {
      config: { ...staffOnly('operator', 'auditor'), storeAnswer: false },
      schema: {
        tags,
        summary: 'What a repair would do: each side effect, whether it was done, what forbids it',
        description: 'Reads only, the provider included.',
        params: caseParams,
        body: repairForm,
        response: answers(200, repairPlanAnswer),
      },
    },
    async (request) => {
      const row = await visibleCase(deps, staffOf(request), request.params.caseId);
      const locale = localeOfRequest(request);
      return planOf(await planRepair(deps, row, request.body, locale), locale);
    },
  );
}

/** Points that a case can be taken back to, and the dry run of this and every repair. */
import { repairForm } from '../../../../wire/operations/repair-requests';
import { staffOf, visibleCase } from '../../http/access';
import { caseParams } from '../../../../wire/values';
import type { ApiDeps, ApiInstance } from '../../deps';
import { localeOfRequest } from '../../http/problem-answers';
import { planOf, pointsOf } from '../repairs/answers';
import { repairPlanAnswer, resetPointsAnswer } from '../../../../wire/operations/repair-answers';
import { planRepair } from '../repairs/kinds/kinds';
import { addressOf } from '../../http/route-table';

const tags = ['operations'];

export function resetRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('listResetPoints'),
    {
      config: { codes: ['WORKFLOW_MISSING', 'CASE_ENDED'] },
      schema: {
        tags,
        summary: 'Points that the case can be taken back to, with what had happened by then',
        description:
          'Each with its moment and what had been done by then, so that one can be named to `resetCase`.',
        params: caseParams,
        response: { 200: resetPointsAnswer },
      },
    },
    async (request) => {
      const row = await visibleCase(deps, staffOf(request), request.params.caseId);
      return pointsOf(await deps.desk.caseHistory(row.caseId), localeOfRequest(request));
    },
  );

  api.post(
    addressOf('planRepair'),
    {
      config: {
        storeAnswer: false,
        codes: [
          'RESET_POINT_UNKNOWN',
          'DECISION_UNPROVEN',
          'WORKFLOW_MISSING',
          'CASE_ENDED',
          'FIELD_INVALID',
          'FIELD_REQUIRED',
        ],
      },
      schema: {
        tags,
        summary: 'What a repair would do: each side effect, whether it was done, what forbids it',
        description: 'Reads only, the provider included.',
        params: caseParams,
        body: repairForm,
        response: { 200: repairPlanAnswer },
      },
    },
    async (request) => {
      const row = await visibleCase(deps, staffOf(request), request.params.caseId);
      const locale = localeOfRequest(request);
      return planOf(await planRepair(deps, row, request.body, locale), locale);
    },
  );
}

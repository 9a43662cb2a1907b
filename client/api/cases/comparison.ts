/** The application beside the acquirer's record, as a reviewer compares them: masked, field by field. */
import type { z } from 'zod';
import { compareApplication } from '../../../checks/application/comparison';
import type { CaseRow } from '../../../record/port/desk-record';
import { publicCode } from '../../../workflows/contract/errors';
import { shownRevision } from '../../../workflows/contract/lifecycle';
import { staffOf, visibleCase } from '../http/access';
import { caseParams } from '../../../wire/values';
import { ApiError } from '../http/api-error';
import type { ApiDeps, ApiInstance } from '../deps';
import { checkCase } from './draft-findings';
import { comparisonAnswer } from '../../../wire/cases/case-answers';
import { addressOf } from '../http/route-table';

async function comparisonOf(
  deps: ApiDeps,
  row: CaseRow,
): Promise<z.output<typeof comparisonAnswer>> {
  const { revision, data } = await deps.record.revisions.read(
    row.caseId,
    shownRevision(row.view, row.latestRevision),
  );
  const { application } = data;
  if (!application) throw new ApiError('NOT_ALLOWED_NOW');
  const { found, side, agreed } = await checkCase(deps, { ...row, data });
  return {
    revision,
    readAt: deps.now().toISOString(),
    acquirer: !side ? 'unreachable' : side.merchant.kind === 'cannot' ? 'cannot-tell' : 'read',
    rows: compareApplication({ ...data, application }, side, found, agreed).map((compared) => ({
      ...compared,
      codes: compared.codes.map((code) => publicCode(code)),
    })),
    stepUp: found.stepUp.map((reason) => publicCode(reason)),
  };
}

export function comparisonRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('readComparison'),
    {
      config: { codes: ['NOT_ALLOWED_NOW', 'ACQUIRER_UNAVAILABLE'] },
      schema: {
        tags: ['cases'],
        summary: "The application beside the acquirer's record, masked, with what differs",
        description:
          'Asks the acquirer now; where it cannot be reached or cannot tell, `acquirer` says so. There is ' +
          'something to compare once the application was entered: `409 UNBIND_NOT_ALLOWED_NOW`.',
        params: caseParams,
        response: { 200: comparisonAnswer },
      },
    },
    async (request) => {
      const row = await visibleCase(deps, staffOf(request), request.params.caseId);
      return comparisonOf(deps, row);
    },
  );
}

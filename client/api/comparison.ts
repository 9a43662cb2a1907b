/** The application beside the acquirer's record, as a reviewer compares them: masked, field by field. */
import { z } from 'zod';
import { COMPARISON_STATES, compareApplication } from '../../checks/comparison';
import type { CaseRow } from '../../record/desk-record';
import { publicCode } from '../../workflows/contract/errors';
import { shownRevision } from '../../workflows/contract/lifecycle';
import { staffOf, staffOnly, visibleCase } from './access';
import { answers, caseParams } from './answer-schemas';
import { ApiError } from './api-error';
import type { ApiDeps, ApiInstance } from './deps';
import { checkCase } from './draft-findings';
import { errorCodes, stepUpReasons } from './error-codes';

export const comparisonAnswer = z
  .object({
    revision: z.int(),
    readAt: z.iso.datetime(),
    /** `cannot-tell`: this acquirer has no way to; a person looks there. */
    acquirer: z.enum(['read', 'unreachable', 'cannot-tell']),
    rows: z.array(
      z.object({
        path: z.string(),
        entered: z.string(),
        /** Empty: it has nothing. Null: not known, or told to nobody. */
        acquirer: z.string().nullable(),
        state: z.enum(COMPARISON_STATES),
        codes: errorCodes,
      }),
    ),
    stepUp: stepUpReasons,
  })
  .meta({ id: 'Comparison', description: 'Both sides masked.' });

async function comparisonOf(
  deps: ApiDeps,
  row: CaseRow,
): Promise<z.output<typeof comparisonAnswer>> {
  const { revision, data } = await deps.record.readRevision(
    row.caseId,
    shownRevision(row.view, row.latestRevision),
  );
  const { application } = data;
  if (!application) throw new ApiError('NOT_ALLOWED_NOW');
  const { found, side } = await checkCase(deps, { ...row, data });
  return {
    revision,
    readAt: deps.now().toISOString(),
    acquirer: !side ? 'unreachable' : side.merchant.kind === 'cannot' ? 'cannot-tell' : 'read',
    rows: compareApplication({ ...data, application }, side, found).map((compared) => ({
      ...compared,
      codes: compared.codes.map((code) => publicCode(code)),
    })),
    stepUp: found.stepUp.map((reason) => publicCode(reason)),
  };
}

export function comparisonRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    '/cases/:caseId/comparison',
    {
      config: staffOnly(),
      schema: {
        tags: ['cases'],
        summary: "The application beside the acquirer's record, masked, with what differs",
        params: caseParams,
        response: answers(200, comparisonAnswer),
      },
    },
    async (request) => {
      const row = await visibleCase(deps, staffOf(request), request.params.caseId);
      return comparisonOf(deps, row);
    },
  );
}

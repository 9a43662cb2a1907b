/** The application as a draft: kept whatever is wrong with it, answered with everything that is. */
import { withApplication } from '../../checks/case-content';
import { applicationBody } from '../../checks/schemas';
import { isEnd } from '../../workflows/contract/lifecycle';
import type { CaseStatus } from '../../workflows/contract/lifecycle';
import { staffOf, staffOnly, visibleCase } from './access';
import { answers, caseParams, draftAnswer } from './answer-schemas';
import { ApiError } from './api-error';
import { newDepositId, newTerminalId } from './client-ids';
import type { ApiDeps, ApiInstance } from './deps';
import { findingsOf } from './draft-findings';
import { localeOfRequest } from './problem-answers';

/** Statuses in which the application may be changed. */
export const DRAFT_STATUSES: readonly CaseStatus[] = [
  'awaiting-identity',
  'awaiting-consent',
  'awaiting-application',
  'awaiting-information',
];

export function applicationRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.put(
    '/cases/:caseId/application',
    {
      config: staffOnly('agent'),
      schema: {
        tags: ['cases'],
        summary: 'Save the application as a draft, and hear everything that is wrong with it',
        description:
          'Each saving is a new revision. `revision` names the latest that was seen; another one ' +
          'since then is 409 `UNBIND_STALE_REVISION` and changes nothing.',
        params: caseParams,
        body: applicationBody,
        response: answers(200, draftAnswer),
      },
    },
    async (request) => {
      const staff = staffOf(request);
      const row = await visibleCase(deps, staff, request.params.caseId);
      const { status } = row.view;
      if (isEnd(status)) throw new ApiError('CASE_ENDED');
      if (!DRAFT_STATUSES.includes(status)) throw new ApiError('NOT_ALLOWED_NOW');
      const latest = await deps.record.readRevision(row.caseId);
      const { revision: seen, ...entered } = request.body;
      const data = withApplication(latest.data, entered, {
        terminalId: newTerminalId,
        depositId: newDepositId,
      });
      const revision = await deps.record.addRevision({
        caseId: row.caseId,
        author: staff.principalId,
        expected: seen ?? latest.revision,
        data,
      });
      return { revision, ...(await findingsOf(deps, data, localeOfRequest(request))) };
    },
  );
}

/** The application as a draft: kept whatever is wrong with it, answered with everything that is. */
import { withApplication } from '../../../checks/application/case-content';
import { enteredAgain } from '../../../checks/application/entered-again';
import { applicationBody } from '../../../wire/cases/case-requests';
import type { CaseRow, Staff } from '../../../record/port/desk-record';
import type { CaseData } from '../../../workflows/contract/case-data';
import { DRAFT_STATUSES, MACHINE_STATUSES, isEnd } from '../../../workflows/contract/lifecycle';
import { actorOf, staffOf, visibleCase } from '../http/access';
import { draftAnswer } from '../../../wire/cases/case-answers';
import { caseParams } from '../../../wire/values';
import { ApiError, refuseProblems } from '../http/api-error';
import { newDepositId, newTerminalId } from '../client-ids';
import type { ApiDeps, ApiInstance } from '../deps';
import { findingsOf } from './draft-findings';
import { localeOfRequest } from '../http/problem-answers';
import { addressOf } from '../http/route-table';

export function applicationRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.put(
    addressOf('saveApplication'),
    {
      config: {
        codes: [
          'CASE_ENDED',
          'NOT_ALLOWED_NOW',
          'STALE_REVISION',
          'NOT_HELD',
          'REVISION_DIFFERS',
          'APPLICATION_INVALID',
          'DUPLICATE_TERMINAL',
        ],
      },
      schema: {
        tags: ['cases'],
        summary: 'Save the application as a draft, and hear everything that is wrong with it',
        description:
          'Each saving is a new revision. `revision` names the latest that was seen; another one ' +
          'since then is 409 `UNBIND_STALE_REVISION` and changes nothing. Where a restore has lost the ' +
          'application that a case went on with, it can be entered again and has to be the same: ' +
          '422 `UNBIND_REVISION_DIFFERS`; after the approval only while an operator holds the case.' +
          ' Called twice: the second is refused where it names `revision`, else it is one more revision.',
        params: caseParams,
        body: applicationBody,
        response: { 200: draftAnswer },
      },
    },
    async (request) => {
      const staff = staffOf(request);
      const row = await visibleCase(deps, staff, request.params.caseId);
      const { status } = row.view;
      const isDraft = DRAFT_STATUSES.includes(status);
      const isLost = !isDraft && row.view.revision > row.latestRevision;
      if (isEnd(status) && !isLost) throw new ApiError('CASE_ENDED');
      if (!isDraft && !isLost) throw new ApiError('NOT_ALLOWED_NOW');
      const latest = await deps.record.revisions.read(row.caseId);
      const { revision: seen, ...entered } = request.body;
      const data = withApplication(latest.data, entered, {
        terminalId: newTerminalId,
        depositId: newDepositId,
      });
      const find = () => findingsOf(deps, { ...row, data }, localeOfRequest(request));
      if (seen !== undefined && seen !== latest.revision) throw new ApiError('STALE_REVISION');
      if (isLost) {
        const again = await enterAgain(deps, staff, row, latest.data, data);
        return { ...again, ...(await find()) };
      }
      const revision = await deps.record.revisions.add({
        caseId: row.caseId,
        author: staff.principalId,
        expected: seen ?? latest.revision,
        data,
      });
      return { revision, ...(await find()) };
    },
  );
}

/**
 * What the case went on with and a restore has lost. After the approval an operator holds the case, and only
 * lets it go on once somebody has looked. `NOT_HELD`, `REVISION_DIFFERS`.
 */
async function enterAgain(
  { record }: ApiDeps,
  staff: Staff,
  { caseId, view }: CaseRow,
  previous: CaseData,
  entered: CaseData,
): Promise<{ readonly revision: number }> {
  if (MACHINE_STATUSES.includes(view.status) && !view.held) throw new ApiError('NOT_HELD');
  const { problems, data } = enteredAgain(view, previous, entered);
  refuseProblems(problems);
  const author = staff.principalId;
  const revision = await record.revisions.enterLost({ caseId, author, data });
  await record.ledger.audit({
    caseId,
    event: 'revision-entered-again',
    by: actorOf(staff),
    facts: { revision },
  });
  return { revision };
}

/** How the merchant is reached, changed by an agent until the case ends, and checked as at its opening. */
import { isDeepStrictEqual } from 'node:util';
import { checkContact } from '../../checks/contact';
import { contactBody } from '../../checks/schemas';
import type { ContactBody } from '../../checks/schemas';
import type { CaseData } from '../../workflows/contract/case-data';
import { isEnd } from '../../workflows/contract/lifecycle';
import { amendContact } from '../../workflows/contract/messages';
import { staffOf, staffOnly, visibleCase } from './access';
import { answers, caseParams, receiptAnswer } from './answer-schemas';
import { ApiError, refuseProblems } from './api-error';
import { receiptOf } from './case-answers';
import { decideAsStaff } from './decision';
import type { ApiDeps, ApiInstance } from './deps';

export function contactRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.put(
    '/cases/:caseId/contact',
    {
      config: staffOnly('agent'),
      schema: {
        tags: ['cases'],
        summary: 'Change how the merchant is reached, until the case ends',
        description:
          'The whole of it, checked as at the opening. A new revision; notices go there from then on, and ' +
          'another phone or mail ends the links, sessions and codes of before. ' +
          'While the application is under review the approval waits for a callback or a video check. ' +
          'Sent twice, it is changed once.',
        params: caseParams,
        body: contactBody,
        response: answers(200, receiptAnswer),
      },
    },
    async (request) => {
      const staff = staffOf(request);
      const row = await visibleCase(deps, staff, request.params.caseId);
      if (isEnd(row.view.status)) throw new ApiError('CASE_ENDED');
      const revision = await contactRevision(deps, row.caseId, staff.principalId, request.body);
      // What an earlier try has brought to the case already is not said again.
      if (row.view.revision >= revision) return receiptOf(row.view);
      return decideAsStaff(deps, request, row.caseId, amendContact, { revision });
    },
  );
}

/** The revision with the new contact; the one that an earlier try has left, where there is one. */
async function contactRevision(
  deps: ApiDeps,
  caseId: string,
  author: string,
  { revision: seen, ...entered }: ContactBody,
): Promise<number> {
  const latest = await deps.record.readRevision(caseId);
  const { merchantNumber } = latest.data.contact;
  const { problems, contact } = checkContact({ ...entered, merchantNumber }, '');
  refuseProblems(problems);
  const data: CaseData = { ...latest.data, contact };
  const isRepeated =
    latest.revision === seen + 1 &&
    latest.author === author &&
    isDeepStrictEqual(latest.data, data);
  if (isRepeated) return latest.revision;
  return await deps.record.addRevision({ caseId, author, expected: seen, data });
}

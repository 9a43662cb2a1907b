/** How the merchant is reached, changed by an agent until the case ends, and checked as at its opening. */
import { isDeepStrictEqual } from 'node:util';
import type { FastifyRequest } from 'fastify';
import { checkContact } from '../../../checks/people/contact';
import { contactBody, contactChangeBody } from '../../../wire/cases/case-requests';
import type { ContactBody, ContactChangeBody } from '../../../wire/cases/case-requests';
import type { CaseData, MerchantContact } from '../../../workflows/contract/case-data';
import { isEnd } from '../../../workflows/contract/lifecycle';
import { amendContact } from '../../../workflows/contract/messages';
import { staffOf, visibleCase } from '../http/access';
import { receiptAnswer } from '../../../wire/cases/case-answers';
import { caseParams } from '../../../wire/values';
import { ApiError, refuseProblems } from '../http/api-error';
import { receiptOf } from './answers';
import { decideAsStaff } from './decision';
import type { ApiDeps, ApiInstance } from '../deps';
import { addressOf } from '../http/route-table';
import { CONTACT_CODES, DECISION_CODES } from '../docs/route-codes';

const config = {
  codes: [...CONTACT_CODES, 'STALE_REVISION', 'REVISION_DIFFERS', 'NOT_HELD', ...DECISION_CODES],
} as const;

export function contactRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.put(
    addressOf('replaceContact'),
    {
      config,
      schema: {
        tags: ['cases'],
        summary: 'Change how the merchant is reached, until the case ends',
        description:
          'The whole of it, checked as at the opening. A new revision; notices go there from then on, and ' +
          'another phone or mail ends the links, sessions and codes of before. ' +
          'While the application is under review the approval waits for a callback or a video check. ' +
          'Called twice: changed once.',
        params: caseParams,
        body: contactBody,
        response: { 200: receiptAnswer },
      },
    },
    async (request) => {
      const { revision, ...entered } = request.body;
      return changeContact(deps, request, revision, () => entered);
    },
  );

  api.patch(
    addressOf('changeContact'),
    {
      config,
      schema: {
        tags: ['cases'],
        summary: 'Change a part of how the merchant is reached, until the case ends',
        description:
          'As `PUT`, but what is left out stays as it is; `null` takes phone or mail away. Who changes one of ' +
          'them need not see the others.' +
          ' Called twice: changed once.',
        params: caseParams,
        body: contactChangeBody,
        response: { 200: receiptAnswer },
      },
    },
    async (request) => {
      const { revision, ...change } = request.body;
      return changeContact(deps, request, revision, (before) => changed(before, change));
    },
  );
}

type Entered = Omit<ContactBody, 'revision'>;

/** The parts of a change over what the case has. */
function changed(
  { contactName, locale, timeZone, ...reached }: MerchantContact,
  change: Omit<ContactChangeBody, 'revision'>,
): Entered {
  const { phone = reached.phone, email = reached.email } = change;
  return {
    contactName: change.contactName ?? contactName,
    locale: change.locale ?? locale,
    timeZone: change.timeZone ?? timeZone,
    ...(typeof phone === 'string' && { phone }),
    ...(typeof email === 'string' && { email }),
  };
}

async function changeContact(
  deps: ApiDeps,
  request: FastifyRequest<{ Params: { caseId: string } }>,
  seen: number,
  enteredOver: (before: MerchantContact) => Entered,
) {
  const staff = staffOf(request);
  const row = await visibleCase(deps, staff, request.params.caseId);
  if (isEnd(row.view.status)) throw new ApiError('CASE_ENDED');
  const revision = await contactRevision(deps, row.caseId, staff.principalId, seen, enteredOver);
  // What an earlier try has brought to the case already is not said again.
  if (row.view.revision >= revision) return receiptOf(row.view);
  return decideAsStaff(deps, request, row.caseId, amendContact, { revision });
}

/** The revision with the new contact; the one that an earlier try has left, where there is one. */
async function contactRevision(
  deps: ApiDeps,
  caseId: string,
  author: string,
  seen: number,
  enteredOver: (before: MerchantContact) => Entered,
): Promise<number> {
  const latest = await deps.record.revisions.read(caseId);
  const before = latest.data.contact;
  const { merchantNumber } = before;
  const { problems, contact } = checkContact({ ...enteredOver(before), merchantNumber }, '');
  refuseProblems(problems);
  const data: CaseData = { ...latest.data, contact };
  const isRepeated =
    latest.revision === seen + 1 &&
    latest.author === author &&
    isDeepStrictEqual(latest.data, data);
  if (isRepeated) return latest.revision;
  return await deps.record.revisions.add({ caseId, author, expected: seen, data });
}

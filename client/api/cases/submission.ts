/** How an application goes to its review, and how a request is taken back before anything has left. */
import { seenBody, withdrawBody } from '../../../wire/cases/case-requests';
import { submit, withdraw } from '../../../workflows/contract/messages';
import { decideAsStaff, decisionSchema, revisionForCase } from './decision';
import type { ApiDeps, ApiInstance } from '../deps';
import { DECISION_CODES } from '../docs/route-codes';
import { addressOf } from '../http/route-table';

export function submissionRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('submitCase'),
    {
      config: {
        codes: [
          'STALE_REVISION',
          'APPLICATION_INVALID',
          'ACQUIRER_UNAVAILABLE',
          'STEP_UP_REQUIRED',
          'CONSENT_NOT_COVERING',
          'ITEMISATION_OUTDATED',
          ...DECISION_CODES,
        ],
      },
      schema: {
        ...decisionSchema,
        summary: 'Submit the application for review',
        description:
          'Refused with every problem at once; nothing entered is lost. `revision` names the latest ' +
          'that was seen; another one since then is 409 `UNBIND_STALE_REVISION`.',
        body: seenBody,
      },
    },
    async (request) => {
      const { caseId } = request.params;
      const { revision } = request.body;
      await revisionForCase(deps, request, revision);
      return decideAsStaff(deps, request, caseId, submit, { revision });
    },
  );
  api.post(
    addressOf('withdrawCase'),
    {
      config: {
        codes: ['STALE_REVISION', 'POINT_OF_NO_RETURN', 'CONSENT_NOT_IN_FORCE', ...DECISION_CODES],
      },
      schema: {
        ...decisionSchema,
        summary: 'Withdraw the request',
        description:
          'Possible until the first unbind request has been sent. With `consentId` one consent is taken back, ' +
          'and the case with it, also while it is held.',
        body: withdrawBody.nullish(),
      },
    },
    async (request) => {
      const { caseId } = request.params;
      const revision = await revisionForCase(deps, request, request.body?.revision);
      const words = { kind: 'reason', text: request.body?.reason } as const;
      const consentId = request.body?.consentId;
      const input = {
        ...(revision === undefined ? {} : { revision }),
        ...(consentId === undefined ? {} : { consentId }),
      };
      return decideAsStaff(deps, request, caseId, withdraw, input, words);
    },
  );
}

/** Decisions on a case: each route keeps the words in the record and asks the workflow. */
import { proofProblems } from '../../../checks/people/identity-proof';
import {
  approveBody,
  consentBody,
  rejectBody,
  releaseBody,
  requestInformationBody,
  seenBody,
  verifyIdentityBody,
} from '../../../wire/cases/case-requests';
import type { VerifyIdentityBody } from '../../../wire/cases/case-requests';
import {
  approve,
  claim,
  recordConsent,
  reject,
  release,
  requestInformation,
  verifyIdentity,
} from '../../../workflows/contract/messages';
import { staffOf, visibleCase } from '../http/access';
import { refuseProblems } from '../http/api-error';
import { type ProvenCall, provenCall } from './called-number';
import { keepConsents } from './consents';
import { decideAsStaff, decisionSchema, revisionForCase } from './decision';
import type { ApiDeps, ApiInstance } from '../deps';
import { withoutForeignCase } from './open-case';
import { addressOf } from '../http/route-table';
import { extensionRoutes } from './extension';
import { submissionRoutes } from './submission';
import { CONSENT_CODES, DECISION_CODES, REVIEW_CODES } from '../docs/route-codes';

export function decisionRoutes(api: ApiInstance, deps: ApiDeps): void {
  identityRoute(api, deps);
  consentRoute(api, deps);
  reviewRoutes(api, deps);
  extensionRoutes(api, deps);
  submissionRoutes(api, deps);
}

/** What was seen, in words and attachments: the kinds of document stand in the text. */
function identityEvidence(body: VerifyIdentityBody, call: ProvenCall | undefined): string {
  const documents = body.documents.map(({ kind, attachmentId }) =>
    attachmentId ? `${kind} (${attachmentId})` : kind,
  );
  return [body.evidence?.trim() ?? '', documents.join(', '), call?.masked ?? '']
    .filter(Boolean)
    .join('\n');
}

function identityRoute(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('verifyIdentity'),
    {
      config: {
        codes: [
          'IDENTITY_PROOF_EMPTY',
          'FIELD_INVALID',
          'TERMINAL_HAS_OPEN_CASE',
          'STEP_UP_FOUR_EYES',
          'CALLED_NUMBER_NOT_BOUND',
          'FIELD_REQUIRED',
          'PHONE_INVALID',
          'ACQUIRER_UNAVAILABLE',
          ...DECISION_CODES,
        ],
      },
      schema: {
        ...decisionSchema,
        summary: 'Record that the identity of who asks was proven',
        description:
          'A callback or a video check also clears a step-up mark, by another person than opened the case; a callback then names the number that was called. document-seen names a kind of document; ' +
          'callback and video a kind of document or evidence; bank-check a file or evidence.',
        body: verifyIdentityBody,
      },
    },
    async (request) => {
      const { body } = request;
      refuseProblems(proofProblems(body));
      const attachmentIds = body.documents.flatMap((d) => (d.attachmentId ? [d.attachmentId] : []));
      const { method, thirdPartyCaller } = body;
      const call = await provenCall(
        deps,
        await visibleCase(deps, staffOf(request), request.params.caseId),
        body,
      );
      try {
        return await decideAsStaff(
          deps,
          request,
          request.params.caseId,
          verifyIdentity,
          {
            method,
            ...(call && { called: call.called }),
            ...(thirdPartyCaller === undefined ? {} : { thirdPartyCaller }),
          },
          { kind: 'evidence', text: identityEvidence(body, call), attachmentIds },
        );
      } catch (error) {
        // A merchant's own request takes its terminals here.
        throw await withoutForeignCase(deps, request, error);
      }
    },
  );
}

function consentRoute(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('recordConsent'),
    {
      config: { codes: CONSENT_CODES },
      schema: {
        ...decisionSchema,
        summary: "Record the merchant's consent",
        description:
          'Names the terms and deposit items that were shown, and in `separate` the texts on the handling of ' +
          'data that were agreed to apart; one call records them all, or none. Superseded: 409.',
        body: consentBody,
      },
    },
    async (request) => {
      const { body, params } = request;
      const staff = staffOf(request);
      const row = await visibleCase(deps, staff, params.caseId);
      const { data } = await deps.record.revisions.read(row.caseId);
      const { method, evidence, locale = data.contact.locale, ...shown } = body;
      const consents = await keepConsents(deps, shown, {
        caseId: row.caseId,
        method,
        locale,
        by: staff.principalId,
        evidence,
      });
      return decideAsStaff(deps, request, row.caseId, recordConsent, consents);
    },
  );
}

function reviewRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('claimCase'),
    {
      config: {
        codes: ['STALE_REVISION', 'FOUR_EYES', 'CLAIMED_BY_OTHER', ...DECISION_CODES],
      },
      schema: {
        ...decisionSchema,
        summary: 'Claim the review',
        description: 'A claim lapses after four working hours.',
        body: seenBody,
      },
    },
    async (request) =>
      decideAsStaff(deps, request, request.params.caseId, claim, {
        revision: request.body.revision,
      }),
  );
  api.post(
    addressOf('releaseCase'),
    {
      config: {
        codes: ['STALE_REVISION', 'CLAIM_REQUIRED', 'CLAIMED_BY_OTHER', ...DECISION_CODES],
      },
      schema: {
        ...decisionSchema,
        summary: 'Give the claim back',
        description:
          'By whoever holds the claim; the case goes back into the queue for anybody who may claim it.',
        body: releaseBody.nullish(),
      },
    },
    async (request) => {
      const revision = await revisionForCase(deps, request, request.body?.revision);
      const seen = revision === undefined ? {} : { revision };
      return decideAsStaff(deps, request, request.params.caseId, release, seen);
    },
  );
  verdictRoutes(api, deps);
}

/** What a review can end with. */
function verdictRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('approveCase'),
    {
      config: {
        codes: [...REVIEW_CODES, 'STEP_UP_REQUIRED', 'CONSENT_NOT_COVERING'],
      },
      schema: {
        ...decisionSchema,
        summary: 'Approve the application that was seen',
        description:
          'By whoever holds the claim and was not involved in the case before. It leads to the unbinding ' +
          'at the acquirer, which cannot be taken back once the first request has left.',
        body: approveBody,
      },
    },
    async (request) =>
      decideAsStaff(
        deps,
        request,
        request.params.caseId,
        approve,
        { revision: request.body.revision },
        { kind: 'reason', text: request.body.comment },
      ),
  );
  api.post(
    addressOf('rejectCase'),
    {
      config: {
        codes: [...REVIEW_CODES, 'POINT_OF_NO_RETURN'],
      },
      schema: {
        ...decisionSchema,
        summary: 'Reject the request',
        description:
          'By whoever holds the claim; by an agent only while the identity is not proven. The case ends, ' +
          'its terminals are free again, and the merchant is told.',
        body: rejectBody,
      },
    },
    async (request) => {
      const { caseId } = request.params;
      const { reasonCode, text } = request.body;
      const revision = await revisionForCase(deps, request, request.body.revision);
      const input = { revision, reasonCode };
      return decideAsStaff(deps, request, caseId, reject, input, { kind: 'reason', text });
    },
  );
  informationRoute(api, deps);
}

function informationRoute(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('requestInformation'),
    {
      config: { codes: REVIEW_CODES },
      schema: {
        ...decisionSchema,
        summary: 'Ask for corrections',
        description: 'The review clock stands still until they come.',
        body: requestInformationBody,
      },
    },
    async (request) =>
      decideAsStaff(
        deps,
        request,
        request.params.caseId,
        requestInformation,
        { revision: request.body.revision, fields: request.body.fields },
        { kind: 'message', text: request.body.message },
      ),
  );
}

/** Decisions on a case: each route keeps the words in the record and asks the workflow. */
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { proofProblems } from '../../checks/identity-proof';
import {
  approveBody,
  consentBody,
  rejectBody,
  releaseBody,
  requestInformationBody,
  seenBody,
  verifyIdentityBody,
  withdrawBody,
} from '../../wire/requests';
import type { VerifyIdentityBody } from '../../wire/requests';
import type { RevisionNumber } from '../../workflows/contract/identifiers';
import {
  approve,
  claim,
  recordConsent,
  reject,
  release,
  requestInformation,
  submit,
  verifyIdentity,
  withdraw,
} from '../../workflows/contract/messages';
import { DRAFT_STATUSES } from '../../workflows/contract/lifecycle';
import { staffOf, visibleCase } from './access';
import { receiptAnswer } from '../../wire/case-answers';
import { caseParams } from '../../wire/values';
import { ApiError, refuseProblems } from './api-error';
import { decideAsStaff } from './decision';
import type { ApiDeps, ApiInstance } from './deps';
import { withoutForeignCase } from './open-case';
import { addressOf } from './route-table';
import { CONSENT_CODES, DECISION_CODES, REVIEW_CODES } from './route-codes';

const decisionSchema = {
  tags: ['decisions'],
  params: caseParams,
  response: { 200: receiptAnswer },
};

export function decisionRoutes(api: ApiInstance, deps: ApiDeps): void {
  identityRoute(api, deps);
  consentRoute(api, deps);
  reviewRoutes(api, deps);
  submissionRoutes(api, deps);
}

/** What was seen, in words and attachments: the kinds of document stand in the text. */
function identityEvidence(body: VerifyIdentityBody): string {
  const documents = body.documents.map(({ kind, attachmentId }) =>
    attachmentId ? `${kind} (${attachmentId})` : kind,
  );
  return [body.evidence?.trim() ?? '', documents.join(', ')].filter(Boolean).join('\n');
}

/**
 * The seen revision as the workflow is told of it. It does not know the drafts, so here it is found whether
 * one is stale: `STALE_REVISION`.
 */
async function revisionForCase<Seen extends RevisionNumber | undefined>(
  deps: ApiDeps,
  request: FastifyRequest<{ Params: z.output<typeof caseParams> }>,
  seen: Seen,
): Promise<RevisionNumber | Seen> {
  const { view, latestRevision } = await visibleCase(deps, staffOf(request), request.params.caseId);
  if (seen === undefined || !DRAFT_STATUSES.includes(view.status)) return seen;
  if (seen !== latestRevision) throw new ApiError('STALE_REVISION');
  return view.revision;
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
          ...DECISION_CODES,
        ],
      },
      schema: {
        ...decisionSchema,
        summary: 'Record that the identity of who asks was proven',
        description:
          'A callback or a video check also clears a step-up mark. document-seen names a kind of document; ' +
          'callback and video a kind of document or evidence; bank-check a file or evidence.',
        body: verifyIdentityBody,
      },
    },
    async (request) => {
      const { body } = request;
      refuseProblems(proofProblems(body));
      const attachmentIds = body.documents.flatMap((d) => (d.attachmentId ? [d.attachmentId] : []));
      const { method, thirdPartyCaller } = body;
      try {
        return await decideAsStaff(
          deps,
          request,
          request.params.caseId,
          verifyIdentity,
          { method, ...(thirdPartyCaller === undefined ? {} : { thirdPartyCaller }) },
          { kind: 'evidence', text: identityEvidence(body), attachmentIds },
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
        description: 'Names the terms and deposit items that were shown. Superseded: 409.',
        body: consentBody,
      },
    },
    async (request) => {
      const { body, params } = request;
      const staff = staffOf(request);
      const row = await visibleCase(deps, staff, params.caseId);
      const { data } = await deps.record.revisions.read(row.caseId);
      const consent = await deps.record.consents.add({
        caseId: row.caseId,
        termsVersion: body.termsVersion,
        termsHash: body.termsHash,
        itemisationHash: body.itemisationHash,
        method: body.method,
        locale: body.locale ?? data.contact.locale,
        by: staff.principalId,
        evidence: body.evidence,
      });
      return decideAsStaff(deps, request, row.caseId, recordConsent, {
        method: body.method,
        consentId: consent.consentId,
      });
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
      schema: { ...decisionSchema, summary: 'Give the claim back', body: releaseBody.nullish() },
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
      schema: { ...decisionSchema, summary: 'Reject the request', body: rejectBody },
    },
    async (request) => {
      const { caseId } = request.params;
      const { reasonCode, text } = request.body;
      const revision = await revisionForCase(deps, request, request.body.revision);
      const input = { revision, reasonCode };
      return decideAsStaff(deps, request, caseId, reject, input, { kind: 'reason', text });
    },
  );
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

function submissionRoutes(api: ApiInstance, deps: ApiDeps): void {
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
        codes: ['STALE_REVISION', 'POINT_OF_NO_RETURN', ...DECISION_CODES],
      },
      schema: {
        ...decisionSchema,
        summary: 'Withdraw the request',
        description: 'Possible until the first unbind request has been sent.',
        body: withdrawBody.nullish(),
      },
    },
    async (request) => {
      const { caseId } = request.params;
      const revision = await revisionForCase(deps, request, request.body?.revision);
      const words = { kind: 'reason', text: request.body?.reason } as const;
      const seen = revision === undefined ? {} : { revision };
      return decideAsStaff(deps, request, caseId, withdraw, seen, words);
    },
  );
}

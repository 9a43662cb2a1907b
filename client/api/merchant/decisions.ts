/** What a merchant decides: agree to the terms, refuse them, withdraw; each takes one call. */
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { UpdateDefinition } from '@temporalio/common';
import {
  merchantConsentBody,
  merchantRefusalBody,
  merchantWithdrawBody,
} from '../../../wire/merchant/merchant-requests';
import { recordConsent, withdraw } from '../../../workflows/contract/messages';
import type { Actor, Decision, Receipt } from '../../../workflows/contract/messages';
import { receiptAnswer } from '../../../wire/cases/case-answers';
import { consentsAnswer } from '../../../wire/cases/consent-answers';
import { ApiError } from '../http/api-error';
import { receiptOf } from '../cases/answers';
import { consentsOf, keepConsents } from '../cases/consents';
import type { ApiDeps, ApiInstance } from '../deps';
import { updateIdFor } from '../http/idempotency';
import { caseOf } from './session';
import { addressOf } from '../http/route-table';
import { CONSENT_CODES, DECISION_CODES } from '../docs/route-codes';

export const MERCHANT: Actor = { principalId: 'merchant', role: 'merchant' };

const decisionSchema = { tags: ['merchant'], response: { 200: receiptAnswer } };

/** Sends a decision of the merchant. Called twice with one Idempotency-Key: decided once. */
export async function decideAsMerchant<Input extends Decision>(
  deps: ApiDeps,
  request: FastifyRequest,
  update: UpdateDefinition<Receipt, [Input]>,
  input: Omit<Input, 'by'>,
): Promise<z.output<typeof receiptAnswer>> {
  // The generic parts of a decision are complete here; the rest is the caller's.
  const decision = { ...input, by: MERCHANT } as Input;
  const updateId = updateIdFor(deps, request);
  return receiptOf(await deps.desk.decide(caseOf(request), update, decision, updateId));
}

export function merchantDecisionRoutes(api: ApiInstance, deps: ApiDeps): void {
  consentRoute(api, deps);
  ownConsentsRoute(api, deps);

  api.post(
    addressOf('refuseTerms'),
    {
      config: { codes: ['POINT_OF_NO_RETURN', ...DECISION_CODES] },
      schema: {
        ...decisionSchema,
        summary: 'Refuse the terms that were shown; the request ends as withdrawn',
        description:
          'Names the terms that were shown, and may say why. Only while consent is awaited: `409 ' +
          'UNBIND_NOT_ALLOWED_NOW`.',
        body: merchantRefusalBody,
      },
    },
    async (request) => {
      const { termsVersion, termsHash, reason } = request.body;
      const row = await deps.record.cases.read(caseOf(request));
      // Later on it is a withdrawal, which says so.
      if (row?.view.status !== 'awaiting-consent') throw new ApiError('NOT_ALLOWED_NOW');
      const shown = `条款未获同意 / terms refused: ${termsVersion}, ${termsHash}`;
      const noteId = await noteReason(deps, request, `${shown}\n${reason ?? ''}`);
      return decideAsMerchant(deps, request, withdraw, { noteId });
    },
  );

  api.post(
    addressOf('withdrawOwnCase'),
    {
      config: { codes: ['POINT_OF_NO_RETURN', 'CONSENT_NOT_IN_FORCE', ...DECISION_CODES] },
      schema: {
        ...decisionSchema,
        summary: 'Withdraw the request; possible until the first unbind request has been sent',
        description:
          'The case ends as withdrawn and its terminals are free again. With `consentId` one consent is taken ' +
          'back, and the request with it, also while it is held. Afterwards: `409 ' +
          'UNBIND_POINT_OF_NO_RETURN`.',
        body: merchantWithdrawBody.nullish(),
      },
    },
    async (request) => {
      const reason = request.body?.reason?.trim() ?? '';
      const note = reason === '' ? {} : { noteId: await noteReason(deps, request, reason) };
      const consentId = request.body?.consentId;
      return decideAsMerchant(deps, request, withdraw, {
        ...note,
        ...(consentId && { consentId }),
      });
    },
  );
}

async function noteReason(deps: ApiDeps, request: FastifyRequest, text: string): Promise<string> {
  const note = await deps.record.notes.add({
    caseId: caseOf(request),
    kind: 'reason',
    text: text.trim(),
    attachmentIds: [],
    by: MERCHANT.principalId,
  });
  return note.noteId;
}

function consentRoute(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('giveConsent'),
    {
      config: { codes: CONSENT_CODES },
      schema: {
        ...decisionSchema,
        summary: 'Accept the terms and deposit items that were shown',
        description:
          'Names the terms and the deposit items that were shown, and in `separate` the texts on the handling ' +
          'of data that were agreed to apart; what was superseded is `409`. The application can be submitted ' +
          'then.',
        body: merchantConsentBody,
      },
    },
    async (request) => {
      const caseId = caseOf(request);
      const { body } = request;
      const { data } = await deps.record.revisions.read(caseId);
      const { locale = data.contact.locale, ...shown } = body;
      const by = MERCHANT.principalId;
      const consents = await keepConsents(deps, shown, { caseId, method: 'link', locale, by });
      return decideAsMerchant(deps, request, recordConsent, consents);
    },
  );
}

function ownConsentsRoute(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('listOwnConsents'),
    {
      schema: {
        tags: ['merchant'],
        summary:
          'The consents that the merchant gave: terms as they were read, and what they cover',
        description:
          'Oldest first, also those that were taken back; to take one back, a withdrawal names it. Who of the ' +
          'desk recorded one is told by name.',
        response: { 200: consentsAnswer },
      },
    },
    async (request) => {
      const row = await deps.record.cases.read(caseOf(request));
      if (!row) throw new ApiError('CASE_NOT_FOUND');
      return consentsOf(deps, row, MERCHANT);
    },
  );
}

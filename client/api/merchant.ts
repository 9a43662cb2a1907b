/**
 * The merchant's own door: a link's token becomes a short session, the session shows the progress of
 * one case, masked, and takes the merchant's consent.
 */
import { z } from 'zod';
import { merchantConsentBody, merchantSessionBody } from '../../checks/schemas';
import { CASE_STATUSES } from '../../workflows/contract/lifecycle';
import { recordConsent } from '../../workflows/contract/messages';
import { MERCHANT_ONLY, PUBLIC, SESSION_COOKIE } from './access';
import { answers, itemisationAnswer, receiptAnswer } from './answer-schemas';
import { ApiError } from './api-error';
import { receiptOf } from './case-answers';
import type { ApiDeps, ApiInstance } from './deps';
import { updateIdFor } from './idempotency';
import { progressOf } from './merchant-progress';
import { localeOfRequest } from './problem-answers';
import { termsAnswer } from './terms';

/** A session ends by itself after 15 minutes, ms. */
const SESSION_MS = 15 * 60 * 1000;

const status = z.enum(CASE_STATUSES);

const progressAnswer = z
  .object({
    caseId: z.string(),
    status,
    stage: z.string(),
    waitsFor: z.string(),
    expectedBy: z.string().optional(),
    history: z.array(z.object({ status, stage: z.string(), at: z.string() })),
    merchant: z.object({
      merchantNumber: z.string(),
      contactName: z.string(),
      phone: z.string().optional(),
      email: z.string().optional(),
    }),
    terminals: z.array(z.object({ serialNumber: z.string(), state: z.string() })),
    requestedFields: z.array(z.string()),
    itemisation: itemisationAnswer.optional(),
    terms: termsAnswer.optional(),
    statement: z
      .object({
        endedAt: z.string().optional(),
        refunds: z.array(
          z.object({
            kind: z.string(),
            amountMinor: z.int(),
            currency: z.string(),
            state: z.string(),
          }),
        ),
        account: z.string(),
        partial: z.boolean(),
      })
      .optional(),
  })
  .meta({ id: 'MerchantProgress', description: 'Progress of one case; personal data is masked.' });

export function merchantRoutes(api: ApiInstance, deps: ApiDeps): void {
  const tags = ['merchant'];

  api.post(
    '/merchant/session',
    {
      config: { ...PUBLIC, storeAnswer: false },
      schema: {
        tags,
        summary: "Exchange the token of a link's fragment for a session cookie of 15 minutes",
        body: merchantSessionBody,
        response: answers(200, z.object({ expiresAt: z.iso.datetime() })),
      },
    },
    async (request, reply) => {
      const caseId = await deps.record.redeemMerchantToken(request.body.token, 'link');
      if (!caseId) throw new ApiError('UNAUTHENTICATED');
      const session = await deps.record.issueMerchantToken(caseId, 'session', SESSION_MS);
      reply.setCookie(SESSION_COOKIE, session, {
        path: '/api/v1/merchant',
        httpOnly: true,
        sameSite: 'strict',
        secure: deps.settings.publicUrl.startsWith('https:'),
        maxAge: SESSION_MS / 1000,
      });
      return { expiresAt: new Date(deps.now().getTime() + SESSION_MS).toISOString() };
    },
  );

  api.get(
    '/merchant/case',
    {
      config: MERCHANT_ONLY,
      schema: {
        tags,
        summary: 'Where the case stands, what is awaited from whom, and what to accept',
        response: answers(200, progressAnswer),
      },
    },
    async (request) => progressOf(deps, caseOf(request), localeOfRequest(request)),
  );

  api.post(
    '/merchant/consent',
    {
      config: MERCHANT_ONLY,
      schema: {
        tags,
        summary: 'Accept the terms and deposit items that were shown',
        body: merchantConsentBody,
        response: answers(200, receiptAnswer),
      },
    },
    async (request) => {
      const caseId = caseOf(request);
      const { body } = request;
      const { data } = await deps.record.readRevision(caseId);
      const consent = await deps.record.addConsent({
        caseId,
        termsVersion: body.termsVersion,
        termsHash: body.termsHash,
        itemisationHash: body.itemisationHash,
        method: 'link',
        locale: body.locale ?? data.contact.locale,
        by: 'merchant',
      });
      const receipt = await deps.desk.decide(
        caseId,
        recordConsent,
        {
          by: { principalId: 'merchant', role: 'merchant' },
          method: 'link',
          consentId: consent.consentId,
        },
        updateIdFor(deps, request),
      );
      return receiptOf(receipt);
    },
  );
}

function caseOf(request: { merchantCaseId: string | null }): string {
  if (!request.merchantCaseId) throw new ApiError('UNAUTHENTICATED');
  return request.merchantCaseId;
}

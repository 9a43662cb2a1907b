/** How a merchant comes in: by the token of a link, or by case number and a one-time code. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { merchantCodeBody, merchantSessionBody } from '../../../wire/merchant/merchant-requests';
import type {
  MerchantCodeBody,
  MerchantSessionBody,
} from '../../../wire/merchant/merchant-requests';
import { readMobile } from '../../../checks/people/phone';
import type { CaseId } from '../../../workflows/contract/identifiers';
import { SESSION_COOKIE } from '../http/access';
import { ApiError, fieldError } from '../http/api-error';
import { clientOf } from '../http/client-address';
import { refuseCrossSite, refuseInsecurePage } from '../http/csrf';
import type { ApiDeps, ApiInstance } from '../deps';
import { localeOfRequest } from '../http/problem-answers';
import { askedCodeAnswer, merchantSessionAnswer } from '../../../wire/merchant/merchant-answers';
import { addressOf } from '../http/route-table';
import { API_ROOT } from '../../../wire/routes';

/** A session ends by itself after 15 minutes, ms. */
const SESSION_MS = 15 * 60 * 1000;
/** A one-time code is good for 10 minutes, ms. */
const CODE_MS = 10 * 60 * 1000;

export function merchantSessionRoutes(api: ApiInstance, deps: ApiDeps): void {
  const tags = ['merchant'];
  codeRoute(api, deps);

  api.post(
    addressOf('beginMerchantSession'),
    {
      config: {
        storeAnswer: false,
        codes: ['UNAUTHENTICATED', 'CODE_WRONG', 'INSECURE_PAGE'],
      },
      schema: {
        tags,
        summary: "Exchange a link's token, or a case number and its code, for a session cookie",
        description:
          'The session ends after 15 minutes, and when a newer one begins.' +
          ' Called twice with a link: the later session counts.',
        body: merchantSessionBody,
        response: { 200: merchantSessionAnswer },
      },
    },
    async (request, reply) => {
      refuseLostSession(deps, request);
      const caseId = await provenCase(deps, request.body);
      return { expiresAt: await openSession(deps, reply, caseId) };
    },
  );

  api.delete(
    addressOf('endMerchantSession'),
    {
      schema: {
        tags,
        summary: 'End the session; the link stays good',
        description:
          'Takes the cookie back too. Called twice: the second has no session any more and is `401`.',
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      await deps.record.merchantTokens.revoke(caseOf(request), 'session');
      return reply.clearCookie(SESSION_COOKIE, cookieOptions(deps)).code(204).send();
    },
  );
}

function codeRoute(api: ApiInstance, deps: ApiDeps): void {
  const perAddress = () =>
    api.createRateLimit({
      max: deps.settings.codesPerAddress,
      timeWindow: '10 minutes',
      keyGenerator: (request) => `codes:${clientOf(request)}`,
    });
  // Apart, so that whoever tries numbers keeps no merchant of the same address from an open case.
  const limits = { request: perAddress(), session: perAddress() };
  api.post(
    addressOf('sendMerchantCode'),
    {
      config: {
        storeAnswer: false,
        codes: ['PHONE_INVALID', 'PHONE_NOT_MOBILE', 'FIELD_REQUIRED', 'TOO_MANY_CODES'],
      },
      schema: {
        tags: ['merchant'],
        summary: 'Ask for a one-time code by SMS',
        description:
          'For the phone of a first contact (`request`), or to open the page of a case (`session`); ' +
          'the answer is the same whether or not there is such a case. Three within 15 minutes.' +
          ' Called twice: two codes.',
        body: merchantCodeBody,
        response: { 202: askedCodeAnswer },
      },
    },
    async (request, reply) => {
      const limit = await limits[request.body.purpose](request);
      if (!limit.isAllowed && limit.isExceeded) {
        throw new ApiError('TOO_MANY_REQUESTS', { retryAfterS: limit.ttlInSeconds });
      }
      const locale = localeOfRequest(request);
      const asked = await deps.record.codes.ask({
        ...targetOf(request.body),
        locale,
        ttlMs: CODE_MS,
      });
      await deps.desk.sendCode({ codeId: asked.codeId });
      const { codeId, expiresAt } = asked;
      return reply.code(202).send({ codeId, expiresAt: expiresAt.toISOString() });
    },
  );
}

function targetOf(body: MerchantCodeBody): MerchantCodeBody {
  if (body.purpose === 'session') return body;
  return { purpose: body.purpose, phone: mobileOf(body.phone) };
}

function mobileOf(entered: string): string {
  const { value, code } = readMobile(entered);
  if (value === undefined) throw fieldError('phone', code);
  return value;
}

async function provenCase(deps: ApiDeps, body: MerchantSessionBody): Promise<CaseId> {
  if ('token' in body) {
    const caseId = await deps.record.merchantTokens.redeem(body.token, 'link');
    if (!caseId) throw new ApiError('UNAUTHENTICATED');
    return caseId;
  }
  const right = await deps.record.codes.redeem({ ...body, purpose: 'session' });
  if (!right) throw fieldError('code', 'CODE_WRONG');
  return body.caseId;
}

function cookieOptions(deps: ApiDeps) {
  return {
    path: `${API_ROOT}/merchant`,
    httpOnly: true,
    sameSite: 'strict',
    secure: deps.settings.publicUrl.startsWith('https:'),
  } as const;
}

/** Refuses to begin a session from elsewhere, or where its cookie would be lost. Before any proof is used up. */
export function refuseLostSession(deps: ApiDeps, request: FastifyRequest): void {
  refuseCrossSite(request);
  if (cookieOptions(deps).secure) refuseInsecurePage(request);
}

/** Begins a session of one case, ends the earlier ones, and answers when it ends (RFC 3339). */
export async function openSession(
  deps: ApiDeps,
  reply: FastifyReply,
  caseId: CaseId,
): Promise<string> {
  const session = await deps.record.merchantTokens.issue(caseId, 'session', SESSION_MS);
  reply.setCookie(SESSION_COOKIE, session, {
    ...cookieOptions(deps),
    maxAge: SESSION_MS / 1000,
  });
  return new Date(deps.now().getTime() + SESSION_MS).toISOString();
}

/** The case of the session; only on routes for merchants. */
export function caseOf(request: { readonly merchantCaseId: CaseId | null }): CaseId {
  if (!request.merchantCaseId) throw new ApiError('UNAUTHENTICATED');
  return request.merchantCaseId;
}

/** The first contact by website or app: a request whose phone is proven, which then awaits identity. */
import { checkOpening } from '../../../checks/application/opening';
import { merchantRequestBody } from '../../../wire/merchant/merchant-requests';
import type { MerchantRequestBody } from '../../../wire/merchant/merchant-requests';
import type { Receipt } from '../../../workflows/contract/messages';
import { fieldError, refuseProblems } from '../http/api-error';
import { receiptOf } from '../cases/answers';
import { caseIdFor } from '../client-ids';
import type { ApiDeps, ApiInstance } from '../deps';
import { openSession, refuseLostSession } from './session';
import { firstRevision, startCase } from '../cases/open-case';
import { requestedAnswer } from '../../../wire/merchant/merchant-answers';
import { addressOf } from '../http/route-table';
import { CONTACT_CODES } from '../docs/route-codes';

export function merchantRequestRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('requestUnbinding'),
    {
      // The code makes a repeated request the same one; its answer sets a cookie and is not kept.
      config: {
        storeAnswer: false,
        codes: [
          ...CONTACT_CODES,
          'CODE_WRONG',
          'INSECURE_PAGE',
          'DUPLICATE_TERMINAL',
          'TERMINALS_TOO_MANY',
          'CASE_NOT_FOUND',
          'CASE_ENDED',
          'NOT_ALLOWED_NOW',
        ],
      },
      schema: {
        tags: ['merchant'],
        summary: 'Ask for unbinding: opens a case that awaits identity, and a session for it',
        description:
          'The phone is the one that the code went to. Terminals are taken only once an agent has ' +
          'proven who asks. Called twice with its code: the same case.',
        body: merchantRequestBody,
        response: { 201: requestedAnswer },
      },
    },
    async (request, reply) => {
      refuseLostSession(deps, request);
      const receipt = await openRequest(deps, request.body);
      const expiresAt = await openSession(deps, reply, receipt.caseId);
      return reply.code(201).send({ ...receiptOf(receipt), expiresAt });
    },
  );
}

/** `CODE_WRONG`, problems of the form all at once (the code is then not used up), `UNAVAILABLE`. */
async function openRequest(deps: ApiDeps, body: MerchantRequestBody): Promise<Receipt> {
  const { codeId, code } = body;
  const asked = await deps.record.codes.read(codeId);
  const phone = asked?.purpose === 'request' ? asked.phone : undefined;
  if (phone === undefined) throw fieldError('code', 'CODE_WRONG');
  const { terminals } = body;
  const { contact, problems } = checkOpening({ merchant: { ...body.merchant, phone }, terminals });
  refuseProblems(problems);
  const usedFor = JSON.stringify(body);
  if (!(await deps.record.codes.redeem({ codeId, code, purpose: 'request', usedFor }))) {
    throw fieldError('code', 'CODE_WRONG');
  }
  const caseId = caseIdFor(deps.settings.secret, codeId);
  return startCase(deps, {
    caseId,
    teamId: deps.settings.intakeTeamId,
    by: { principalId: 'merchant', role: 'merchant' },
    body,
    data: firstRevision(contact, body),
    updateId: `request:${caseId}`,
    repeatable: true,
  });
}

/** The merchant agrees, on the merchant's page, to what the application needs beyond the consent. */
import { merchantExtensionBody } from '../../../wire/merchant/merchant-requests';
import { extendConsent } from '../../../workflows/contract/messages';
import { receiptAnswer } from '../../../wire/cases/case-answers';
import { ApiError } from '../http/api-error';
import { addressOf } from '../http/route-table';
import type { ApiDeps, ApiInstance } from '../deps';
import { EXTENSION_CODES } from '../docs/route-codes';
import { MERCHANT, decideAsMerchant } from './decisions';
import { caseOf } from './session';

export function merchantExtensionRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('giveExtension'),
    {
      config: { codes: EXTENSION_CODES },
      schema: {
        tags: ['merchant'],
        summary: 'Agree to what the application needs beyond the consent',
        description:
          'Names the revision, the difference and the terms that were shown (`extension` of the case); what ' +
          'was superseded is `409`. What was agreed to before stands either way.',
        body: merchantExtensionBody,
        response: { 200: receiptAnswer },
      },
    },
    async (request) => {
      const caseId = caseOf(request);
      const { revision, locale, ...shown } = request.body;
      const latest = await deps.record.revisions.read(caseId);
      if (revision !== latest.revision) throw new ApiError('STALE_REVISION');
      const { consentId } = await deps.record.consents.add({
        ...shown,
        caseId,
        kind: 'service',
        method: 'link',
        locale: locale ?? latest.data.contact.locale,
        by: MERCHANT.principalId,
      });
      const input = { method: 'link', consentId, revision } as const;
      return decideAsMerchant(deps, request, extendConsent, input);
    },
  );
}

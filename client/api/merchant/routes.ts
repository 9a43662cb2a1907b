/** The merchant's own door: coming in, seeing where the case stands, deciding, correcting, handing in. */
import type { ApiDeps, ApiInstance } from '../deps';
import { merchantAttachmentRoutes } from './attachments';
import { merchantCorrectionRoutes } from './corrections';
import { merchantDecisionRoutes } from './decisions';
import { merchantExtensionRoutes } from './extension';
import { progressOf } from './progress';
import { progressAnswer } from '../../../wire/merchant/merchant-answers';
import { ownPackRoutes } from './own-packs';
import { merchantRequestRoutes } from './requests';
import { caseOf, merchantSessionRoutes } from './session';
import { localeOfRequest } from '../http/problem-answers';
import { addressOf } from '../http/route-table';

export function merchantRoutes(api: ApiInstance, deps: ApiDeps): void {
  merchantSessionRoutes(api, deps);
  merchantRequestRoutes(api, deps);

  api.get(
    addressOf('readOwnCase'),
    {
      config: { codes: ['ACQUIRER_UNAVAILABLE'] },
      schema: {
        tags: ['merchant'],
        summary: 'Where the case stands, what is awaited from whom, what to accept or correct',
        description:
          'What the page of the merchant shows, in the language of Accept-Language; while consent is ' +
          'awaited also the terms and what the acquirer says of terminals and deposits now.',
        response: { 200: progressAnswer },
      },
    },
    async (request) => progressOf(deps, caseOf(request), localeOfRequest(request)),
  );

  merchantDecisionRoutes(api, deps);
  merchantExtensionRoutes(api, deps);
  merchantCorrectionRoutes(api, deps);
  merchantAttachmentRoutes(api, deps);
  ownPackRoutes(api, deps);
}

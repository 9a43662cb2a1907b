/** What an application needs beyond the consent: shown alone, and agreed to by telephone or in person. */
import type { z } from 'zod';
import { beyondInForce } from '../../../checks/application/consent-in-force';
import { scopeHash, serialsOf } from '../../../checks/application/consent-scope';
import { isRefundable } from '../../../checks/money/itemisation';
import type { CaseRow } from '../../../record/port/desk-record';
import { extensionBody } from '../../../wire/cases/case-requests';
import { extensionAnswer } from '../../../wire/cases/consent-answers';
import { caseParams } from '../../../wire/values';
import type { Locale } from '../../../workflows/contract/case-data';
import { extendConsent } from '../../../workflows/contract/messages';
import { staffOf, visibleCase } from '../http/access';
import { ApiError } from '../http/api-error';
import { addressOf } from '../http/route-table';
import type { ApiDeps, ApiInstance } from '../deps';
import { EXTENSION_CODES } from '../docs/route-codes';
import { readAcquirer } from '../providers/acquirer-reads';
import { decideAsStaff, decisionSchema, revisionForCase } from './decision';
import { termsAt } from './terms';

/**
 * By the latest revision; under the terms that were agreed to first, in a language of the asker. `NOTHING_TO_AGREE`
 * where the consents in force cover all of it, `ACQUIRER_UNAVAILABLE` while it is out of reach.
 */
export async function extensionOf(
  deps: ApiDeps,
  { caseId, view }: Pick<CaseRow, 'caseId' | 'view'>,
  locale?: Locale,
): Promise<z.output<typeof extensionAnswer>> {
  const { record, acquirer } = deps;
  const { revision, data } = await record.revisions.read(caseId);
  const deposits = await readAcquirer((signal) =>
    acquirer.readDeposits(data.contact.merchantNumber, signal),
  );
  const consentIds = await record.consents.inForce(caseId);
  const of = { caseId, consentIds, openedToClose: view.closeAccount };
  const { problems, scope } = await beyondInForce(record, of, data, { deposits });
  if (problems.length === 0) throw new ApiError('NOTHING_TO_AGREE');
  const [firstId] = consentIds;
  const first = firstId === undefined ? undefined : await record.consents.read(firstId);
  const language = locale ?? data.contact.locale;
  return {
    revision,
    lines: scope.items.map((item) => ({ ...item, refundable: isRefundable(item.kind) })),
    terminals: [...serialsOf(scope)],
    ...(scope.payeeKind && { payeeKind: scope.payeeKind }),
    closeAccount: scope.closeAccount,
    hash: await scopeHash(scope),
    terms: await termsAt(deps, first?.at ?? deps.now(), language),
  };
}

export function extensionRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('readExtension'),
    {
      config: { codes: ['NOTHING_TO_AGREE', 'ACQUIRER_UNAVAILABLE'] },
      schema: {
        tags: ['cases'],
        summary:
          'What the application needs beyond the consent, to be shown before it is agreed to',
        description:
          'The difference alone, by the latest revision, under the terms that were agreed to. Where the ' +
          'consent covers all of it: `409 UNBIND_NOTHING_TO_AGREE`.',
        params: caseParams,
        response: { 200: extensionAnswer },
      },
    },
    async (request) =>
      extensionOf(deps, await visibleCase(deps, staffOf(request), request.params.caseId)),
  );
  api.post(
    addressOf('extendConsent'),
    {
      config: { codes: EXTENSION_CODES },
      schema: {
        ...decisionSchema,
        summary: 'Record that the merchant agreed to what the application needs beyond the consent',
        description:
          'While the merchant is asked for it (`consentExtension` of the case). Names the revision, the ' +
          'difference and the terms that were shown. If the application that was to be submitted has not ' +
          'changed since and nothing else is wrong with it, it goes to its review at once.',
        body: extensionBody,
      },
    },
    async (request) => {
      const { revision, method, locale, ...shown } = request.body;
      const staff = staffOf(request);
      const { caseId } = await visibleCase(deps, staff, request.params.caseId);
      await revisionForCase(deps, request, revision);
      const { data } = await deps.record.revisions.read(caseId);
      const { consentId } = await deps.record.consents.add({
        ...shown,
        caseId,
        kind: 'service',
        method,
        locale: locale ?? data.contact.locale,
        by: staff.principalId,
      });
      const input = { method, consentId, revision };
      return decideAsStaff(deps, request, caseId, extendConsent, input);
    },
  );
}

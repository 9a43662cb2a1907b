/** The merchant's corrections: only the fields that were asked for, checked like any application. */
import { isDeepStrictEqual } from 'node:util';
import { withApplication } from '../../../checks/application/case-content';
import { isAsked, withCorrections } from '../../../checks/application/corrections';
import { merchantCorrectionsBody } from '../../../wire/merchant/merchant-requests';
import type { MerchantCorrectionsBody } from '../../../wire/merchant/merchant-requests';
import type { CaseRow, Revision } from '../../../record/port/desk-record';
import type { CaseData } from '../../../workflows/contract/case-data';
import type { RevisionNumber } from '../../../workflows/contract/identifiers';
import { submit } from '../../../workflows/contract/messages';
import { askerOf, refusalIn } from '../../../workflows/contract/permissions';
import { receiptAnswer } from '../../../wire/cases/case-answers';
import { ApiError } from '../http/api-error';
import { newDepositId, newTerminalId } from '../client-ids';
import type { ApiDeps, ApiInstance } from '../deps';
import { checkCase } from '../cases/draft-findings';
import { MERCHANT, decideAsMerchant } from './decisions';
import { caseOf } from './session';
import { addressOf } from '../http/route-table';
import { DECISION_CODES } from '../docs/route-codes';

export function merchantCorrectionRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('sendCorrections'),
    {
      config: {
        codes: [
          'STALE_REVISION',
          'FIELD_NOT_ASKED',
          'FIELD_INVALID',
          'APPLICATION_INVALID',
          'ACQUIRER_UNAVAILABLE',
          'CONSENT_NOT_COVERING',
          'STEP_UP_REQUIRED',
          ...DECISION_CODES,
        ],
      },
      schema: {
        tags: ['merchant'],
        summary: 'Correct the fields that were asked for, and submit',
        description:
          'Refused with every problem at once. Where only other fields have problems, what was sent ' +
          'is kept as a revision for support to go on from. Another revision meanwhile: 409.',
        body: merchantCorrectionsBody,
        response: { 200: receiptAnswer },
      },
    },
    async (request) => {
      const row = await deps.record.cases.read(caseOf(request));
      if (!row) throw new ApiError('CASE_NOT_FOUND');
      const code = refusalIn(row.view, askerOf(MERCHANT, []), { trigger: 'submit' });
      // What is sent to a held case is kept, for whoever submits it afterwards.
      if (code !== undefined && code !== 'CASE_HELD') throw new ApiError(code);
      const revision = await keep(deps, row, request.body);
      return decideAsMerchant(deps, request, submit, { revision });
    },
  );
}

/** Writes the corrected revision; the same corrections again find the one that is there. */
async function keep(
  deps: ApiDeps,
  { caseId, view }: CaseRow,
  body: MerchantCorrectionsBody,
): Promise<RevisionNumber> {
  const latest = await deps.record.revisions.read(caseId);
  const data = corrected(latest.data, body, view.requestedFields);
  const { problems } = (await checkCase(deps, { caseId, view, data })).found;
  // What goes beyond the consent is kept: the merchant is asked to agree to it.
  const own = problems.filter(
    ({ path, code }) => code !== 'CONSENT_NOT_COVERING' && isAsked(path, view.requestedFields),
  );
  if (own.length > 0) throw new ApiError('APPLICATION_INVALID', { problems });
  if (isKept(latest, data, body)) return latest.revision;
  return deps.record.revisions.add({
    caseId,
    author: MERCHANT.principalId,
    expected: body.revision,
    data,
  });
}

function corrected(
  data: CaseData,
  { corrections }: MerchantCorrectionsBody,
  asked: readonly string[],
): CaseData {
  if (!data.application) throw new ApiError('NOT_ALLOWED_NOW');
  const { problems, body } = withCorrections(data.application, corrections, asked);
  const [first] = problems;
  if (first) throw new ApiError(first.code, { problems });
  const ids = { terminalId: newTerminalId, depositId: newDepositId };
  return withApplication(data, body, ids);
}

/** What is there is right, or the first answer to the same corrections was lost on its way. */
function isKept(
  { author, data, revision }: Revision,
  now: CaseData,
  seen: MerchantCorrectionsBody,
): boolean {
  const isOwn = author === MERCHANT.principalId || revision === seen.revision;
  return isOwn && isDeepStrictEqual(data, now);
}

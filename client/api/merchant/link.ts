/** The link to the merchant's page, as an agent sends it again or takes it back. */
import { merchantLinkBody } from '../../../wire/merchant/merchant-requests';
import type { CaseRow, NoticeRow } from '../../../record/port/desk-record';
import { actorOf, staffOf, visibleCase } from '../http/access';
import { caseParams } from '../../../wire/values';
import { ApiError } from '../http/api-error';
import type { ApiDeps, ApiInstance } from '../deps';
import { linkAnswer } from '../../../wire/merchant/merchant-answers';
import { addressOf } from '../http/route-table';

export function merchantLinkRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('changeMerchantLink'),
    {
      config: { codes: ['NO_NOTICE_CHANNEL', 'RESEND_BUDGET'] },
      schema: {
        tags: ['merchant'],
        summary: "Send the link to the merchant's page again, or revoke it",
        description:
          '`resend`: by e-mail, three times in 24 hours; earlier links go on. ' +
          '`revoke`: every link and the session end at once; the number of the case and a code still open it.',
        params: caseParams,
        body: merchantLinkBody,
        response: { 202: linkAnswer },
      },
    },
    async (request, reply) => {
      const staff = staffOf(request);
      const row = await visibleCase(deps, staff, request.params.caseId);
      const { caseId } = row;
      const isResend = request.body.action === 'resend';
      const notice = isResend ? await planLink(deps, row, staff.principalId) : undefined;
      if (!notice) await deps.record.merchantTokens.revoke(caseId);
      await deps.record.ledger.audit({
        caseId,
        event: notice ? 'merchant-link-resent' : 'merchant-link-revoked',
        by: actorOf(staff),
        facts: notice ? { generation: notice.generation } : {},
      });
      if (notice) await deps.desk.startResend({ caseId, noticeId: notice.noticeId });
      return reply.code(202).send(notice ? { noticeId: notice.noticeId } : {});
    },
  );
}

/** One more generation of the mail with the link, or its first. `NO_NOTICE_CHANNEL`, `RESEND_BUDGET`. */
async function planLink(deps: ApiDeps, { caseId, view }: CaseRow, by: string): Promise<NoticeRow> {
  const { notices } = deps.record;
  const { data } = await deps.record.revisions.read(caseId, view.revision);
  if (data.contact.email === undefined) throw new ApiError('NO_NOTICE_CHANNEL');
  const known = (await notices.list(caseId)).find(
    ({ kind, channel }) => kind === 'page-link' && channel === 'email',
  );
  if (known) return notices.planResend(known.noticeId, by);
  const plan = { kind: 'page-link', occurrence: 1 } as const;
  const [first] = await notices.rowsOf(caseId, plan, ['email']);
  if (first?.channel !== 'email') throw new ApiError('NO_NOTICE_CHANNEL');
  return first;
}

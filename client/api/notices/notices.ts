// client/api/notices/: what merchants were told: the notices of a case, how each reads, and sending one once more.
/** Notices of a case: what was sent where, and sending one of them again. */
import type { z } from 'zod';
import { maskEmail, maskPhone } from '../../../checks/masks';
import { messageFor } from '../../../words/errors';
import type { NoticeRow } from '../../../record/port/desk-record';
import type { Locale } from '../../../workflows/contract/case-data';
import { publicCode } from '../../../workflows/contract/errors';
import { actorOf, staffOf, visibleCase } from '../http/access';
import { caseParams } from '../../../wire/values';
import { ApiError } from '../http/api-error';
import type { ApiDeps, ApiInstance } from '../deps';
import { localeOfRequest } from '../http/problem-answers';
import { type ResendPlan, planResend } from './resend-plan';
import { noticeAnswer, noticesAnswer, resendPlanAnswer } from '../../../wire/cases/note-answers';
import { addressOf } from '../http/route-table';
import { noticeParams } from '../../../wire/params';

function noticeOf(row: NoticeRow) {
  const mask = row.channel === 'sms' ? maskPhone : maskEmail;
  return {
    noticeId: row.noticeId,
    kind: row.kind,
    occurrence: row.occurrence,
    channel: row.channel,
    generation: row.generation,
    state: row.state,
    ...(row.sent ? { to: mask(row.sent.to) } : {}),
    ...(row.providerCode === undefined ? {} : { providerCode: row.providerCode }),
    ...(row.notBefore ? { notBefore: row.notBefore.toISOString() } : {}),
    plannedAt: row.plannedAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
  };
}

function resendPlanOf(
  { kind, occurrence, channel }: NoticeRow,
  plan: ResendPlan,
  locale: Locale,
): z.output<typeof resendPlanAnswer> {
  const { outcome, mayArriveTwice, to, resendsLeft, sentences, earlier } = plan;
  const code = 'RESEND_BUDGET';
  const spent = { path: 'noticeId', code: publicCode(code), message: messageFor(code, locale) };
  return {
    kind,
    occurrence,
    channel,
    outcome,
    mayArriveTwice,
    ...(to === undefined ? {} : { to }),
    resendsLeft,
    blockers: resendsLeft > 0 ? [] : [spent],
    sentences: [...sentences],
    earlier: earlier.map(noticeOf),
  };
}

export function noticeRoutes(api: ApiInstance, deps: ApiDeps): void {
  const tags = ['notices'];

  api.get(
    addressOf('listNotices'),
    {
      schema: {
        tags,
        summary: 'Notices of a case, oldest first',
        description:
          'Each with its channel, where it went (masked), how far it is and what its provider said.',
        params: caseParams,
        response: { 200: noticesAnswer },
      },
    },
    async (request) => {
      const row = await visibleCase(deps, staffOf(request), request.params.caseId);
      return { items: (await deps.record.notices.list(row.caseId)).map(noticeOf) };
    },
  );

  resendDryRun(api, deps);

  api.post(
    addressOf('resendNotice'),
    {
      config: { codes: ['RESEND_BUDGET'] },
      schema: {
        tags,
        summary: 'Send a notice once more',
        description: 'At most three times in 24 hours for one notice.',
        params: noticeParams,
        response: { 202: noticeAnswer },
      },
    },
    async (request, reply) => {
      const staff = staffOf(request);
      const row = await visibleCase(deps, staff, request.params.caseId);
      const notice = await noticeOfCase(deps, row.caseId, request.params.noticeId);
      const planned = await deps.record.notices.planResend(notice.noticeId, staff.principalId);
      await deps.record.ledger.audit({
        caseId: row.caseId,
        event: 'notice-resent',
        by: actorOf(staff),
        facts: { kind: planned.kind, channel: planned.channel, generation: planned.generation },
      });
      await deps.desk.startResend({ caseId: row.caseId, noticeId: planned.noticeId });
      return reply.code(202).send(noticeOf(planned));
    },
  );
}

function resendDryRun(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('planResend'),
    {
      config: { storeAnswer: false },
      schema: {
        tags: ['notices'],
        summary:
          'What sending a notice once more would do: where it goes, and whether it comes twice',
        description: 'Reads only.',
        params: noticeParams,
        response: { 200: resendPlanAnswer },
      },
    },
    async (request) => {
      const row = await visibleCase(deps, staffOf(request), request.params.caseId);
      const notice = await noticeOfCase(deps, row.caseId, request.params.noticeId);
      const locale = localeOfRequest(request);
      return resendPlanOf(notice, await planResend(deps, row, notice, locale), locale);
    },
  );
}

async function noticeOfCase(deps: ApiDeps, caseId: string, noticeId: string): Promise<NoticeRow> {
  const notice = await deps.record.notices.get(noticeId);
  if (notice?.caseId !== caseId) throw new ApiError('NOT_FOUND');
  return notice;
}

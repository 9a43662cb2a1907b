/** Notices of a case: what was sent where, and sending one of them again. */
import { z } from 'zod';
import { maskEmail, maskPhone } from '../../checks/masks';
import type { NoticeRow } from '../../record/desk-record';
import { CHANNELS, NOTICE_KINDS, NOTICE_STATES } from '../../workflows/contract/notices';
import { actorOf, staffOf, staffOnly, visibleCase } from './access';
import { answers, caseParams } from './answer-schemas';
import { ApiError } from './api-error';
import type { ApiDeps, ApiInstance } from './deps';

const noticeAnswer = z
  .object({
    noticeId: z.string(),
    kind: z.enum(NOTICE_KINDS),
    occurrence: z.int(),
    channel: z.enum(CHANNELS),
    generation: z.int(),
    state: z.enum(NOTICE_STATES),
    to: z.string().optional(),
    providerCode: z.string().optional(),
    notBefore: z.iso.datetime().optional(),
    plannedAt: z.iso.datetime(),
    changedAt: z.iso.datetime(),
  })
  .meta({ id: 'Notice', description: 'One notice on one channel; the receiver is masked.' });

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

export function noticeRoutes(api: ApiInstance, deps: ApiDeps): void {
  const tags = ['notices'];

  api.get(
    '/cases/:caseId/notices',
    {
      config: staffOnly(),
      schema: {
        tags,
        summary: 'Notices of a case, oldest first',
        params: caseParams,
        response: answers(200, z.object({ items: z.array(noticeAnswer) })),
      },
    },
    async (request) => {
      const row = await visibleCase(deps, staffOf(request), request.params.caseId);
      return { items: (await deps.record.notices.list(row.caseId)).map(noticeOf) };
    },
  );

  api.post(
    '/cases/:caseId/notices/:noticeId/resend',
    {
      config: staffOnly('agent', 'operator'),
      schema: {
        tags,
        summary: 'Send a notice once more',
        description: 'At most three times in 24 hours for one notice.',
        params: caseParams.extend({ noticeId: z.string().max(64) }),
        response: answers(202, noticeAnswer),
      },
    },
    async (request, reply) => {
      const staff = staffOf(request);
      const row = await visibleCase(deps, staff, request.params.caseId);
      const notice = await deps.record.notices.get(request.params.noticeId);
      if (notice?.caseId !== row.caseId) throw new ApiError('NOT_FOUND');
      const planned = await deps.record.notices.planResend(notice.noticeId, staff.principalId);
      await deps.record.appendAudit({
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

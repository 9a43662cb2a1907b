/** What a notice says: as it was sent, or as it would look now. Personal data masked, links cut short. */
import type { z } from 'zod';
import { maskEmail, maskCaseData, maskPhone } from '../../../checks/masks';
import { maskText } from '../../../checks/mask-text';
import type { CaseRow, NoticeRow } from '../../../record/port/desk-record';
import type { CaseData } from '../../../workflows/contract/case-data';
import { staffOf, visibleCase } from '../http/access';
import { ApiError } from '../http/api-error';
import type { ApiDeps, ApiInstance } from '../deps';
import { previewNotice } from '../wiring';
import { previewAnswer } from '../../../wire/cases/note-answers';
import { addressOf } from '../http/route-table';
import { noticeParams } from '../../../wire/params';

/** A message holds what some revision held; these many of the latest are looked through. */
const REVISIONS_TO_MASK = 20;

async function revisionsOf(deps: ApiDeps, row: CaseRow): Promise<readonly CaseData[]> {
  const oldest = Math.max(1, row.latestRevision - REVISIONS_TO_MASK + 1);
  const numbers = Array.from(
    { length: row.latestRevision - oldest + 1 },
    (_, index) => oldest + index,
  );
  const revisions = await Promise.all(
    numbers.map((number) => deps.record.revisions.read(row.caseId, number)),
  );
  return revisions.map(({ data }) => data);
}

type Content = Pick<z.output<typeof previewAnswer>, 'to' | 'subject' | 'text' | 'html'>;

async function sentContent(
  deps: ApiDeps,
  row: CaseRow,
  { channel }: NoticeRow,
  sent: NonNullable<NoticeRow['sent']>,
): Promise<Content> {
  const revisions = await revisionsOf(deps, row);
  const masked = (text: string): string => maskText(text, revisions);
  return {
    to: channel === 'sms' ? maskPhone(sent.to) : maskEmail(sent.to),
    ...(sent.subject === undefined ? {} : { subject: masked(sent.subject) }),
    text: masked(sent.text),
    ...(sent.html === undefined ? {} : { html: masked(sent.html) }),
  };
}

async function plannedContent(deps: ApiDeps, row: CaseRow, notice: NoticeRow): Promise<Content> {
  const { caseId } = row;
  const plain = await deps.record.revisions.read(caseId, row.view.revision);
  const revision = { ...plain, data: maskCaseData(plain.data) };
  const subject = { caseId, row, revision, contact: revision.data.contact };
  const { publicUrl, notices } = deps.settings;
  const shown = await previewNotice(deps.record, { ...notices, publicUrl }, subject, notice);
  return { ...shown };
}

export function noticePreviewRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('previewNotice'),
    {
      schema: {
        tags: ['notices'],
        summary: 'What a notice says, masked',
        description:
          'As it was sent, or as its template would say it now while it waits (`source`). Links are cut ' +
          'short.',
        params: noticeParams,
        response: { 200: previewAnswer },
      },
    },
    async (request) => {
      const row = await visibleCase(deps, staffOf(request), request.params.caseId);
      const notice = await deps.record.notices.get(request.params.noticeId);
      if (notice?.caseId !== row.caseId) throw new ApiError('NOT_FOUND');
      const { noticeId, kind, channel, sent } = notice;
      const content = sent
        ? await sentContent(deps, row, notice, sent)
        : await plannedContent(deps, row, notice);
      const source = sent ? ('sent' as const) : ('template' as const);
      return { noticeId, kind, channel, source, ...content };
    },
  );
}

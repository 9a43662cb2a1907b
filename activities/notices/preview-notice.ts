/** How a notice would look that was not sent yet; nothing is sent, and no link is made. */
import type { RecordPart, NoticeRow } from '../../record/port/desk-record';
import { contentOf, isStaffKind } from './gather-content';
import type { ContentSettings, NoticeSubject } from './gather-content';
import { renderEmail, renderSms } from './render-notice';

export interface NoticePreview {
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
}

/** Where links lead in a preview: to the page, without a token. */
export interface PreviewSettings extends ContentSettings {
  readonly publicUrl: string;
}

/** Renders a notice from the templates with what the subject holds; a masked subject stays masked. */
export async function previewNotice(
  record: RecordPart<{ notes: 'list' }>,
  settings: PreviewSettings,
  subject: NoticeSubject,
  { kind, channel }: Pick<NoticeRow, 'kind' | 'channel'>,
): Promise<NoticePreview> {
  const deps = { record, settings };
  if (channel === 'sms') {
    const content = await contentOf(deps, subject, kind);
    return { text: renderSms([content], subject.contact.phone ?? '') };
  }
  const { publicUrl } = settings;
  const link = isStaffKind(kind)
    ? `${publicUrl}/console/cases/${subject.caseId}`
    : `${publicUrl}/m`;
  return renderEmail(await contentOf(deps, subject, kind, link));
}

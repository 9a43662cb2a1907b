/** Reads what a notice is about and whom it goes to; the one place where notices meet personal data. */
import { isTextable } from '../../checks/people/phone';
import type { CaseRow, RecordPart, Revision } from '../../record/port/desk-record';
import { RecordError } from '../../record/port/desk-record';
import type { MerchantContact } from '../../workflows/contract/case-data';
import type { CaseId } from '../../workflows/contract/identifiers';
import { STAFF_NOTICE_KINDS } from '../../workflows/contract/notices';
import type { Channel, NoticeKind } from '../../workflows/contract/notices';
import { noticeContent } from './notice-content';
import type { NoticeContent } from './notice-content';
import type { NoticeDeps } from './notice-deps';

export interface NoticeSubject {
  readonly caseId: CaseId;
  readonly row: CaseRow;
  readonly revision: Revision;
  readonly contact: MerchantContact;
}

/**
 * Case and contact by the revision that the workflow knows: a draft changes nobody's address. Where a restore
 * of the record has lost them, the notice waits until they are there again: `RECORD_BEHIND`.
 */
export async function readSubject(deps: NoticeDeps, caseId: CaseId): Promise<NoticeSubject> {
  const row = await deps.record.cases.read(caseId);
  if (!row) throw new RecordError('RECORD_BEHIND', 'a notice names a case that is not there');
  const revision = await knownRevision(deps, caseId, row.view.revision);
  return { caseId, row, revision, contact: revision.data.contact };
}

async function knownRevision(
  { record }: NoticeDeps,
  caseId: CaseId,
  revision: number,
): Promise<Revision> {
  try {
    return await record.revisions.read(caseId, revision);
  } catch (error) {
    const isLost = error instanceof RecordError && error.code === 'REVISION_LOST';
    throw isLost ? new RecordError('RECORD_BEHIND', 'the revision is lost') : error;
  }
}

export function isStaffKind(kind: NoticeKind): boolean {
  return (STAFF_NOTICE_KINDS as readonly NoticeKind[]).includes(kind);
}

/** Where a kind goes on a channel; undefined where there is no such address. */
export function addressOf(
  deps: NoticeDeps,
  subject: NoticeSubject,
  kind: NoticeKind,
  channel: Channel,
): string | undefined {
  const { phone, email } = subject.contact;
  if (isStaffKind(kind)) return channel === 'email' ? deps.settings.teamLeadEmail : undefined;
  if (channel === 'email') return email;
  return phone !== undefined && isTextable(phone) ? phone : undefined;
}

/** Channels that a kind has for this case now. */
export function channelsOf(
  deps: NoticeDeps,
  subject: NoticeSubject,
  kind: NoticeKind,
): readonly Channel[] {
  const all: readonly Channel[] = ['sms', 'email'];
  return all.filter((channel) => addressOf(deps, subject, kind, channel) !== undefined);
}

/** What contents are made with, beside the case. */
export type ContentSettings = Pick<
  NoticeDeps['settings'],
  'signature' | 'supportContact' | 'staffLocale'
>;
interface ContentDeps {
  readonly record: RecordPart<{ notes: 'list' }>;
  readonly settings: ContentSettings;
}

const INFORMATION_KINDS: readonly NoticeKind[] = ['information-requested', 'information-reminder'];

/** Variables of one notice; `link` only for e-mail. */
export async function contentOf(
  deps: ContentDeps,
  subject: NoticeSubject,
  kind: NoticeKind,
  link?: string,
): Promise<NoticeContent> {
  const { signature, supportContact, staffLocale } = deps.settings;
  const message =
    link !== undefined && INFORMATION_KINDS.includes(kind)
      ? await lastMessage(deps, subject.caseId)
      : undefined;
  return noticeContent(kind, subject.row, subject.revision, {
    locale: isStaffKind(kind) ? (staffLocale ?? 'zh-CN') : subject.contact.locale,
    signature,
    ...(supportContact !== undefined && { supportContact }),
    ...(link !== undefined && { link }),
    ...(message !== undefined && { message }),
  });
}

/** What a reviewer wrote to the merchant with the latest request for information. */
async function lastMessage(deps: ContentDeps, caseId: CaseId): Promise<string | undefined> {
  const notes = await deps.record.notes.list(caseId);
  const messages = notes.filter(({ kind }) => kind === 'message');
  const [latest] = [...messages].sort((a, b) => b.at.getTime() - a.at.getTime());
  return latest?.text;
}

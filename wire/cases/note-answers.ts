/** What the API answers about notes, files and notices of a case. */
import { z } from 'zod';
import { CHANNELS, NOTICE_KINDS, NOTICE_STATES } from '../../workflows/contract/notices';
import { finding } from '../problem-answers';
import { NOTE_KINDS, NOTICE_SOURCES, RESEND_OUTCOMES } from '../states';
import { type Sent, moment, people } from '../values';

const author = z
  .string()
  .describe('Id of who wrote or sent it; `people` has the names of colleagues.');
const noticeKind = z.enum(NOTICE_KINDS).describe('What it tells.');
const noticeChannel = z.enum(CHANNELS).describe('How it is sent.');

export const noteAnswer = z
  .object({
    noteId: z.string(),
    kind: z.enum(NOTE_KINDS).describe('`note`: of its own; else what it says in a decision.'),
    text: z.string().describe('As it was written.'),
    attachmentIds: z.array(z.string()),
    by: author,
    at: moment,
  })
  .meta({ id: 'Note' });

export const notesAnswer = z.object({ items: z.array(noteAnswer), people }).meta({ id: 'Notes' });

export const notedAnswer = z.object({ noteId: z.string(), at: moment }).meta({ id: 'Noted' });

export const attachmentAnswer = z
  .object({
    attachmentId: z.string(),
    fileName: z.string(),
    mediaType: z.string().describe('Told by the content, whatever the file was said to be.'),
    sizeBytes: z.int(),
    sha256: z.string().describe('Hex, of the content.'),
    by: author,
    at: moment,
  })
  .meta({ id: 'Attachment' });

export const attachmentsAnswer = z
  .object({ items: z.array(attachmentAnswer), people })
  .meta({ id: 'Attachments' });

export const noticeAnswer = z
  .object({
    noticeId: z.string(),
    kind: noticeKind,
    occurrence: z.int().describe('The how many of its kind in the case.'),
    channel: noticeChannel,
    generation: z.int().describe('One more each time that it is sent again.'),
    state: z.enum(NOTICE_STATES).describe('How far it is.'),
    to: z.string().optional().describe('The receiver, masked.'),
    providerCode: z.string().optional().describe("The provider's own code of a failure."),
    notBefore: moment.optional().describe('Waits for the end of the quiet hours.'),
    plannedAt: moment,
    changedAt: moment,
  })
  .meta({ id: 'Notice', description: 'One notice on one channel; the receiver is masked.' });

export const noticesAnswer = z.object({ items: z.array(noticeAnswer) }).meta({ id: 'Notices' });

export const resendPlanAnswer = z
  .object({
    kind: noticeKind,
    occurrence: z.int(),
    channel: noticeChannel,
    outcome: z.enum(RESEND_OUTCOMES).describe('What became of it on this channel so far.'),
    mayArriveTwice: z.boolean().describe('Whether the receiver may get it twice.'),
    to: z
      .string()
      .optional()
      .describe('Where it would go, masked; absent where there is no such address any more.'),
    resendsLeft: z.int().describe('Of three in 24 hours.'),
    blockers: z.array(finding).describe('Why it would be refused now; empty: it may be sent.'),
    sentences: z.array(z.string()),
    earlier: z
      .array(noticeAnswer)
      .describe('What was sent of this notice on any channel, oldest first.'),
  })
  .meta({ id: 'ResendPlan', description: 'A dry run: nothing is sent.' });

export const previewAnswer = z
  .object({
    noticeId: z.string(),
    kind: noticeKind,
    channel: noticeChannel,
    source: z.enum(NOTICE_SOURCES).describe('`template`: not sent yet, as it would look now.'),
    to: z.string().optional().describe('The receiver, masked; absent where there is none.'),
    subject: z.string().optional().describe('Of a mail.'),
    text: z.string().describe('What it says, masked.'),
    html: z.string().optional().describe('To be shown in a frame without rights.'),
  })
  .meta({ id: 'NoticePreview' });

/** A list of what colleagues and the merchant have written or sent, with the names of the colleagues. */
export interface Authored<T> {
  readonly items: readonly T[];
  readonly people: Readonly<Record<string, string>>;
}
export type Note = Sent<z.output<typeof noteAnswer>>;
export type Noted = Sent<z.output<typeof notedAnswer>>;
export type Attachment = Sent<z.output<typeof attachmentAnswer>>;
export type Notice = Sent<z.output<typeof noticeAnswer>>;
export type Notices = Sent<z.output<typeof noticesAnswer>>;
export type ResendPlan = Sent<z.output<typeof resendPlanAnswer>>;
export type NoticePreview = Sent<z.output<typeof previewAnswer>>;

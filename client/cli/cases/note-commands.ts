/** Notes, attachments and notices of a case. */
import { basename } from 'node:path';
import type { Command } from 'commander';
import { FILE_KINDS_EN, MAX_FILE_MIB } from '../../../workflows/contract/files';
import { doesToCase, given } from '../actions';
import { FORMS } from '../../../wire/forms';
import type { Attachment, Note, Notice, ResendPlan } from '../../../wire/cases/note-answers';
import { usage } from '../failures';
import { openNamedFile, readText, writeNewFile } from '../input/files';
import type { CliIo } from '../io';
import { NOTE_KIND } from '../../../words/operations';
import { NOTICE_CHANNEL, NOTICE_KIND, NOTICE_STATE } from '../../../words/domain';
import { addLookCommands } from './look-commands';
import { ID, TEXT, argument, reading, readingEach } from '../input/readers';
import { dryRunOption } from '../text/repair-lines';
import type { Session } from '../session';
import { indented, tableLines } from '../text/tables';
import { harmless } from '../text/text-width';
import { pathOf } from '../../../wire/routes';

async function note(
  session: Session,
  caseId: string,
  options: { text?: string; attachment?: readonly string[] },
): Promise<void> {
  const text = options.text ?? (await readText(session.io, '-')).trim();
  if (text === '') {
    throw usage({
      'zh-CN': '备注不能为空：使用 --text 或从标准输入提供。',
      en: 'A note needs words: --text, or on stdin.',
    });
  }
  const body = { text, ...given({ attachmentIds: options.attachment }) };
  const noted = await session.client.post(pathOf('addNote', { caseId }), FORMS.noted, body);
  session.show(noted, () => [`${session.words.say('done')}  ${noted.noteId}`]);
}

function noteLines({ words, clock }: Session, items: readonly Note[]): string[] {
  return items.flatMap(({ at, by, kind, noteId, text, attachmentIds }) => [
    `${clock.full(at)}  ${by}  ${words.called(NOTE_KIND, kind)}  ${noteId}`,
    ...indented(harmless(text).split('\n')),
    ...indented(attachmentIds.map((id) => `+ ${id}`)),
  ]);
}

async function notes(session: Session, caseId: string): Promise<void> {
  const answer = await session.client.get(pathOf('listNotes', { caseId }), FORMS.notes);
  const { items } = answer;
  session.show(answer, () =>
    items.length === 0 ? [session.words.say('nothing')] : noteLines(session, items),
  );
}

function attachmentLines({ words, clock }: Session, items: readonly Attachment[]): string[] {
  return tableLines(
    [
      { head: words.say('attachment') },
      { head: words.say('file') },
      { head: words.say('kind') },
      { head: words.say('size'), right: true },
      { head: words.say('by') },
      { head: `${words.say('at')} (${clock.offset})` },
    ],
    items.map((item) => [
      item.attachmentId,
      item.fileName,
      item.mediaType,
      String(item.sizeBytes),
      item.by,
      clock.short(item.at),
    ]),
  );
}

async function attach(
  session: Session,
  caseId: string,
  _options: object,
  [file = '']: readonly string[],
): Promise<void> {
  const content = await openNamedFile(session.io, file);
  const path = pathOf('addAttachment', { caseId });
  const added = await session.client.upload(path, FORMS.attachment, content, basename(file));
  session.show(added, () => attachmentLines(session, [added]));
}

async function attachments(session: Session, caseId: string): Promise<void> {
  const answer = await session.client.get(pathOf('listAttachments', { caseId }), FORMS.attachments);
  const { items } = answer;
  session.show(answer, () =>
    items.length === 0 ? [session.words.say('nothing')] : attachmentLines(session, items),
  );
}

/**
 * Never writes over a file. A place that was named is taken before the request, as a download stands in the ledger.
 */
async function download(
  session: Session,
  caseId: string,
  options: { output?: string },
  [attachmentId = '']: readonly string[],
): Promise<void> {
  const path = pathOf('readAttachment', { caseId, attachmentId });
  const { output } = options;
  const { client, io } = session;
  const known = output === undefined ? await client.download(path) : undefined;
  const target = output ?? basename(harmless(known?.fileName ?? attachmentId));
  const ending = output === undefined ? 'refused' : 'usage';
  const { length } = await writeNewFile(
    io,
    target,
    ending,
    async () => (known ?? (await client.download(path))).content,
  );
  session.show({ file: target, sizeBytes: length }, () => [`${target}  ${length}`]);
}

function noticeLines({ words, clock }: Session, items: readonly Notice[]): string[] {
  return tableLines(
    [
      { head: words.say('id') },
      { head: words.say('kind') },
      { head: words.say('channel') },
      { head: words.say('state') },
      { head: words.say('receiver') },
      { head: words.say('generation'), right: true },
      { head: words.say('code') },
      { head: `${words.say('at')} (${clock.offset})` },
    ],
    items.map((item) => [
      item.noticeId,
      [
        words.called(NOTICE_KIND, item.kind),
        ...(item.occurrence > 1 ? [`#${item.occurrence}`] : []),
      ].join(' '),
      words.called(NOTICE_CHANNEL, item.channel),
      [
        words.called(NOTICE_STATE, item.state),
        ...(item.notBefore === undefined ? [] : [`→ ${clock.short(item.notBefore)}`]),
      ].join(' '),
      item.to ?? '',
      String(item.generation),
      item.providerCode ?? '',
      clock.short(item.changedAt),
    ]),
  );
}

async function notices(session: Session, caseId: string): Promise<void> {
  const answer = await session.client.get(pathOf('listNotices', { caseId }), FORMS.notices);
  const { items } = answer;
  session.show(answer, () =>
    items.length === 0 ? [session.words.say('nothing')] : noticeLines(session, items),
  );
}

async function resend(
  session: Session,
  caseId: string,
  { dryRun }: { dryRun?: boolean },
  [noticeId = '']: readonly string[],
): Promise<void> {
  const which = { caseId, noticeId };
  if (dryRun === true) {
    const plan = await session.client.post(pathOf('planResend', which), FORMS.resendPlan, null);
    session.show(plan, () => resendLines(session, plan));
    return;
  }
  const planned = await session.client.post(pathOf('resendNotice', which), FORMS.notice, null);
  session.show(planned, () => noticeLines(session, [planned]));
}

function resendLines(session: Session, plan: ResendPlan): string[] {
  return [
    ...plan.sentences.map(harmless),
    ...plan.blockers.map(({ code, message }) => `${code}: ${harmless(message)}`),
    '',
    ...noticeLines(session, plan.earlier),
  ];
}

function addAttachmentCommands(program: Command, io: CliIo): void {
  program
    .command('attach')
    .description(`add a file of at most ${MAX_FILE_MIB} MiB: ${FILE_KINDS_EN}`)
    .argument('<case>', 'id of the case')
    .argument('<file>', 'path of the file')
    .action(doesToCase(io, attach));
  program
    .command('attachments')
    .description('list the attachments of a case')
    .argument('<case>', 'id of the case')
    .action(doesToCase(io, attachments));
  program
    .command('download')
    .description('save an attachment; that you did stands in the ledger')
    .argument('<case>', 'id of the case')
    .addArgument(argument('<attachment>', 'id of the attachment', ID))
    .option('--output <path>', 'where to (default: its own name, here)')
    .action(doesToCase<{ output?: string }>(io, download));
}

export function addNoteCommands(program: Command, io: CliIo): void {
  program.commandsGroup('Notes, proof, notices:');
  program
    .command('note')
    .description('add a note')
    .argument('<case>', 'id of the case')
    .addOption(reading('--text <text>', 'the note (default: stdin)', TEXT))
    .addOption(
      readingEach('--attachment <id>', 'attachment that belongs to it; give one for each', ID),
    )
    .action(doesToCase<{ text?: string; attachment?: readonly string[] }>(io, note));
  program
    .command('notes')
    .description('show the notes of a case')
    .argument('<case>', 'id of the case')
    .action(doesToCase(io, notes));
  addAttachmentCommands(program, io);
  program
    .command('notices')
    .description('list what was sent to the merchant, and what became of it')
    .argument('<case>', 'id of the case')
    .action(doesToCase(io, notices));
  program
    .command('resend')
    .description('send a notice once more; at most three times in 24 hours')
    .argument('<case>', 'id of the case')
    .addArgument(argument('<notice>', 'id of the notice', ID))
    .addOption(dryRunOption())
    .action(doesToCase<{ dryRun?: boolean }>(io, resend));
  addLookCommands(program, io);
}

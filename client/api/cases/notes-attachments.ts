/** Notes and proof: free text and files of a case, stored encrypted, never anywhere else. */
import { noteBody } from '../../../wire/cases/case-requests';
import type { AttachmentMeta, NoteRow } from '../../../record/port/desk-record';
import { actorOf, staffOf, visibleCase } from '../http/access';
import { FILE_CONTENT } from '../docs/documented';
import { caseParams } from '../../../wire/values';
import { ApiError } from '../http/api-error';
import { namesOf } from './answers';
import { FILE_KINDS_EN } from '../../../workflows/contract/files';
import { ownAttachments } from './decision';
import type { ApiDeps, ApiInstance } from '../deps';
import { dispositionOf } from '../http/file-name';
import { takeKey } from '../http/idempotency';
import { UPLOAD_LIMIT_BYTES, readUpload } from '../http/uploads';
import {
  attachmentAnswer,
  attachmentsAnswer,
  notedAnswer,
  notesAnswer,
} from '../../../wire/cases/note-answers';
import { addressOf } from '../http/route-table';
import { attachmentParams, fileForm } from '../../../wire/params';
import { UPLOAD_CODES } from '../docs/route-codes';

function authorsOf(
  deps: ApiDeps,
  items: readonly { readonly by: string }[],
): Promise<Record<string, string>> {
  return namesOf(
    deps,
    items.map(({ by }) => by),
  );
}

function noteOf({ noteId, kind, text, attachmentIds, by, at }: NoteRow) {
  return { noteId, kind, text, attachmentIds: [...attachmentIds], by, at: at.toISOString() };
}

function attachmentOf(meta: AttachmentMeta) {
  const { attachmentId, fileName, mediaType, sizeBytes, sha256, by, at } = meta;
  return { attachmentId, fileName, mediaType, sizeBytes, sha256, by, at: at.toISOString() };
}

export function noteRoutes(api: ApiInstance, deps: ApiDeps): void {
  const tags = ['notes'];

  api.get(
    addressOf('listNotes'),
    {
      schema: {
        tags,
        summary: 'Notes of a case, oldest first',
        description:
          'What people wrote, and the reasons and messages that decisions were given with.',
        params: caseParams,
        response: { 200: notesAnswer },
      },
    },
    async (request) => {
      const row = await visibleCase(deps, staffOf(request), request.params.caseId);
      const items = (await deps.record.notes.list(row.caseId)).map(noteOf);
      return { items, people: await authorsOf(deps, items) };
    },
  );

  api.post(
    addressOf('addNote'),
    {
      // Its answer holds what was written, which is not kept a second time.
      config: { codes: ['FIELD_INVALID'] },
      schema: {
        tags,
        summary: 'Add a note',
        description:
          'For the desk alone: the merchant sees none. Files that are named have to be of this case. A ' +
          'note stays as it was written.',
        params: caseParams,
        body: noteBody,
        response: { 201: notedAnswer },
      },
    },
    async (request, reply) => {
      const staff = staffOf(request);
      const row = await visibleCase(deps, staff, request.params.caseId);
      const attachmentIds = request.body.attachmentIds ?? [];
      await ownAttachments(deps, row.caseId, attachmentIds, 'attachmentIds');
      const note = await deps.record.notes.add({
        caseId: row.caseId,
        kind: 'note',
        text: request.body.text,
        attachmentIds,
        by: staff.principalId,
      });
      return reply.code(201).send({ noteId: note.noteId, at: note.at.toISOString() });
    },
  );
  attachmentRoutes(api, deps);
}

function attachmentRoutes(api: ApiInstance, deps: ApiDeps): void {
  const tags = ['attachments'];

  api.get(
    addressOf('listAttachments'),
    {
      schema: {
        tags,
        summary: 'Attachments of a case, oldest first',
        description: 'Name, kind, size and hash of each file; its content is read apart.',
        params: caseParams,
        response: { 200: attachmentsAnswer },
      },
    },
    async (request) => {
      const row = await visibleCase(deps, staffOf(request), request.params.caseId);
      const items = (await deps.record.attachments.list(row.caseId)).map(attachmentOf);
      return { items, people: await authorsOf(deps, items) };
    },
  );

  api.post(
    addressOf('addAttachment'),
    {
      // The key is taken with the content of the file, below.
      config: {
        storeAnswer: false,
        ownBody: fileForm,
        codes: UPLOAD_CODES,
      },
      bodyLimit: UPLOAD_LIMIT_BYTES,
      schema: {
        tags,
        summary: `Add a file (multipart/form-data, one part \`file\`; ${FILE_KINDS_EN})`,
        description:
          'Its content tells the kind, its name is kept. Decisions and notes name it by the id that is ' +
          'answered.',
        consumes: ['multipart/form-data'],
        params: caseParams,
        response: { 201: attachmentAnswer },
      },
    },
    async (request, reply) => {
      const staff = staffOf(request);
      const row = await visibleCase(deps, staff, request.params.caseId);
      const { fileName, mediaType, content } = await readUpload(request);
      if (await takeKey(deps, request, reply, content)) return reply;
      const meta = await deps.record.attachments.add({
        caseId: row.caseId,
        fileName,
        mediaType,
        by: staff.principalId,
        content,
      });
      return reply.code(201).send(attachmentOf(meta));
    },
  );
  attachmentContentRoute(api, deps);
}

function attachmentContentRoute(api: ApiInstance, deps: ApiDeps): void {
  const tags = ['attachments'];

  api.get(
    addressOf('readAttachment'),
    {
      schema: {
        tags,
        summary: 'Content of a file; each reading stands in the ledger',
        description: 'As it was handed in, under its own name, to download.',
        params: attachmentParams,
        response: {
          200: {
            description: 'The file.',
            content: FILE_CONTENT,
          },
        },
      },
    },
    async (request, reply) => {
      const staff = staffOf(request);
      const row = await visibleCase(deps, staff, request.params.caseId);
      const found = await deps.record.attachments.read(row.caseId, request.params.attachmentId);
      if (!found) throw new ApiError('NOT_FOUND');
      await deps.record.ledger.audit({
        caseId: row.caseId,
        event: 'attachment-read',
        by: actorOf(staff),
        facts: { attachmentId: found.meta.attachmentId },
      });
      return reply
        .type(found.meta.mediaType)
        .header('content-disposition', dispositionOf(found.meta.fileName))
        .serializer((file: unknown) => file as string)
        .send(found.content);
    },
  );
}

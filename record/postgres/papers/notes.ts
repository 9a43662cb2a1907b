/** Words and files that people add to a case; both sealed. */
import { randomBytes } from 'node:crypto';
import { and, asc, count, eq, getTableColumns, or, sql } from 'drizzle-orm';
import { sha256Hex } from '../../../base/sha256';
import { seal, unseal, type SealPlace } from '../store/crypto';
import {
  RecordError,
  type AttachmentMeta,
  type AttachmentStore,
  type NoteRow,
  type NoteStore,
} from '../../port/desk-record';
import type { Paper } from '../../heads/commitments';
import { commitPaper, openerBy, plainColumns, type Opener } from '../cases/commitments';
import { guarded } from '../store/errors';
import { attachments, ledger, notes } from '../store/schema';
import { inTransaction, onlyRow, type Queries, type Store } from '../store/store';

export function notesPart(store: Store): NoteStore {
  return {
    add: (note) => addNote(store, note),
    list: (caseId) => guarded(() => listNotes(store, caseId)),
  };
}

export function attachmentsPart(store: Store): AttachmentStore {
  return {
    add: (input, limit) => guarded(() => addAttachment(store, input, limit)),
    list: (caseId) =>
      guarded(async () => {
        const rows = await store.db
          .select(META_COLUMNS)
          .from(attachments)
          .where(eq(attachments.caseId, caseId))
          .orderBy(asc(attachments.at), asc(attachments.attachmentId));
        return Promise.all(rows.map((row) => toMeta(store, row)));
      }),
    read: (caseId, attachmentId) => guarded(() => readAttachment(store, caseId, attachmentId)),
  };
}

function notePlace(caseId: string, noteId: string): SealPlace {
  return { caseId, table: 'notes', purpose: `text/${noteId}` };
}

async function addNote(store: Store, note: Parameters<NoteStore['add']>[0]): Promise<NoteRow> {
  const { text, noteId = `note_${randomBytes(12).toString('base64url')}`, ...row } = note;
  const sealedText = await store.keys.seal(store.db, notePlace(note.caseId, noteId), text);
  const { at } = await inTransaction(store, async (tx) => {
    const [added] = await tx
      .insert(notes)
      .values({ ...row, attachmentIds: [...row.attachmentIds], noteId, sealedText })
      .onConflictDoNothing()
      .returning();
    if (!added) {
      return onlyRow(await tx.select({ at: notes.at }).from(notes).where(eq(notes.noteId, noteId)));
    }
    const key = await store.keys.of(tx, note.caseId);
    await commitPaper(tx, key, await notePaper(added, openerBy(key)));
    return added;
  });
  return { ...note, noteId, at };
}

/** A note as it is committed to. */
export async function notePaper(row: typeof notes.$inferSelect, open: Opener): Promise<Paper> {
  const { caseId, noteId: id, sealedText } = row;
  const text = await open<string>(notePlace(caseId, id), sealedText);
  return { caseId, table: 'notes', id, content: { ...plainColumns(row), text } };
}

/** What was written with a decision is said once the decision stands in the ledger, which names it. */
const IS_SAID = or(
  eq(notes.kind, 'note'),
  sql`exists (
    select 1 from ${ledger}
    where ${ledger.caseId} = ${notes.caseId} and ${ledger.facts} ->> 'noteId' = ${notes.noteId})`,
);

async function listNotes(store: Store, caseId: string): Promise<readonly NoteRow[]> {
  const rows = await store.db
    .select()
    .from(notes)
    .where(and(eq(notes.caseId, caseId), IS_SAID))
    .orderBy(asc(notes.at), asc(notes.noteId));
  return Promise.all(
    rows.map(async ({ sealedText, ...row }) => ({
      ...row,
      text: await store.keys.unseal<string>(store.db, notePlace(caseId, row.noteId), sealedText),
    })),
  );
}

const { sealedContent: CONTENT_COLUMN, ...META_COLUMNS } = getTableColumns(attachments);
type MetaRow = Omit<typeof attachments.$inferSelect, 'sealedContent'>;
/** Columns by which a file is committed to; its content by the hash of how it lies, so that it need not be read. */
export const COMMITTED_FILE = {
  ...META_COLUMNS,
  sealedSha256: sql<string>`encode(sha256(${CONTENT_COLUMN}), 'hex')`,
};
interface SealedMeta {
  readonly fileName: string;
  readonly sha256: string;
}

function filePlace(caseId: string, attachmentId: string, part: 'meta' | 'content'): SealPlace {
  return { caseId, table: 'attachments', purpose: `${part}/${attachmentId}` };
}

async function toMeta(store: Store, { sealedMeta, ...row }: MetaRow): Promise<AttachmentMeta> {
  const place = filePlace(row.caseId, row.attachmentId, 'meta');
  return { ...row, ...(await store.keys.unseal<SealedMeta>(store.db, place, sealedMeta)) };
}

async function addAttachment(
  store: Store,
  { content, fileName, ...row }: Parameters<AttachmentStore['add']>[0],
  limit: number | undefined,
): Promise<AttachmentMeta> {
  const attachmentId = `a_${randomBytes(12).toString('base64url')}`;
  const { caseId } = row;
  const meta: SealedMeta = { fileName, sha256: sha256Hex(content) };
  const key = await store.keys.of(store.db, caseId);
  const values = {
    ...row,
    attachmentId,
    sizeBytes: content.length,
    sealedMeta: await store.keys.seal(store.db, filePlace(caseId, attachmentId, 'meta'), meta),
    sealedContent: seal(key, filePlace(caseId, attachmentId, 'content'), content),
  };
  const { at } = await inTransaction(store, async (tx) => {
    if (limit !== undefined) await demandRoom(tx, row, limit);
    const added = onlyRow(await tx.insert(attachments).values(values).returning(COMMITTED_FILE));
    await commitPaper(tx, key, await attachmentPaper(added, openerBy(key)));
    return added;
  });
  return { ...row, ...meta, attachmentId, sizeBytes: content.length, at };
}

/** A file as it is committed to. */
export async function attachmentPaper(
  row: MetaRow & { readonly sealedSha256: string },
  open: Opener,
): Promise<Paper> {
  const { caseId, attachmentId: id, sealedMeta } = row;
  const meta = await open<SealedMeta>(filePlace(caseId, id, 'meta'), sealedMeta);
  return { caseId, table: 'attachments', id, content: { ...plainColumns(row), ...meta } };
}

/** Counting and inserting for one person and case is one step, for every process. */
async function demandRoom(
  tx: Queries,
  { caseId, by }: Pick<AttachmentMeta, 'caseId' | 'by'>,
  limit: number,
): Promise<void> {
  const turn = `attachments of ${by} for ${caseId}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${turn}, 0))`);
  const own = and(eq(attachments.caseId, caseId), eq(attachments.by, by));
  const { taken } = onlyRow(await tx.select({ taken: count() }).from(attachments).where(own));
  if (taken < limit) return;
  throw new RecordError('TOO_MANY_ATTACHMENTS', 'As many files as allowed have been handed in.');
}

/** An attachment of another case is not found, whoever asks. */
async function readAttachment(
  store: Store,
  caseId: string,
  attachmentId: string,
): Promise<{ meta: AttachmentMeta; content: Buffer } | undefined> {
  const rows = await store.db
    .select({ ...META_COLUMNS, sealedContent: CONTENT_COLUMN })
    .from(attachments)
    .where(and(eq(attachments.caseId, caseId), eq(attachments.attachmentId, attachmentId)));
  if (!rows[0]) return undefined;
  const { sealedContent, ...row } = rows[0];
  const key = await store.keys.of(store.db, caseId);
  const content = unseal(key, filePlace(caseId, attachmentId, 'content'), sealedContent);
  return { meta: await toMeta(store, row), content };
}

/** Papers of cases as they lie in their tables now, each with the way to open it. */
import { inArray } from 'drizzle-orm';
import type { CaseId } from '../../../workflows/contract/identifiers';
import type { Paper } from '../../heads/commitments';
import { intentPaper } from '../effects/intents';
import { noticePaper } from '../effects/notices';
import { consentPaper, readConsents } from '../papers/consents';
import { attachmentPaper, COMMITTED_FILE, notePaper } from '../papers/notes';
import { attachments, consents, notes, revisions } from '../store/schema';
import { intents, notices } from '../store/schema-effects';
import type { Queries } from '../store/store';
import type { Opener } from './commitments';
import { revisionPaper } from './revisions';

export interface LyingPaper extends Omit<Paper, 'content'> {
  /** `KEY_WRONG` where something sealed is not what was sealed, `CASE_NOT_FOUND` where the key is gone. */
  open(open: Opener): Promise<Paper>;
}

type Reader = (tx: Queries, caseIds: CaseId[]) => Promise<readonly LyingPaper[]>;

const READERS: readonly Reader[] = [
  async (tx, caseIds) => {
    const rows = await tx.select().from(revisions).where(inArray(revisions.caseId, caseIds));
    return rows.map((row) => ({
      caseId: row.caseId,
      table: 'revisions',
      id: String(row.revision),
      open: (open) => revisionPaper(row, open),
    }));
  },
  async (tx, caseIds) => {
    const rows = await readConsents(tx, inArray(consents.caseId, caseIds));
    return rows.map((one) => ({
      caseId: one.row.caseId,
      table: 'consents',
      id: one.row.consentId,
      open: (open) => consentPaper(one, open),
    }));
  },
  async (tx, caseIds) => {
    const rows = await tx.select().from(notes).where(inArray(notes.caseId, caseIds));
    return rows.map((row) => ({
      caseId: row.caseId,
      table: 'notes',
      id: row.noteId,
      open: (open) => notePaper(row, open),
    }));
  },
  async (tx, caseIds) => {
    const own = inArray(attachments.caseId, caseIds);
    const rows = await tx.select(COMMITTED_FILE).from(attachments).where(own);
    return rows.map((row) => ({
      caseId: row.caseId,
      table: 'attachments',
      id: row.attachmentId,
      open: (open) => attachmentPaper(row, open),
    }));
  },
  async (tx, caseIds) => {
    const rows = await tx.select().from(notices).where(inArray(notices.caseId, caseIds));
    return rows.map((row) => ({
      caseId: row.caseId,
      table: 'notices',
      id: row.noticeId,
      open: (open) => noticePaper(row, open),
    }));
  },
  async (tx, caseIds) => {
    const rows = await tx.select().from(intents).where(inArray(intents.caseId, caseIds));
    return rows.map((row) => ({
      caseId: row.caseId,
      table: 'intents',
      id: row.key,
      open: (open) => intentPaper(row, open),
    }));
  },
];

export async function papersOf(
  tx: Queries,
  caseIds: readonly CaseId[],
): Promise<readonly LyingPaper[]> {
  const all: LyingPaper[] = [];
  for (const read of READERS) all.push(...(await read(tx, [...caseIds])));
  return all;
}

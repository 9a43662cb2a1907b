/** Immutable, sealed revisions of the personal data of a case. */
import { asc, desc, eq, and, sql } from 'drizzle-orm';
import type { CaseData } from '../../../workflows/contract/case-data';
import type { CaseId } from '../../../workflows/contract/identifiers';
import type { Paper } from '../../heads/commitments';
import { seal, type SealPlace } from '../store/crypto';
import { RecordError, type Revision, type RevisionStore } from '../../port/desk-record';
import { guarded } from '../store/errors';
import { cases, revisions } from '../store/schema';
import { commitPaper, openerBy, plainColumns, type Opener } from './commitments';
import { replaceTerms } from './search-terms';
import { inTransaction, onlyRow, type Queries, type Store } from '../store/store';

export function revisionsPart(store: Store): RevisionStore {
  return {
    add: (input) => addRevision(store, input),
    enterLost: (input) => enterLostRevision(store, input),
    read: (caseId, revision) => guarded(() => readRevision(store, caseId, revision)),
    inForce: (caseId, at) => guarded(() => revisionInForce(store, caseId, at)),
    authors: (caseId) =>
      guarded(async () => {
        const rows = await store.db
          .selectDistinct({ author: revisions.author })
          .from(revisions)
          .where(eq(revisions.caseId, caseId))
          .orderBy(asc(revisions.author));
        return rows.map((row) => row.author);
      }),
  };
}

function place(caseId: CaseId, revision: number): SealPlace {
  return { caseId, table: 'revisions', purpose: `data/${revision}` };
}

/** Writes one revision under the data key of its case. */
export async function writeRevision(
  tx: Queries,
  key: Buffer,
  row: { caseId: CaseId; revision: number; author: string; data: CaseData },
): Promise<void> {
  const { caseId, revision, author, data } = row;
  const plain = Buffer.from(JSON.stringify(data), 'utf8');
  const sealedData = seal(key, place(caseId, revision), plain);
  const written = await tx
    .insert(revisions)
    .values({ caseId, revision, author, sealedData })
    .returning();
  await commitPaper(tx, key, await revisionPaper(onlyRow(written), openerBy(key)));
}

/** A revision as it is committed to. */
export async function revisionPaper(
  row: typeof revisions.$inferSelect,
  open: Opener,
): Promise<Paper> {
  const { caseId, revision, sealedData } = row;
  const data = await open<CaseData>(place(caseId, revision), sealedData);
  return {
    caseId,
    table: 'revisions',
    id: String(revision),
    content: { ...plainColumns(row), data },
  };
}

async function addRevision(
  store: Store,
  input: Parameters<RevisionStore['add']>[0],
): Promise<number> {
  const { caseId, author, data } = input;
  return inTransaction(store, async (tx) => {
    const rows = await tx
      .select({ latest: cases.latestRevision, view: cases.view })
      .from(cases)
      .where(eq(cases.caseId, caseId))
      .for('update');
    const [row] = rows;
    if (row === undefined) {
      throw new RecordError('CASE_NOT_FOUND', 'There is no case with this id.');
    }
    const { latest, view } = row;
    if (latest !== input.expected) {
      throw new RecordError('STALE_REVISION', 'The case has a newer revision.', String(latest));
    }
    // Where a restore has lost revisions, the case has seen numbers that are not here any more.
    const revision = Math.max(latest, view.revision) + 1;
    await writeLatest(store, tx, { caseId, revision, author, data });
    return revision;
  });
}

async function enterLostRevision(
  store: Store,
  { caseId, author, data }: Parameters<RevisionStore['enterLost']>[0],
): Promise<number> {
  return inTransaction(store, async (tx) => {
    const [row] = await tx
      .select({ latest: cases.latestRevision, view: cases.view })
      .from(cases)
      .where(eq(cases.caseId, caseId))
      .for('update');
    if (row === undefined) throw new RecordError('CASE_NOT_FOUND', 'There is no such case.');
    const { revision } = row.view;
    if (row.latest >= revision) {
      throw new RecordError('STALE_REVISION', 'No revision is lost.', String(row.latest));
    }
    await writeLatest(store, tx, { caseId, revision, author, data });
    return revision;
  });
}

/** Writes a revision that is the latest from now on; the case can be found by it. */
async function writeLatest(
  store: Store,
  tx: Queries,
  row: Parameters<typeof writeRevision>[2],
): Promise<void> {
  const { caseId, revision, data } = row;
  await writeRevision(tx, await store.keys.of(tx, caseId), row);
  await replaceTerms(tx, store, caseId, data);
  await tx
    .update(cases)
    .set({ latestRevision: revision, changedAt: new Date() })
    .where(eq(cases.caseId, caseId));
}

/** What one row holds, under the data key of its case. */
export async function openRevision(
  { keys }: Store,
  db: Queries,
  { caseId, revision, sealedData }: typeof revisions.$inferSelect,
): Promise<CaseData> {
  return keys.unseal<CaseData>(db, place(caseId, revision), sealedData);
}

/** The latest revision, or the one that is wanted. `CASE_NOT_FOUND`, `REVISION_LOST`. */
export async function readRevision(
  store: Store,
  caseId: CaseId,
  wanted?: number,
): Promise<Revision> {
  const rows = await store.db
    .select()
    .from(revisions)
    .where(
      and(
        eq(revisions.caseId, caseId),
        wanted === undefined ? undefined : eq(revisions.revision, wanted),
      ),
    )
    .orderBy(desc(revisions.revision))
    .limit(1);
  const row = rows[0];
  if (!row) throw await noSuchRevision(store, caseId, wanted);
  const { revision, author, at } = row;
  const data = await openRevision(store, store.db, row);
  return { caseId, revision, author, at, data };
}

async function revisionInForce(store: Store, caseId: CaseId, at: Date): Promise<Revision> {
  const [found] = await store.db
    .select({
      revision: sql<number | null>`coalesce(
        max(${revisions.revision}) filter (where ${revisions.at} <= ${at.toISOString()}),
        min(${revisions.revision}))`,
    })
    .from(revisions)
    .where(eq(revisions.caseId, caseId));
  return readRevision(store, caseId, found?.revision ?? undefined);
}

/** A case whose later revisions a restore has lost still has its earlier ones. */
async function noSuchRevision(
  store: Store,
  caseId: CaseId,
  wanted: number | undefined,
): Promise<RecordError> {
  const [known] = await store.db
    .select({ view: cases.view })
    .from(cases)
    .where(eq(cases.caseId, caseId));
  const isLost = known !== undefined && wanted === known.view.revision;
  return isLost
    ? new RecordError('REVISION_LOST', 'The case stands on a revision that is lost.')
    : new RecordError('CASE_NOT_FOUND', 'There is no such case or revision.');
}

/** Immutable, sealed revisions of the personal data of a case, and the blind indexes of the latest. */
import { asc, desc, eq, and } from 'drizzle-orm';
import type { CaseData } from '../workflows/contract/case-data';
import type { CaseId } from '../workflows/contract/identifiers';
import {
  blindIndex,
  normalizeNumber,
  normalizePhone,
  seal,
  type BlindKind,
  type KeyRing,
  type SealPlace,
} from './crypto';
import { RecordError, type DeskRecord, type Revision } from './desk-record';
import { guarded } from './errors';
import { cases, caseTerms, revisions } from './schema';
import { inTransaction, type Queries, type Store } from './store';

type Part = Pick<DeskRecord, 'addRevision' | 'readRevision' | 'revisionAuthors'>;

export function revisionsPart(store: Store): Part {
  return {
    addRevision: (input) => addRevision(store, input),
    readRevision: (caseId, revision) => guarded(() => readRevision(store, caseId, revision)),
    revisionAuthors: (caseId) =>
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
  await tx.insert(revisions).values({ caseId, revision, author, sealedData });
}

/** What a case can be found by, normalized. */
function termsOf(data: CaseData): readonly (readonly [BlindKind, string])[] {
  const phones = [data.contact.phone, data.application?.phone];
  const serials = [...data.terminals, ...(data.application?.terminals ?? [])];
  const document = data.application?.document.number;
  return [
    ['merchant-number', normalizeNumber(data.contact.merchantNumber)] as const,
    ...phones.map((phone) => ['phone', normalizePhone(phone ?? '')] as const),
    ...serials.map((row) => ['serial', normalizeNumber(row.serialNumber)] as const),
    ['document-number', normalizeNumber(document ?? '')] as const,
  ].filter(([, value]) => value !== '');
}

/** Makes the case findable by its latest revision, and only by that. */
export async function replaceTerms(
  tx: Queries,
  ring: KeyRing,
  caseId: CaseId,
  data: CaseData,
): Promise<void> {
  await tx.delete(caseTerms).where(eq(caseTerms.caseId, caseId));
  const rows = termsOf(data).map(([kind, value]) => ({
    caseId,
    kind,
    termHash: blindIndex(ring, kind, value),
  }));
  await tx.insert(caseTerms).values(rows).onConflictDoNothing();
}

async function addRevision(
  store: Store,
  input: Parameters<DeskRecord['addRevision']>[0],
): Promise<number> {
  const { caseId, author, data } = input;
  return inTransaction(store, async (tx) => {
    const rows = await tx
      .select({ latest: cases.latestRevision })
      .from(cases)
      .where(eq(cases.caseId, caseId))
      .for('update');
    const latest = rows[0]?.latest;
    if (latest === undefined) {
      throw new RecordError('CASE_NOT_FOUND', 'There is no case with this id.');
    }
    if (latest !== input.expected) {
      throw new RecordError('STALE_REVISION', 'The case has a newer revision.', String(latest));
    }
    const revision = latest + 1;
    const key = await store.keys.of(tx, caseId);
    await writeRevision(tx, key, { caseId, revision, author, data });
    await replaceTerms(tx, store.ring, caseId, data);
    await tx
      .update(cases)
      .set({ latestRevision: revision, changedAt: new Date() })
      .where(eq(cases.caseId, caseId));
    return revision;
  });
}

async function readRevision(store: Store, caseId: CaseId, wanted?: number): Promise<Revision> {
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
  if (!row) throw new RecordError('CASE_NOT_FOUND', 'There is no such case or revision.');
  const { revision, author, at } = row;
  const data = await store.keys.unseal<CaseData>(store.db, place(caseId, revision), row.sealedData);
  return { caseId, revision, author, at, data };
}

/** Evidence packs: what the record has of a case, and packs, sealed under its key, until they are taken. */
import { and, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import { commitmentsIn, inForce, paperName } from '../../heads/commitments';
import {
  RecordError,
  type CaseEvidence,
  type OpenedPaper,
  type Terms,
} from '../../port/desk-record';
import { PACK_KEPT_MS, type PackStore } from '../../port/papers/packs';
import { saltOf, type Opener } from '../cases/commitments';
import { ledgerRows } from '../cases/ledger';
import { papersOf } from '../cases/papers-of-cases';
import type { SealPlace } from '../store/crypto';
import { guarded } from '../store/errors';
import { cases, consents, evidencePacks, terms } from '../store/schema';
import { inSnapshot, type Queries, type Store } from '../store/store';

const OLDEST = sql`now() - make_interval(secs => ${PACK_KEPT_MS / 1_000})`;

export function packsPart(store: Store): PackStore {
  return {
    gather: (caseId) => inSnapshot(store, (tx) => gather(store, tx, caseId)),
    keep: ({ packId, caseId, content }) =>
      guarded(async () => {
        await store.db.delete(evidencePacks).where(lt(evidencePacks.madeAt, OLDEST));
        const sealedContent = await store.keys.seal(store.db, place(caseId, packId), content);
        await store.db
          .insert(evidencePacks)
          .values({ packId, caseId, sealedContent })
          .onConflictDoNothing();
      }),
    read: (caseId, packId) =>
      guarded(async () => {
        const [row] = await store.db
          .select({ sealed: evidencePacks.sealedContent })
          .from(evidencePacks)
          .where(
            and(
              eq(evidencePacks.packId, packId),
              eq(evidencePacks.caseId, caseId),
              gt(evidencePacks.madeAt, OLDEST),
            ),
          );
        return row && store.keys.unseal<string>(store.db, place(caseId, packId), row.sealed);
      }),
  };
}

function place(caseId: string, packId: string): SealPlace {
  return { caseId, table: 'evidence_packs', purpose: `content/${packId}` };
}

async function gather(store: Store, tx: Queries, caseId: string): Promise<CaseEvidence> {
  const [found] = await tx
    .select({ view: cases.view, viewText: sql<string>`${cases.view}::text` })
    .from(cases)
    .where(eq(cases.caseId, caseId));
  if (!found) throw new RecordError('CASE_NOT_FOUND', 'There is no case with this id.');
  const rows = await ledgerRows(tx, caseId, 'whole');
  const commitments = inForce(commitmentsIn(rows));
  const open: Opener = (at, sealed) => store.keys.unseal(tx, at, sealed);
  const opened: (OpenedPaper & { readonly position: number })[] = [];
  for (const lying of await papersOf(tx, [caseId])) {
    const commitment = commitments.get(paperName(lying));
    const content = await unlessChanged(async () => (await lying.open(open)).content);
    if (content === undefined) continue;
    const salt = commitment && (await unlessChanged(() => saltOf(lying, commitment, open)));
    const { table, id } = lying;
    const position = commitment?.position ?? rows.length;
    opened.push({ table, id, content, position, ...(salt !== undefined && { salt }) });
  }
  const papers = opened
    .sort((a, b) => a.position - b.position)
    .map(({ position: _, ...paper }) => paper);
  return { ...found, rows, papers, terms: await namedTerms(tx, caseId) };
}

/** Undefined for what was sealed otherwise than it lies now; the commitment to it tells. */
async function unlessChanged<T>(open: () => Promise<T>): Promise<T | undefined> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof RecordError && error.code === 'KEY_WRONG') return undefined;
    throw error;
  }
}

/** Each text once, also where it reads the same in two languages. */
function namedTerms(tx: Queries, caseId: string): Promise<readonly Terms[]> {
  const named = tx
    .select({ hash: consents.termsHash })
    .from(consents)
    .where(eq(consents.caseId, caseId));
  return tx
    .selectDistinctOn([terms.kind, terms.version, terms.hash])
    .from(terms)
    .where(inArray(terms.hash, named))
    .orderBy(terms.kind, terms.version, terms.hash, terms.locale);
}

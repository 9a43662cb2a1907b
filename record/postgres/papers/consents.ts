// record/postgres/papers/: sealed papers of a case, and the terms that they name.
/** Terms in their versions, and the evidence that a merchant agreed to one of them. */
import { randomBytes } from 'node:crypto';
import { and, desc, eq, inArray, isNull, lte, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ConsentScope } from '../../../workflows/contract/case-data';
import { sha256Hex } from '../../../base/sha256';
import type { SealPlace } from '../store/crypto';
import {
  RecordError,
  type ConsentRow,
  type ConsentStore,
  type GivenConsent,
  type Terms,
  type TermsStore,
} from '../../port/desk-record';
import type { Paper } from '../../heads/commitments';
import { commitPaper, openerBy, plainColumns, type Opener } from '../cases/commitments';
import { guarded } from '../store/errors';
import { consents, ledger, terms } from '../store/schema';
import { inTransaction, onlyRow, type Queries, type Store } from '../store/store';

export function termsPart(store: Store): TermsStore {
  return {
    inForce: (at) => guarded(() => termsInForce(store, at)),
    publish: (published) => publishTerms(store, published),
  };
}

export function consentsPart(store: Store): ConsentStore {
  return {
    add: (row) => addConsent(store, row),
    read: (consentId) => guarded(() => readConsent(store, consentId)),
    list: (caseId) => guarded(() => listConsents(store, caseId)),
    bind: (consent, scope) => bindConsent(store, consent, scope),
    inForce: (caseId) => guarded(() => consentsInForce(store, caseId)),
  };
}

/** The latest version of each kind and language that was in force at the moment. */
async function termsInForce(store: Store, at: Date): Promise<readonly Terms[]> {
  return store.db
    .selectDistinctOn([terms.kind, terms.locale])
    .from(terms)
    .where(lte(terms.inForceFrom, at))
    .orderBy(terms.kind, terms.locale, desc(terms.inForceFrom), desc(terms.version));
}

/** Called twice: the first stands. A published version never changes: `BAD_REQUEST` for another text. */
async function publishTerms(store: Store, published: readonly Terms[]): Promise<void> {
  await inTransaction(store, async (tx) => {
    for (const entry of published) {
      if (sha256Hex(entry.text) !== entry.hash) {
        throw new RecordError('BAD_REQUEST', 'The hash of the terms is not that of their text.');
      }
      await tx.insert(terms).values(entry).onConflictDoNothing();
      const known = await tx
        .select({ hash: terms.hash })
        .from(terms)
        .where(
          and(
            eq(terms.kind, entry.kind),
            eq(terms.version, entry.version),
            eq(terms.locale, entry.locale),
          ),
        );
      if (onlyRow(known).hash !== entry.hash) {
        throw new RecordError(
          'BAD_REQUEST',
          'These terms were published with another text; give the new text a new version.',
          'version',
        );
      }
    }
  });
}

type Row = typeof consents.$inferSelect;
type SealedPart = 'evidence' | 'scope';

function place(part: SealedPart, caseId: string, consentId: string): SealPlace {
  return { caseId, table: 'consents', purpose: `${part}/${consentId}` };
}

async function addConsent(
  store: Store,
  input: Parameters<ConsentStore['add']>[0],
): Promise<ConsentRow> {
  const { evidence, ...row } = input;
  const consentId = `k_${randomBytes(12).toString('base64url')}`;
  // Also proves that there is such a case, whose key seals.
  const sealed = await store.keys.seal(
    store.db,
    place('evidence', row.caseId, consentId),
    evidence ?? '',
  );
  const values = { ...row, consentId, sealedEvidence: evidence === undefined ? null : sealed };
  const { at } = await inTransaction(store, async (tx) => {
    const added = onlyRow(await tx.insert(consents).values(values).returning());
    await commitConsent(store, tx, added);
    return added;
  });
  return { ...input, consentId, at };
}

async function commitConsent(store: Store, tx: Queries, row: Row): Promise<void> {
  const key = await store.keys.of(tx, row.caseId);
  const written = onlyRow(await readConsents(tx, eq(consents.consentId, row.consentId)));
  await commitPaper(tx, key, await consentPaper(written, openerBy(key)));
}

/** A consent as it is committed to, with the terms that were read. */
export async function consentPaper({ row, read }: ReadConsent, open: Opener): Promise<Paper> {
  const { consentId: id, caseId, sealedEvidence, sealedScope } = row;
  const opened = async (part: SealedPart, sealed: Buffer | null): Promise<object> =>
    sealed ? { [part]: await open<unknown>(place(part, caseId, id), sealed) } : {};
  const content = {
    ...plainColumns(row),
    ...(await opened('evidence', sealedEvidence)),
    ...(await opened('scope', sealedScope)),
    ...(read && { terms: plainColumns({ ...read }) }),
  };
  return { caseId, table: 'consents', id, content };
}

async function readConsent(store: Store, consentId: string): Promise<ConsentRow | undefined> {
  const [row] = await store.db.select().from(consents).where(eq(consents.consentId, consentId));
  return row && openConsent(store, row);
}

async function openConsent(
  store: Store,
  { sealedEvidence, sealedScope, ...row }: typeof consents.$inferSelect,
): Promise<ConsentRow> {
  const open = <T>(part: SealedPart, sealed: Buffer): Promise<T> =>
    store.keys.unseal<T>(store.db, place(part, row.caseId, row.consentId), sealed);
  return {
    ...row,
    ...(sealedEvidence ? { evidence: await open<string>('evidence', sealedEvidence) } : {}),
    ...(sealedScope ? { scope: await open<ConsentScope>('scope', sealedScope) } : {}),
  };
}

async function bindConsent(
  store: Store,
  { consentId, caseId }: Pick<ConsentRow, 'consentId' | 'caseId'>,
  scope: ConsentScope,
): Promise<void> {
  const sealedScope = await store.keys.seal(store.db, place('scope', caseId, consentId), scope);
  await inTransaction(store, async (tx) => {
    const [bound] = await tx
      .update(consents)
      .set({ sealedScope })
      .where(and(eq(consents.consentId, consentId), isNull(consents.sealedScope)))
      .returning();
    if (bound) await commitConsent(store, tx, bound);
  });
}

const factsForm = z.object({ consentId: z.string() });

async function listConsents(store: Store, caseId: string): Promise<readonly GivenConsent[]> {
  const named = await store.db
    .select({ facts: ledger.facts, event: ledger.event, by: ledger.byPrincipal, at: ledger.at })
    .from(ledger)
    .where(and(eq(ledger.caseId, caseId), sql`${ledger.facts} ? 'consentId'`))
    .orderBy(ledger.position);
  const rows = named.map(({ facts, ...row }) => ({ ...row, id: factsForm.parse(facts).consentId }));
  const isWithdrawal = ({ event }: { event: string }) => event === 'consent-withdrawn';
  const withdrawals = new Map(
    rows.filter(isWithdrawal).map(({ id, by, at }) => [id, { by, at }] as const),
  );
  const added = new Set(
    rows.filter(({ event }) => event === 'consent-extended').map(({ id }) => id),
  );
  const given = [...new Set(rows.filter((row) => !isWithdrawal(row)).map(({ id }) => id))];
  const found = await readConsents(
    store.db,
    and(eq(consents.caseId, caseId), inArray(consents.consentId, given)),
  );
  const opened = await Promise.all(
    found.map(async ({ row, read }) => {
      const withdrawn = withdrawals.get(row.consentId);
      const consent = await openConsent(store, row);
      const adds = added.has(row.consentId);
      return { ...consent, terms: read ?? undefined, adds, ...(withdrawn && { withdrawn }) };
    }),
  );
  return opened.sort((a, b) => given.indexOf(a.consentId) - given.indexOf(b.consentId));
}

/** A consent with the terms that were read. */
interface ReadConsent {
  readonly row: Row;
  readonly read: Terms | null;
}

/** Once each, also where the text reads the same in two languages. */
export async function readConsents(
  tx: Queries,
  which: SQL | undefined,
): Promise<readonly ReadConsent[]> {
  const isOfMerchant = sql`${terms.locale} = ${consents.locale}`;
  return (
    tx
      .selectDistinctOn([consents.consentId], { row: consents, read: terms })
      .from(consents)
      // The hash tells the language, too, where the merchant's own had no terms.
      .leftJoin(
        terms,
        and(
          eq(terms.kind, consents.kind),
          eq(terms.version, consents.termsVersion),
          eq(terms.hash, consents.termsHash),
        ),
      )
      .where(which)
      .orderBy(consents.consentId, desc(isOfMerchant), terms.inForceFrom, terms.locale)
  );
}

async function consentsInForce(store: Store, caseId: string): Promise<readonly string[]> {
  const rows = await store.db
    .select({ event: ledger.event, facts: ledger.facts })
    .from(ledger)
    .where(
      and(
        eq(ledger.caseId, caseId),
        inArray(ledger.event, ['consent-recorded', 'consent-extended']),
      ),
    )
    .orderBy(ledger.position);
  const last = rows.findLastIndex(({ event }) => event === 'consent-recorded');
  return rows.slice(Math.max(0, last)).map(({ facts }) => factsForm.parse(facts).consentId);
}

/** Makes hashes of an earlier form anew, case by case, each in a transaction of its own. */
import { and, desc, eq, lt, ne, sql, type SQL } from 'drizzle-orm';
import type { CaseData } from '../../../workflows/contract/case-data';
import type { CaseId } from '../../../workflows/contract/identifiers';
import { guarded, toRecordError, violatedConstraint } from '../store/errors';
import { openRevision } from './revisions';
import { attention, cases, caseTerminals, revisions } from '../store/schema';
import type { RenewedHashes, SearchHashStore } from '../../port/cases/search-hashes';
import { deviceOf, holdsDevice, replaceTerms, type Device } from './search-terms';
import { onlyRow, runTransaction, type Queries, type Store } from '../store/store';

export function searchHashesPart(store: Store): SearchHashStore {
  return {
    countBehind: () =>
      guarded(async () => {
        const { rows } = await store.db.execute<{ count: number }>(
          sql`select count(*)::int as count from (${behind(store)}) as behind`,
        );
        return onlyRow(rows).count;
      }),
    renew: (limit, after = '') => guarded(() => renew(store, limit, after)),
  };
}

/** Ids of the cases with hashes of an earlier form. */
function behind({ forms }: Store, after = ''): SQL {
  const { version } = forms;
  return sql`select case_id from case_terms where form < ${version} and case_id > ${after}
    union select case_id from case_terminals where form < ${version} and case_id > ${after}`;
}

async function renew(store: Store, limit: number, after: CaseId): Promise<RenewedHashes> {
  const { rows } = await store.db.execute<{ case_id: string }>(
    sql`${behind(store, after)} order by case_id limit ${limit}`,
  );
  let renewed = 0;
  for (const { case_id: caseId } of rows) {
    if (await renewCase(store, caseId)) renewed += 1;
  }
  const last = rows.at(-1)?.case_id;
  const isEnd = rows.length < limit || last === undefined;
  return { renewed, left: rows.length - renewed, ...(isEnd ? {} : { next: last }) };
}

/** False where it has to be tried again; a fault of the record itself is thrown. */
async function renewCase(store: Store, caseId: CaseId): Promise<boolean> {
  try {
    return await runTransaction(store, async (tx) => {
      const [free] = await tx
        .select({ caseId: cases.caseId })
        .from(cases)
        .where(eq(cases.caseId, caseId))
        .for('update', { skipLocked: true });
      if (free === undefined) return false;
      const known = await revisionsOf(store, tx, caseId);
      const [latest] = known;
      if (latest === undefined) return false;
      await replaceTerms(tx, store, caseId, latest);
      return await renewTerminals(store, tx, caseId, known);
    });
  } catch (error) {
    // Another case was quicker with a terminal; the next pass finds it there.
    if (violatedConstraint(error) !== undefined) return false;
    const { code } = toRecordError(error);
    if (code !== 'KEY_WRONG' && code !== 'CASE_NOT_FOUND') throw error;
    store.log.warn({ code, caseId }, 'the hashes of a case cannot be made anew');
    return false;
  }
}

/** The latest first: a terminal that a draft has left out stands in one before. */
async function revisionsOf(store: Store, tx: Queries, caseId: CaseId): Promise<CaseData[]> {
  const rows = await tx
    .select()
    .from(revisions)
    .where(eq(revisions.caseId, caseId))
    .orderBy(desc(revisions.revision));
  const opened: CaseData[] = [];
  for (const row of rows) opened.push(await openRevision(store, tx, row));
  return opened;
}

async function renewTerminals(
  store: Store,
  tx: Queries,
  caseId: CaseId,
  known: readonly CaseData[],
): Promise<boolean> {
  const rows = await tx
    .select({ terminalId: caseTerminals.terminalId, reserved: caseTerminals.reserved })
    .from(caseTerminals)
    .where(and(eq(caseTerminals.caseId, caseId), lt(caseTerminals.form, store.forms.version)));
  const terminals = known.flatMap((data) => data.terminals);
  let isWhole = true;
  for (const { terminalId, reserved } of rows) {
    const named = terminals.find((one) => one.terminalId === terminalId);
    // One that no revision names is in nobody's way: nothing asks for it by its serial number any more.
    const device = named && deviceOf(store, named.serialNumber);
    const isTaken = reserved && device !== undefined && (await isHeld(tx, caseId, device));
    const place = { caseId, code: 'TERMINAL_HAS_OPEN_CASE', subject: terminalId } as const;
    if (isTaken) {
      await tx.insert(attention).values(place).onConflictDoNothing();
      isWhole = false;
      continue;
    }
    await tx
      .update(caseTerminals)
      .set(device ?? { form: store.forms.version })
      .where(and(eq(caseTerminals.caseId, caseId), eq(caseTerminals.terminalId, terminalId)));
    await tx
      .delete(attention)
      .where(
        and(
          eq(attention.caseId, caseId),
          eq(attention.code, place.code),
          eq(attention.subject, terminalId),
        ),
      );
  }
  return isWhole;
}

/** Whether another case holds the same terminal. */
async function isHeld(tx: Queries, caseId: CaseId, device: Device): Promise<boolean> {
  const [other] = await tx
    .select({ caseId: caseTerminals.caseId })
    .from(caseTerminals)
    .where(and(holdsDevice([device]), caseTerminals.reserved, ne(caseTerminals.caseId, caseId)))
    .limit(1);
  return other !== undefined;
}

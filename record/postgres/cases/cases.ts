// record/postgres/cases/: a case, its revisions and ledger, and the lists in which it is found.
/** Making a case and reading one: the row that people see, and terminals taken for it. */
import { and, eq, ne, notInArray, or, sql } from 'drizzle-orm';
import type { CaseView } from '../../../workflows/contract/case-view';
import type { CaseId, PrincipalId } from '../../../workflows/contract/identifiers';
import { RecordError, type CaseRow, type CaseStore } from '../../port/desk-record';
import { guarded, toRecordError, violatedConstraint } from '../store/errors';
import { GENESIS_HASH } from '../../heads/ledger-hash';
import { writeRevision } from './revisions';
import { cases, caseTerminals } from '../store/schema';
import { deviceOf, holdsDevice, isSameDevice, replaceTerms, type Device } from './search-terms';
import { inTransaction, runTransaction, type Queries, type Store } from '../store/store';

/** Columns from which a CaseRow is made. */
export const CASE_COLUMNS = {
  caseId: cases.caseId,
  teamId: cases.teamId,
  view: cases.view,
  latestRevision: cases.latestRevision,
  assignee: cases.assignee,
  involved: cases.involved,
  openedAt: cases.openedAt,
  changedAt: cases.changedAt,
};
export interface CaseColumns {
  readonly caseId: CaseId;
  readonly teamId: string;
  readonly view: CaseView;
  readonly latestRevision: number;
  readonly assignee: PrincipalId | null;
  readonly involved: readonly PrincipalId[];
  readonly openedAt: Date;
  readonly changedAt: Date;
}

/** The row as it is now: a claim lapses by itself, with nothing written; none lapses in a held case. */
export function toCaseRow({ assignee, view, ...row }: CaseColumns): CaseRow {
  const { claim, ...unclaimed } = view;
  if (claim !== undefined && !view.held && Date.parse(claim.until) <= Date.now()) {
    return { ...row, view: unclaimed };
  }
  return assignee === null ? { ...row, view } : { ...row, view, assignee };
}

export function casesPart(
  store: Store,
): Pick<CaseStore, 'create' | 'read' | 'reserveTerminals' | 'findByTerminal'> {
  return {
    create: (input) => createCase(store, input),
    read: (caseId) => guarded(() => readCase(store, caseId)),
    reserveTerminals: (caseId, terminals) => reserveTerminals(store, caseId, terminals),
    findByTerminal: (serialNumber) =>
      guarded(async () => {
        const rows = await store.db
          .select({ caseId: caseTerminals.caseId })
          .from(caseTerminals)
          .where(and(holdsDevice([deviceOf(store, serialNumber)]), caseTerminals.reserved));
        return rows[0]?.caseId;
      }),
  };
}

async function createCase(store: Store, input: Parameters<CaseStore['create']>[0]): Promise<void> {
  const { caseId, view, data } = input;
  const terminals = data.terminals.map((terminal) => ({
    caseId,
    terminalId: terminal.terminalId,
    ...deviceOf(store, terminal.serialNumber),
  }));
  if (new Set(terminals.map((row) => row.serialHash.toString('hex'))).size < terminals.length) {
    throw new RecordError('DUPLICATE_TERMINAL', 'A case names the same terminal twice.');
  }
  await inTransaction(store, async (tx) => {
    const inserted = await tx
      .insert(cases)
      .values({
        caseId,
        teamId: input.teamId,
        view,
        status: view.status,
        reason: view.reason,
        openedAt: new Date(view.openedAt),
        latestRevision: 1,
        ledgerHash: GENESIS_HASH,
      })
      .onConflictDoNothing()
      .returning({ caseId: cases.caseId });
    if (inserted.length === 0) return;
    const key = await store.keys.create(tx, caseId);
    await writeRevision(tx, key, { caseId, revision: 1, author: input.author, data });
    await replaceTerms(tx, store, caseId, data);
    if (terminals.length > 0) await tx.insert(caseTerminals).values(terminals);
  });
}

/** Drafts too, so that a caller can follow its own opening; a refused opening is no case. */
async function readCase(store: Store, caseId: CaseId): Promise<CaseRow | undefined> {
  const rows = await store.db
    .select(CASE_COLUMNS)
    .from(cases)
    .where(and(eq(cases.caseId, caseId), ne(cases.stage, 'refused')));
  return rows[0] && toCaseRow(rows[0]);
}

const ONE_HOLDER: ReadonlySet<string> = new Set([
  'one_open_case_a_terminal',
  'one_open_case_a_former_terminal',
]);

type Reservation = Awaited<ReturnType<CaseStore['reserveTerminals']>>;
interface Wanted extends Device {
  readonly terminalId: string;
}

async function reserveTerminals(
  store: Store,
  caseId: CaseId,
  terminals: Parameters<CaseStore['reserveTerminals']>[1],
): Promise<Reservation> {
  // In one order for everybody, so that two cases never wait for each other.
  const wanted = terminals
    .map(({ terminalId, serialNumber }) => ({
      terminalId,
      ...deviceOf(store, serialNumber),
    }))
    .sort((a, b) => a.serialHash.compare(b.serialHash));
  if (wanted.some((row, index) => wanted[index + 1]?.serialHash.equals(row.serialHash))) {
    throw new RecordError('DUPLICATE_TERMINAL', 'A case names the same terminal twice.');
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runTransaction(store, (tx) => takeAll(tx, caseId, wanted));
    } catch (error) {
      // Another case was faster between our look and our insert: look again and name it.
      const lost = ONE_HOLDER.has(violatedConstraint(error) ?? '');
      if (!lost || attempt === 5) throw toRecordError(error);
    }
  }
}

async function takeAll(
  tx: Queries,
  caseId: CaseId,
  wanted: readonly Wanted[],
): Promise<Reservation> {
  const locked = await tx
    .select({ ended: cases.ended })
    .from(cases)
    .where(eq(cases.caseId, caseId))
    .for('update');
  const [row] = locked;
  if (!row) throw new RecordError('CASE_NOT_FOUND', 'There is no case with this id.');
  // Its end has let go of them; nothing would ever free them again.
  if (row.ended) throw new RecordError('CASE_ENDED', 'An ended case takes no terminals.');
  if (wanted.length > 0) {
    const held = await tx
      .select({
        serialHash: caseTerminals.serialHash,
        formerHash: caseTerminals.formerHash,
        caseId: caseTerminals.caseId,
      })
      .from(caseTerminals)
      .where(and(holdsDevice(wanted), caseTerminals.reserved, ne(caseTerminals.caseId, caseId)));
    const conflicts = held.flatMap((row) =>
      wanted
        .filter((mine) => isSameDevice(mine, row))
        .map(({ terminalId }) => ({ terminalId, otherCaseId: row.caseId })),
    );
    if (conflicts.length > 0) return { taken: false, conflicts };
  }
  await freeOthers(tx, caseId, wanted);
  for (const { terminalId, ...device } of wanted) {
    await tx
      .insert(caseTerminals)
      .values({ caseId, terminalId, ...device, reserved: true })
      .onConflictDoUpdate({
        target: [caseTerminals.caseId, caseTerminals.terminalId],
        set: { ...device, reserved: true },
      });
  }
  return { taken: true };
}

/** Frees what the case no longer names, and ids whose serial number was corrected. */
async function freeOthers(tx: Queries, caseId: CaseId, wanted: readonly Wanted[]): Promise<void> {
  const ids = wanted.map((row) => row.terminalId);
  const hashes = wanted.map((row) => row.serialHash);
  await tx
    .update(caseTerminals)
    .set({ reserved: false })
    .where(
      and(
        eq(caseTerminals.caseId, caseId),
        caseTerminals.reserved,
        ids.length === 0
          ? sql`true`
          : or(
              notInArray(caseTerminals.terminalId, ids),
              notInArray(caseTerminals.serialHash, hashes),
              swapped(wanted),
            ),
      ),
    );
}

/** Terminal ids of the case that carry another of the wanted serial numbers than before. */
function swapped(wanted: readonly Wanted[]): ReturnType<typeof or> {
  return or(
    ...wanted.map((row) =>
      and(
        eq(caseTerminals.terminalId, row.terminalId),
        ne(caseTerminals.serialHash, row.serialHash),
      ),
    ),
  );
}

/** Whether chains are what was written: that of one case, or of all cases page by page. Changes nothing. */
import { and, asc, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { CaseId } from '../../../workflows/contract/identifiers';
import type { BrokenLedger, LedgerFault } from '../../../workflows/contract/verification';
import {
  RecordError,
  type CheckedLedger,
  type CheckedLedgers,
  type LedgerStore,
} from '../../port/desk-record';
import { cases, ledger } from '../store/schema';
import { ledgerHeads, ledgerLeaves } from '../store/schema-heads';
import { type Opener } from './commitments';
import { AUDIT_RUN } from './ledger';
import { paperFault, takeInPapers } from './paper-check';
import { papersOf, type LyingPaper } from './papers-of-cases';
import { inSnapshot, type Queries, type Store } from '../store/store';
import { chainHash, contentHash, GENESIS_HASH } from '../../heads/ledger-hash';

/** Cases whose rows are held in memory together. */
const PAGE = 100;

export function checkingPart(
  store: Store,
): Pick<LedgerStore, 'verify' | 'verifyPage' | 'takeInPapers'> {
  return {
    takeInPapers: (caseIds) => takeInPapers(store, caseIds),
    verify: (caseId) =>
      inSnapshot(store, async (tx) => {
        const heads = await tx.select(HEAD).from(cases).where(eq(cases.caseId, caseId));
        if (!heads[0]) throw new RecordError('CASE_NOT_FOUND', 'There is no case with this id.');
        const { rows, broken } = await check(store, tx, heads);
        return {
          rows,
          ...(broken[0] ? { broken: broken[0] } : {}),
          ...(await coverOf(tx, caseId)),
        };
      }),
    verifyPage: (after) =>
      inSnapshot(store, async (tx) => {
        const heads = await tx
          .select(HEAD)
          .from(cases)
          .where(after === undefined ? undefined : gt(cases.caseId, after))
          .orderBy(asc(cases.caseId))
          .limit(PAGE);
        const next = heads.length === PAGE ? heads.at(-1)?.caseId : undefined;
        const page = await check(store, tx, heads);
        if (next !== undefined) return { ...page, next };
        const gone = await casesGone(tx);
        const caseIds = [...page.caseIds, ...gone.map(({ caseId }) => caseId)];
        return { caseIds, rows: page.rows, broken: [...page.broken, ...gone] };
      }),
  };
}

/** Columns that repeat the view, as `record_change` writes them. */
const REPEATS_VIEW = sql<boolean>`(${cases.stage} <> 'listed' or
  (status, parked, parked_since, overdue, reason, assignee, next_due_at, opened_at) is not distinct from
  (view ->> 'status', coalesce(jsonb_typeof(view -> 'parked') = 'object', false), view #>> '{parked,since}',
    coalesce((view ->> 'overdue')::boolean, false), view ->> 'reason', view #>> '{claim,by}',
    coalesce((view ->> 'nextDueAt')::timestamptz, 'infinity'), (view ->> 'openedAt')::timestamptz))`;

const HEAD = {
  caseId: cases.caseId,
  position: cases.ledgerPosition,
  hash: cases.ledgerHash,
  viewHash: sql<string>`encode(sha256(convert_to(${cases.view}::text, 'UTF8')), 'hex')`,
  repeatsView: REPEATS_VIEW,
  isListed: sql<boolean>`${cases.stage} = 'listed'`,
  latestRevision: cases.latestRevision,
};

/** Where the row of a case says that its chain ends. */
interface Head {
  readonly caseId: CaseId;
  readonly position: number;
  readonly hash: string;
  /** Of the case as pages show it. */
  readonly viewHash: string;
  /** Whether the columns that lists read say the same. */
  readonly repeatsView: boolean;
  /** Whether lists have it at all: from its opening on. */
  readonly isListed: boolean;
  readonly latestRevision: number;
}

async function check(store: Store, tx: Queries, heads: readonly Head[]): Promise<CheckedLedgers> {
  const caseIds = heads.map(({ caseId }) => caseId);
  const rows = await tx
    .select()
    .from(ledger)
    .where(inArray(ledger.caseId, caseIds))
    .orderBy(asc(ledger.caseId), asc(ledger.position));
  const contradicted = await againstHeads(tx, caseIds);
  const papers = await papersOf(tx, caseIds);
  const open: Opener = (place, sealed) => store.keys.unseal(tx, place, sealed);
  const broken: BrokenLedger[] = [];
  for (const head of heads) {
    const { caseId } = head;
    const isOwn = (one: { readonly caseId: CaseId }): boolean => one.caseId === caseId;
    const own = rows.filter(isOwn);
    const ownPapers = papers.filter(isOwn);
    const fault =
      faultIn(head, own) ??
      contradicted.find(isOwn) ??
      shownFault(head, own, ownPapers) ??
      (await paperFault(own, ownPapers, open));
    if (fault) broken.push({ ...fault, caseId });
  }
  return { caseIds, rows: rows.length, broken };
}

/** The first row of each of these cases that is another than a signed head has, or is not there. */
async function againstHeads(
  tx: Queries,
  caseIds: readonly CaseId[],
): Promise<readonly BrokenLedger[]> {
  const rows = await tx
    .select(FIRST_LEAF)
    .from(ledgerLeaves)
    .leftJoin(
      ledger,
      and(eq(ledger.caseId, ledgerLeaves.caseId), eq(ledger.position, ledgerLeaves.position)),
    )
    .where(
      and(
        inArray(ledgerLeaves.caseId, caseIds),
        sql`${ledger.hash} is distinct from ${ledgerLeaves.hash}`,
      ),
    )
    .groupBy(ledgerLeaves.caseId);
  return rows.map(byHead);
}

/** How far signed heads have a case. */
async function coverOf(
  tx: Queries,
  caseId: CaseId,
): Promise<Pick<CheckedLedger, 'covered' | 'uncoveredSince'>> {
  const [covered] = await tx
    .select({ head: ledgerHeads.number, at: ledgerHeads.at, position: ledgerLeaves.position })
    .from(ledgerLeaves)
    .innerJoin(ledgerHeads, eq(ledgerHeads.number, ledgerLeaves.number))
    .where(eq(ledgerLeaves.caseId, caseId))
    .orderBy(desc(ledgerLeaves.number))
    .limit(1);
  const [first] = await tx
    .select({ at: ledger.at })
    .from(ledger)
    .where(and(eq(ledger.caseId, caseId), gt(ledger.position, covered?.position ?? 0)))
    .orderBy(asc(ledger.position))
    .limit(1);
  return { ...(covered ? { covered } : {}), ...(first ? { uncoveredSince: first.at } : {}) };
}

/** Cases that a signed head has and that are not in the record any more. */
async function casesGone(tx: Queries): Promise<readonly BrokenLedger[]> {
  const rows = await tx
    .select(FIRST_LEAF)
    .from(ledgerLeaves)
    .leftJoin(cases, eq(cases.caseId, ledgerLeaves.caseId))
    .where(isNull(cases.caseId))
    .groupBy(ledgerLeaves.caseId);
  return rows.map(byHead);
}

const FIRST_LEAF = {
  caseId: ledgerLeaves.caseId,
  position: sql<number>`min(${ledgerLeaves.position})::int`,
};

function byHead(row: { readonly caseId: CaseId; readonly position: number }): BrokenLedger {
  return { ...row, check: 'head' };
}

type StoredRow = typeof ledger.$inferSelect;

/** The first row that does not fit; head and rows are of one moment. */
function faultIn(head: Head, rows: readonly StoredRow[]): LedgerFault | undefined {
  let previous = GENESIS_HASH;
  for (const [index, row] of rows.entries()) {
    const position = index + 1;
    if (row.position !== position) return { position, check: 'order' };
    const content = contentHash(row.caseId, row.runId, {
      ...row,
      by: { principalId: row.byPrincipal, role: row.byRole },
    });
    if (row.contentHash !== content) return { position, check: 'content' };
    if (row.hash !== chainHash(previous, position, content, row))
      return { position, check: 'order' };
    previous = row.hash;
  }
  const isWhole = head.position === rows.length && head.hash === previous;
  return isWhole ? undefined : { position: Math.min(head.position, rows.length) + 1, check: 'end' };
}

/** Whether pages show what the last change of the case has written, and its latest revision. */
function shownFault(
  { viewHash, repeatsView, isListed, latestRevision }: Head,
  rows: readonly StoredRow[],
  papers: readonly LyingPaper[],
): LedgerFault | undefined {
  const written = rows.findLast((row) => row.viewHash !== null);
  const position = written?.position ?? Math.max(1, rows.length);
  if (written && written.viewHash !== viewHash) return { position, check: 'view' };
  const isOpened = rows.some(({ runId }) => runId !== AUDIT_RUN);
  if (!repeatsView || isListed !== isOpened) return { position, check: 'view' };
  const revisions = papers.filter(({ table }) => table === 'revisions').map(({ id }) => Number(id));
  return Math.max(0, ...revisions) === latestRevision ? undefined : { position, check: 'revision' };
}

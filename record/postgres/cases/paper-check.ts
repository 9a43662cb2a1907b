/** Whether what lies beside a ledger is what its chain commits to. */
import { asc, eq, sql } from 'drizzle-orm';
import type { CaseId } from '../../../workflows/contract/identifiers';
import type { LedgerFault } from '../../../workflows/contract/verification';
import {
  commitmentsIn,
  inForce,
  PAPER_COMMITTED,
  paperName,
  PAPERS_TAKEN_IN,
  repeatedIn,
  type Commitment,
  type Paper,
} from '../../heads/commitments';
import { RecordError } from '../../port/desk-record';
import { ledger } from '../store/schema';
import { inTransaction, type Queries, type Store } from '../store/store';
import { BY_MACHINE, commitPaper, isCommittedTo, openerBy, type Opener } from './commitments';
import { appendRow, lockLedger } from './ledger';
import { papersOf, type LyingPaper } from './papers-of-cases';

type ChainEnd = Pick<typeof ledger.$inferSelect, 'position' | 'event' | 'facts'>;

/** Whether every paper has its commitment: from the first on, or since the others were taken in. */
function isComplete(rows: readonly ChainEnd[]): boolean {
  return rows[0]?.event === PAPER_COMMITTED || rows.some(({ event }) => event === PAPERS_TAKEN_IN);
}

/** The first paper of a case that is not what its chain, which is whole, commits to. */
export async function paperFault(
  rows: readonly ChainEnd[],
  papers: readonly LyingPaper[],
  open: Opener,
): Promise<LedgerFault | undefined> {
  const all = commitmentsIn(rows);
  const repeated = repeatedIn(all);
  if (repeated) {
    return { position: repeated.position, check: 'paper-changed', paper: paperName(repeated) };
  }
  const commitments = inForce(all);
  const lying = new Map(papers.map((paper) => [paperName(paper), paper]));
  for (const [key, commitment] of commitments) {
    const { position } = commitment;
    const paper = lying.get(key);
    if (paper === undefined) return { position, check: 'paper-gone', paper: key };
    if (!(await isAsCommitted(paper, commitment, open))) {
      return { position, check: 'paper-changed', paper: key };
    }
  }
  const added = isComplete(rows) && papers.find((paper) => !commitments.has(paperName(paper)));
  return added
    ? { position: rows.length, check: 'paper-added', paper: paperName(added) }
    : undefined;
}

/** True also where the key of the case is gone, and with it salt and content. */
async function isAsCommitted(
  paper: LyingPaper,
  commitment: Commitment,
  open: Opener,
): Promise<boolean> {
  try {
    return await isCommittedTo(await paper.open(open), commitment, open);
  } catch (error) {
    if (error instanceof RecordError && error.code === 'CASE_NOT_FOUND') return true;
    if (error instanceof RecordError && error.code === 'KEY_WRONG') return false;
    throw error;
  }
}

/** Cases of these whose papers are older than commitments, and have none. */
async function incomplete(tx: Queries, caseIds: readonly CaseId[]): Promise<readonly CaseId[]> {
  const { rows } = await tx.execute<{ caseId: CaseId }>(sql`select distinct case_id as "caseId"
    from ledger l where case_id = any(${sql.param([...caseIds])}::text[]) and not exists (
      select 1 from ledger k where k.case_id = l.case_id and (k.event = ${PAPERS_TAKEN_IN}
        or (k.position = 1 and k.event = ${PAPER_COMMITTED})))`);
  return rows.map(({ caseId }) => caseId);
}

/** See `LedgerStore.takeInPapers`. */
export async function takeInPapers(store: Store, caseIds: readonly CaseId[]): Promise<void> {
  for (const caseId of await incomplete(store.db, caseIds)) {
    await inTransaction(store, (tx) => takeIn(store, tx, caseId));
  }
}

async function takeIn(store: Store, tx: Queries, caseId: CaseId): Promise<void> {
  await lockLedger(tx, caseId);
  const rows = await tx
    .select()
    .from(ledger)
    .where(eq(ledger.caseId, caseId))
    .orderBy(asc(ledger.position));
  if (isComplete(rows)) return;
  const known = inForce(commitmentsIn(rows));
  const key = await store.keys.of(tx, caseId);
  let papers = 0;
  for (const lying of await papersOf(tx, [caseId])) {
    if (known.has(paperName(lying))) continue;
    const paper: Paper = await lying.open(openerBy(key));
    await commitPaper(tx, key, paper);
    papers += 1;
  }
  await appendRow(tx, { caseId, event: PAPERS_TAKEN_IN, by: BY_MACHINE, facts: { papers } });
}

/** Whether chains are what was written: that of one case, or of all cases page by page. Changes nothing. */
import { asc, eq, gt, inArray } from 'drizzle-orm';
import type { CaseId } from '../../../workflows/contract/identifiers';
import type { LedgerFault } from '../../../workflows/contract/verification';
import { RecordError, type CheckedLedgers, type LedgerStore } from '../../port/desk-record';
import { cases, ledger } from '../store/schema';
import { inSnapshot, type Queries, type Store } from '../store/store';
import { chainHash, contentHash, GENESIS_HASH } from './ledger-hash';

/** Cases whose rows are held in memory together. */
const PAGE = 100;

export function checkingPart(store: Store): Pick<LedgerStore, 'verify' | 'verifyPage'> {
  return {
    verify: (caseId) =>
      inSnapshot(store, async (tx) => {
        const heads = await tx.select(HEAD).from(cases).where(eq(cases.caseId, caseId));
        if (!heads[0]) throw new RecordError('CASE_NOT_FOUND', 'There is no case with this id.');
        const { rows, broken } = await check(tx, heads);
        return { rows, ...(broken[0] ? { broken: broken[0] } : {}) };
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
        return { ...(await check(tx, heads)), ...(next === undefined ? {} : { next }) };
      }),
  };
}

const HEAD = { caseId: cases.caseId, position: cases.ledgerPosition, hash: cases.ledgerHash };

/** Where the row of a case says that its chain ends. */
interface Head {
  readonly caseId: CaseId;
  readonly position: number;
  readonly hash: string;
}

async function check(tx: Queries, heads: readonly Head[]): Promise<CheckedLedgers> {
  const caseIds = heads.map(({ caseId }) => caseId);
  const rows = await tx
    .select()
    .from(ledger)
    .where(inArray(ledger.caseId, caseIds))
    .orderBy(asc(ledger.caseId), asc(ledger.position));
  const broken = heads.flatMap((head) => {
    const own = rows.filter(({ caseId }) => caseId === head.caseId);
    const fault = faultIn(head, own);
    return fault ? [{ caseId: head.caseId, ...fault }] : [];
  });
  return { caseIds, rows: rows.length, broken };
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
    if (row.hash !== chainHash(previous, position, content)) return { position, check: 'order' };
    previous = row.hash;
  }
  const isWhole = head.position === rows.length && head.hash === previous;
  return isWhole ? undefined : { position: Math.min(head.position, rows.length) + 1, check: 'end' };
}

/**
 * Proposals as rows of the ledger: there is no state beside it that could say something else. The list of
 * operators only points to the cases where to look.
 */
import { and, asc, eq } from 'drizzle-orm';
import { isErrorCode } from '../../../workflows/contract/errors';
import type { CaseId } from '../../../workflows/contract/identifiers';
import { RecordError, type LedgerRow } from '../../port/desk-record';
import { guarded } from '../store/errors';
import { appendRow, ledgerRows, lockLedger } from '../cases/ledger';
import type { Proposal, ProposalState, ProposalStore } from '../../port/operations/proposals';
import { attention } from '../store/schema';
import { inTransaction, type Queries, type Store } from '../store/store';

const PROPOSED = 'repair-proposed';
/** Events that change the state of a proposal; each names it by `proposal`. */
const STATES: Readonly<Record<string, ProposalState>> = {
  'repair-approved': 'approved',
  'repair-declined': 'declined',
  'repair-carried-out': 'carried-out',
  'repair-failed': 'failed',
};
const LIST_CODE = 'REPAIR_PROPOSED';

export function proposalsPart(store: Store): ProposalStore {
  return {
    propose: ({ caseId, by, repair, lapsesAt }) =>
      inTransaction(store, async (tx) => {
        const facts = { ...repair, lapsesAt: lapsesAt.toISOString() };
        const number = await appendRow(tx, { caseId, event: PROPOSED, by, facts });
        await tx
          .insert(attention)
          .values({ caseId, code: LIST_CODE, subject: subjectOf(number) })
          .onConflictDoNothing();
        return proposalIn(tx, caseId, number);
      }),
    get: (caseId, number) =>
      guarded(async () => {
        const rows = await ledgerRows(store.db, caseId);
        return proposalsOf(caseId, rows, new Date()).find((one) => one.number === number);
      }),
    waiting: (limit) => guarded(() => waiting(store, limit)),
    approve: (caseId, number, by) =>
      decide(store, caseId, number, async (tx, proposal) => {
        if (proposal.by.principalId === by.principalId) {
          throw new RecordError('FOUR_EYES', 'The proposer cannot approve.');
        }
        if (proposal.state === 'approved') return;
        refuseUnless(proposal, 'open');
        await appendRow(tx, { caseId, event: 'repair-approved', by, facts: { proposal: number } });
      }),
    decline: (caseId, number, by, noteId) =>
      decide(store, caseId, number, async (tx, proposal) => {
        refuseUnless(proposal, 'open');
        const facts = { proposal: number, noteId };
        await appendRow(tx, { caseId, event: 'repair-declined', by, facts });
        await unlist(tx, caseId, number);
      }),
    conclude: (caseId, number, by, code) =>
      decide(store, caseId, number, async (tx, proposal) => {
        if (proposal.state === 'carried-out' || proposal.state === 'failed') return;
        refuseUnless(proposal, 'approved');
        const event = code === undefined ? 'repair-carried-out' : 'repair-failed';
        const facts = { proposal: number, ...(code === undefined ? {} : { refusal: code }) };
        await appendRow(tx, { caseId, event, by, facts });
        await unlist(tx, caseId, number);
      }),
  };
}

function subjectOf(number: number): string {
  return `proposal-${number}`;
}

function refuseUnless(proposal: Proposal, state: ProposalState): void {
  if (proposal.state === state) return;
  throw new RecordError('PROPOSAL_CLOSED', `The proposal is ${proposal.state}.`);
}

async function proposalIn(tx: Queries, caseId: CaseId, number: number): Promise<Proposal> {
  const all = proposalsOf(caseId, await ledgerRows(tx, caseId), new Date());
  const proposal = all.find((one) => one.number === number);
  if (!proposal) throw new RecordError('NOT_FOUND', 'There is no such proposal in this case.');
  return proposal;
}

/** One step at a time: the ledger of the case is locked before its rows are read. */
function decide(
  store: Store,
  caseId: CaseId,
  number: number,
  step: (tx: Queries, proposal: Proposal) => Promise<void>,
): Promise<Proposal> {
  return inTransaction(store, async (tx) => {
    await lockLedger(tx, caseId);
    await step(tx, await proposalIn(tx, caseId, number));
    return proposalIn(tx, caseId, number);
  });
}

async function unlist(tx: Queries, caseId: CaseId, number: number): Promise<void> {
  await tx
    .delete(attention)
    .where(
      and(
        eq(attention.caseId, caseId),
        eq(attention.code, LIST_CODE),
        eq(attention.subject, subjectOf(number)),
      ),
    );
}

/** What has lapsed goes from the list here, where somebody looks. */
async function waiting(store: Store, limit: number): Promise<readonly Proposal[]> {
  const listed = await store.db
    .select({ caseId: attention.caseId, subject: attention.subject })
    .from(attention)
    .where(eq(attention.code, LIST_CODE))
    .orderBy(asc(attention.since))
    .limit(limit);
  const found: Proposal[] = [];
  for (const caseId of new Set(listed.map((row) => row.caseId))) {
    const all = proposalsOf(caseId, await ledgerRows(store.db, caseId), new Date());
    for (const proposal of all) {
      if (proposal.state === 'open' || proposal.state === 'approved') found.push(proposal);
      else if (
        listed.some((row) => row.caseId === caseId && row.subject === subjectOf(proposal.number))
      )
        await unlist(store.db, caseId, proposal.number);
    }
  }
  return found.sort((a, b) => a.at.localeCompare(b.at));
}

/** The proposals in the ledger of a case, oldest first. */
function proposalsOf(caseId: CaseId, rows: readonly LedgerRow[], now: Date): readonly Proposal[] {
  return rows
    .filter(({ event }) => event === PROPOSED)
    .map((row) => proposalOf(caseId, row, rows, now));
}

function proposalOf(
  caseId: CaseId,
  { position, by, at, facts }: LedgerRow,
  rows: readonly LedgerRow[],
  now: Date,
): Proposal {
  const { lapsesAt, repair, ...parts } = facts;
  const about = rows.filter((row) => row.facts['proposal'] === position && row.event in STATES);
  const decision = about[0];
  const end = about.at(-1);
  const lapsed = Date.parse(String(lapsesAt)) <= now.getTime();
  const refusal = end?.facts['refusal'];
  return {
    caseId,
    number: position,
    by,
    at,
    lapsesAt: String(lapsesAt),
    repair: { ...parts, repair: String(repair) },
    state: (end && STATES[end.event]) ?? (lapsed ? 'lapsed' : 'open'),
    ...(decision && { decidedBy: decision.by, decidedAt: decision.at }),
    ...(isErrorCode(refusal) && { code: refusal }),
  };
}

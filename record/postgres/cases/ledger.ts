/** The ledger: what happened in a case, as a hash chain, written together with the view. */
import { and, asc, eq, notInArray, sql } from 'drizzle-orm';
import type { CaseId } from '../../../workflows/contract/identifiers';
import type { CaseChange, LedgerEntry } from '../../../workflows/contract/ports';
import {
  RecordError,
  type CaseStore,
  type LedgerRow,
  type LedgerStore,
} from '../../port/desk-record';
import { guarded } from '../store/errors';
import { BESIDE_STORY } from '../../heads/commitments';
import { chainHash, contentHash, LEDGER_FORM } from '../../heads/ledger-hash';
import { cases, ledger } from '../store/schema';
import { inTransaction, onlyRow, type Queries, type Store } from '../store/store';

/** Run id of rows that no workflow wrote. */
export const AUDIT_RUN = 'audit';
/** Number of the row `history-reset` in its run; workflows count from 0 or 1. */
export const RESET_SEQUENCE = -1;
const OPEN_ATTEMPTS = 5;

export function changingPart(store: Store): Pick<CaseStore, 'open' | 'change'> {
  return {
    open: (change) => guarded(() => openCase(store, change)),
    change: (change) => guarded(() => recordChange(store, change)),
  };
}

export function ledgerPart(store: Store): Pick<LedgerStore, 'read' | 'audit'> {
  return {
    read: (caseId, what) => guarded(() => ledgerRows(store.db, caseId, what)),
    audit: (entry) => appendAudit(store, entry),
  };
}

/** Why a change begins with a row that says what it supersedes. */
interface Superseding {
  readonly event: 'history-reset' | 'task-repeated';
  readonly supersededRun: string;
  /** First number that is decided otherwise now. */
  readonly fromSequence?: number;
}

/** One round trip: the function of the migration does everything under the lock of the case. */
async function callFunction(
  store: Store,
  name: 'record_change' | 'open_case',
  change: CaseChange,
  superseding?: Superseding,
): Promise<string> {
  const { caseId, runId } = change;
  const first = change.entries[0];
  const reset: LedgerEntry[] = [];
  if (superseding) {
    const { event, ...facts } = superseding;
    reset.push({
      sequence: RESET_SEQUENCE,
      at: first?.at ?? change.view.statusSince,
      event,
      by: { principalId: 'system', role: 'system' },
      facts,
    });
  }
  const entries = [...reset, ...change.entries].map((entry) => ({
    sequence: entry.sequence,
    at: entry.at,
    event: entry.event,
    principal: entry.by.principalId,
    role: entry.by.role,
    facts: entry.facts,
    hash: contentHash(caseId, runId, entry),
  }));
  const result = await store.pool.query<{ answer: string }>({
    name,
    text: `select ${name}($1, $2, $3, $4, $5, $6, $7, $8, $9) as answer`,
    values: [
      caseId,
      runId,
      JSON.stringify(entries),
      JSON.stringify(change.view),
      JSON.stringify(change.notices),
      change.freeTerminals,
      superseding?.supersededRun ?? null,
      change.task.historyLength,
      change.task.atMs,
    ],
  });
  const { answer } = onlyRow(result.rows);
  const again = nextCall(change, answer);
  return again ? callFunction(store, name, again.change, again.superseding) : answer;
}

/**
 * What the answer asks to be called again with: `reset:<run>`, a row about that run has to come first;
 * `heir:<run>`, rows of this run go on under another name; `lost:<sequence>:<run>:<heir>`, the rows
 * from that number on come from a task that was lost, and go on as the heir's.
 */
function nextCall(
  change: CaseChange,
  answer: string,
): { readonly change: CaseChange; readonly superseding?: Superseding } | undefined {
  const [kind = '', ...parts] = answer.split(':');
  const [first = '', supersededRun = '', heir = ''] = parts;
  switch (kind) {
    case 'reset':
      return { change, superseding: { event: 'history-reset', supersededRun: first } };
    case 'heir':
      return { change: { ...change, runId: first } };
    case 'lost': {
      const fromSequence = Number(first);
      const entries = change.entries.filter(({ sequence }) => sequence >= fromSequence);
      return {
        change: { ...change, runId: heir, entries },
        superseding: { event: 'task-repeated', supersededRun, fromSequence },
      };
    }
    default:
      return undefined;
  }
}

async function recordChange(store: Store, change: CaseChange): Promise<void> {
  await callFunction(store, 'record_change', change);
}

async function openCase(store: Store, change: CaseChange): Promise<void> {
  for (let attempt = 1; attempt <= OPEN_ATTEMPTS; attempt += 1) {
    const answer = await callFunction(store, 'open_case', change);
    if (answer === 'ok') return;
    if (answer.startsWith('conflict:')) {
      throw new RecordError(
        'TERMINAL_HAS_OPEN_CASE',
        'A terminal of the case has an open case.',
        answer.slice('conflict:'.length),
      );
    }
  }
  throw new RecordError('RECORD_UNAVAILABLE', 'The terminals change hands too fast.');
}

/** Rows of a case in their order, also within a transaction; see `LedgerStore.read`. */
export async function ledgerRows(
  db: Queries,
  caseId: CaseId,
  what: 'story' | 'whole' = 'story',
): Promise<readonly LedgerRow[]> {
  const isAsked = what === 'whole' ? undefined : notInArray(ledger.event, [...BESIDE_STORY]);
  const rows = await db
    .select()
    .from(ledger)
    .where(and(eq(ledger.caseId, caseId), isAsked))
    .orderBy(asc(ledger.position));
  return rows.map((row) => ({
    position: row.position,
    runId: row.runId,
    sequence: row.sequence,
    at: row.at,
    event: row.event,
    by: { principalId: row.byPrincipal, role: row.byRole },
    facts: row.facts,
    content: row.contentHash,
    hash: row.hash,
    form: row.form,
    ...(row.viewHash === null ? {} : { viewHash: row.viewHash }),
  }));
}

async function appendAudit(store: Store, entry: AuditEntry): Promise<void> {
  await inTransaction(store, (tx) => appendRow(tx, entry));
}

/** A row of the ledger that no workflow writes. */
export type AuditEntry = Parameters<LedgerStore['audit']>[0];

function isBesideStory(event: string): boolean {
  return BESIDE_STORY.some((one) => one === event);
}

/** Takes the lock of the case, under which its chain grows, and answers with the end of the chain. */
export async function lockLedger(
  tx: Queries,
  caseId: CaseId,
): Promise<{ readonly position: number; readonly hash: string }> {
  const heads = await tx
    .select({ position: cases.ledgerPosition, hash: cases.ledgerHash })
    .from(cases)
    .where(eq(cases.caseId, caseId))
    .for('update');
  const head = heads[0];
  if (!head) throw new RecordError('CASE_NOT_FOUND', 'There is no case with this id.');
  return head;
}

/** Appends a row to the chain within a transaction, under the lock of the case; its position. */
export async function appendRow(
  tx: Queries,
  { caseId, event, by, facts }: AuditEntry,
): Promise<number> {
  const head = await lockLedger(tx, caseId);
  const position = head.position + 1;
  const at = new Date().toISOString();
  const content = contentHash(caseId, AUDIT_RUN, { sequence: position, at, event, by, facts });
  const form = LEDGER_FORM;
  const hash = chainHash(head.hash, position, content, { form });
  await tx.insert(ledger).values({
    caseId,
    position,
    runId: AUDIT_RUN,
    sequence: position,
    at,
    event,
    byPrincipal: by.principalId,
    byRole: by.role,
    facts,
    contentHash: content,
    hash,
    form,
  });
  await tx
    .update(cases)
    .set({
      ledgerPosition: position,
      ledgerHash: hash,
      // A commitment is no news of the case: lists go on to sort it by what has happened.
      ...(isBesideStory(event) ? {} : { changedAt: sql`now()` }),
    })
    .where(eq(cases.caseId, caseId));
  return position;
}

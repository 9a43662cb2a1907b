/** Commits papers to the chain of their case: each in the transaction that writes it, with a salt under the case's key. */
import { randomBytes } from 'node:crypto';
import { and, desc, eq, sql } from 'drizzle-orm';
import {
  commitmentsIn,
  commitmentTo,
  PAPER_COMMITTED,
  type CommitmentFacts,
  type Paper,
} from '../../heads/commitments';
import { withoutLinkTokens } from '../../../workflows/contract/notices';
import { seal, unseal, type SealPlace } from '../store/crypto';
import { ledger } from '../store/schema';
import type { Queries } from '../store/store';
import { appendRow, lockLedger } from './ledger';

const SALT_BYTES = 32;
/** Who writes rows that nobody decides. */
export const BY_MACHINE = { principalId: 'system', role: 'system' } as const;

/** How a sealed column is opened. */
export type Opener = <T>(place: SealPlace, sealed: Buffer) => Promise<T>;

/** Opens by a key that is at hand. */
export function openerBy(key: Buffer): Opener {
  return <T>(place: SealPlace, sealed: Buffer) =>
    Promise.resolve(JSON.parse(unseal(key, place, sealed).toString('utf8')) as T);
}

/** Columns as they are committed to: moments in RFC 3339; bytes, what is empty and the case left out. */
export function plainColumns(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept = Object.entries(row).filter(
    ([name, value]) => name !== 'caseId' && value !== null && !Buffer.isBuffer(value),
  );
  return Object.fromEntries(
    kept.map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]),
  );
}

/** What leaves the desk, as it is committed to: a pack discloses it, and a link in it may still open a case. */
export function withoutLinks(sent: object): Record<string, unknown> {
  const texts = Object.entries<unknown>({ ...sent });
  return Object.fromEntries(
    texts.map(([name, value]) => [
      name,
      typeof value === 'string' ? withoutLinkTokens(value) : value,
    ]),
  );
}

function saltPlace({ caseId, table, id }: Omit<Paper, 'content'>): SealPlace {
  return { caseId, table: 'ledger', purpose: `salt/${table}/${id}` };
}

/** Commits a paper; `key` is that of its case. */
export async function commitPaper(tx: Queries, key: Buffer, paper: Paper): Promise<void> {
  const { caseId, table, id } = paper;
  const salt = randomBytes(SALT_BYTES).toString('base64');
  const sealedSalt = seal(key, saltPlace(paper), Buffer.from(JSON.stringify(salt), 'utf8'));
  const facts: CommitmentFacts = {
    table,
    id,
    commitment: commitmentTo(paper, salt),
    sealedSalt: sealedSalt.toString('base64'),
  };
  await appendRow(tx, { caseId, event: PAPER_COMMITTED, by: BY_MACHINE, facts: { ...facts } });
}

/** Commits a paper that may say what it said before; then nothing is written. */
export async function commitChange(tx: Queries, key: Buffer, paper: Paper): Promise<void> {
  await lockLedger(tx, paper.caseId);
  const last = await tx
    .select({ position: ledger.position, event: ledger.event, facts: ledger.facts })
    .from(ledger)
    .where(
      and(
        eq(ledger.caseId, paper.caseId),
        eq(ledger.event, PAPER_COMMITTED),
        sql`${ledger.facts} ->> 'table' = ${paper.table} and ${ledger.facts} ->> 'id' = ${paper.id}`,
      ),
    )
    .orderBy(desc(ledger.position))
    .limit(1);
  const [said] = commitmentsIn(last);
  const isSame = said && (await isCommittedTo(paper, said, openerBy(key)));
  if (!isSame) await commitPaper(tx, key, paper);
}

/** Whether a commitment is the one to this paper. `KEY_WRONG` where its salt does not open. */
export async function isCommittedTo(
  paper: Paper,
  said: CommitmentFacts,
  open: Opener,
): Promise<boolean> {
  return commitmentTo(paper, await saltOf(paper, said, open)) === said.commitment;
}

/** The salt of a commitment to a paper; see `isCommittedTo`. */
export function saltOf(
  paper: Omit<Paper, 'content'>,
  { sealedSalt }: CommitmentFacts,
  open: Opener,
): Promise<string> {
  return open<string>(saltPlace(paper), Buffer.from(sealedSalt, 'base64'));
}

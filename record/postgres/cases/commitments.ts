/** Commits papers to the chain of their case: each in the transaction that writes it, with a salt under the case's key. */
import { randomBytes } from 'node:crypto';
import { and, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { commitmentTo, PAPER_COMMITTED, type Paper } from '../../heads/commitments';
import { seal, unseal, type SealPlace } from '../store/crypto';
import { ledger } from '../store/schema';
import type { Queries } from '../store/store';
import { appendRow, lockLedger } from './ledger';

const SALT_BYTES = 32;
/** Who writes rows that nobody decides. */
export const BY_MACHINE = { principalId: 'system', role: 'system' } as const;

/** What the row of a commitment says; `sealedSalt` is base64 of the salt under the key of the case. */
export const commitmentFacts = z.object({
  table: z.string(),
  id: z.string(),
  commitment: z.string(),
  sealedSalt: z.string(),
});
export type CommitmentFacts = z.output<typeof commitmentFacts>;

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

export function saltPlace({ caseId, table, id }: Omit<Paper, 'content'>): SealPlace {
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
  const [last] = await tx
    .select({ facts: ledger.facts })
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
  const isSame =
    last && (await isCommittedTo(paper, commitmentFacts.parse(last.facts), openerBy(key)));
  if (!isSame) await commitPaper(tx, key, paper);
}

/** Whether a commitment is the one to this paper. `KEY_WRONG` where its salt does not open. */
export async function isCommittedTo(
  paper: Paper,
  { commitment, sealedSalt }: CommitmentFacts,
  open: Opener,
): Promise<boolean> {
  const salt = await open<string>(saltPlace(paper), Buffer.from(sealedSalt, 'base64'));
  return commitmentTo(paper, salt) === commitment;
}

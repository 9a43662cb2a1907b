/** Tables of the signed heads: what was signed, and where the chain of each case ended under each of them. */
import { index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { HeadCheck } from '../../../workflows/contract/verification';
import type { HeadWay, LedgerHead } from '../../port/cases/heads';
import { moment } from './schema-columns';

/** One row a head. What it says is signed; a row that was changed no longer fits its signature. */
export const ledgerHeads = pgTable('ledger_heads', {
  number: integer().primaryKey(),
  at: moment('at').notNull(),
  head: jsonb().$type<LedgerHead>().notNull(),
  keyId: text('key_id').notNull(),
  signature: text().notNull(),
  /** By which ways it has left the building. */
  leftBy: jsonb('left_by').$type<readonly HeadWay[]>().notNull().default([]),
  /** What the last verification found wrong with it. */
  fault: text().$type<HeadCheck>(),
});

/** Leaves that a head was the first to have; under a head stands the newest of each case up to its number. */
export const ledgerLeaves = pgTable(
  'ledger_leaves',
  {
    caseId: text('case_id').notNull(),
    number: integer().notNull(),
    position: integer().notNull(),
    hash: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.number] }),
    index('ledger_leaves_number').on(t.number),
  ],
);

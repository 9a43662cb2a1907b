/** Shapes of what operators ask for the upkeep of the desk. */
import { z } from 'zod';
import { caseIdSchema } from '../cases/case-requests';
import { shown } from '../shown';

/** Name of a deployment of the worker, or of one of its builds. */
export const buildName = z.string().min(1).max(200);

/** Most rows, and most heads, whose hashes are read at once. */
export const MOST_HASHES = 500;
const placeInOrder = z.int().min(1).max(1_000_000_000);

export const ledgerRowsBody = shown(
  z.object({
    rows: z
      .array(
        z.object({
          caseId: caseIdSchema,
          position: placeInOrder.describe('Position of the row in its ledger.'),
        }),
      )
      .max(MOST_HASHES)
      .describe('Rows by case and position, as signed heads name them.'),
    heads: z.array(placeInOrder).max(MOST_HASHES).default([]).describe('Numbers of signed heads.'),
  }),
  { rows: [{ caseId: 'UC-7Q4M2K9T1B', position: 12 }], heads: [3] },
);

/** Id of a run over the whole desk: a comparison, or a verification of the ledger. */
export const runId = z.string().max(120);

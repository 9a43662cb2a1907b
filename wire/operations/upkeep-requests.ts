/** Shapes of what operators ask for the upkeep of the desk. */
import { z } from 'zod';
import { caseIdSchema } from '../cases/case-requests';
import { shown } from '../shown';

/** Name of a deployment of the worker, or of one of its builds. */
export const buildName = z.string().min(1).max(200);

/** Most rows whose hashes are read at once. */
export const MOST_LEDGER_ROWS = 500;

export const ledgerRowsBody = shown(
  z.object({
    rows: z
      .array(
        z.object({
          caseId: caseIdSchema,
          position: z
            .int()
            .min(1)
            .max(1_000_000_000)
            .describe('Position of the row in its ledger.'),
        }),
      )
      .min(1)
      .max(MOST_LEDGER_ROWS)
      .describe('Rows by case and position, as signed heads name them.'),
  }),
  { rows: [{ caseId: 'UC-7Q4M2K9T1B', position: 12 }] },
);

/** Id of a run over the whole desk: a comparison, or a verification of the ledger. */
export const runId = z.string().max(120);

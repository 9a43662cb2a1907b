/** What the API answers about the ledger as a proof: whether it is what was written, of a case and of all. */
import { z } from 'zod';
import { LEDGER_CHECKS } from '../../workflows/contract/verification';
import { sweepRun } from './upkeep-answers';
import { type Sent, moment } from '../values';

const fault = {
  position: z.int().describe('The first row that does not fit, by its position in the ledger.'),
  check: z
    .enum(LEDGER_CHECKS)
    .describe(
      'Which check found it. `content`: the row says something else than was written. `order`: it does not ' +
        'follow the row before. `end`: the chain ends elsewhere than the case says.',
    ),
};

export const caseLedgerAnswer = z
  .object({
    caseId: z.string(),
    rows: z.int().describe('Rows of the ledger of the case.'),
    checkedAt: moment.describe('When the chain was computed anew.'),
    broken: z
      .object(fault)
      .optional()
      .describe('Where the ledger is not what was written; absent where it is whole.'),
  })
  .meta({ id: 'CaseLedger', description: 'Whether the ledger of a case is what was written.' });

export const verificationAnswer = z
  .object({
    ...sweepRun,
    report: z
      .object({
        cases: z.int().describe('Cases whose chain was computed anew.'),
        rows: z.int().describe('Rows of these chains.'),
        brokenCases: z.int().describe('How many chains are not what was written.'),
        broken: z
          .array(z.object({ caseId: z.string(), ...fault }))
          .describe('The first 200; the list of what needs attention has all.'),
      })
      .optional(),
  })
  .meta({
    id: 'Verification',
    description: 'A run over the ledger of every case, while Temporal keeps its history.',
  });

export type CaseLedger = Sent<z.output<typeof caseLedgerAnswer>>;
export type Verification = Sent<z.output<typeof verificationAnswer>>;

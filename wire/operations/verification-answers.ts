/** What the API answers about the ledger as a proof: whether it is what was written, of a case and of all. */
import { z } from 'zod';
import { HEAD_FORMAT, LEDGER_CHECKS } from '../../workflows/contract/verification';
import { sweepRun } from './upkeep-answers';
import { type Sent, moment } from '../values';

const fault = {
  position: z.int().describe('The first row that does not fit, by its position in the ledger.'),
  check: z
    .enum(LEDGER_CHECKS)
    .describe(
      'Which check found it. `content`: the row says something else than was written. `order`: it does not ' +
        'follow the row before. `end`: the chain ends elsewhere than the case says. `head`: a signed head has another row ' +
        'there. `view`: pages or lists show the case otherwise than its last change has it. `revision`: the latest ' +
        'revision is another than the case says. `paper-changed`, `paper-gone`, `paper-added`: what lies beside the ' +
        'ledger is not what it commits to.',
    ),
  paper: z
    .string()
    .optional()
    .describe('Table and id of the paper, where one is not what the ledger commits to.'),
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
    covered: z
      .object({
        head: z.int().describe('Number of the last signed head that has the case.'),
        at: moment.describe('When it was signed.'),
        position: z.int().describe('Up to which row it has the case.'),
      })
      .optional()
      .describe('How far signed heads have the ledger; absent where none has it yet.'),
    uncoveredSince: z
      .string()
      .optional()
      .describe(
        'When the first row was written that no signed head has; absent where all are covered.',
      ),
  })
  .meta({ id: 'CaseLedger', description: 'Whether the ledger of a case is what was written.' });

const signed = {
  head: z
    .object({
      format: z.literal(HEAD_FORMAT).describe('Form of what is signed.'),
      number: z.int().describe('From 1, without gaps.'),
      at: moment.describe('When it was signed.'),
      cases: z.int().describe('Leaves under the root.'),
      root: z.string().describe('Merkle root over the ends of all chains (RFC 9162), hex.'),
      previous: z.string().describe('SHA-256 over the head before, hex.'),
    })
    .describe('What is signed, as canonical JSON (RFC 8785).'),
  keyId: z.string().describe('Which key has signed it.'),
  signature: z.string().describe('Ed25519, base64.'),
};

export const ledgerProofAnswer = z
  .object({
    ...signed,
    leaf: z
      .object({
        caseId: z.string(),
        position: z.int().describe('The last row that the head has.'),
        hash: z.string().describe('Hash of that row, which chains all before it.'),
      })
      .describe('Where the chain of the case ends under the head.'),
    index: z.int().describe('Place of the leaf under the root, from 0.'),
    path: z.array(z.string()).describe('Hashes beside the way to the root, from the leaf upwards.'),
  })
  .meta({
    id: 'LedgerProof',
    description:
      'That a signed head has the ledger of a case: docs/audit.md has the way to check it.',
  });

export const ledgerRowsAnswer = z
  .object({
    items: z
      .array(
        z.object({
          caseId: z.string(),
          position: z.int().describe('Position of the row in the ledger of the case.'),
          hash: z.string().describe('As it stands in the record now.'),
        }),
      )
      .describe('A row that is not there is left out.'),
    heads: z
      .array(
        z.object({
          number: z.int().describe('From 1, without gaps.'),
          hash: z.string().describe('SHA-256 over the head as the record has it now, hex.'),
        }),
      )
      .describe('A head that is not there is left out.'),
  })
  .meta({ id: 'LedgerRows', description: 'Hashes of rows of the ledger, and of signed heads.' });

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

export type LedgerProof = Sent<z.output<typeof ledgerProofAnswer>>;
export type LedgerRows = Sent<z.output<typeof ledgerRowsAnswer>>;
export type CaseLedger = Sent<z.output<typeof caseLedgerAnswer>>;
export type Verification = Sent<z.output<typeof verificationAnswer>>;

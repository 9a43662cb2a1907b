/** What the API answers about the upkeep of the desk: rebuilding, comparing, builds of the worker, health. */
import { z } from 'zod';
import { BUILD_STATES } from '../../workflows/contract/operations';
import { RUN_STATES } from '../states';
import { type Sent, errorCode, moment, status } from '../values';

export const rebuildAnswer = z
  .object({
    caseId: z.string(),
    status: status.describe('Where the workflow stands.'),
    held: z.boolean(),
    inRecord: z.boolean().describe('False: the opening has to be entered again.'),
    terminals: z.int().describe('How many terminals the opening named.'),
    rows: z.int().describe('Rows that the ledger lacked.'),
    events: z.array(z.string()).describe('Their events, the first 100.'),
    unplaced: z
      .int()
      .describe('Rows of runs that the record has left behind: they cannot be written any more.'),
    ahead: z.int().describe('Rows that only the record has: Temporal is the older of the two.'),
    conflict: z
      .boolean()
      .describe('True: the ledger holds other content under the number of a row.'),
    lostRevision: z
      .int()
      .optional()
      .describe('The revision that the case stands on, where its personal data is lost.'),
    lostConsents: z.int().describe('Consents whose proof the record has lost.'),
    notices: z.int().describe('Notices that were sent and that the record did not know.'),
    effects: z
      .array(
        z.object({ key: z.string(), found: z.string().describe('What the provider says now.') }),
      )
      .describe(
        'Requests whose intents the record lacked, and what the provider says of each now.',
      ),
    terminalsLostTo: z.string().optional().describe('The case that holds the terminals by now.'),
  })
  .meta({ id: 'Rebuilding', description: 'What the record lacks of a case.' });

export const knownCasesAnswer = z
  .object({
    items: z.array(z.string()).describe('A case that was reset may come twice.'),
    nextCursor: z.string().optional(),
    total: z.int().optional(),
  })
  .meta({ id: 'KnownCases' });

const standing = {
  id: z.string().describe('Id of the run.'),
  state: z.enum(RUN_STATES).describe('How the run stands.'),
  startedAt: moment,
  endedAt: moment.optional(),
};
/** Members of every run over the whole desk, beside its report. */
export const sweepRun = {
  ...standing,
  code: errorCode.optional().describe('Why the run failed.'),
};

export const reconciliationAnswer = z
  .object({
    ...sweepRun,
    report: z
      .object({
        cases: z.int().describe('How many cases of the record were compared.'),
        workflows: z.int().describe('How many workflows of Temporal were.'),
        reopened: z
          .int()
          .describe('Refunds that came back and whose branch the run saw opened again.'),
        byCode: z.partialRecord(errorCode, z.int()).describe('How many differences, by code.'),
        differences: z
          .array(z.object({ caseId: z.string(), code: errorCode, subject: z.string() }))
          .describe('The first 200; the list of what needs attention has all.'),
      })
      .optional(),
  })
  .meta({ id: 'Reconciliation', description: 'A run, while Temporal keeps its history.' });

export const sweepsAnswer = z
  .object({ items: z.array(z.object(standing)) })
  .meta({ id: 'Sweeps', description: 'Runs over the whole desk.' });

export const sweepStartedAnswer = z
  .object({ id: z.string().describe('Id of the run.') })
  .meta({ id: 'SweepStarted' });

export const deploymentsAnswer = z
  .object({
    items: z.array(
      z.object({
        name: z.string().describe('Name of the deployment of workers.'),
        builds: z.array(
          z.object({
            buildId: z.string(),
            state: z.enum(BUILD_STATES).describe('What the build is used for.'),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Deployments', description: 'Versioned workers only.' });

export const liveAnswer = z
  .object({ status: z.literal('ok').describe('The process lives.') })
  .meta({ id: 'Live' });

const part = z.enum(['ok', 'down']);
export const readyAnswer = z
  .object({
    status: z
      .enum([...part.options, 'stopping'])
      .describe(
        '`stopping`: what is under way is still answered, and nothing else is to come here.',
      ),
    record: part.describe('Whether it can be written.'),
    temporal: part.describe('Whether it is in reach.'),
    faults: z
      .array(errorCode)
      .optional()
      .describe('What is wrong, by code; absent where nothing is.'),
  })
  .meta({ id: 'Ready' });

export type Rebuilding = Sent<z.output<typeof rebuildAnswer>>;
export type KnownCases = Sent<z.output<typeof knownCasesAnswer>>;
export type Reconciliation = Sent<z.output<typeof reconciliationAnswer>>;
export type Sweeps = Sent<z.output<typeof sweepsAnswer>>;
export type SweepStanding = Sweeps['items'][number];
export type SweepStarted = Sent<z.output<typeof sweepStartedAnswer>>;
export type Deployments = Sent<z.output<typeof deploymentsAnswer>>;
export type Deployment = Deployments['items'][number];
export type Build = Deployment['builds'][number];

/** By which the desk shows that it is who listens (see client/desk-proof). */
export const proofAnswer = z
  .object({ proof: z.string().meta({ description: 'HMAC-SHA256, base64url.' }) })
  .meta({ id: 'DeskProof' });

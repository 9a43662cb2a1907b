/** What the API answers about what needs a person, and about repairs in bulk. */
import { z } from 'zod';
import { PARTIES, STEPS } from '../../workflows/contract/case-view';
import {
  BULK_ITEM_STATES,
  BULK_STATES,
  BULK_VERBS,
  CAUSES,
} from '../../workflows/contract/operations';
import { caseSummary } from '../cases/case-answers';
import { BULK_REPAIR_KINDS, EFFECT_PLANS, SILENT_PARTS } from '../states';
import { type Sent, errorCode, moment, money, people, status } from '../values';

const group = z.object({
  name: z.string().describe('How the group is named in addresses and commands.'),
  cause: z.enum(CAUSES),
  code: errorCode.optional(),
  cases: z.int(),
  since: moment.optional(),
  money: money.describe('Deposits that are owed and not paid back.'),
  answer: z.string().optional().describe('What the other side answers most often, e.g. `503`.'),
});

export const attentionAnswer = z
  .object({
    takenAt: moment.describe('When the desk was looked at.'),
    tookMs: z.int().describe('How long that took, ms.'),
    groups: z.array(group).describe('By cause, the longest waiting first.'),
    silent: z
      .array(z.enum(SILENT_PARTS))
      .describe('Who did not answer; what only they know is missing.'),
    queues: z
      .array(
        z.object({
          work: z.enum(['workflow', 'activity']).describe('Kind of work.'),
          pollers: z.int().describe('How many workers ask for it.'),
          lastPollAt: moment.optional().describe('When one asked last.'),
          backlog: z.int().describe('Tasks that wait for a worker.'),
          backlogAgeMs: z.number().describe('How long the oldest of them has waited, ms.'),
          handedOutPerSecond: z.number().describe('Tasks that workers have got a second.'),
        }),
      )
      .describe('Who asks for work.'),
    parked: z.array(caseSummary).describe('Cases that the machine cannot go on with.'),
    overdue: z.array(caseSummary).describe('Cases that somebody has let wait too long.'),
    other: z.array(
      z.object({ caseId: z.string(), code: errorCode, subject: z.string(), since: moment }),
    ),
  })
  .meta({ id: 'Attention', description: 'What a person should look at.' });

const attentionCase = z.object({
  cause: z.enum(CAUSES),
  code: errorCode.optional(),
  caseId: z.string().describe('A case; of causes that only Temporal knows, the workflow.'),
  subject: z.string().describe('A step, a notice, an activity; empty: the case itself.'),
  since: moment.optional(),
  status: status.optional(),
  waitsFor: z.enum(PARTIES).optional(),
  money,
  attempt: z.int().optional(),
  nextAt: moment.optional().describe('When it is tried again by itself.'),
  answer: z.string().optional().describe('What the other side answered last.'),
});

export const attentionCasesAnswer = z
  .object({ items: z.array(attentionCase), nextCursor: z.string().optional() })
  .meta({ id: 'AttentionCases', description: 'Cases that need a person, longest waiting first.' });

export const bulkPlanAnswer = z
  .object({
    verb: z.enum(BULK_VERBS),
    matched: z.int().describe('Cases that the cause or filter names.'),
    wouldAct: z.int().describe('How many something would be done to.'),
    repairs: z
      .array(
        z.object({
          kind: z.enum(BULK_REPAIR_KINDS).describe('What is done to a case.'),
          code: errorCode.optional(),
          cases: z.int(),
        }),
      )
      .describe('How many of each kind of repair; `skip` by the reason.'),
    effects: z
      .array(
        z.object({ plan: z.enum(EFFECT_PLANS), count: z.int().describe('How many requests.') }),
      )
      .describe('What would happen outside, by request numbers.'),
    money,
    cases: z
      .array(
        z.object({
          caseId: z.string(),
          subject: z.string(),
          status,
          since: moment,
          repair: z.enum(BULK_REPAIR_KINDS),
          step: z.enum(STEPS).optional(),
          code: errorCode.optional(),
          effects: z.array(z.object({ key: z.string(), plan: z.enum(EFFECT_PLANS) })),
        }),
      )
      .describe('The first of them.'),
  })
  .meta({ id: 'BulkPlan', description: 'What a repair in bulk would do.' });

export const bulkRunAnswer = z
  .object({
    runId: z.string(),
    verb: z.enum(BULK_VERBS),
    selection: z.record(z.string(), z.unknown()).describe('As it was asked for.'),
    by: z.string(),
    reason: z.string().describe('Why, in words.'),
    ratePerSecond: z.int(),
    stopAfter: z.int().describe('Errors after which the run stops by itself.'),
    state: z.enum(BULK_STATES).describe('How the run stands.'),
    stopRequested: z.boolean().describe('Whether somebody has stopped it.'),
    total: z.int(),
    done: z.int(),
    skipped: z.int(),
    failed: z.int(),
    parkedAgain: z.int().describe('Of those done: parked again since.'),
    left: z.int(),
    startedAt: moment,
    endedAt: moment.optional(),
  })
  .meta({ id: 'BulkRun' });

export const bulkRunsAnswer = z
  .object({ items: z.array(bulkRunAnswer), people })
  .meta({ id: 'BulkRuns' });

export const bulkItemsAnswer = z
  .object({
    items: z.array(
      z.object({
        position: z.int().describe('In the run.'),
        caseId: z.string(),
        subject: z.string().describe('The notice that is sent again, else empty.'),
        state: z.enum(BULK_ITEM_STATES).describe('What became of it.'),
        code: errorCode.optional(),
      }),
    ),
    after: z.int().optional().describe('Position to go on after; absent on the last page.'),
  })
  .meta({ id: 'BulkItems' });

export type Attention = Sent<z.output<typeof attentionAnswer>>;
export type AttentionGroup = Attention['groups'][number];
export type AttentionCases = Sent<z.output<typeof attentionCasesAnswer>>;
export type AttentionCase = AttentionCases['items'][number];
export type BulkPlan = Sent<z.output<typeof bulkPlanAnswer>>;
export type BulkRun = Sent<z.output<typeof bulkRunAnswer>>;
export type BulkRuns = Sent<z.output<typeof bulkRunsAnswer>>;
export type BulkItems = Sent<z.output<typeof bulkItemsAnswer>>;

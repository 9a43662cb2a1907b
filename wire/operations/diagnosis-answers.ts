// wire/operations/: what operators ask and are answered: causes, repairs, runs, upkeep, reports.
/** What the API answers about why a case stands where it stands. */
import { z } from 'zod';
import { INTENT_STATES, LOST_WORKFLOWS } from '../../workflows/contract/operations';
import { caseView, timelineAnswer } from '../cases/case-answers';
import { ADVISED_ACTIONS, PLACE_KINDS, PROVIDER_STATES } from '../states';
import { type Sent, errorCode, moment } from '../values';

const sentence = z.object({
  text: z.string().describe('With `{name}` where a place stands open.'),
  places: z
    .record(
      z.string(),
      z.object({
        kind: z.enum(PLACE_KINDS).describe('How the value is to be told.'),
        value: z.string().describe('As the desk keeps it.'),
      }),
    )
    .describe('What stands at each place, by its name.'),
});

const effect = z.object({
  key: z.string().describe('Number of the request.'),
  effect: z.string().describe('`unbind`, `refund`, `closure`, `sms` or `email`.'),
  state: z.enum(INTENT_STATES).describe('How it stands in the record of the desk.'),
  attempt: z.int().describe('0 before the first.'),
  providerCode: z.string().optional().describe("The provider's own code of a refusal."),
  createdAt: moment.describe('When it was written down, before anything left.'),
  firstAttemptAt: moment.optional().describe('When it was first tried.'),
  settledAt: moment.optional().describe('When it was known how it ended.'),
  providerSays: z
    .enum(PROVIDER_STATES)
    .optional()
    .describe(
      'What the provider says now; `unreachable` where it did not answer in time, `misfit` beside the question.',
    ),
  providerSaysCode: z.string().optional().describe("The provider's own code beside it."),
});

export const diagnosisAnswer = z
  .object({
    caseId: z.string(),
    view: caseView,
    lost: z
      .enum(LOST_WORKFLOWS)
      .optional()
      .describe(
        'Why no workflow carries the open case: nothing happens by itself, and no decision is taken. Absent: one does, or Temporal did not answer.',
      ),
    sentences: z
      .array(sentence)
      .describe(
        "In the caller's language, in the order in which to read them. `{name}` in a text stands for the place of that name, which the caller shows in a way of their own: a moment in their zone, a status in their words.",
      ),
    effects: z.array(effect).describe('Every request to a provider, oldest first.'),
    trying: z
      .array(
        z.object({
          activityId: z.string().describe('Id of the activity in the workflow.'),
          activityType: z.string().describe('Name of the activity.'),
          attempt: z.int(),
          lastFailure: z.string().optional().describe('Type of the last failure.'),
          nextAttemptAt: z.string().optional().describe('When it is tried again by itself.'),
        }),
      )
      .describe('What Temporal is at.'),
    gateNow: z
      .array(errorCode)
      .optional()
      .describe(
        'Why the gate that holds the case up is closed now; empty: it is open. Absent: not known.',
      ),
    temporalAnswered: z
      .boolean()
      .describe('False where Temporal did not answer; `trying` is then empty.'),
    repairs: z.array(
      z.object({
        action: z.enum(ADVISED_ACTIONS).describe('Kind of the repair.'),
        what: z.string().describe('What it would do, in a sentence.'),
        recommended: z.boolean().describe('Whether it is the one to take.'),
      }),
    ),
    remedy: z.string().optional().describe('What to do about the code, from the table of errors.'),
    temporalUrl: z
      .url()
      .optional()
      .describe("The case in Temporal's Web UI; absent where the desk knows of none."),
  })
  .meta({ id: 'Diagnosis' });

export const historyAnswer = z
  .object({
    history: z.unknown().describe('As Temporal keeps it.'),
    ledger: timelineAnswer,
  })
  .meta({ id: 'History' });

export const historiesAnswer = z
  .object({
    items: z.array(z.object({ workflowId: z.string(), history: z.unknown() })),
    missing: z.array(z.string()).describe('Cases whose history Temporal has no longer.'),
    nextCursor: z.string().optional(),
    total: z
      .int()
      .optional()
      .describe('How many there are in all, on the first page of everything that is open.'),
  })
  .meta({ id: 'Histories' });

export const replayAnswer = z
  .object({
    workflowId: z.string(),
    replays: z.boolean().describe('Whether the code tells the same story as the history.'),
    failure: z
      .object({
        message: z.string().describe('What the replay says.'),
        eventId: z.int().optional(),
        eventType: z.string().optional().describe('Type of that event.'),
        recorded: z.string().optional().describe('What the history holds there.'),
        wanted: z.string().optional().describe('What the code does there.'),
      })
      .optional(),
  })
  .meta({ id: 'ReplayVerdict', description: 'Where the code and the history part, if they do.' });

export type Diagnosis = Sent<z.output<typeof diagnosisAnswer>>;
export type HistoryAnswer = Sent<z.output<typeof historyAnswer>>;
export type HistoriesPage = Sent<z.output<typeof historiesAnswer>>;
export type ReplayVerdict = Sent<z.output<typeof replayAnswer>>;

/** What the API answers about repairs of one case: points, dry runs, proposals, results. */
import { z } from 'zod';
import { INTENT_STATES } from '../../workflows/contract/operations';
import { receiptAnswer } from '../cases/case-answers';
import { finding } from '../problem-answers';
import { repairForm } from './repair-requests';
import { EFFECT_ENDS, PAYMENT_STATES, PROPOSAL_STATES, PROVIDER_STATES } from '../states';
import { type Sent, actor, errorCode, moment, people, status } from '../values';

export const resetPointsAnswer = z
  .object({
    runId: z.string().describe('The run that the points belong to; name it with the reset.'),
    points: z.array(
      z.object({
        eventId: z.int(),
        at: moment,
        status: status.describe('Status of the case there.'),
        after: z.string().describe('What had happened last.'),
        sentence: z.string().describe("The same in the caller's language."),
      }),
    ),
    forged: z
      .object({
        what: z.string().describe("What was decided, in the caller's language."),
        before: z.int().optional().describe('The latest point before it: there the case heals.'),
      })
      .optional()
      .describe('The first decision that nobody has signed: the case stands still at it.'),
  })
  .meta({ id: 'ResetPoints', description: 'Points that a case can be taken back to.' });

const laterAnswer = z.object({
  eventId: z.int(),
  at: moment,
  kind: z.enum(['decision', 'report']).describe('`report`: what a provider told.'),
  name: z.string().describe('Name of the update or signal.'),
  what: z.string().describe("The same in the caller's language."),
  by: z.string().optional().describe('Whose decision it was.'),
  repeat: z.boolean().describe('Whether it would be applied again.'),
  isProven: z.boolean().describe('False: nobody has signed it, and it cannot be applied again.'),
});

const effectAfter = z.object({
  key: z.string().describe('Number of the request.'),
  effect: z.string().describe('`unbind`, `refund`, `closure`, `sms` or `email`.'),
  state: z.enum(INTENT_STATES).describe('How it stands in the record of the desk.'),
  providerSays: z.enum(PROVIDER_STATES).optional(),
  done: z.enum(EFFECT_ENDS).describe('Whether it has happened, as far as is known.'),
  what: z.string().describe('What would happen, in a sentence.'),
});

const paymentAnew = z.object({
  key: z.string().describe('The new request number.'),
  depositId: z.string(),
  amountMinor: z.int(),
  currency: z.string(),
  what: z.string().describe('What would be paid, in a sentence.'),
});

export const repairPlanAnswer = z
  .object({
    repair: repairForm,
    sentences: z
      .array(z.string())
      .describe("In the caller's language, in the order in which to read them."),
    blockers: z.array(finding).describe('Why it would be refused now; empty: it may be done.'),
    needsApproval: z.boolean().describe('A second operator decides.'),
    effects: z.array(effectAfter).describe('Requests to providers after the point of a reset.'),
    payments: z
      .array(paymentAnew)
      .describe('Refunds that are paid once more; the payee is masked.'),
    later: z.array(laterAnswer).describe('Decisions and reports after the point of a reset.'),
  })
  .meta({ id: 'RepairPlan', description: 'A dry run: nothing has happened.' });

const proposedPayment = z.object({
  key: z.string(),
  amountMinor: z.int(),
  currency: z.string(),
  state: z.enum(PAYMENT_STATES).describe('How far it is.'),
  code: errorCode.optional(),
});

export const proposalAnswer = z
  .object({
    caseId: z.string(),
    number: z.int().describe('In the ledger of the case.'),
    by: actor,
    at: z.string().describe('When it was proposed.'),
    lapsesAt: z.string().describe('Until when it may be decided.'),
    repair: repairForm,
    noteId: z.string().describe('Note with the reason or evidence.'),
    state: z
      .enum(PROPOSAL_STATES)
      .describe(
        '`taken`: the case has taken it, and the payments that it makes have not ended yet.',
      ),
    payments: z
      .array(proposedPayment)
      .optional()
      .describe('What came of the payments that it makes anew; absent where it makes none.'),
    decidedBy: actor.optional().describe('Who approved or declined it.'),
    decidedAt: z.string().optional().describe('When that was.'),
    code: errorCode.optional().describe('With `failed`: why the case refused it.'),
  })
  .meta({ id: 'Proposal', description: 'A repair that waits for a second operator, or waited.' });

export const proposalsAnswer = z
  .object({ items: z.array(proposalAnswer), people })
  .meta({ id: 'Proposals' });

export const oneProposalAnswer = z
  .object({
    proposal: proposalAnswer,
    people,
    dryRun: repairPlanAnswer.optional().describe('As of now, while it waits.'),
  })
  .meta({ id: 'OneProposal' });

export const repairedAnswer = z
  .object({
    ...receiptAnswer.shape,
    reset: z
      .object({
        runId: z.string(),
        recorded: z
          .boolean()
          .describe('False where no worker has taken the case on within some seconds.'),
        repeated: z.array(
          z.object({
            eventId: z.int(),
            name: z.string().describe('Name of the update or signal.'),
            outcome: z
              .string()
              .describe('`applied`, a code: errorCode, or `left-out` after an earlier refusal.'),
          }),
        ),
      })
      .optional(),
  })
  .meta({ id: 'Repaired', description: 'Where the case stands once the repair is in the ledger.' });

export const proposedAnswer = z
  .object({ proposal: proposalAnswer })
  .meta({ id: 'Proposed', description: 'Nothing has happened yet; a second operator decides.' });

export const decidedAnswer = z
  .object({
    proposal: proposalAnswer,
    result: repairedAnswer.optional().describe('Absent where the case refused it.'),
  })
  .meta({ id: 'Decided' });

/** A repair as it is asked for, without the words that go with it. */
export type Repair = z.output<typeof repairForm>;
/** A repair is answered in the form in which it is asked for. */
type WithRepair<T> = Omit<Sent<T>, 'repair'> & { readonly repair: Repair };
export type ResetPoints = Sent<z.output<typeof resetPointsAnswer>>;
export type ResetPoint = ResetPoints['points'][number];
export type RepairPlan = WithRepair<z.output<typeof repairPlanAnswer>>;
export type PlannedEffect = RepairPlan['effects'][number];
export type LaterDecision = RepairPlan['later'][number];
export type Proposal = WithRepair<z.output<typeof proposalAnswer>>;
export type ProposedPayment = Sent<z.output<typeof proposedPayment>>;
export type Proposals = Omit<Sent<z.output<typeof proposalsAnswer>>, 'items'> & {
  readonly items: readonly Proposal[];
};
export type ProposalAnswer = Omit<
  Sent<z.output<typeof oneProposalAnswer>>,
  'proposal' | 'dryRun'
> & { readonly proposal: Proposal; readonly dryRun?: RepairPlan };
export type Repaired = Sent<z.output<typeof repairedAnswer>>;
export type ResetOutcome = NonNullable<Repaired['reset']>;
export interface Proposed {
  readonly proposal: Proposal;
}
export interface Decided extends Proposed {
  readonly result?: Repaired;
}

// wire/cases/: what is asked and answered about cases, their notes, consents and lists.
/** What the API answers about cases. Personal data in it is masked. */
import { z } from 'zod';
import {
  CASE_CHANNELS,
  OPERATOR_ACTIONS,
  PARTIES,
  REJECTION_REASONS,
  STEPS,
  STEP_UP_REASONS,
} from '../../workflows/contract/case-view';
import { GATE_CODES, publicCode } from '../../workflows/contract/errors';
import { DECISIONS } from '../../workflows/contract/lifecycle';
import { finding } from '../problem-answers';
import { caseDataAnswer } from './case-data-answers';
import { ACQUIRER_READINGS, COMPARISON_STATES } from '../states';
import {
  type Sent,
  actor,
  errorCode,
  moment,
  people,
  status,
  closureState,
  depositKind,
  refundState,
  terminalState,
  unbindReason,
} from '../values';

const stepUp = z
  .array(z.enum(STEP_UP_REASONS.map((reason) => publicCode(reason))))
  .describe('Why the approval waits for a callback or a video check.');

export const receiptAnswer = z.object({ caseId: z.string(), status, revision: z.int() }).meta({
  id: 'Receipt',
  description: 'Where the case stands once the decision is in the ledger.',
});

const latestRevision = z.int().describe('Latest in the record; the next saving names it.');

const effectView = {
  generation: z
    .int()
    .describe('Which request for it this is; the number of the request carries it.'),
  gate: z
    .array(z.enum(GATE_CODES.map((gate) => publicCode(gate))))
    .optional()
    .describe('Why the eligibility gate is closed.'),
  code: errorCode.optional().describe('Why the machine cannot go on.'),
  since: z.string().describe('When the state was reached.'),
};

/** A step that the machine cannot finish. */
const parkedView = z.object({
  step: z.enum(STEPS),
  code: errorCode,
  subjects: z.array(z.string()).describe('Terminals or deposit items concerned.'),
  since: z.string(),
  actions: z.array(z.enum(OPERATOR_ACTIONS)).describe('What an operator may do.'),
});

const claimView = z
  .object({ by: z.string().describe('Id of the reviewer.'), until: z.string() })
  .describe('Who reviews it, and until when nobody else may.');

export const caseView = z
  .object({
    caseId: z.string(),
    status,
    statusSince: z.string().describe('When the case came to its status.'),
    openedAt: z.string(),
    openedBy: z.string(),
    channel: z.enum(CASE_CHANNELS),
    reason: unbindReason,
    closeAccount: z.boolean().describe('The account is closed once the rest is done.'),
    revision: z.int().describe('The revision that the workflow knows; decisions name it.'),
    waitsFor: z.enum(PARTIES),
    nextDueAt: z.string().optional().describe('When something happens next by itself.'),
    limitAt: z.string().optional().describe('Limit of the status.'),
    expectedBy: z.string().optional().describe('When whoever is awaited should be done.'),
    overdue: z.boolean().describe('Somebody has let it wait too long.'),
    held: z.boolean().describe('An operator holds it: no new request leaves.'),
    partial: z.boolean().describe('A part was settled without being done.'),
    pointOfNoReturn: z.boolean().describe('The first unbind request has been sent.'),
    refundReopened: z.boolean().describe('A refund came back after it had succeeded.'),
    stepUp,
    warnings: z.array(errorCode).describe('What the checks found odd; it forbids nothing.'),
    claim: claimView.optional(),
    requestedFields: z.array(z.string()).describe('Paths of the fields to correct.'),
    consentExtension: z
      .object({
        paths: z.array(z.string()).describe('Fields of the application that were not agreed to.'),
        revision: z.int().describe('The revision that was to be submitted.'),
        since: z.string().describe('When it was asked for.'),
        limitAt: z.string().describe('Until when it is waited for.'),
      })
      .optional()
      .describe('The merchant is asked to agree to what goes beyond the consent.'),
    parked: parkedView.optional(),
    terminals: z.array(z.object({ terminalId: z.string(), state: terminalState, ...effectView })),
    deposits: z.array(
      z.object({
        depositId: z.string(),
        terminalId: z.string(),
        kind: depositKind,
        amountMinor: z.int(),
        currency: z.string(),
        refund: refundState,
        ...effectView,
      }),
    ),
    closure: z.object({ state: closureState, ...effectView }),
    reviewClockMs: z.number().describe('Working time that the review has used.'),
    rejection: z.enum([...REJECTION_REASONS, publicCode('OPERATOR_ENDED')]).optional(),
    endedAt: z.string().optional(),
  })
  .meta({ id: 'CaseView', description: 'What the workflow knows: no personal data.' });

const offer = z.object({
  decision: z.enum(DECISIONS).describe('Which decision of the case it is.'),
  refusedBy: errorCode.optional().describe('Why it would be refused now; absent: it may be taken.'),
});
/** A decision that may be taken, or would be refused. */
export type OfferAnswer = Sent<z.output<typeof offer>>;

export const offers = z
  .array(offer)
  .describe('What the asker may decide now, as the case stands; what is not theirs is left out.');

export const caseSummary = z
  .object({
    caseId: z.string(),
    teamId: z.string(),
    status,
    statusSince: z.string().describe('When the case came to its status.'),
    openedAt: moment,
    changedAt: moment,
    channel: z.enum(CASE_CHANNELS),
    reason: unbindReason,
    waitsFor: z.enum(PARTIES),
    nextDueAt: z.string().optional().describe('When something happens next by itself.'),
    limitAt: z.string().optional().describe('Limit of the status.'),
    overdue: z.boolean().describe('Somebody has let it wait too long.'),
    held: z.boolean().describe('An operator holds it: no new request leaves.'),
    partial: z.boolean().describe('A part was settled without being done.'),
    parked: parkedView.optional(),
    claim: claimView.optional(),
    assignee: z.string().optional(),
    revision: z.int().describe('The revision that the workflow knows; decisions name it.'),
    latestRevision,
    terminals: z.int().describe('How many terminals it is about.'),
    offers,
  })
  .meta({ id: 'CaseSummary' });

export const casePage = z
  .object({ items: z.array(caseSummary), nextCursor: z.string().optional() })
  .meta({ id: 'CasePage' });

export const findings = z
  .object({
    problems: z.array(finding),
    warnings: z.array(finding),
    stepUp,
    checkedAgainstAcquirer: z
      .boolean()
      .describe(
        'False where the acquirer could not be read just now; then the form alone was checked.',
      ),
  })
  .meta({ id: 'Findings', description: 'What the checks find in the latest draft.' });

export const workingHours = z
  .object({
    areOn: z.boolean().describe('Whether working time passes at the moment of the answer.'),
    changesAt: moment.describe('When the desk next closes or opens.'),
  })
  .describe('Working hours of the desk: clocks in working time stand still outside them.');

export const caseAnswer = z
  .object({
    caseId: z.string(),
    teamId: z.string(),
    status,
    latestRevision,
    assignee: z.string().optional(),
    openedAt: moment,
    changedAt: moment,
    view: caseView,
    data: caseDataAnswer,
    findings: findings.optional(),
    offers,
    workingHours,
    people,
  })
  .meta({ id: 'Case' });

const fact = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

export const timelineAnswer = z
  .object({
    items: z.array(
      z.object({
        position: z.int().describe('In the ledger of the case.'),
        at: z.string(),
        event: z.string().describe('What happened, by name.'),
        by: actor,
        facts: z.record(z.string(), fact).describe('Codes, ids and amounts, by name.'),
        hash: z.string().describe('Chains the row to the one before.'),
      }),
    ),
    people,
  })
  .meta({ id: 'Timeline' });

export const draftAnswer = z
  .object({
    revision: z.int(),
    problems: z.array(finding),
    warnings: z.array(finding),
    stepUp,
    checkedAgainstAcquirer: z.boolean(),
    differences: z
      .array(
        z.object({
          path: z.string().describe('Names the field.'),
          entered: z.string().describe('Masked.'),
          acquirer: z.string().describe('What the acquirer holds, masked.'),
        }),
      )
      .describe('What was entered beside what the acquirer holds, where they differ.'),
  })
  .meta({ id: 'Draft', description: 'The draft is kept, whatever was found.' });

export const comparisonAnswer = z
  .object({
    revision: z.int(),
    readAt: moment.describe('When the acquirer was read.'),
    acquirer: z
      .enum(ACQUIRER_READINGS)
      .describe('`cannot-tell`: this acquirer has no way to; a person looks there.'),
    rows: z.array(
      z.object({
        path: z.string().describe('Names the field.'),
        entered: z.string().describe('What the application says.'),
        agreed: z
          .string()
          .optional()
          .describe(
            'What the merchant agreed to there. Empty: nothing. Absent: consent is not about it, or there is none.',
          ),
        acquirer: z
          .string()
          .nullable()
          .describe('Empty: it has nothing. Null: not known, or told to nobody.'),
        state: z.enum(COMPARISON_STATES).describe('How both sides compare.'),
        codes: z.array(errorCode).describe('What the checks find there.'),
      }),
    ),
    stepUp,
  })
  .meta({ id: 'Comparison', description: 'Both sides masked.' });

export type Receipt = Sent<z.output<typeof receiptAnswer>>;
export type ViewAnswer = Sent<z.output<typeof caseView>>;
export type CaseSummary = Sent<z.output<typeof caseSummary>>;
export type CasePage = Sent<z.output<typeof casePage>>;
export type FindingsAnswer = Sent<z.output<typeof findings>>;
export type CaseAnswer = Sent<z.output<typeof caseAnswer>>;
export type Timeline = Sent<z.output<typeof timelineAnswer>>;
export type TimelineItem = Timeline['items'][number];
export type DraftAnswer = Sent<z.output<typeof draftAnswer>>;
export type Comparison = Sent<z.output<typeof comparisonAnswer>>;
export type ComparisonRow = Comparison['rows'][number];

/** Shapes of what operators ask for: repairs, their dry runs, and decisions on those of others. */
import { z } from 'zod';
import { RESOLUTIONS, STEPS } from '../../workflows/contract/case-view';
import { REFERENCES } from '../../workflows/contract/operations';
import { DEPOSIT_ID_PATTERN, TERMINAL_ID_PATTERN } from '../../workflows/contract/identifiers';
import { MAX_REFERENCE_LENGTH } from '../limits';
import { typedTime } from '../cases/list-queries';
import {
  attachmentIds,
  openCaseBody,
  reasonText,
  requiredText,
  text,
} from '../cases/case-requests';
import { shown } from '../shown';

const step = z.enum(STEPS);
const subject = z.union([
  z.string().regex(TERMINAL_ID_PATTERN),
  z.string().regex(DEPOSIT_ID_PATTERN),
]);
const eventIds = z.array(z.int().min(1)).max(200);

export const retryBody = shown(
  z.strictObject({
    step,
    reason: text.describe('Why, in words; kept as a note of the case.'),
  }),
  { step: 'refund-deposit', reason: 'The bank has opened the account again.' },
);

export const resolveBody = shown(
  z.strictObject({
    step,
    subject: subject
      .optional()
      .describe('Terminal or deposit item; absent: every one of the step that is stuck or manual.'),
    outcome: z.enum(RESOLUTIONS).describe('How it ended in truth.'),
    evidence: requiredText,
    attachmentIds: attachmentIds.optional(),
  }),
  {
    step: 'refund-deposit',
    subject: 'd_7Q4M2K9T1B',
    outcome: 'paid',
    evidence: 'Receipt 20260311 of the bank.',
  },
);

/** Body of the repairs that need nothing but the reason: send back, hold, release, end. */
export const reasonBody = shown(z.strictObject({ reason: reasonText }), {
  reason: 'The acquirer looks into it.',
});

const wishOfReset = {
  point: z.int().min(1),
  runId: z
    .string()
    .max(64)
    .optional()
    .describe('The run whose points were listed; absent: the present one.'),
  repeat: eventIds
    .optional()
    .describe('`eventId`s of later decisions and reports to apply again; absent: none.'),
};

export const resetBody = shown(z.strictObject({ ...wishOfReset, reason: reasonText }), {
  point: 42,
  repeat: [57],
  reason: 'The approval was meant for another case.',
});

const reference = {
  reference: z.enum(REFERENCES),
  subject: subject
    .optional()
    .describe('The terminal or deposit item; absent for the merchant number.'),
};
const referenceText = z.string().min(1).max(MAX_REFERENCE_LENGTH);

export const correctReferenceBody = shown(
  z.strictObject({
    ...reference,
    old: referenceText,
    new: referenceText,
    reason: reasonText,
  }),
  {
    reference: 'terminal',
    subject: 't_7Q4M2K9T1B',
    old: 'SN20260001',
    new: 'SN20260010',
    reason: 'A misprint on the label.',
  },
);

/** What a case was opened with, entered once more after a restore has lost it. */
const enteredOpening = z.strictObject({
  merchant: openCaseBody.shape.merchant,
  terminals: openCaseBody.shape.terminals.describe('In the order in which they were named then.'),
});
export type EnteredOpening = z.infer<typeof enteredOpening>;

export const rebuildBody = shown(
  z.strictObject({
    reason: reasonText,
    opening: enteredOpening
      .optional()
      .describe('What the case was opened with; only where the record does not know it.'),
  }),
  { reason: 'The record was restored to last night.' },
);

export const rebuildQuery = z.strictObject({
  since: typedTime.describe(
    'Cases that have ended earlier are left out: the moment of the backup, or its day.',
  ),
  cursor: z.string().max(4_000).optional(),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .optional(),
});

/** A repair as a person asks for it, without the words that go with it. */
export const repairForm = shown(
  z.discriminatedUnion('repair', [
    z.strictObject({
      repair: z.literal('retry'),
      step,
      payments: z
        .array(z.string().max(64))
        .max(500)
        .optional()
        .describe('Numbers of the payments that it makes anew; absent: all that are due now.'),
    }),
    z.strictObject({
      repair: z.literal('resolve'),
      step,
      subject: subject.optional(),
      outcome: z.enum(RESOLUTIONS).describe('How it ended in truth.'),
    }),
    z.strictObject({
      repair: z.literal('correct-reference'),
      ...reference,
      /** With a dry run; a proposal keeps both values sealed. */
      old: referenceText.optional(),
      new: referenceText.optional(),
    }),
    z.strictObject({ repair: z.literal('send-back') }),
    z.strictObject({ repair: z.literal('hold') }),
    z.strictObject({ repair: z.literal('release-hold') }),
    z.strictObject({ repair: z.literal('end') }),
    z.strictObject({ repair: z.literal('reset'), ...wishOfReset }),
  ]),
  { repair: 'retry', step: 'refund-deposit' },
);

export type Repair = z.output<typeof repairForm>;
/** A repair by its name; a new kind begins with its form above. */
export type RepairKind = Repair['repair'];
type Repairs = { readonly [R in Repair as R['repair']]: R };
/** The repairs of one kind; of several kinds their union. */
export type RepairOf<K extends RepairKind> = {
  [P in K]: Repairs[P] & { readonly repair: P };
}[K];

/** As it stands in an address. */
export const proposalNumber = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .describe('Number of the proposal in the ledger of its case.');

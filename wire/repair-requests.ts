/** Shapes of what operators ask for: repairs, their dry runs, and decisions on those of others. */
import { z } from 'zod';
import { STEPS } from '../workflows/contract/case-view';
import { REFERENCES } from '../workflows/contract/operations';
import { DEPOSIT_ID_PATTERN, TERMINAL_ID_PATTERN } from '../workflows/contract/identifiers';
import { MAX_REFERENCE_LENGTH } from './limits';
import { openCaseBody, requiredText, typedTime } from './requests';

const OUTCOMES = ['effective', 'left-bound', 'paid', 'not-due', 'closed', 'not-closed'] as const;
const step = z.enum(STEPS);
const subject = z.union([
  z.string().regex(TERMINAL_ID_PATTERN),
  z.string().regex(DEPOSIT_ID_PATTERN),
]);
const eventIds = z.array(z.int().min(1)).max(200);

const wishOfReset = {
  /** `eventId` of a point that was listed. */
  point: z.int().min(1),
  /** The run whose points were listed; omitted: the present one. */
  runId: z.string().max(64).optional(),
  /** Events of later decisions and reports to apply again. */
  repeat: eventIds.optional(),
};

export const resetBody = z.strictObject({ ...wishOfReset, reason: requiredText });

const reference = {
  reference: z.enum(REFERENCES),
  /** The terminal or deposit item; omitted for the merchant number. */
  subject: subject.optional(),
};
const referenceText = z.string().min(1).max(MAX_REFERENCE_LENGTH);

export const correctReferenceBody = z.strictObject({
  ...reference,
  /** What the case holds now. */
  old: referenceText,
  new: referenceText,
  reason: requiredText,
});

/** What a case was opened with, entered once more after a restore has lost it. */
const enteredOpening = z.strictObject({
  merchant: openCaseBody.shape.merchant,
  /** In the order in which they were named then. */
  terminals: openCaseBody.shape.terminals,
});
export type EnteredOpening = z.infer<typeof enteredOpening>;

export const rebuildBody = z.strictObject({
  reason: requiredText,
  /** Only for a case that the record does not know. */
  opening: enteredOpening.optional(),
});

export const rebuildQuery = z.strictObject({
  /** Cases that have ended earlier are left out: the moment of the backup, or its day. */
  since: typedTime,
  cursor: z.string().max(4_000).optional(),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .optional(),
});

/** A repair as a person asks for it, without the words that go with it. */
export const repairForm = z.discriminatedUnion('repair', [
  z.strictObject({
    repair: z.literal('retry'),
    step,
    /** Request numbers of the payments that it makes anew; omitted: all that are due as the case stands. */
    payments: z.array(z.string().max(64)).max(500).optional(),
  }),
  z.strictObject({
    repair: z.literal('resolve'),
    step,
    subject: subject.optional(),
    outcome: z.enum(OUTCOMES),
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
]);

export type Repair = z.output<typeof repairForm>;
/** A repair by its name; a new kind begins with its form above. */
export type RepairKind = Repair['repair'];
type Repairs = { readonly [R in Repair as R['repair']]: R };
/** The repairs of one kind; of several kinds their union. */
export type RepairOf<K extends RepairKind> = {
  [P in K]: Repairs[P] & { readonly repair: P };
}[K];

/** Number of a proposal in the ledger of its case, as it stands in an address. */
export const proposalNumber = z.string().regex(/^[1-9]\d{0,8}$/);

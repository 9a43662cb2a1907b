/** Shapes of what operators ask for many cases at once: lists by cause, and repairs in bulk. */
import { z } from 'zod';
import { OPEN_STATUSES } from '../../workflows/contract/lifecycle';
import { BULK_RUN_ID_PATTERN, BULK_VERBS, CAUSES } from '../../workflows/contract/operations';
import { caseIdSchema, requiredText } from '../cases/case-requests';
import { typedTime } from '../cases/list-queries';
import { shown } from '../shown';
import { pageLimit, unbindReason } from '../values';

/** Most cases of one run. */
export const MAX_BULK_CASES = 10_000;
/** Most cases that a run may be told by their ids. */
export const MAX_NAMED_CASES = 1_000;
export const MAX_BULK_RATE = 100;

const wholeText = z.string().regex(/^[1-9]\d{0,12}$/);

/** A cause with or without a code, e.g. `parked:UNBIND_REFUND_BLOCKED`. */
export const causeText = z
  .string()
  .max(80)
  .regex(new RegExp(`^(?:${CAUSES.join('|')})(?::[A-Z][A-Z_]{1,60})?$`));

/** Query of the cases that need a person. */
export const attentionQuery = z.strictObject({
  cause: causeText.optional(),
  status: z.enum(OPEN_STATUSES).optional(),
  reason: unbindReason.optional(),
  sinceBefore: typedTime.optional(),
  moneyFrom: wholeText
    .optional()
    .describe('Only cases with at least so much at stake, in minor units.'),
  cursor: z.string().max(500).optional(),
  limit: pageLimit,
});
export type AttentionQuery = z.infer<typeof attentionQuery>;

/** Which cases a repair in bulk is about: by cause, by filter, by id; each narrows the others. */
export const bulkSelection = z
  .strictObject({
    cause: causeText.optional(),
    status: z.array(z.enum(OPEN_STATUSES)).min(1).max(OPEN_STATUSES.length).optional(),
    reason: unbindReason.optional(),
    sinceBefore: typedTime.optional(),
    caseIds: z.array(caseIdSchema).min(1).max(MAX_NAMED_CASES).optional(),
  })
  .refine((selection) => Object.values(selection).some((value) => value !== undefined), {
    error: 'Say which cases.',
  });

const bulkFields = {
  verb: z.enum(BULK_VERBS),
  select: bulkSelection,
  limit: z
    .int()
    .min(1)
    .max(MAX_BULK_CASES)
    .optional()
    .describe('Most cases that it takes, the longest waiting first.'),
};

export const bulkDryRunBody = shown(z.strictObject(bulkFields), {
  verb: 'retry',
  select: { cause: 'parked:UNBIND_REFUND_BLOCKED' },
});
export type BulkDryRunBody = z.infer<typeof bulkDryRunBody>;

export const bulkBody = shown(
  z.strictObject({
    ...bulkFields,
    reason: requiredText.describe('Why, in words.'),
    ratePerSecond: z.int().min(1).max(MAX_BULK_RATE).optional(),
    stopAfter: z.int().min(1).max(MAX_BULK_CASES).optional(),
  }),
  {
    verb: 'retry',
    select: { cause: 'parked:UNBIND_REFUND_BLOCKED' },
    reason: 'The bank is back.',
    ratePerSecond: 5,
  },
);

export const bulkParams = z.object({ runId: z.string().regex(BULK_RUN_ID_PATTERN) });

/** Query of the cases of a run. */
export const bulkItemsQuery = z.strictObject({
  state: z
    .enum(['planned', 'done', 'skipped', 'failed'])
    .optional()
    .describe('Only cases of which this became.'),
  after: wholeText.optional().describe('`after` of the page before.'),
});

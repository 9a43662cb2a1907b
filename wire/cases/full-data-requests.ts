/** Requests for personal data in full, each with its reason: to read it, or in an evidence pack. */
import { z } from 'zod';
import { MAX_REVEAL_REASON_LENGTH } from '../limits';
import { shown } from '../shown';

/** Parts of a case's personal data that may be shown in full. */
export const KEPT_PARTS = ['contact', 'application', 'terminals'] as const;
/** With what is read at the acquirer for it. */
export const REVEALABLE_PARTS = [...KEPT_PARTS, 'bound-phone'] as const;

/** Why personal data has to be told in full. */
const revealReason = z
  .string()
  .max(MAX_REVEAL_REASON_LENGTH)
  .regex(/\S/u)
  .describe('Why it has to be seen; kept as a note of the case.');

export const revealBody = shown(
  z.strictObject({
    fields: z.array(z.enum(REVEALABLE_PARTS)).min(1).describe('The parts that are wanted.'),
    reason: revealReason,
  }),
  { fields: ['contact'], reason: 'The merchant asks to be called back.' },
);

export const packReasonBody = shown(z.strictObject({ reason: revealReason }), {
  reason: 'The regulator asks for it.',
});

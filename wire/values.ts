/** Values that answers share: moments, codes, money, names by id. */
import { z } from 'zod';
import {
  CLOSURE_STATES,
  DEPOSIT_KINDS,
  REFUND_STATES,
  TERMINAL_STATES,
  UNBIND_REASONS,
} from '../workflows/contract/case-view';
import { PUBLIC_CODES } from '../workflows/contract/errors';
import { CASE_STATUSES, ROLES } from '../workflows/contract/lifecycle';

/**
 * An answer as whoever asked reads it: JSON carries no `undefined`, and nobody changes what they were told.
 *
 * A client may be older than the desk. So none holds an answer against its schema: it looks at the members by
 * which the answer is known and lets every value pass. A name that it does not know (a status, a state, a
 * code) is shown as it came.
 */
export type Sent<T> = T extends readonly (infer Item)[]
  ? readonly Sent<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]: Sent<Exclude<T[Name], undefined>> }
    : T;

export const moment = z.iso.datetime();
export const status = z.enum(CASE_STATUSES);
/** How many to a page, as a query says it. */
export const pageLimit = z
  .string()
  .regex(/^(?:[1-9]\d?|1\d\d|200)$/)
  .optional();
/** Why somebody leaves; other reasons are texts. */
export const unbindReason = z.enum(UNBIND_REASONS).describe('Why the terminals are taken off.');
export const depositKind = z
  .enum(DEPOSIT_KINDS)
  .describe('What was paid; `refundable-deposit` alone is paid back.');
export const terminalState = z.enum(TERMINAL_STATES).describe('How far its unbinding is.');
export const refundState = z.enum(REFUND_STATES).describe('How far the refund of the item is.');
export const closureState = z.enum(CLOSURE_STATES).describe('How far closing the account is.');
/** A code with the public prefix, e.g. `UNBIND_FOUR_EYES`; inside the product it has none. */
export const errorCode = z
  .enum(PUBLIC_CODES)
  .meta({ id: 'ErrorCode', description: 'A code of the table of errors.' });

export const money = z.array(
  z.object({ amountMinor: z.int().describe('In minor units.'), currency: z.string() }),
);

/** Who did something. */
export const actor = z
  .object({ principalId: z.string(), role: z.enum(ROLES).describe('In which role it was done.') })
  .describe('Who did it.');

/** Display names of the people of the desk whose ids stand in an answer. */
export const people = z
  .record(z.string(), z.string())
  .describe('Names of the people of the desk whose ids stand in this answer, by id.');

export const caseParams = z.object({
  caseId: z.string().max(100).describe('`UC-` and ten signs.'),
});

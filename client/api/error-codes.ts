/**
 * How codes are spelled at the wire: with the public prefix, everywhere. The view, the ledger and the
 * histories of a case keep theirs; what leaves of them is spelled here.
 */
import { z } from 'zod';
import {
  type CaseView,
  REJECTION_REASONS,
  STEP_UP_REASONS,
} from '../../workflows/contract/case-view';
import { PUBLIC_CODES, isErrorCode, publicCode } from '../../workflows/contract/errors';
import type { LedgerFact } from '../../workflows/contract/ports';

export const errorCode = z
  .enum(PUBLIC_CODES)
  .meta({ id: 'ErrorCode', description: 'A code of the table of errors.' });
export const errorCodes = z.array(errorCode);
export const stepUpReasons = z.array(z.enum(STEP_UP_REASONS.map((reason) => publicCode(reason))));
export const rejectionAnswer = z.enum([...REJECTION_REASONS, publicCode('OPERATOR_ENDED')]);

export function rejectionOf(
  rejection: NonNullable<CaseView['rejection']>,
): z.output<typeof rejectionAnswer> {
  return rejection === 'OPERATOR_ENDED' ? publicCode(rejection) : rejection;
}

/** A word of a row of the record; what is no code stays as it is. */
export function spelled(word: string): string {
  return isErrorCode(word) ? publicCode(word) : word;
}

/** Facts of the ledger that hold codes. */
const CODE_FACTS: readonly string[] = ['code', 'codes', 'refusal'];

/** One fact of the ledger. */
export function spelledFact(name: string, fact: LedgerFact): string | number | boolean | string[] {
  const isCode = CODE_FACTS.includes(name);
  if (typeof fact === 'object') return isCode ? fact.map(spelled) : [...fact];
  return isCode && typeof fact === 'string' ? spelled(fact) : fact;
}

/**
 * How codes are spelled at the wire: with the public prefix, everywhere. The view, the ledger and the
 * histories of a case keep theirs; what leaves of them is spelled here.
 */
import type { z } from 'zod';
import type { caseView } from '../../../wire/cases/case-answers';
import type { CaseView } from '../../../workflows/contract/case-view';
import { isErrorCode, publicCode } from '../../../workflows/contract/errors';
import type { LedgerFact } from '../../../workflows/contract/ports';

export function rejectionOf(
  rejection: NonNullable<CaseView['rejection']>,
): NonNullable<z.output<typeof caseView>['rejection']> {
  return rejection === 'OPERATOR_ENDED' ? publicCode(rejection) : rejection;
}

/** A word of a row of the record; what is no code stays as it is. */
export function spelled(word: string): string {
  return isErrorCode(word) ? publicCode(word) : word;
}

/** One fact of the ledger. */
export function spelledFact(fact: LedgerFact): string | number | boolean | string[] {
  if (typeof fact === 'object') return fact.map(spelled);
  return typeof fact === 'string' ? spelled(fact) : fact;
}

/** Which repair a cause asks for, where one repair fits all of its cases. Pure. */
import type { BulkVerb, Cause } from '../../../workflows/contract/operations';

const VERBS: Partial<Record<Cause, BulkVerb>> = {
  parked: 'retry',
  retrying: 'retry',
  held: 'release-hold',
  notice: 'resend-notice',
};

/** The repair that is offered for a whole group; none where each case needs a look of its own. */
export function bulkVerbOf(cause: Cause): BulkVerb | undefined {
  return VERBS[cause];
}

/** Share of a run that is over, 0 to 1. */
export function shareOver({ total, left }: { total: number; left: number }): number {
  return total === 0 ? 1 : (total - left) / total;
}

/** A whole number of at least 1 as typed; undefined where it is none. */
export function wholeNumber(typed: string): number | undefined {
  return /^[1-9]\d{0,5}$/.test(typed.trim()) ? Number(typed) : undefined;
}

/** Which repair a cause asks for, where one repair fits all of its cases, and cases named by a filter. Pure. */
import type { output } from 'zod';
import type { bulkSelection } from '../../../../wire/operations/operations-requests';
import type { UnbindReason } from '../../../../workflows/contract/case-view';
import { causesOf } from '../../../../checks/bulk-repairs';
import { BULK_VERBS } from '../../../../workflows/contract/operations';
import type { BulkVerb, Cause } from '../../../../workflows/contract/operations';

/** Which cases a repair in bulk is about. */
export type BulkSelection = output<typeof bulkSelection>;
type OpenStatus = NonNullable<BulkSelection['status']>[number];

/** A filter as it stands in the form. */
export interface TypedSelection {
  readonly status: OpenStatus | undefined;
  readonly reason: UnbindReason | undefined;
  /** A day, or empty. */
  readonly before: string;
}

/** The cases that a filter names; undefined while it names all of them. */
export function selectionOf({ status, reason, before }: TypedSelection): BulkSelection | undefined {
  if (status === undefined && reason === undefined && before === '') return undefined;
  return {
    ...(status === undefined ? {} : { status: [status] }),
    ...(reason === undefined ? {} : { reason }),
    ...(before === '' ? {} : { sinceBefore: before }),
  };
}

/** The repair that is offered for a whole group; none where each case needs a look of its own. */
export function bulkVerbOf(cause: Cause): BulkVerb | undefined {
  return BULK_VERBS.find((verb) => causesOf(verb).some((its) => its === cause));
}

/** Share of a run that is over, 0 to 1. */
export function shareOver({ total, left }: { total: number; left: number }): number {
  return total === 0 ? 1 : (total - left) / total;
}

/** A whole number of at least 1 as typed; undefined where it is none. */
export function wholeNumber(typed: string): number | undefined {
  return /^[1-9]\d{0,5}$/.test(typed.trim()) ? Number(typed) : undefined;
}

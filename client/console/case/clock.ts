/** How the clocks of a case stand, and why. Pure. */
import type { CaseStatus } from '../../../workflows/contract/lifecycle';
import type { ViewAnswer } from '../../../wire/case-answers';

/** Whether the clock of the review runs, or what makes it stand still. */
export type ReviewClock = 'runs' | 'claimed' | 'information' | 'held';

/** Undefined where the case is in no review. The same cases in which the workflow stops its clock. */
export function reviewClockOf(
  view: Pick<ViewAnswer, 'status' | 'held' | 'claim'>,
): ReviewClock | undefined {
  if (view.status !== 'awaiting-review' && view.status !== 'awaiting-information') return undefined;
  if (view.held) return 'held';
  if (view.status === 'awaiting-information') return 'information';
  return view.claim ? 'claimed' : 'runs';
}

/** Statuses whose expected end counts working time; the others count calendar days. */
const IN_WORKING_TIME: readonly CaseStatus[] = [
  'awaiting-identity',
  'awaiting-review',
  'refunding-deposit',
  'closing-account',
];

export function countsWorkingTime(status: CaseStatus): boolean {
  return IN_WORKING_TIME.includes(status);
}

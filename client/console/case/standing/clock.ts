// client/console/case/standing/: where a case stands in its life, and how its clocks run.
/** How the clocks of a case stand, and why. Pure. */
import type { CaseStatus } from '../../../../workflows/contract/lifecycle';
import type { CaseAnswer, ViewAnswer } from '../../../../wire/cases/case-answers';

type WorkingHours = CaseAnswer['workingHours'];

/** Whether the clock of the review runs, or what makes it stand still. */
export type ReviewClock = 'runs' | 'closed' | 'claimed' | 'information' | 'held';

/** Undefined where the case is in no review. The same cases in which the workflow stops its clock. */
export function reviewClockOf(
  view: Pick<ViewAnswer, 'status' | 'held' | 'claim'>,
  hours: WorkingHours,
  nowMs: number,
): ReviewClock | undefined {
  if (view.status !== 'awaiting-review' && view.status !== 'awaiting-information') return undefined;
  if (view.held) return 'held';
  if (view.status === 'awaiting-information') return 'information';
  if (view.claim) return 'claimed';
  return areOn(hours, nowMs) ? 'runs' : 'closed';
}

/** A page may stay open past the hour at which the desk closes or opens. */
function areOn(hours: WorkingHours, nowMs: number): boolean {
  return hours.areOn === nowMs < Date.parse(hours.changesAt);
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

/**
 * What the limit of a status counts, as in workflows/case/step-limits.ts; each terminal has a limit of its own
 * kind while they are unbound.
 */
export function limitCounts(status: CaseStatus): 'calendar' | 'working' | 'each' {
  if (status === 'unbinding') return 'each';
  return status === 'refunding-deposit' || status === 'closing-account' ? 'working' : 'calendar';
}

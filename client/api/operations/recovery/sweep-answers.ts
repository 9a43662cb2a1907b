/** What comparisons and verifications of the whole desk answer alike: that they began, how they stand. */
import type { SweepStanding } from '../../../../temporal/sweep-runs';
import type { Sweep } from '../../../../workflows/contract/identifiers';

/** Longest list of runs. */
export const RUNS_LISTED = 20;

/** True for what may be the id of a run; other workflows are read elsewhere. */
export function isRunOf({ prefix }: Sweep, id: string): boolean {
  return new RegExp(`^${prefix}[\\w:.-]{1,80}$`).test(id);
}

export function standingAnswer({ id, state, startedAt, endedAt }: SweepStanding): {
  id: string;
  state: SweepStanding['state'];
  startedAt: string;
  endedAt?: string;
} {
  return {
    id,
    state,
    startedAt: startedAt.toISOString(),
    ...(endedAt === undefined ? {} : { endedAt: endedAt.toISOString() }),
  };
}

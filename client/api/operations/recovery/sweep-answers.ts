/** What comparisons and verifications of the whole desk answer alike: how their runs stand. */
import type { SweepRun, SweepRuns, SweepStanding } from '../../../../temporal/sweep-runs';
import { type PublicCode, publicCode } from '../../../../workflows/contract/errors';
import type { Sweep } from '../../../../workflows/contract/identifiers';
import { ApiError } from '../../http/api-error';

/** Longest list of runs. */
export const RUNS_LISTED = 20;

/** True for what may be the id of a run; other workflows are read elsewhere. */
function isRunOf({ prefix }: Sweep, id: string): boolean {
  return new RegExp(`^${prefix}[\\w:.-]{1,80}$`).test(id);
}

interface StandingAnswer {
  id: string;
  state: SweepStanding['state'];
  startedAt: string;
  endedAt?: string;
}

function standingAnswer({ id, state, startedAt, endedAt }: SweepStanding): StandingAnswer {
  return {
    id,
    state,
    startedAt: startedAt.toISOString(),
    ...(endedAt === undefined ? {} : { endedAt: endedAt.toISOString() }),
  };
}

/** The latest runs, newest first. */
export async function latestAnswer(runs: SweepRuns<unknown>): Promise<{ items: StandingAnswer[] }> {
  return { items: (await runs.latest(RUNS_LISTED)).map(standingAnswer) };
}

/** A run of this kind. `NOT_FOUND`, also for an id of something else. */
export async function readRun<Report>(
  runs: SweepRuns<Report>,
  sweep: Sweep,
  id: string,
): Promise<SweepRun<Report>> {
  const run = isRunOf(sweep, id) ? await runs.read(id) : undefined;
  if (!run) throw new ApiError('NOT_FOUND');
  return run;
}

/** How a run stands, and why it failed. */
export function runAnswer(run: SweepRun<unknown>): StandingAnswer & { code?: PublicCode } {
  return {
    ...standingAnswer(run),
    ...(run.code === undefined ? {} : { code: publicCode(run.code) }),
  };
}

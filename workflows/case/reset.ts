/**
 * A case that was taken back to an earlier point of its history. The new run first writes to the record,
 * which closes the run before it, and then asks the record what had left and what was told. What providers
 * did is found again by its keys; nothing here undoes it. Until then nobody decides on the case.
 */
import { condition } from '@temporalio/workflow';
import { takeJobs } from '../activator';
import type { CaseContext } from './case-context';
import { isResetting } from './case-state';
import type { CaseState } from './case-state';
import { SYSTEM } from './journal';
import { onRecord } from '../on-record';

/** Runs as long as the workflow does; called before its first await. */
export async function settleResets(desk: CaseContext): Promise<never> {
  const { state } = desk;
  onHistoryReset(() => {
    state.resetsSeen += 1;
  });
  for (;;) {
    await condition(() => isResetting(state) && state.opening !== 'pending');
    const seen = state.resetsSeen;
    if (state.opening === 'done') await learn(desk);
    state.resetsSettled = seen;
    // Only now the view says again what is due; whoever looks sees where the case stands.
    if (state.opening === 'done')
      desk.journal.note('case-resumed', SYSTEM, { status: state.status });
    await desk.journal.flush();
  }
}

async function learn({ state, journal, notices }: CaseContext): Promise<void> {
  journal.note('reset-noticed', SYSTEM);
  await journal.flush();
  const known = await journal.ensure(() =>
    onRecord((record) => record.afterReset({ caseId: state.input.caseId })),
  );
  notices.knowTold(known);
  restartWait(state, Date.now());
  if (known.terminalsLostTo !== undefined) {
    journal.note('terminals-lost', SYSTEM, { otherCase: known.terminalsLostTo });
  }
  if (known.unbindAttempted && !state.pointOfNoReturn) {
    state.pointOfNoReturn = true;
    journal.note('point-of-no-return-passed', SYSTEM);
  }
}

/** The present wait begins anew, so that what had passed its limit is not over again at once. */
function restartWait(state: CaseState, nowMs: number): void {
  state.waitSinceMs = nowMs;
  if (state.heldSinceMs !== undefined) state.heldSinceMs = nowMs;
}

/**
 * Hears of every reset at the place in the history where it happened, when it happens and in each replay.
 * The SDK tells workflow code of a reset only by new random numbers. The first task of a history cannot be
 * heard of: it is decided before this is called.
 */
function onHistoryReset(hear: () => void): void {
  takeJobs('updateRandomSeed', (reseed) => (job) => {
    reseed(job);
    hear();
  });
}

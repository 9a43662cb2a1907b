// workflows/stages/: the machine's own steps of the story, each asking for an effect and its proof.
/** Closes the merchant's account, if the application asks for it; irreversible. */
import { patched } from '@temporalio/workflow';
import { confirmActivities, requestActivities } from '../activity-proxies';
import { addWorkingMs } from '../calendar/working-time';
import type { CaseContext } from '../case/case-context';
import { closureSettled, depositSettled } from '../case/case-state';
import type { ClosureState } from '../contract/case-view';
import { closureKey, confirmationActivityId } from '../contract/identifiers';
import type { ClosureRef } from '../contract/ports';
import { runEffect } from './run-effect';
import type { EffectPlan } from './run-effect';

/** Returns once the account is closed, or an operator has proven that it stays open. */
export async function closeAccount(desk: CaseContext): Promise<void> {
  const { state, notices } = desk;
  await runEffect(desk, closurePlan(desk));
  if (state.closure.state === 'closed') notices.plan('closed');
}

function closurePlan(desk: CaseContext): EffectPlan<ClosureState> {
  const { closure, deposits, policy, calendar, input } = desk.state;
  const { caseId } = input;
  const ref = (): ClosureRef => ({ caseId, generation: closure.generation });
  const limitMs = () =>
    addWorkingMs(calendar, Date.now(), policy.closureLimitWorkingMs) - Date.now();
  return {
    subject: closure,
    noun: 'account',
    facts: {},
    accepted: 'accepted',
    done: 'closed',
    settled: () => closureSettled(closure),
    gate: () => ({ effect: 'closure', ...ref() }),
    request: () =>
      requestActivities.requestClosure.executeWithOptions(
        { scheduleToCloseTimeout: policy.acceptLimitMs, summary: 'close the account' },
        [ref()],
      ),
    confirm: () =>
      confirmActivities.confirmClosure.executeWithOptions(
        {
          activityId: confirmationActivityId(closureKey(caseId, closure.generation)),
          scheduleToCloseTimeout: limitMs(),
          summary: 'is the account closed?',
        },
        [ref()],
      ),
    gateLimitWorkingMs: policy.closureLimitWorkingMs,
    // A refund that comes back is paid first: a closed account takes no money any more.
    mayRequest: () => deposits.every(depositSettled) || !patched('closure-waits-for-refunds'),
    codes: {
      gateLimit: 'CLOSURE_GATE',
      notAccepted: 'CLOSURE_NOT_CONFIRMED',
      notConfirmed: 'CLOSURE_NOT_CONFIRMED',
    },
    stuckState: () => 'stuck',
  };
}

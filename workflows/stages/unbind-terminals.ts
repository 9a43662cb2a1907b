/** Takes every terminal off the merchant's account at the acquirer and proves that it took effect. */
import { CancellationScope, condition, isCancellation } from '@temporalio/workflow';
import { confirmActivities, requestActivities } from '../activity-proxies';
import type { CaseContext } from '../case/case-context';
import { terminalSettled } from '../case/case-state';
import type { TerminalSubject } from '../case/case-state';
import type { TerminalState } from '../contract/case-view';
import { confirmationActivityId, unbindKey } from '../contract/identifiers';
import type { RequestOutcome, UnbindRef } from '../contract/ports';
import { SYSTEM } from '../case/journal';
import { onRecord } from '../on-record';
import { runEffects } from './run-effect';
import type { EffectPlan } from './run-effect';

/**
 * Returns once every terminal is effective or left bound, or once the case has left the status before
 * the point of no return (withdrawn, sent back, ended).
 */
export async function unbindTerminals(desk: CaseContext): Promise<void> {
  const { state } = desk;
  const { caseId } = state.input;
  const attempted = await desk.journal.ensure(() =>
    onRecord((record) => record.unbindWasAttempted({ caseId })),
  );
  state.pointOfNoReturn ||= attempted;
  const scope = new CancellationScope();
  const plans = state.terminals.map((terminal) => unbindPlan(desk, terminal));
  const all = scope.run(() => runEffects(desk, plans));
  const left = condition(() => state.status !== 'unbinding').then(() => {
    scope.cancel();
  });
  try {
    await all;
  } catch (error) {
    if (!isCancellation(error) || state.status === 'unbinding') throw error;
    await left;
  }
}

function unbindPlan(desk: CaseContext, terminal: TerminalSubject): EffectPlan<TerminalState> {
  const { state } = desk;
  const { terminalId } = terminal;
  const ref = (): UnbindRef => ({
    caseId: state.input.caseId,
    terminalId,
    generation: terminal.generation,
  });
  return {
    subject: terminal,
    noun: 'terminal',
    facts: { terminalId },
    accepted: 'accepted',
    done: 'effective',
    settled: () => terminalSettled(terminal),
    gate: () => ({ effect: 'unbind', ...ref() }),
    request: () => requestUnbind(desk, ref()),
    confirm: () =>
      confirmActivities.confirmUnbind.executeWithOptions(
        {
          activityId: confirmationActivityId(
            unbindKey(state.input.caseId, terminalId, terminal.generation),
          ),
          scheduleToCloseTimeout: state.policy.effectLimitMs,
          summary: `read back ${terminalId}`,
        },
        [ref()],
      ),
    gateLimitWorkingMs: state.policy.gateLimitWorkingMs,
    codes: {
      gateLimit: 'ELIGIBILITY_LIMIT',
      notAccepted: 'UNBIND_NOT_ACCEPTED',
      notConfirmed: 'UNBIND_NOT_EFFECTIVE',
    },
    stuckState: () => 'stuck',
  };
}

/**
 * From the step that schedules a request it counts as sent (`requestsInFlight`), and withdrawals wait
 * for its answer. Only the activity's proof that nothing left takes that back: `blocked` (no intent
 * exists), `manual` (a person does it later), or a terminal that is on another merchant number.
 */
async function requestUnbind(desk: CaseContext, ref: UnbindRef): Promise<RequestOutcome> {
  const { state } = desk;
  const wasSet = state.pointOfNoReturn;
  state.requestsInFlight += 1;
  try {
    const outcome = await requestActivities.requestUnbind.executeWithOptions(
      { scheduleToCloseTimeout: state.policy.acceptLimitMs, summary: `unbind ${ref.terminalId}` },
      [ref],
    );
    if (hasLeft(outcome)) state.pointOfNoReturn = true;
    return outcome;
  } catch (error) {
    state.pointOfNoReturn = true;
    throw error;
  } finally {
    state.requestsInFlight -= 1;
    if (!wasSet && state.pointOfNoReturn) desk.journal.note('point-of-no-return-passed', SYSTEM);
  }
}

function hasLeft(outcome: RequestOutcome): boolean {
  if (outcome.kind === 'refused') return outcome.code !== 'TERMINAL_MOVED';
  return outcome.kind !== 'blocked' && outcome.kind !== 'manual';
}

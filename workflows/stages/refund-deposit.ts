/** Pays back every refundable deposit of a terminal that is no longer bound, each exactly once. */
import { confirmActivities, readBackActivities, requestActivities } from '../activity-proxies';
import { addWorkingMs } from '../calendar/working-time';
import type { CaseContext } from '../case/case-context';
import { depositSettled, refundDue } from '../case/case-state';
import type { DepositSubject } from '../case/case-state';
import type { RefundState } from '../contract/case-view';
import { confirmationActivityId, refundKey } from '../contract/identifiers';
import type { RefundRef } from '../contract/ports';
import { codeOfFailure } from '../failures';
import { SYSTEM } from '../case/journal';
import { runEffect, runEffects } from './run-effect';
import type { EffectPlan } from './run-effect';

/** What nobody owes is said so at once, so that "settled" means the same for every item. */
export function markRefundsNotDue(desk: CaseContext): void {
  for (const deposit of desk.state.deposits) {
    if (deposit.state === 'waiting' && !refundDue(desk.state, deposit)) deposit.state = 'not-due';
  }
}

/** Returns once every deposit is paid, settled by hand, or not due. */
export async function refundDeposits(desk: CaseContext): Promise<void> {
  const { deposits } = desk.state;
  await runEffects(
    desk,
    deposits.map((deposit) => refundPlan(desk, deposit)),
  );
  if (deposits.some(wasPaid)) desk.notices.plan('refunded');
}

/** Whether the provider says so, too. Out of reach for long: no, and the comparison of the night tells it again. */
export async function cameBack(
  { state }: CaseContext,
  { depositId, generation }: DepositSubject,
): Promise<boolean> {
  const { caseId } = state.input;
  try {
    const known = await readBackActivities.readReturned({ caseId, depositId, generation });
    return known !== undefined;
  } catch (error) {
    codeOfFailure(error, 'REFUND_NOT_SETTLED');
    return false;
  }
}

/** A refund that came back after it had arrived: only this branch runs again. */
export async function refundAgain(desk: CaseContext, deposit: DepositSubject): Promise<void> {
  desk.state.refundReopened = true;
  deposit.state = 'returned';
  deposit.code = 'REFUND_RETURNED';
  deposit.sinceMs = Date.now();
  const { depositId, generation } = deposit;
  desk.journal.note('deposit-returned', SYSTEM, { depositId, generation });
  desk.notices.plan('refund-returned');
  await desk.journal.flush();
  await runEffect(desk, refundPlan(desk, deposit));
  if (wasPaid(deposit)) desk.notices.plan('refunded');
  await desk.journal.flush();
}

function wasPaid({ state }: DepositSubject): boolean {
  return state === 'succeeded' || state === 'paid';
}

function refundPlan(desk: CaseContext, deposit: DepositSubject): EffectPlan<RefundState> {
  const { caseId } = desk.state.input;
  const { policy } = desk.state;
  const { depositId, amountMinor, currency } = deposit;
  const ref = (): RefundRef => ({ caseId, depositId, generation: deposit.generation });
  return {
    subject: deposit,
    noun: 'deposit',
    facts: { depositId, amountMinor, currency },
    accepted: 'pending',
    done: 'succeeded',
    settled: () => depositSettled(deposit),
    gate: () => ({ effect: 'refund', ...ref() }),
    request: () =>
      requestActivities.requestRefund.executeWithOptions(
        { scheduleToCloseTimeout: policy.acceptLimitMs, summary: `refund ${depositId}` },
        [ref()],
      ),
    confirm: () =>
      confirmActivities.confirmRefund.executeWithOptions(
        {
          activityId: confirmationActivityId(refundKey(caseId, depositId, deposit.generation)),
          scheduleToCloseTimeout: confirmLimitMs(desk),
          summary: `has the refund of ${depositId} arrived?`,
        },
        [ref()],
      ),
    gateLimitWorkingMs: policy.refundLimitWorkingMs,
    codes: {
      gateLimit: 'REFUND_BLOCKED',
      notAccepted: 'REFUND_NOT_SETTLED',
      notConfirmed: 'REFUND_NOT_SETTLED',
    },
    stuckState: (code) => (code === 'REFUND_RETURNED' ? 'returned' : 'stuck'),
  };
}

/** The full limit of working days, counted from now: a retry after parking gets it anew. */
function confirmLimitMs({ state }: CaseContext): number {
  const nowMs = Date.now();
  return addWorkingMs(state.calendar, nowMs, state.policy.refundLimitWorkingMs) - nowMs;
}

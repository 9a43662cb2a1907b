/**
 * Pays again a refund that came back after its case had ended: the refund branch alone, under the same
 * case, with the same keys and rules. The case keeps its end and carries the mark `refundReopened`.
 */
import { allHandlersFinished, condition, setHandler } from '@temporalio/workflow';
import { calendarByVersion } from './calendar/calendar-by-version';
import type { CaseContext } from './case-context';
import { createCaseState } from './case-state';
import type { CaseState } from './case-state';
import { isStuck, viewOf } from './case-view-of';
import { ARROWS } from './contract/lifecycle';
import type { Role } from './contract/lifecycle';
import * as messages from './contract/messages';
import type { CaseResult, Receipt, ReopenRefundInput } from './contract/messages';
import { refusal } from './failures';
import { createJournal, SYSTEM } from './journal';
import { createNotices } from './notices';
import { policyOf } from './policy';
import { applyResolution, applyRetry } from './repairs';
import { resolutionRefusal } from './rules';
import { refundAgain } from './stages/refund-deposit';

export async function reopenRefund(input: ReopenRefundInput): Promise<CaseResult> {
  // Set up.
  const state = stateOfEndedCase(input);
  const journal = createJournal(state);
  const notices = createNotices(state, journal);
  const desk: CaseContext = { state, journal, notices, mayRequest: () => true };
  handleRepairs(desk);

  // Main logic.
  const deposit = state.deposits.find((d) => d.depositId === input.depositId);
  if (deposit?.state !== 'succeeded' || deposit.generation !== input.returnedGeneration) {
    throw refusal('SUBJECT_UNKNOWN', input.depositId);
  }
  journal.note('refund-reopened', SYSTEM, { depositId: input.depositId });
  let settled = false;
  const telling = notices.run(() => settled);
  await refundAgain(desk, deposit);
  await journal.flush();
  settled = true;
  await telling;
  await condition(allHandlersFinished);
  return { opened: true, view: viewOf(state, Date.now()) };
}

/** The two repairs of an operator; every other decision about an ended case is refused by the desk. */
function handleRepairs(desk: CaseContext): void {
  const { state, journal } = desk;
  const operators: readonly Role[] = ARROWS.find((a) => a.trigger === 'end')?.by ?? [];
  const permit = ({ by, step }: messages.Retry | messages.Resolve): void => {
    if (!operators.includes(by.role)) throw refusal('ROLE_NOT_ALLOWED');
    const waiting = state.deposits.some((d) => isStuck(d) || d.state === 'manual');
    if (step !== 'refund-deposit' || !waiting) throw refusal('NOT_PARKED');
  };
  const written = async (): Promise<Receipt> => {
    await journal.flush();
    return { caseId: state.input.caseId, status: state.status, revision: state.revision };
  };
  setHandler(
    messages.retry,
    async (input) => {
      journal.note('step-retried', input.by, { step: input.step });
      applyRetry(desk, input);
      return written();
    },
    { validator: permit },
  );
  setHandler(
    messages.resolve,
    async (input) => {
      const { step, outcome } = input;
      journal.note('step-resolved-by-hand', input.by, { step, outcome });
      applyResolution(desk, input);
      return written();
    },
    {
      validator: (input) => {
        permit(input);
        const code = resolutionRefusal(state, input);
        if (code !== undefined) throw refusal(code);
      },
    },
  );
}

function stateOfEndedCase({ view, policy, calendarVersion }: ReopenRefundInput): CaseState {
  const { caseId, revision, channel, reason, closeAccount } = view;
  const base = createCaseState(
    {
      caseId,
      revision,
      channel,
      reason,
      closeAccount,
      calendarVersion,
      terminalIds: [],
      openedBy: { principalId: view.openedBy, role: 'system' },
    },
    policyOf(policy),
    calendarByVersion(calendarVersion),
    Date.parse(view.openedAt),
  );
  return {
    ...base,
    opening: 'done',
    status: view.status,
    statusSinceMs: Date.parse(view.statusSince),
    endedMs: Date.parse(view.endedAt ?? view.statusSince),
    pointOfNoReturn: view.pointOfNoReturn,
    refundReopened: true,
    partial: view.partial,
    reviewUsedMs: view.reviewClockMs,
    warnings: view.warnings,
    terminals: view.terminals.map((t) => ({
      ...t,
      gate: t.gate ?? [],
      sinceMs: Date.parse(t.since),
    })),
    deposits: view.deposits.map((d) => ({
      ...d,
      state: d.refund,
      gate: d.gate ?? [],
      sinceMs: Date.parse(d.since),
    })),
    closure: {
      ...view.closure,
      gate: view.closure.gate ?? [],
      sinceMs: Date.parse(view.closure.since),
    },
  };
}

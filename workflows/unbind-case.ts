/**
 * The life of one case, from first contact to its end. People's decisions arrive through decisions.ts
 * and change the status; this story does what only the machine does: wait, unbind, refund, close.
 */
import { allHandlersFinished, condition, patched } from '@temporalio/workflow';
import { ignoreCancellation } from './activator';
import { runAlarm } from './case/alarm';
import { calendarByVersion } from './calendar/calendar-by-version';
import type { CaseContext } from './case/case-context';
import {
  closureDue,
  createCaseState,
  depositSettled,
  enterStatus,
  isResetting,
  refundReopenedNow,
} from './case/case-state';
import { viewOf } from './case/case-view-of';
import { isEnd } from './contract/lifecycle';
import type { CaseStatus } from './contract/lifecycle';
import type { CaseResult, OpenCaseInput } from './contract/messages';
import { handleDecisions } from './decisions/decisions';
import { codeOfRefusal, terminalConflict } from './failures';
import { createJournal, SYSTEM } from './case/journal';
import { createNotices } from './case/notices';
import { policyOf } from './policy';
import { settleResets } from './case/reset';
import { closeAccount } from './stages/close-account';
import { markRefundsNotDue, refundDeposits } from './stages/refund-deposit';
import { unbindTerminals } from './stages/unbind-terminals';
import { openingOf } from './wants-proof';

export async function unbindCase(input: OpenCaseInput): Promise<CaseResult> {
  // Set up: state, handlers, and what runs beside the story.
  const desk = createDesk(input);
  const { state, journal, notices } = desk;
  ignoreCancellation();
  handleDecisions(desk);
  void settleResets(desk);

  // Main logic.
  if (!(await openCase(desk))) return finish(desk);
  const telling = notices.run(() => isEnd(state.status) && !refundReopenedNow(state));
  void runAlarm(state, journal, notices);
  while (!isEnd(state.status)) {
    await doWhatIsDue(desk);
    await journal.flush();
  }
  await telling;
  return finish(desk);
}

/** One status: people are waited for, the machine's own work is done. */
async function doWhatIsDue(desk: CaseContext): Promise<void> {
  const { state } = desk;
  const { status } = state;
  switch (status) {
    case 'unbinding':
      await unbindTerminals(desk);
      await waitWritten(desk, () => state.status !== status || state.heldSinceMs === undefined);
      if (state.status === status) afterUnbinding(desk);
      return;
    case 'refunding-deposit':
      await refundDeposits(desk);
      await settledRefunds(desk);
      moveOn(desk, closureDue(state) ? 'closing-account' : 'completed');
      return;
    case 'closing-account':
      await closeAccount(desk);
      await settledRefunds(desk);
      moveOn(desk, 'completed');
      return;
    default:
      await condition(() => state.status !== status);
  }
}

/** Tells how the terminals ended and goes where something is still due. */
function afterUnbinding(desk: CaseContext): void {
  const { state, notices } = desk;
  notices.plan('unbound');
  markRefundsNotDue(desk);
  if (state.terminals.some((terminal) => terminal.state === 'left-bound')) {
    state.partial = true;
    if (state.closeAccount) state.closure.state = 'not-closed';
  }
  if (state.deposits.some((deposit) => !depositSettled(deposit))) moveOn(desk, 'refunding-deposit');
  else moveOn(desk, closureDue(state) ? 'closing-account' : 'completed');
}

/** A refund that came back meanwhile is paid again before the case goes on. */
async function settledRefunds(desk: CaseContext): Promise<void> {
  const { state } = desk;
  const goesOn = () => state.deposits.every(depositSettled) && state.heldSinceMs === undefined;
  await waitWritten(desk, goesOn);
}

/** What was proven last stands in the record while the case waits for its release, too. */
async function waitWritten({ journal }: CaseContext, goesOn: () => boolean): Promise<void> {
  if (!goesOn() && patched('proofs-are-written-while-held')) await journal.flush();
  await condition(goesOn);
}

function moveOn({ state, journal }: CaseContext, to: CaseStatus): void {
  const from = state.status;
  enterStatus(state, to, Date.now());
  journal.note('status-changed', SYSTEM, { from, to });
}

function createDesk(input: OpenCaseInput): CaseContext {
  const calendar = calendarByVersion(input.calendarVersion);
  const state = createCaseState(input, policyOf(input.policy), calendar, Date.now());
  const journal = createJournal(state);
  const notices = createNotices(state, journal);
  const mayRequest = () => state.heldSinceMs === undefined && state.withdrawalsWaiting === 0;
  return { state, journal, notices, mayRequest };
}

/**
 * Takes the terminals; false where another open case holds one of them. A request by the merchant takes
 * them once identity is proven, so that nobody can squat on a terminal.
 */
async function openCase({ state, journal, notices }: CaseContext): Promise<boolean> {
  const { openedBy, channel, reason } = state.input;
  journal.hear(openingOf(state.input));
  state.opening = 'done';
  const terminals = state.terminals.map((terminal) => terminal.terminalId);
  journal.note('case-opened', openedBy, { channel, reason, terminals });
  if (openedBy.role === 'merchant') notices.plan('page-link');
  try {
    state.opening = 'pending';
    await journal.writeOpening();
    state.opening = 'done';
    return true;
  } catch (error) {
    const conflict = terminalConflict(error);
    if (conflict === undefined && !patched('a-refused-opening-ends')) throw error;
    state.openingRefusal = conflict
      ? { code: 'TERMINAL_HAS_OPEN_CASE', ...conflict }
      : { code: codeOfRefusal(error) };
    state.opening = 'refused';
    return false;
  }
}

async function finish({ state, journal }: CaseContext): Promise<CaseResult> {
  await condition(() => allHandlersFinished() && !isResetting(state));
  if (state.resetsSeen > 0) await journal.flush();
  return { opened: state.opening === 'done', view: viewOf(state, Date.now()) };
}

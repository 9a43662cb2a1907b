/**
 * Pays again a refund that came back after its case had ended: the refund branch alone, under the same
 * case, with the same keys and rules. The case keeps its end and carries the mark `refundReopened`.
 */
import { allHandlersFinished, condition, patched } from '@temporalio/workflow';
import { ignoreCancellation } from '../activator';
import { readBackActivities } from '../activity-proxies';
import { calendarByVersion } from '../calendar/calendar-by-version';
import type { CaseContext } from '../case/case-context';
import { createCaseState } from '../case/case-state';
import type { CaseState } from '../case/case-state';
import { viewOf } from '../case/case-view-of';
import type { CaseResult, ReopenRefundInput } from '../contract/messages';
import { refusal } from '../failures';
import { createJournal, SYSTEM } from '../case/journal';
import { createNotices } from '../case/notices';
import { handleRepairs } from '../decisions/operator-decisions';
import { policyOf } from '../policy';
import { refundAgain } from '../stages/refund-deposit';
import { openingOf } from '../wants-proof';

export async function reopenRefund(input: ReopenRefundInput): Promise<CaseResult> {
  // Set up.
  const state = stateOfEndedCase(input);
  const journal = createJournal(state);
  const notices = createNotices(state, journal);
  const desk: CaseContext = { state, journal, notices, mayRequest: () => true };
  ignoreCancellation();
  handleRepairs(desk);

  // Main logic.
  if (patched('returns-are-read-back')) Object.assign(state, await stateOnRecord(input));
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

/** Whoever began it: that the money came back says the provider, where the case stands says the record. */
async function stateOnRecord(input: ReopenRefundInput): Promise<CaseState> {
  const { depositId, returnedGeneration: generation } = input;
  const { caseId } = input.view;
  const said = openingOf(input);
  const view = await readBackActivities.readReturned({ caseId, depositId, generation, said });
  if (view === undefined) throw refusal('SUBJECT_UNKNOWN', depositId);
  return stateOfEndedCase({ ...input, view });
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
    involved: new Set(view.involved ?? [view.openedBy]),
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

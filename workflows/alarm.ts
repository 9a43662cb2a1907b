/**
 * One alarm a case: reminders, escalations and limits of the waits for people. The timer is left armed
 * when a later moment becomes the next one, so a brisk case costs one timer in all.
 */
import { condition } from '@temporalio/workflow';
import { enterStatus, escalationsDue, nextDue } from './case-state';
import type { CaseState, Due } from './case-state';
import type { NoticeKind } from './contract/notices';
import { SYSTEM } from './journal';
import type { Journal } from './journal';
import type { Notices } from './notices';

/** Runs as long as the workflow does; an armed timer ends with it. */
export async function runAlarm(
  state: CaseState,
  journal: Journal,
  notices: Notices,
): Promise<never> {
  const nextAtMs = () => nextDue(state)?.atMs ?? Number.POSITIVE_INFINITY;
  for (;;) {
    await condition(() => Number.isFinite(nextAtMs()));
    const armedAtMs = nextAtMs();
    await condition(() => nextAtMs() < armedAtMs, Math.max(1, armedAtMs - Date.now()), {
      summary: 'next reminder, escalation or limit',
    });
    const due = nextDue(state);
    if (due === undefined || due.atMs > Date.now()) continue;
    ring(state, due, journal, notices);
    await journal.flush();
  }
}

function ring(state: CaseState, due: Due, journal: Journal, notices: Notices): void {
  const { status } = state;
  switch (due.what) {
    case 'limit':
      enterStatus(state, 'expired', Date.now());
      journal.note('case-expired', SYSTEM, { from: status });
      notices.plan('expired');
      return;
    case 'escalation':
      state.escalationsSent = Math.max(
        state.escalationsSent + 1,
        escalationsDue(state, Date.now()),
      );
      state.overdue = true;
      journal.note('wait-escalated', SYSTEM, { status, count: state.escalationsSent });
      notices.plan('overdue');
      return;
    case 'reminder':
      state.remindersSent += 1;
      journal.note('merchant-reminded', SYSTEM, { status, count: state.remindersSent });
      notices.plan(reminderOf(state));
  }
}

function reminderOf(state: CaseState): NoticeKind {
  switch (state.status) {
    case 'awaiting-consent':
      return 'consent-reminder';
    case 'awaiting-information':
      return 'information-reminder';
    default:
      return 'application-reminder';
  }
}

// workflows/case/: one running case: its state and view, its rows in the record, its notices and alarms.
/**
 * One alarm a case: reminders, escalations and limits of the waits for people. The timer is left armed
 * when a later moment becomes the next one, so a brisk case costs one timer in all.
 */
import { condition } from '@temporalio/workflow';
import { workingMsBetween } from '../calendar/working-time';
import { enterStatus, reviewUsedMs } from './case-state';
import type { CaseState } from './case-state';
import { nextDue } from './dues';
import type { Due } from './dues';
import type { NoticeKind } from '../contract/notices';
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
      if (state.pointOfNoReturn) {
        // Only a reset leads here: what the acquirer has done does not expire, so a person hears of it.
        state.waitSinceMs = Date.now();
        escalate(state, state.escalationsSent + 1, journal, notices);
        return;
      }
      enterStatus(state, 'expired', Date.now());
      journal.note('case-expired', SYSTEM, { from: status });
      notices.plan('expired');
      return;
    case 'escalation':
      escalate(
        state,
        Math.max(state.escalationsSent + 1, escalationsDue(state, Date.now())),
        journal,
        notices,
      );
      return;
    case 'reminder':
      state.remindersSent += 1;
      journal.note('merchant-reminded', SYSTEM, { status, count: state.remindersSent });
      notices.plan(reminderOf(state));
      return;
    default:
      ringForExtension(state, due.what, journal, notices);
  }
}

/** At the limit a person goes on: asks again by submitting, calls, or takes it out of the application. */
function ringForExtension(
  state: CaseState,
  what: 'extension-reminder' | 'extension-limit',
  journal: Journal,
  notices: Notices,
): void {
  const { extension, status } = state;
  if (extension === undefined) return;
  if (what === 'extension-reminder') {
    extension.remindersSent += 1;
    const facts = { status, count: extension.remindersSent, about: 'consent-extension' };
    journal.note('merchant-reminded', SYSTEM, facts);
    notices.plan('consent-extension-reminder');
    return;
  }
  state.extension = undefined;
  journal.note('consent-extension-lapsed', SYSTEM, { paths: extension.paths });
  escalate(state, state.escalationsSent + 1, journal, notices);
}

function escalate(state: CaseState, count: number, journal: Journal, notices: Notices): void {
  state.escalationsSent = count;
  state.overdue = true;
  journal.note('wait-escalated', SYSTEM, { status: state.status, count });
  notices.plan('overdue');
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

/**
 * How many escalations the present wait has earned by now. What was missed in one go (a wait that begins
 * again with its time used up, a worker that was away for days) is told once.
 */
function escalationsDue(state: CaseState, nowMs: number): number {
  const { policy, calendar } = state;
  const [usedMs, firstMs] =
    state.status === 'awaiting-identity'
      ? [workingMsBetween(calendar, state.waitSinceMs, nowMs), policy.identityFirstLookWorkingMs]
      : [reviewUsedMs(state, nowMs), policy.reviewFirstLookWorkingMs];
  if (usedMs < firstMs) return 0;
  return 1 + Math.floor((usedMs - firstMs) / policy.escalationRepeatWorkingMs);
}

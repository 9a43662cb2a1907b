/** What happens by itself next while people are awaited: reminders, escalations, limits. Pure. */
import { addWorkingMs } from '../calendar/working-time';
import { isResetting, reviewRunsSince } from './case-state';
import type { CaseState } from './case-state';

/** What happens by itself next, and when. */
export interface Due {
  readonly atMs: number;
  readonly what: 'reminder' | 'escalation' | 'limit' | 'extension-reminder' | 'extension-limit';
}

/** The next thing that happens by itself while people are awaited; none while the case is held. */
export function nextDue(state: CaseState): Due | undefined {
  if (state.heldSinceMs !== undefined || state.opening !== 'done') return undefined;
  if (isResetting(state)) return undefined;
  const dues = [
    nextReminder(state),
    nextEscalation(state),
    limitOf(state),
    ...duesOfExtension(state),
  ];
  return dues.reduce<Due | undefined>(
    (first, due) => (due && (!first || due.atMs < first.atMs) ? due : first),
    undefined,
  );
}

function remindersOf(state: CaseState): readonly number[] {
  const p = state.policy;
  switch (state.status) {
    case 'awaiting-consent':
      return [p.consentFirstReminderMs, p.consentSecondReminderMs, p.consentThirdReminderMs];
    case 'awaiting-application':
      return [p.applicationFirstReminderMs, p.applicationSecondReminderMs];
    case 'awaiting-information':
      return [p.informationFirstReminderMs, p.informationSecondReminderMs];
    default:
      return [];
  }
}

function nextReminder(state: CaseState): Due | undefined {
  const afterMs = remindersOf(state)[state.remindersSent];
  return afterMs === undefined
    ? undefined
    : { atMs: state.waitSinceMs + afterMs, what: 'reminder' };
}

function duesOfExtension({ extension, policy }: CaseState): readonly Due[] {
  if (extension === undefined) return [];
  const { sinceMs, remindersSent } = extension;
  const remindersMs = [policy.extensionFirstReminderMs, policy.extensionSecondReminderMs];
  const reminders = remindersMs.slice(remindersSent, remindersSent + 1);
  return [
    ...reminders.map((afterMs) => ({
      atMs: sinceMs + afterMs,
      what: 'extension-reminder' as const,
    })),
    { atMs: sinceMs + policy.extensionLimitMs, what: 'extension-limit' },
  ];
}

function nextEscalation(state: CaseState): Due | undefined {
  const { policy, calendar } = state;
  const repeatsMs = state.escalationsSent * policy.escalationRepeatWorkingMs;
  if (state.status === 'awaiting-identity') {
    const allowedMs = policy.identityFirstLookWorkingMs + repeatsMs;
    return { atMs: addWorkingMs(calendar, state.waitSinceMs, allowedMs), what: 'escalation' };
  }
  const runsSinceMs = reviewRunsSince(state);
  if (runsSinceMs === undefined) return undefined;
  const leftMs = policy.reviewFirstLookWorkingMs + repeatsMs - state.reviewUsedMs;
  return { atMs: addWorkingMs(calendar, runsSinceMs, Math.max(0, leftMs)), what: 'escalation' };
}

/** The limit of the present wait for people, where it has one. */
export function limitOf(state: CaseState): Due | undefined {
  const afterMs = limitMsOf(state);
  return afterMs === undefined ? undefined : { atMs: state.waitSinceMs + afterMs, what: 'limit' };
}

function limitMsOf({ status, policy }: CaseState): number | undefined {
  switch (status) {
    case 'awaiting-identity':
      return policy.identityLimitMs;
    case 'awaiting-consent':
      return policy.consentLimitMs;
    case 'awaiting-application':
      return policy.applicationLimitMs;
    case 'awaiting-information':
      return policy.informationLimitMs;
    default:
      return undefined;
  }
}

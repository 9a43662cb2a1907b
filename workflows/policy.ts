/**
 * Every duration, limit and retry of the product, with its reason. Durations are ms; names that end in
 * `WorkingMs` count working time only (9 hours a working day, workflows/calendar). A case records the
 * overrides that it was opened with, so a change here needs `patched` for the cases that are open.
 */
import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';
import type { PolicyOverrides } from './contract/messages';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WORKING_HOUR_MS = HOUR_MS;
const WORKING_DAY_MS = 9 * WORKING_HOUR_MS;

/** Durations of a case and their reasons. */
export const POLICY = {
  /** A request should be looked at within two working days; after that the team lead hears of it. */
  identityFirstLookWorkingMs: 2 * WORKING_DAY_MS,
  /** Without proof of identity nothing can happen; two weeks are enough to send a document. */
  identityLimitMs: 14 * DAY_MS,
  /** Merchants forget: remind after 3, 10 and 20 days, give up after 30. */
  consentFirstReminderMs: 3 * DAY_MS,
  consentSecondReminderMs: 10 * DAY_MS,
  consentThirdReminderMs: 20 * DAY_MS,
  consentLimitMs: 30 * DAY_MS,
  /** The application is the agent's work with the merchant's papers; two reminders, then the limit. */
  applicationFirstReminderMs: 10 * DAY_MS,
  applicationSecondReminderMs: 20 * DAY_MS,
  applicationLimitMs: 30 * DAY_MS,
  /** Working time until a reviewer first looks; then escalation, never approval by the machine. */
  reviewFirstLookWorkingMs: 2 * WORKING_DAY_MS,
  /** An overdue wait is escalated again each working day. */
  escalationRepeatWorkingMs: WORKING_DAY_MS,
  /** A claim without a decision lapses, so that a case never hangs on one person. */
  claimWorkingMs: 4 * WORKING_HOUR_MS,
  /** A correction is small: two weeks, reminded after 3 and 10 days. */
  informationFirstReminderMs: 3 * DAY_MS,
  informationSecondReminderMs: 10 * DAY_MS,
  informationLimitMs: 14 * DAY_MS,
  /** To agree to a difference is small, too: two weeks, then the team lead hears of it. */
  extensionFirstReminderMs: 3 * DAY_MS,
  extensionSecondReminderMs: 10 * DAY_MS,
  extensionLimitMs: 14 * DAY_MS,
  /** The gate opens when balances and settlements clear; past ten working days somebody must ask. */
  gateLimitWorkingMs: 10 * WORKING_DAY_MS,
  /** Acquirers accept within seconds; two hours bridge their maintenance. */
  acceptLimitMs: 2 * HOUR_MS,
  /** Acquirers promise the effect within a day; three days are far outside. */
  effectLimitMs: 3 * DAY_MS,
  /** Banks return or book within 30 working days. */
  refundLimitWorkingMs: 30 * WORKING_DAY_MS,
  closureLimitWorkingMs: 5 * WORKING_DAY_MS,
  /** Notices that fall due together become one SMS: carriers review numbers with five a day. */
  noticeWindowMs: 2 * MINUTE_MS,
  /** A notice is tried for a day on a channel that is down; then an operator is told. */
  noticeLimitMs: DAY_MS,
  /** How long a withdrawal waits to learn whether a request that is on its way has left. */
  withdrawalPatienceMs: 15 * SECOND_MS,
} as const;

export type Policy = { readonly [K in keyof typeof POLICY]: number };

/** The policy of one case: the defaults with the overrides that it was opened with. */
export function policyOf(overrides: PolicyOverrides | undefined): Policy {
  return { ...POLICY, ...overrides };
}

/**
 * The record is ours and idempotent: short tries for ever. A case waits where the record is down and
 * goes on by itself. From some seconds on it waits by timers of the server: a task that is kept open for
 * a try costs three events each eight seconds, and a history may not grow without end.
 */
export const RECORD_OPTIONS: LocalActivityOptions = {
  startToCloseTimeout: '10s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '1m' },
  localRetryThreshold: '5s',
};

/** A worker that dies is noticed after this, and not after the whole time-out of its attempt. */
const HEARTBEAT_TIMEOUT = '10s';

/** Checks read the acquirer on behalf of a person who waits: a few tries, then say so. */
export const CHECK_OPTIONS: ActivityOptions = {
  startToCloseTimeout: '20s',
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  scheduleToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '5s' },
};

/**
 * Irreversible requests. Each attempt reconciles before it calls and its HTTP time-outs end before
 * `startToClose`; the limit of all attempts is set by the step.
 */
export const REQUEST_OPTIONS: ActivityOptions = {
  startToCloseTimeout: '30s',
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '2m' },
};

/** Reading back in growing intervals until a provider's effect is proven; costs no events. */
export const CONFIRM_OPTIONS: ActivityOptions = {
  startToCloseTimeout: '20s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '10m' },
};

/** Reading back what somebody says has come back; after an hour the comparison of the night tells it again. */
export const READ_BACK_OPTIONS: ActivityOptions = {
  startToCloseTimeout: '20s',
  scheduleToCloseTimeout: '1h',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '2m' },
};

/** Reading the eligibility gate; money clears overnight, so an hour between looks is enough. */
export const GATE_OPTIONS: ActivityOptions = {
  startToCloseTimeout: '20s',
  retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '1h' },
};

/**
 * Sending notices; transient refusals are tried again for `noticeLimitMs`. A mail server may take ten minutes for
 * each mail of a batch (RFC 5321 4.5.3.2); a worker that dies meanwhile is noticed by its heartbeat.
 */
export const NOTICE_OPTIONS: ActivityOptions = {
  startToCloseTimeout: '1h',
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  retry: { initialInterval: '2s', backoffCoefficient: 2, maximumInterval: '10m' },
};

/** A one-time code is of use for minutes only; somebody sits and waits for it. */
export const CODE_OPTIONS: ActivityOptions = {
  startToCloseTimeout: '20s',
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  scheduleToCloseTimeout: '5m',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
};

/** A piece of a run over many cases takes seconds; a worker that dies in the middle is noticed soon. */
export const BULK_OPTIONS: ActivityOptions = {
  startToCloseTimeout: '2m',
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
};

/** Replaying on a worker for an operator who waits: once more if a worker went away. */
export const REPLAY_OPTIONS: ActivityOptions = {
  startToCloseTimeout: '30s',
  retry: { maximumAttempts: 2 },
};

/** One case after a restore, with somebody who waits: some histories, some reads at the acquirer. */
export const REBUILD_OPTIONS: ActivityOptions = {
  startToCloseTimeout: '1m',
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumAttempts: 3 },
};

/** Making an evidence pack for somebody who waits: again where a worker went away or another makes a head. */
export const EVIDENCE_OPTIONS: ActivityOptions = {
  startToCloseTimeout: '20s',
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  scheduleToCloseTimeout: '1m',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5s' },
};

/**
 * A page of what looks over the whole desk each night, the comparison and the verification of the ledger:
 * short reads of some dozens of cases. An outage is waited out till the morning; then the run fails by its
 * code, and the next night looks again.
 */
export const SWEEP_OPTIONS: ActivityOptions = {
  startToCloseTimeout: '5m',
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  scheduleToCloseTimeout: '5h',
  retry: { initialInterval: '2s', backoffCoefficient: 2, maximumInterval: '5m' },
};

/** Pages of one run before it goes on with a history of its own: some hundreds of events. */
export const SWEEP_PAGES_A_RUN = 50;

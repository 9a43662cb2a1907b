/**
 * The life of a case as data. The workflow runs by this table, the API documents it, the tests are
 * enumerated from it, and docs/case-life.md is generated from it. Nothing here has behavior.
 */

import type { RevisionNumber } from './identifiers';

/** What a case waits for. The last four are ends. */
export const CASE_STATUSES = [
  'awaiting-identity',
  'awaiting-consent',
  'awaiting-application',
  'awaiting-review',
  'awaiting-information',
  'unbinding',
  'refunding-deposit',
  'closing-account',
  'completed',
  'rejected',
  'withdrawn',
  'expired',
] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

export const END_STATUSES = ['completed', 'rejected', 'withdrawn', 'expired'] as const;
export type EndStatus = (typeof END_STATUSES)[number];

/** True for the four ends, after which every decision is refused with `CASE_ENDED`. */
export function isEnd(status: CaseStatus): status is EndStatus {
  return (END_STATUSES as readonly CaseStatus[]).includes(status);
}

/** Every status before the end. */
export const OPEN_STATUSES = CASE_STATUSES.filter((status) => !isEnd(status));

/** The application may be changed here. */
export const DRAFT_STATUSES: readonly CaseStatus[] = [
  'awaiting-identity',
  'awaiting-consent',
  'awaiting-application',
  'awaiting-information',
];

/**
 * The revision that people see and decide on: the draft as it was saved last; once it was submitted, what
 * the workflow knows.
 */
export function shownRevision(
  view: { readonly status: CaseStatus; readonly revision: RevisionNumber },
  latestRevision: RevisionNumber,
): RevisionNumber {
  return DRAFT_STATUSES.includes(view.status) ? latestRevision : view.revision;
}

/** After the approval: requests to the acquirer leave by themselves. */
export const MACHINE_STATUSES: readonly CaseStatus[] = [
  'unbinding',
  'refunding-deposit',
  'closing-account',
];

/** What people of the desk may be. */
export const STAFF_ROLES = ['agent', 'reviewer', 'operator', 'auditor', 'admin'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Who may act; `merchant` is the merchant of the case, `system` the machine. */
export const ROLES = [...STAFF_ROLES, 'merchant', 'system'] as const;
export type Role = (typeof ROLES)[number];

/** What people decide on a case: each is a Temporal update of this name. */
export const DECISIONS = [
  'verifyIdentity',
  'recordConsent',
  'extendConsent',
  'submit',
  'claim',
  'release',
  'approve',
  'reject',
  'requestInformation',
  'withdraw',
  'amendContact',
  'sendBack',
  'retry',
  'resolve',
  'correctReference',
  'hold',
  'releaseHold',
  'end',
] as const;
export type DecisionName = (typeof DECISIONS)[number];

/** Decisions of people and events of the machine that move a case. */
export const TRIGGERS = [
  ...DECISIONS,
  'limitReached',
  'terminalsUnbound',
  'depositsSettled',
  'accountSettled',
] as const;
export type Trigger = (typeof TRIGGERS)[number];

/** A condition beyond status and role under which an arrow is taken. */
export type Guard =
  | 'before-point-of-no-return'
  | 'holder-of-claim'
  | 'not-involved'
  | 'step-up-done'
  | 'extension-asked'
  | 'application-passes'
  | 'refund-due'
  | 'closure-due'
  | 'nothing-due'
  | 'parked';

/** One arrow of the life of a case. */
export interface Arrow {
  readonly from: CaseStatus;
  readonly trigger: Trigger;
  readonly to: CaseStatus;
  readonly by: readonly Role[];
  readonly guards: readonly Guard[];
}

const STAFF: readonly Role[] = ['agent', 'admin'];
const REVIEW: readonly Role[] = ['reviewer', 'admin'];
const OPS: readonly Role[] = ['operator', 'admin'];
const WITHDRAWERS: readonly Role[] = ['agent', 'merchant', 'admin'];
const MACHINE: readonly Role[] = ['system'];
const FOUR_EYES: readonly Guard[] = ['holder-of-claim', 'not-involved'];

function arrow(
  from: CaseStatus,
  trigger: Trigger,
  to: CaseStatus,
  by: readonly Role[],
  guards: readonly Guard[] = [],
): Arrow {
  return { from, trigger, to, by, guards };
}

/** Every arrow that leads from one status to another. */
export const ARROWS: readonly Arrow[] = [
  arrow('awaiting-identity', 'verifyIdentity', 'awaiting-consent', STAFF),
  arrow('awaiting-identity', 'reject', 'rejected', [...STAFF, 'reviewer']),
  arrow('awaiting-identity', 'withdraw', 'withdrawn', WITHDRAWERS),
  arrow('awaiting-identity', 'end', 'rejected', OPS),
  arrow('awaiting-identity', 'limitReached', 'expired', MACHINE),

  arrow('awaiting-consent', 'recordConsent', 'awaiting-application', [...STAFF, 'merchant']),
  arrow('awaiting-consent', 'withdraw', 'withdrawn', WITHDRAWERS),
  arrow('awaiting-consent', 'end', 'rejected', OPS),
  arrow('awaiting-consent', 'limitReached', 'expired', MACHINE),

  arrow('awaiting-application', 'submit', 'awaiting-review', STAFF, ['application-passes']),
  arrow(
    'awaiting-application',
    'extendConsent',
    'awaiting-review',
    [...STAFF, 'merchant'],
    ['extension-asked', 'application-passes'],
  ),
  arrow('awaiting-application', 'withdraw', 'withdrawn', WITHDRAWERS),
  arrow('awaiting-application', 'end', 'rejected', OPS),
  arrow('awaiting-application', 'limitReached', 'expired', MACHINE),

  arrow('awaiting-review', 'approve', 'unbinding', REVIEW, [...FOUR_EYES, 'step-up-done']),
  arrow('awaiting-review', 'reject', 'rejected', REVIEW, FOUR_EYES),
  arrow('awaiting-review', 'requestInformation', 'awaiting-information', REVIEW, FOUR_EYES),
  arrow('awaiting-review', 'withdraw', 'withdrawn', WITHDRAWERS),
  arrow('awaiting-review', 'end', 'rejected', OPS),

  arrow(
    'awaiting-information',
    'submit',
    'awaiting-review',
    [...STAFF, 'merchant'],
    ['application-passes'],
  ),
  arrow(
    'awaiting-information',
    'extendConsent',
    'awaiting-review',
    [...STAFF, 'merchant'],
    ['extension-asked', 'application-passes'],
  ),
  arrow('awaiting-information', 'withdraw', 'withdrawn', WITHDRAWERS),
  arrow('awaiting-information', 'end', 'rejected', OPS),
  arrow('awaiting-information', 'limitReached', 'expired', MACHINE),

  arrow('unbinding', 'withdraw', 'withdrawn', WITHDRAWERS, ['before-point-of-no-return']),
  arrow('unbinding', 'sendBack', 'awaiting-information', OPS, ['before-point-of-no-return']),
  arrow('unbinding', 'end', 'rejected', OPS, ['before-point-of-no-return']),
  arrow('unbinding', 'terminalsUnbound', 'refunding-deposit', MACHINE, ['refund-due']),
  arrow('unbinding', 'terminalsUnbound', 'closing-account', MACHINE, ['closure-due']),
  arrow('unbinding', 'terminalsUnbound', 'completed', MACHINE, ['nothing-due']),

  arrow('refunding-deposit', 'depositsSettled', 'closing-account', MACHINE, ['closure-due']),
  arrow('refunding-deposit', 'depositsSettled', 'completed', MACHINE, ['nothing-due']),

  arrow('closing-account', 'accountSettled', 'completed', MACHINE),
];

/** A decision that is allowed in a status without leaving it. */
export interface StayingDecision {
  readonly trigger: Trigger;
  readonly in: readonly CaseStatus[];
  readonly by: readonly Role[];
  readonly guards: readonly Guard[];
}

/** Decisions that change something about a case and leave its status as it is. */
export const STAYING_DECISIONS: readonly StayingDecision[] = [
  // A second proof of identity (callback, video) clears the step-up mark.
  {
    trigger: 'verifyIdentity',
    in: ['awaiting-application', 'awaiting-review', 'awaiting-information'],
    by: STAFF,
    guards: [],
  },
  // What was agreed to meanwhile stands, though the application has still to be submitted.
  {
    trigger: 'extendConsent',
    in: ['awaiting-application', 'awaiting-information'],
    by: [...STAFF, 'merchant'],
    guards: ['extension-asked'],
  },
  { trigger: 'claim', in: ['awaiting-review'], by: REVIEW, guards: ['not-involved'] },
  { trigger: 'release', in: ['awaiting-review'], by: REVIEW, guards: ['holder-of-claim'] },
  { trigger: 'amendContact', in: OPEN_STATUSES, by: [...STAFF, 'merchant'], guards: [] },
  {
    trigger: 'retry',
    in: MACHINE_STATUSES,
    by: OPS,
    guards: ['parked'],
  },
  {
    trigger: 'resolve',
    in: MACHINE_STATUSES,
    by: OPS,
    guards: ['parked'],
  },
  {
    trigger: 'correctReference',
    in: MACHINE_STATUSES,
    by: OPS,
    guards: [],
  },
  { trigger: 'hold', in: OPEN_STATUSES, by: OPS, guards: [] },
  { trigger: 'releaseHold', in: OPEN_STATUSES, by: OPS, guards: [] },
];

/** People of the desk who may take a decision in some status. */
export function decidersOf(decision: DecisionName): readonly StaffRole[] {
  const rows = [...ARROWS, ...STAYING_DECISIONS].filter(({ trigger }) => trigger === decision);
  return STAFF_ROLES.filter((role) => rows.some(({ by }) => by.includes(role)));
}

/**
 * What nobody can take back, as the verbs that addresses and commands end in: the case ends by it, or terminals,
 * money or an account may move. Programs ask before it, or want to be told that they need not.
 */
export const IRREVERSIBLE_VERBS = [
  'approve',
  'reject',
  'withdraw',
  'end',
  'resolve',
  'correct-reference',
  'reset',
  'bulk',
] as const;

/** True for a verb of `IRREVERSIBLE_VERBS`. */
export function isIrreversible(verb: string): boolean {
  return (IRREVERSIBLE_VERBS as readonly string[]).includes(verb);
}

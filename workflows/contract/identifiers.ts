/**
 * Identifiers and keys. Everything here is safe to show to anyone: identifiers are random, keys are
 * built from identifiers, and none is derived from a person's or a device's data.
 */

/** One merchant's request, e.g. `UC-7Q4M2K9T1B`. It is also the id of the Temporal workflow. */
export type CaseId = string;
/** One terminal within a case, e.g. `t_3F9K2M7Q`; stands for the serial number outside the record. */
export type TerminalId = string;
/** One deposit item within a case, e.g. `d_3F9K2M7Q`. */
export type DepositId = string;
/** A member of staff, a system process or the merchant of a case, e.g. `s_8H2K5N1W`, `system`, `merchant`. */
export type PrincipalId = string;
/** Number of an immutable revision of the personal data of a case; 1 is the first. */
export type RevisionNumber = number;

/**
 * Generation of a side effect. It starts at 1 and rises only by an operator's audited decision after
 * reconciling; within one generation an effect happens once.
 */
export type Generation = number;

/** Crockford's base 32 without I, L, O and U: nothing to misread over the phone. */
export const ID_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export const CASE_ID_PATTERN = /^UC-[0-9A-HJKMNP-TV-Z]{10}$/;
export const TERMINAL_ID_PATTERN = /^t_[0-9A-HJKMNP-TV-Z]{10}$/;
export const DEPOSIT_ID_PATTERN = /^d_[0-9A-HJKMNP-TV-Z]{10}$/;

/** Id of the workflow that pays again a refund that came back after its case had ended. */
export function refundReopeningId(
  caseId: CaseId,
  depositId: DepositId,
  generation: Generation,
): string {
  return `${caseId}:refund:${depositId}:g${generation}`;
}

/** Ids of the workflows that may pay returned refunds of a case again, the latest generation first. */
export function refundReopeningsOf({
  caseId,
  refundReopened,
  deposits,
}: {
  readonly caseId: CaseId;
  readonly refundReopened: boolean;
  readonly deposits: readonly { readonly depositId: DepositId; readonly generation: Generation }[];
}): readonly string[] {
  if (!refundReopened) return [];
  return deposits.flatMap(({ depositId, generation }) =>
    Array.from({ length: generation }, (_, earlier) =>
      refundReopeningId(caseId, depositId, generation - earlier),
    ),
  );
}

/** Id of the workflow that sends one planned notice again. */
export function resendWorkflowId(caseId: CaseId, noticeId: string): string {
  return `${caseId}:resend:${noticeId}`;
}

/** Id of the workflow that makes one evidence pack. */
export function packWorkflowId(caseId: CaseId, packId: string): string {
  return `${caseId}:pack:${packId}`;
}

/** Request number of one terminal's unbinding at the acquirer. */
export function unbindKey(caseId: CaseId, terminalId: TerminalId, generation: Generation): string {
  return `unbind:${caseId}:${terminalId}:g${generation}`;
}

/** Idempotency key of one deposit's refund. */
export function refundKey(caseId: CaseId, depositId: DepositId, generation: Generation): string {
  return `refund:${caseId}:${depositId}:g${generation}`;
}

/** Request number of the closure of the merchant's account. */
export function closureKey(caseId: CaseId, generation: Generation): string {
  return `close:${caseId}:g${generation}`;
}

/** What the keys of every generation begin with: of a terminal's unbinding, of a deposit's refund, of a closure. */
export const KEYS_OF = {
  unbind: (caseId: CaseId, terminalId: TerminalId): string =>
    unbindKey(caseId, terminalId, 0).slice(0, -1),
  refund: (caseId: CaseId, depositId: DepositId): string =>
    refundKey(caseId, depositId, 0).slice(0, -1),
  closure: (caseId: CaseId): string => closureKey(caseId, 0).slice(0, -1),
} as const;

/** True for the key of a refund of any case of a desk. */
export function isRefundKey(key: string | undefined): boolean {
  return key?.startsWith('refund:') ?? false;
}

/** Key of one notice: its row in the record, its intent, and the reference that callbacks carry. */
export function noticeKey(
  caseId: CaseId,
  kind: string,
  channel: string,
  generation: Generation,
): string {
  return `notice:${caseId}:${kind}:${channel}:g${generation}`;
}

/** Temporal activity ids of the confirmations; a provider's callback makes the activity look at once. */
export function confirmationActivityId(effectKey: string): string {
  return `confirm:${effectKey}`;
}

/** Task queue of the case workflows and all activities. */
export const TASK_QUEUE = 'unbind-desk';

/** Workflow types as they appear in Temporal. */
export const WORKFLOW_TYPES = {
  unbindCase: 'unbindCase',
  reopenRefund: 'reopenRefund',
  resendNotice: 'resendNotice',
  sendCode: 'sendCode',
  replayCase: 'replayCase',
  bulkRepair: 'bulkRepair',
  reconcileDesk: 'reconcileDesk',
  rebuildCase: 'rebuildCase',
  verifyLedgers: 'verifyLedgers',
  makePack: 'makePack',
} as const;

/**
 * What looks over the whole desk each night and on demand: its workflow, the id of its Temporal Schedule, and
 * what the ids of its runs begin with, whoever asked for them.
 */
export const SWEEPS = {
  reconcile: {
    workflowType: WORKFLOW_TYPES.reconcileDesk,
    scheduleId: 'unbind-desk-reconcile',
    prefix: 'reconcile-',
  },
  verify: {
    workflowType: WORKFLOW_TYPES.verifyLedgers,
    scheduleId: 'unbind-desk-verify',
    prefix: 'verify-',
  },
} as const;
export type Sweep = (typeof SWEEPS)[keyof typeof SWEEPS];

/** Table of working days by which new cases count. */
export const CALENDAR_VERSION = 'cn-2026-2';

/** Typed search attributes (all public facts about a case; never personal data). */
export const SEARCH_ATTRIBUTES = {
  status: { name: 'UnbindStatus', type: 'KEYWORD' },
  parked: { name: 'UnbindParked', type: 'BOOL' },
  overdue: { name: 'UnbindOverdue', type: 'BOOL' },
} as const;

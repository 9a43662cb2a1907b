/**
 * What the outside may say to a case: updates are decisions of people and are validated before they
 * enter the history, signals are facts that systems report. Nothing here carries personal data, free
 * text or keys chosen by clients.
 */
import type { UpdateDefinition } from '@temporalio/common';
import { defineSignal, defineUpdate } from '@temporalio/workflow';
import type {
  CaseId,
  DepositId,
  Generation,
  PrincipalId,
  RevisionNumber,
  TerminalId,
} from './identifiers';
import type { CaseStatus, DecisionName, Role } from './lifecycle';
import type {
  CaseChannel,
  CaseView,
  ConsentMethod,
  ConsentRef,
  DataConsent,
  CalledNumber,
  IdentityMethod,
  RejectionReason,
  ResolutionOutcome,
  Step,
  UnbindReason,
} from './case-view';
import type { ErrorCode } from './errors';
import type { Channel, NoticeKind } from './notices';
import type { BulkRunId, ReferencePlace } from './operations';
import type { Signed } from './signing/statements';

/** Who acts, as the API has authenticated them. */
export interface Actor {
  readonly principalId: PrincipalId;
  readonly role: Role;
}

/** Overrides of the durations in workflows/policy.ts, ms; recorded in the history of the case. */
export type PolicyOverrides = Readonly<Record<string, number>>;

/** Input of the workflow `unbindCase`. */
export interface OpenCaseInput extends Signed {
  readonly caseId: CaseId;
  /** The first revision, already in the record. */
  readonly revision: RevisionNumber;
  readonly channel: CaseChannel;
  readonly reason: UnbindReason;
  readonly closeAccount: boolean;
  readonly terminalIds: readonly TerminalId[];
  readonly openedBy: Actor;
  /** Names the table of working days, e.g. `cn-2026`; a new table gets a new name. */
  readonly calendarVersion: string;
  readonly policy?: PolicyOverrides;
}

/** Answer to every decision: where the case stands once the decision is in the ledger. */
export interface Receipt {
  readonly caseId: CaseId;
  readonly status: CaseStatus;
  readonly revision: RevisionNumber;
}

/** A finding of the checks. `path` is a path of a field such as `terminals[0].serialNumber`, never a value. */
export interface Problem {
  readonly path: string;
  readonly code: ErrorCode;
}

export interface Decision extends Signed {
  readonly by: Actor;
  /** Id of a note in the record with the reason or evidence in words. */
  readonly noteId?: string;
  /** The run that repairs many cases at once, where it is one of those. */
  readonly bulkRun?: BulkRunId;
}
/** A decision on what somebody has read; refused with `STALE_REVISION` if the case has moved on. */
export interface SeenDecision extends Decision {
  readonly revision: RevisionNumber;
}
/** The same where a revision is named; whoever names none decides on the case as it stands. */
export interface MaybeSeenDecision extends Decision {
  readonly revision?: RevisionNumber;
}
export interface VerifyIdentity extends Decision {
  readonly method: IdentityMethod;
  /** Of a callback whose number was named. */
  readonly called?: CalledNumber;
  /** Somebody else than the merchant asks: sets the step-up mark unless `method` clears it. */
  readonly thirdPartyCaller?: boolean;
}
export interface RecordConsent extends Decision {
  readonly method: ConsentMethod;
  /** Row of the consent evidence in the record, written before. */
  readonly consentId: string;
  /** Rows of the consents to the handling of data that were given with it, each of another kind. */
  readonly separate?: readonly DataConsentRef[];
}
/** A consent that stands apart from the service. */
export interface DataConsentRef extends ConsentRef {
  readonly kind: DataConsent;
}
export interface Withdraw extends MaybeSeenDecision {
  /** The consent that is taken back, and the case with it; also while the case is held. */
  readonly consentId?: string;
}
/** The merchant agreed to what the application needs beyond the consents so far; its row holds that alone. */
export interface ExtendConsent extends Omit<RecordConsent, 'separate'> {
  /** The revision whose difference was shown. */
  readonly revision: RevisionNumber;
}
export interface Submit extends Decision {
  readonly revision: RevisionNumber;
}
export interface Reject extends SeenDecision {
  readonly reasonCode: RejectionReason;
}
export interface RequestInformation extends SeenDecision {
  readonly fields: readonly string[];
}
export interface AmendContact extends Decision {
  /** The new revision, already in the record. */
  readonly revision: RevisionNumber;
}
export interface Retry extends Decision {
  readonly step: Step;
  /**
   * Request numbers of the payments that may be made anew: a refund that has failed since somebody looked
   * stays parked. Absent in an older decision: all.
   */
  readonly payments?: readonly string[];
}
export interface Resolve extends Decision {
  readonly step: Step;
  /** Terminal or deposit; omitted: every one of the step that is stuck or manual. */
  readonly subject?: TerminalId | DepositId;
  readonly outcome: ResolutionOutcome;
}

/** A reference at the acquirer was wrong; the right one stands in the record, in a revision of its own. */
export interface CorrectReference extends Decision, ReferencePlace {
  /** The revision that differs from the one before by this reference alone. */
  readonly revision: RevisionNumber;
}

/** Sent with the start: returns once the case stands in the record, or fails with the reason why not. */
export const open = defineUpdate<Receipt, []>('open');
export const verifyIdentity = defineUpdate<Receipt, [VerifyIdentity]>('verifyIdentity');
export const recordConsent = defineUpdate<Receipt, [RecordConsent]>('recordConsent');
export const extendConsent = defineUpdate<Receipt, [ExtendConsent]>('extendConsent');
/** Fails with `APPLICATION_INVALID` and the list of `Problem`s as its first detail. */
export const submit = defineUpdate<Receipt, [Submit]>('submit');
export const claim = defineUpdate<Receipt, [SeenDecision]>('claim');
export const release = defineUpdate<Receipt, [MaybeSeenDecision]>('release');
export const approve = defineUpdate<Receipt, [SeenDecision]>('approve');
export const reject = defineUpdate<Receipt, [Reject]>('reject');
export const requestInformation = defineUpdate<Receipt, [RequestInformation]>('requestInformation');
export const withdraw = defineUpdate<Receipt, [Withdraw]>('withdraw');
export const amendContact = defineUpdate<Receipt, [AmendContact]>('amendContact');
export const retry = defineUpdate<Receipt, [Retry]>('retry');
export const resolve = defineUpdate<Receipt, [Resolve]>('resolve');
export const correctReference = defineUpdate<Receipt, [CorrectReference]>('correctReference');
export const sendBack = defineUpdate<Receipt, [Decision]>('sendBack');
export const hold = defineUpdate<Receipt, [Decision]>('hold');
export const releaseHold = defineUpdate<Receipt, [Decision]>('releaseHold');
export const end = defineUpdate<Receipt, [Decision]>('end');

/** The update of a decision by its name, for an input that stands in a history already. */
export function updateOf(decision: DecisionName): UpdateDefinition<Receipt, [Decision]> {
  return defineUpdate(decision);
}

/** A refund that had succeeded has come back; the API has read it back at the provider. */
export interface RefundReturned extends Signed {
  readonly depositId: DepositId;
  readonly generation: Generation;
}
export const refundReturned = defineSignal<[RefundReturned]>('refundReturned');

/** A mandatory notice that the provider had accepted was not delivered after all. */
export interface NoticeFailed extends Signed {
  readonly kind: NoticeKind;
  readonly occurrence: number;
  readonly channel: Channel;
}
export const noticeFailed = defineSignal<[NoticeFailed]>('noticeFailed');

/** Result of the workflow `unbindCase`; `opened: false` where the opening was refused. */
export interface CaseResult {
  readonly opened: boolean;
  readonly view: CaseView;
}

/** Input of the workflow `reopenRefund`: a refund that came back after its case had ended. */
export interface ReopenRefundInput extends Signed {
  /** The case as it ended, from the record; the workflow goes on from there. */
  readonly view: CaseView;
  readonly depositId: DepositId;
  /** Generation of the refund that came back. */
  readonly returnedGeneration: Generation;
  readonly calendarVersion: string;
  readonly policy?: PolicyOverrides;
}

/** Input of the workflow `replayCase`: whose history is replayed on the worker's build. */
export interface ReplayCaseInput {
  readonly workflowId: string;
}

/**
 * Input of the workflow `resendNotice`: one more generation of one notice, planned in the record before. In a run
 * over many cases with that run, whose order stands in for a signature of its own, and who ordered it.
 */
export interface ResendNoticeInput extends Signed {
  readonly caseId: CaseId;
  readonly noticeId: string;
  readonly bulkRun?: BulkRunId;
  readonly by?: Actor;
}

/** Input of the workflow `sendCode`: a one-time code that was asked for; the code stays in the record. */
export interface SendCodeInput extends Signed {
  readonly codeId: string;
}

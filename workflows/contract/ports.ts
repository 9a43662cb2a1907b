/**
 * The activities as the workflows see them. Everything that crosses carries ids, numbers, codes and
 * amounts only. Outcomes that a workflow decides on are values; failures are `ApplicationFailure`s
 * whose type is a public code of errors.ts.
 */
import type {
  CaseId,
  DepositId,
  Generation,
  PrincipalId,
  RevisionNumber,
  TerminalId,
} from './identifiers';
import type { Actor, DataConsentRef, Problem, ResendNoticeInput, SendCodeInput } from './messages';
import type { CaseView, DepositKind, StepUpReason } from './case-view';
import type { ErrorCode, GateCode } from './errors';
import type { RebuildCaseInput, RebuildReport } from './rebuilding';
import type { ReconcilePage } from './reconciliation';
import type { MakePackInput, VerificationPage } from './verification';
import type { Channel, NoticeKind, NoticePlan, NoticeState } from './notices';
import type { BulkProgress, BulkRepairInput } from './operations';
import type { Said } from './signing/statements';

/** A value that may stand in the ledger: ids, codes, numbers; never personal data or free text. */
export type LedgerFact = string | number | boolean | readonly string[];

/** What happened, one row of the hash chain of a case. */
export interface LedgerEntry {
  /** Position within the run; (case, run id, sequence) is unique and makes the write idempotent. */
  readonly sequence: number;
  /** RFC 3339, the workflow's clock. */
  readonly at: string;
  /** Verb in past tense, e.g. `case-opened`, `identity-verified`, `status-changed`, `terminal-unbound`. */
  readonly event: string;
  readonly by: Actor;
  readonly facts: Readonly<Record<string, LedgerFact>>;
}

/** One atomic write to the record: ledger rows, the new view of the case, notices planned with it. */
export interface CaseChange {
  readonly caseId: CaseId;
  readonly runId: string;
  readonly entries: readonly LedgerEntry[];
  readonly view: CaseView;
  readonly notices: readonly NoticePlan[];
  /** True at an end of a case: its terminals may be named by another case again. */
  readonly freeTerminals: boolean;
  /** The workflow task that decided it. Writes come before the task is durable, and it may be lost. */
  readonly task: {
    /** Events of the history when the task began. */
    readonly historyLength: number;
    /** The workflow's clock, ms since 1970; later in a repetition of a task that was lost. */
    readonly atMs: number;
  };
  /** Why the case stood still before this write; operators, who were told, need not look any more. */
  readonly wasStuck?: ErrorCode;
  /** What people decided since the last write; nothing is written unless all of it is proven. */
  readonly said?: readonly Said[] | undefined;
}

/** Notices of one kind that a case had planned before its history was taken back. */
export interface ToldBefore {
  readonly kind: NoticeKind;
  /** Highest number that the record knows; what is new counts on from here. */
  readonly highest: number;
  /** How many of the next ones only repeat what was told: they keep its numbers, so nobody is told twice. */
  readonly repeats: number;
}
/** A planned notice that is to leave. */
export interface NoticeToSend extends NoticePlan {
  /** Absent: the first. */
  readonly generation?: Generation;
}
/** What the record knows, and a case that was taken back does not know any more. */
export interface AfterReset {
  /** An unbind request had left: the point of no return. */
  readonly unbindAttempted: boolean;
  readonly told: readonly ToldBefore[];
  /**
   * Mandatory notices that had been planned and that nobody has, with the generation in which each leaves
   * next: the one that is open, or one more. Absent in answers from before 2026-11-29.
   */
  readonly untold?: readonly Required<NoticeToSend>[];
  /** Another case that holds a terminal which the end of this one had let go. */
  readonly terminalsLostTo?: CaseId;
}

/** Activities of our own on the record: short, idempotent, run as local activities. */
/** What began the workflow that asks; nothing is done unless it is proven. Undefined: it need not be. */
export interface Begun {
  readonly said?: Said | undefined;
}

export interface RecordPort {
  /**
   * Writes a change; called twice with the same rows: nothing happens the second time. At the first
   * change of a run that follows a reset it first writes a row `history-reset` that names the run it
   * supersedes. Rows of a workflow task that was lost with its worker and is decided otherwise now are
   * superseded too: a row `task-repeated` says so. Any other row under a number that is taken fails
   * with `LEDGER_CONFLICT`; what is not signed by a key in force is refused with `DECISION_UNPROVEN`, here and
   * wherever `said` is given, before anything is written. Retries with the faults of the record that pass. What fails for good, here and
   * in the calls below, is put on the operators' list.
   */
  recordChange(change: CaseChange): Promise<void>;
  /**
   * Takes the terminals of the case's first revision and writes the first change, all or nothing. A
   * merchant's own request takes none yet (`takeTerminals`). Called twice for one case: the same answer. Fails (non-retryable) with `TERMINAL_HAS_OPEN_CASE`,
   * the other case's id as first detail, having marked the case's row as refused.
   */
  openCase(change: CaseChange): Promise<void>;
  /**
   * Compares a consent row with the terms in force when it was given and with what is to be shown now,
   * and keeps with it what it covers. `openedToClose`: the opening asked for the account to be closed.
   * `extends`: the consents in force, to which it adds the difference alone; then the terms of the first of
   * them do as well. `separate`: those to the handling of data, which name terms of their own kind. Called twice:
   * what was kept first stands. Fails with `TERMS_OUTDATED`, `ITEMISATION_OUTDATED`, `NOTHING_TO_AGREE` or
   * `NOT_FOUND`.
   */
  checkConsent(input: {
    caseId: CaseId;
    consentId: string;
    openedToClose: boolean;
    extends?: readonly string[];
    separate?: readonly DataConsentRef[];
    said?: Said | undefined;
  }): Promise<void>;
  /**
   * Takes the terminals of the case's latest revision, once it is proven who asks. Called twice: the
   * same. Fails (non-retryable) with `TERMINAL_HAS_OPEN_CASE` (the other case's id as first detail) or
   * `CASE_ENDED`.
   */
  takeTerminals(input: { caseId: CaseId; said?: Said | undefined }): Promise<void>;
  /** Whether any unbind intent of the case was ever attempted, in any run: the point of no return. */
  unbindWasAttempted(input: { caseId: CaseId }): Promise<boolean>;
  /**
   * What an open case has to know after a reset, once its first change in the new run is written; takes
   * again the terminals that its end had let go. Called twice: the same, as of that moment.
   */
  afterReset(input: { caseId: CaseId }): Promise<AfterReset>;
}

export interface CheckedTerminal {
  readonly terminalId: TerminalId;
  readonly alreadyUnbound: boolean;
}
export interface CheckedDeposit {
  readonly depositId: DepositId;
  readonly terminalId: TerminalId;
  readonly kind: DepositKind;
  readonly amountMinor: number;
  readonly currency: string;
}
/** What the checks found in one revision, by form and against the acquirer's record. */
export interface CheckResult {
  /** Empty if the application passes. */
  readonly problems: readonly Problem[];
  /** Also what closes the gate of a terminal now, which binds only when the gate is asked before the request. */
  readonly warnings: readonly Problem[];
  readonly stepUp: readonly StepUpReason[];
  readonly terminals: readonly CheckedTerminal[];
  readonly deposits: readonly CheckedDeposit[];
  readonly closeAccount: boolean;
  /** Everybody who wrote a revision of the case. */
  readonly authors: readonly PrincipalId[];
}

export interface CheckPort {
  /**
   * Checks a revision and, where it passes, takes its terminals for the case (a terminal of another
   * open case is a problem `TERMINAL_HAS_OPEN_CASE`). What goes beyond the consent is a problem
   * `CONSENT_NOT_COVERING`. Called twice: the same, by the acquirer's record of that moment. Retries
   * with `ACQUIRER_UNAVAILABLE`, `RECORD_UNAVAILABLE`.
   */
  checkApplication(input: {
    caseId: CaseId;
    revision: RevisionNumber;
    /** The consent in force, and what the opening asked of the account. A task from before has neither. */
    consentId?: string | undefined;
    /** Those that have added to it since, in their order. */
    extensionIds?: readonly string[];
    openedToClose?: boolean;
    said?: Said | undefined;
  }): Promise<CheckResult>;
}

/**
 * - `blocked`: nothing was sent (no intent exists) because the gate is closed or the acquirer is out
 *   of reach before the gate could be read; safe to take back
 * - `accepted` / `pending`: taken, not yet proven
 * - `manual`: this adapter cannot; a person does it and gives proof
 * - `refused`: a definite no, with our code; the acquirer's own code stands in the intent
 */
export type RequestOutcome =
  | { readonly kind: 'blocked'; readonly codes: readonly (GateCode | 'ACQUIRER_UNAVAILABLE')[] }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'done' }
  | { readonly kind: 'manual' }
  | { readonly kind: 'refused'; readonly code: ErrorCode };

/** What a confirmation proves by reading back; anything unproven is a retryable `EFFECT_PENDING`. */
export type ConfirmOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly code: ErrorCode }
  | { readonly kind: 'returned' };

export interface UnbindRef {
  readonly caseId: CaseId;
  readonly terminalId: TerminalId;
  readonly generation: Generation;
}
export interface RefundRef {
  readonly caseId: CaseId;
  readonly depositId: DepositId;
  readonly generation: Generation;
}
export interface ClosureRef {
  readonly caseId: CaseId;
  readonly generation: Generation;
}
/** What the gate is read for. */
export type GateRef =
  | ({ readonly effect: 'unbind' } & UnbindRef)
  | ({ readonly effect: 'refund' } & RefundRef)
  | ({ readonly effect: 'closure' } & ClosureRef);

/**
 * Irreversible effects. Each request: if no intent exists, read the gate (closed: `blocked`), insert
 * the intent, fence, call once, store the outcome; if an intent exists, never the gate: reconcile by
 * reading back, call again with the same key only where the read-back proves that nothing happened.
 * A request reads back once after acceptance, so a prompt acquirer yields `done` at once. Called
 * twice: the same effect once. Unknown results retry with `ACQUIRER_UNAVAILABLE`, answers about something
 * else than was asked with `ACQUIRER_ANSWER_MISFIT`.
 * Non-retryable: `INTENT_CONFLICT`, `PROVIDER_MISCONFIGURED`, `REFUND_EXCEEDS_DEPOSIT`.
 */
export interface EffectPort {
  /** Of one terminal. */
  requestUnbind(ref: UnbindRef): Promise<RequestOutcome>;
  /** Of one deposit. */
  requestRefund(ref: RefundRef): Promise<RequestOutcome>;
  /** Of the merchant's account. */
  requestClosure(ref: ClosureRef): Promise<RequestOutcome>;
}

/**
 * Waiting without events: each attempt reads once and, while there is nothing new, fails retryably
 * (category BENIGN) so that Temporal asks again in growing intervals. A provider's callback makes the
 * pending attempt run at once.
 */
export interface WaitPort {
  /** That a terminal is off the account. */
  confirmUnbind(ref: UnbindRef): Promise<ConfirmOutcome>;
  /** That a refund has arrived, has failed or has come back. */
  confirmRefund(ref: RefundRef): Promise<ConfirmOutcome>;
  /** That the account is closed. */
  confirmClosure(ref: ClosureRef): Promise<ConfirmOutcome>;
  /** Returns once the gate says something else than `codes`: the codes then in force, empty if open. */
  awaitGateChange(input: {
    gate: GateRef;
    codes: readonly (GateCode | 'ACQUIRER_UNAVAILABLE')[];
  }): Promise<readonly GateCode[]>;
}

/** What somebody says of a provider is no news before this has read it back. */
export interface ReadBackPort {
  /**
   * Whether a refund that had arrived has come back: then the case as the record knows it, else undefined.
   * Called twice: reads twice, changes nothing. Retries with `ACQUIRER_UNAVAILABLE`, `RECORD_UNAVAILABLE`; fails
   * with `DECISION_UNPROVEN`, and tells operators, where nobody has signed what began the workflow, either.
   */
  readReturned(ref: RefundRef & Begun): Promise<CaseView | undefined>;
}

/** How one notice stands on one channel after an attempt. */
export interface NoticeOutcome {
  readonly kind: NoticeKind;
  readonly occurrence: number;
  readonly channel: Channel;
  readonly state: NoticeState;
  /** RFC 3339; set when `state` is `deferred` (quiet hours, daily budget of the number). */
  readonly notBefore?: string;
}

export interface NoticePort {
  /**
   * Sends planned notices on every channel that the merchant has, or (staff kinds) to the team lead.
   * +86 SMS of one call are coalesced into one text. Settled channels are left alone, so called twice:
   * nothing is sent twice where the provider lets us know. Retries with `SMS_UNAVAILABLE` /
   * `EMAIL_UNAVAILABLE` while a channel is transiently down and no other result is left to report.
   */
  sendNotices(input: {
    caseId: CaseId;
    notices: readonly NoticeToSend[];
  }): Promise<readonly NoticeOutcome[]>;
  /** Sends one notice row that was planned by a resend; the same rules. Fails with `DECISION_UNPROVEN`. */
  sendResentNotice(input: ResendNoticeInput & Begun): Promise<NoticeOutcome>;
  /**
   * Puts a mandatory notice that reached no channel on the operators' list, unless the record knows better:
   * it was sent again, and taken. Called twice: once.
   */
  reportUndelivered(input: {
    caseId: CaseId;
    kind: NoticeKind;
    occurrence: number;
    code: ErrorCode;
  }): Promise<void>;
}

/** `sent` also where a text may have left; what nobody is told apart from outside is `not-sent`. */
export type CodeOutcome = 'sent' | 'not-sent';

export interface CodePort {
  /**
   * Makes a one-time code and sends its one text, whatever the hour. Called twice: one text, unless the
   * provider says that the first did not leave. Nobody to send to, or a number that has had its share:
   * `not-sent`. Retries with `SMS_UNAVAILABLE`, `RECORD_UNAVAILABLE`; fails with `DECISION_UNPROVEN`.
   */
  sendCode(input: SendCodeInput & Begun): Promise<CodeOutcome>;
}

/** Where the code and a history part. */
export interface ReplayDifference {
  /** First event that differs; absent where the failure names none. */
  readonly eventId?: number;
  /** Its type as Temporal names it, e.g. `ACTIVITY_TASK_SCHEDULED`. */
  readonly eventType?: string;
  /** What stands in the history, e.g. `type requestRefund`. */
  readonly recorded?: string;
  /** What the code wanted instead, e.g. `activity requestClosure`. */
  readonly wanted?: string;
}
/** What replaying one history says. */
export interface ReplayVerdict {
  readonly workflowId: string;
  readonly replays: boolean;
  readonly failure?: ReplayDifference & {
    /** As the SDK words it. */
    readonly message: string;
  };
}

/** Only the worker has it: its own build is what a history is replayed on. */
export interface ReplayPort {
  /**
   * Reads the latest run of a workflow and replays it; called twice: the same, up to the events that
   * came meanwhile. Fails (non-retryable) with `CASE_NOT_FOUND`; retries with `REPLAY_UNFINISHED`.
   */
  replayHistory(input: { workflowId: string }): Promise<ReplayVerdict>;
}

/** Repairs of many cases, one run after another piece of itself. */
export interface BulkPort {
  /**
   * Does the repair of a run to its next cases at the pace that was asked for, and says where the run
   * stands then; ends the run where nothing is left, somebody stops it, or too many failed. Called
   * twice, also after a crash: what was done is not done again.
   */
  repairSome(input: BulkRepairInput): Promise<BulkProgress>;
}

/** The comparison of ledger, workflows and providers, page by page; only reads at the providers. */
export interface ReconcilePort {
  /**
   * Compares a page of cases in the order of their ids: open ones, and ended ones while money may come
   * back. Differences are put on the operators' list, what is right again is taken off. Called twice:
   * the same. Retries with `ACQUIRER_UNAVAILABLE`, `ACQUIRER_BUSY`, `RECORD_UNAVAILABLE`.
   */
  reconcileCases(input: { after?: string }): Promise<ReconcilePage>;
  /** Compares a page of the workflows that run now with the record; the same rules. */
  reconcileWorkflows(input: { after?: string }): Promise<ReconcilePage>;
}

/** Whether the ledger is what was written. */
export interface VerificationPort {
  /**
   * Computes the chains of a page of cases anew, in the order of their ids. A broken one is put on the
   * operators' list, one that is whole again taken off. Called twice: the same. Retries with
   * `RECORD_UNAVAILABLE`.
   */
  verifyLedgerPage(input: { after?: string }): Promise<VerificationPage>;
}

/** Making one signed file of all that proves a case. */
export interface EvidencePort {
  /**
   * Makes the evidence pack that a row of the ledger asks for, under a head that has that row, and keeps it in
   * the record, sealed. Called twice: the first stands. Fails (non-retryable) with `NOT_FOUND`
   * where no row asks for it and `HEADS_NOT_SIGNED` where this worker has no key; retries with
   * `HEADS_NOT_SIGNED` while another worker makes a head, and with `RECORD_UNAVAILABLE`.
   */
  makePack(input: MakePackInput): Promise<void>;
}

/** Writing back what a record that was restored to an older state lacks of one case. */
export interface RebuildPort {
  /**
   * Replays the histories of a case and writes what the record lacks: rows of the ledger with the view,
   * notices that were sent, intents of requests that may have left, each read back at its provider. Calls
   * for nothing at a provider. Called twice: nothing is left to write. Fails (non-retryable) with
   * `CASE_NOT_FOUND` where Temporal has no history of it, `CASE_UNRECORDED` where the record does not know
   * the case and it is no dry run, `DECISION_UNPROVEN`; retries with `ACQUIRER_UNAVAILABLE`,
   * `RECORD_UNAVAILABLE`, `REPLAY_UNFINISHED`.
   */
  rebuildCase(input: RebuildCaseInput & Begun): Promise<RebuildReport>;
}

/** What operators ask of a worker, beside the life of a case. */
export type OperatorsPort = ReplayPort &
  BulkPort &
  ReconcilePort &
  VerificationPort &
  EvidencePort &
  RebuildPort;

export type LocalActivities = RecordPort;
export type RemoteActivities = CheckPort &
  EffectPort &
  WaitPort &
  ReadBackPort &
  NoticePort &
  CodePort;
export type Activities = LocalActivities & RemoteActivities;

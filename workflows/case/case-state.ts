/**
 * The state of a case in the workflow's memory, its view for the record, and pure questions about it.
 * Nothing here waits, calls or knows Temporal.
 */
import { addWorkingMs, workingMsBetween } from '../calendar/working-time';
import type { Calendar } from '../calendar/working-time';
import { SETTLED_CLOSURES, SETTLED_REFUNDS, SETTLED_TERMINALS } from '../contract/case-view';
import type {
  CaseView,
  ClosureState,
  ConsentRef,
  DepositKind,
  RefundState,
  StepUpReason,
  TerminalState,
} from '../contract/case-view';
import type { ErrorCode, GateCode } from '../contract/errors';
import type {
  CaseId,
  DepositId,
  Generation,
  PrincipalId,
  RevisionNumber,
  TerminalId,
} from '../contract/identifiers';
import { isEnd } from '../contract/lifecycle';
import type { CaseStatus } from '../contract/lifecycle';
import type { OpenCaseInput } from '../contract/messages';
import type { CheckResult } from '../contract/ports';
import type { Policy } from '../policy';

/** What the generic effect loop (stages/run-effect.ts) keeps of one unbinding, refund or closure. */
export interface EffectSubject<S extends string> {
  state: S;
  generation: Generation;
  gate: readonly (GateCode | 'ACQUIRER_UNAVAILABLE')[];
  /** When this try first found the gate closed; its limit counts from here. */
  gateSinceMs?: number | undefined;
  /** The provider has taken the request of this generation; what is left is to prove it. */
  taken?: boolean;
  code?: ErrorCode | undefined;
  sinceMs: number;
}
export interface TerminalSubject extends EffectSubject<TerminalState> {
  readonly terminalId: TerminalId;
}
export interface DepositSubject extends EffectSubject<RefundState> {
  readonly depositId: DepositId;
  readonly terminalId: TerminalId;
  readonly kind: DepositKind;
  readonly amountMinor: number;
  readonly currency: string;
}
export interface AskedExtension {
  readonly paths: readonly string[];
  /** The revision that was to be submitted. */
  readonly revision: RevisionNumber;
  /** Start of the wait; moves forward by the time that the case was held. */
  sinceMs: number;
  remindersSent: number;
}
export type ClosureSubject = EffectSubject<ClosureState>;

export interface CaseState {
  readonly input: OpenCaseInput;
  readonly policy: Policy;
  readonly calendar: Calendar;
  readonly openedMs: number;
  opening: 'pending' | 'done' | 'refused';
  /** Why it was refused, with the open case that holds one of the terminals. */
  openingRefusal:
    { readonly code: ErrorCode; readonly otherCaseId?: CaseId | undefined } | undefined;
  status: CaseStatus;
  statusSinceMs: number;
  /** Start of the present wait; moves forward by the time that the case was held. */
  waitSinceMs: number;
  remindersSent: number;
  escalationsSent: number;
  overdue: boolean;
  heldSinceMs: number | undefined;
  revision: RevisionNumber;
  closeAccount: boolean;
  /** Consents in force; every submission is held to those to the service, each of which adds to the first. */
  consents: readonly ConsentRef[];
  /** What the merchant is asked to agree to beyond them. */
  extension: AskedExtension | undefined;
  involved: Set<PrincipalId>;
  stepUp: Set<StepUpReason>;
  /** A second proof has stood in for what the acquirer cannot tell of the merchant. */
  isMerchantProven: boolean;
  warnings: readonly ErrorCode[];
  claim: { by: PrincipalId; untilMs: number } | undefined;
  requestedFields: readonly string[];
  /** Working ms that the review has used; while it runs, since when. */
  reviewUsedMs: number;
  reviewRunsSinceMs: number | undefined;
  pointOfNoReturn: boolean;
  /** Unbind requests on their way of which it is not known whether they left. */
  requestsInFlight: number;
  /** Withdrawals that wait for those; no new request leaves meanwhile. */
  withdrawalsWaiting: number;
  /** Times that the history was taken back, and those after which the record has been asked. */
  resetsSeen: number;
  resetsSettled: number;
  terminals: TerminalSubject[];
  deposits: DepositSubject[];
  closure: ClosureSubject;
  refundReopened: boolean;
  partial: boolean;
  /** Why the case stands still: the record refuses for good what has to be done there first. */
  stuckAtRecord: { readonly code: ErrorCode; readonly sinceMs: number } | undefined;
  rejection: CaseView['rejection'];
  endedMs: number | undefined;
}

export function createCaseState(
  input: OpenCaseInput,
  policy: Policy,
  calendar: Calendar,
  nowMs: number,
): CaseState {
  return {
    input,
    policy,
    calendar,
    openedMs: nowMs,
    opening: 'pending',
    openingRefusal: undefined,
    status: 'awaiting-identity',
    statusSinceMs: nowMs,
    waitSinceMs: nowMs,
    remindersSent: 0,
    escalationsSent: 0,
    overdue: false,
    heldSinceMs: undefined,
    revision: input.revision,
    closeAccount: input.closeAccount,
    consents: [],
    extension: undefined,
    involved: new Set([input.openedBy.principalId]),
    stepUp: new Set(),
    isMerchantProven: false,
    warnings: [],
    claim: undefined,
    requestedFields: [],
    reviewUsedMs: 0,
    reviewRunsSinceMs: undefined,
    pointOfNoReturn: false,
    requestsInFlight: 0,
    withdrawalsWaiting: 0,
    resetsSeen: 0,
    resetsSettled: 0,
    terminals: input.terminalIds.map((terminalId) => newTerminal(terminalId, nowMs)),
    deposits: [],
    closure: newSubject(input.closeAccount ? 'waiting' : 'not-asked', nowMs),
    refundReopened: false,
    partial: false,
    stuckAtRecord: undefined,
    rejection: undefined,
    endedMs: undefined,
  };
}

function newSubject<S extends string>(state: S, nowMs: number): EffectSubject<S> {
  return { state, generation: 1, gate: [], sinceMs: nowMs };
}

function newTerminal(terminalId: TerminalId, nowMs: number): TerminalSubject {
  return { ...newSubject<TerminalState>('waiting', nowMs), terminalId };
}

/** Moves to another status; the clocks of the wait start anew, the review clock stops or runs. */
export function enterStatus(state: CaseState, status: CaseStatus, nowMs: number): void {
  stopReviewClock(state, nowMs);
  state.status = status;
  state.statusSinceMs = nowMs;
  state.waitSinceMs = nowMs;
  state.remindersSent = 0;
  state.escalationsSent = 0;
  state.overdue = false;
  state.claim = undefined;
  state.extension = undefined;
  if (status === 'awaiting-review') state.reviewRunsSinceMs = nowMs;
  if (isEnd(status)) state.endedMs = nowMs;
}

/** Ids of the consent to the service and, behind it, of those that have added to it. */
export function serviceConsents({ consents }: CaseState): readonly string[] {
  return consents.filter(({ kind }) => kind === 'service').map(({ consentId }) => consentId);
}

/** A second proof clears the marks, and stands for good in for what the acquirer cannot tell. */
export function clearStepUp(state: CaseState): void {
  state.isMerchantProven ||= state.stepUp.has('MERCHANT_UNREADABLE');
  state.stepUp.clear();
}

/** Takes over what the checks found in a submitted revision. */
export function applyCheckedApplication(
  state: CaseState,
  revision: RevisionNumber,
  check: CheckResult,
  nowMs: number,
): void {
  state.revision = revision;
  state.closeAccount = check.closeAccount;
  state.requestedFields = [];
  state.warnings = [...new Set(check.warnings.map((warning) => warning.code))];
  for (const reason of check.stepUp) {
    if (reason !== 'MERCHANT_UNREADABLE' || !state.isMerchantProven) state.stepUp.add(reason);
  }
  for (const author of check.authors) state.involved.add(author);
  state.terminals = check.terminals.map(
    ({ terminalId }) =>
      state.terminals.find((known) => known.terminalId === terminalId) ??
      newTerminal(terminalId, nowMs),
  );
  state.deposits = check.deposits.map((deposit) => ({
    ...newSubject<RefundState>('waiting', nowMs),
    ...deposit,
  }));
  state.closure = newSubject(check.closeAccount ? 'waiting' : 'not-asked', nowMs);
}

/** The claim while it holds; a lapsed one counts as none, and none lapses while the case is held. */
export function claimInForce(state: CaseState, nowMs: number): CaseState['claim'] {
  const atMs = state.heldSinceMs ?? nowMs;
  return state.claim !== undefined && atMs < state.claim.untilMs ? state.claim : undefined;
}

/** Somebody looks: the review clock stops until the claim is released, lapses or decides. */
export function takeClaim(state: CaseState, by: PrincipalId, nowMs: number): void {
  stopReviewClock(state, nowMs);
  const untilMs = addWorkingMs(state.calendar, nowMs, state.policy.claimWorkingMs);
  state.claim = { by, untilMs };
  state.overdue = false;
}

export function releaseClaim(state: CaseState, nowMs: number): void {
  stopReviewClock(state, nowMs);
  state.claim = undefined;
  if (state.heldSinceMs === undefined) state.reviewRunsSinceMs = nowMs;
}

/** Working ms for which the review has waited with nobody looking, up to now. */
export function reviewUsedMs(state: CaseState, nowMs: number): number {
  const sinceMs = reviewRunsSince(state);
  if (sinceMs === undefined || nowMs <= sinceMs) return state.reviewUsedMs;
  return state.reviewUsedMs + workingMsBetween(state.calendar, sinceMs, nowMs);
}

/** Since when the review clock runs; a claim that lapses starts it again. */
export function reviewRunsSince(state: CaseState): number | undefined {
  if (state.status !== 'awaiting-review' || state.heldSinceMs !== undefined) return undefined;
  return state.claim === undefined ? state.reviewRunsSinceMs : state.claim.untilMs;
}

function stopReviewClock(state: CaseState, nowMs: number): void {
  state.reviewUsedMs = reviewUsedMs(state, nowMs);
  state.reviewRunsSinceMs = undefined;
}

export function holdCase(state: CaseState, nowMs: number): void {
  stopReviewClock(state, nowMs);
  // The end of the hold must not bring a lapsed claim back.
  state.claim = claimInForce(state, nowMs);
  state.heldSinceMs = nowMs;
}

/** Clocks go on where they stood when the hold began. */
export function releaseCase(state: CaseState, nowMs: number): void {
  if (state.heldSinceMs === undefined) return;
  const heldMs = nowMs - state.heldSinceMs;
  state.heldSinceMs = undefined;
  state.waitSinceMs += heldMs;
  if (state.extension !== undefined) state.extension.sinceMs += heldMs;
  if (state.claim !== undefined) state.claim.untilMs += heldMs;
  else if (state.status === 'awaiting-review') state.reviewRunsSinceMs = nowMs;
}

/** True from a reset until the case knows again what the record knows. */
export function isResetting(state: CaseState): boolean {
  return state.resetsSeen > state.resetsSettled;
}

/** Deposit items that are owed back now: refundable, of a terminal that is no longer bound. */
export function refundDue(state: CaseState, deposit: DepositSubject): boolean {
  const terminal = state.terminals.find((t) => t.terminalId === deposit.terminalId);
  return (
    deposit.kind === 'refundable-deposit' &&
    deposit.amountMinor > 0 &&
    terminal?.state === 'effective'
  );
}

export function closureDue(state: CaseState): boolean {
  return state.closeAccount && state.terminals.every((t) => t.state === 'effective');
}

export function terminalSettled(terminal: TerminalSubject): boolean {
  return SETTLED_TERMINALS.includes(terminal.state);
}

export function depositSettled(deposit: DepositSubject): boolean {
  return SETTLED_REFUNDS.includes(deposit.state);
}

/** True while a refund that had arrived and came back is not settled again. */
export function refundReopenedNow(state: CaseState): boolean {
  return state.refundReopened && !state.deposits.every(depositSettled);
}

export function closureSettled(closure: ClosureSubject): boolean {
  return SETTLED_CLOSURES.includes(closure.state);
}

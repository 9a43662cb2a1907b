/** Turns the state of a case into the view that the record keeps and people read. Pure. */
import { addWorkingMs } from '../calendar/working-time';
import { claimInForce, reviewUsedMs } from './case-state';
import type { CaseState, EffectSubject } from './case-state';
import { limitOf, nextDue } from './dues';
import { isStuck } from '../contract/case-view';
import type {
  CaseView,
  OperatorAction,
  ParkedView,
  Party,
  PartView,
  Step,
} from '../contract/case-view';
import { isEnd } from '../contract/lifecycle';
import { isGateCode } from '../contract/errors';
import type { ErrorCode } from '../contract/errors';
import { stepLimitMs } from './step-limits';

/** RFC 3339 in UTC. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

export function viewOf(state: CaseState, nowMs: number): CaseView {
  const { input } = state;
  const due = nextDue(state);
  const limitMs = limitOf(state)?.atMs ?? stepLimitMs(state);
  const claim = claimInForce(state, nowMs);
  const parked = parkedOf(state);
  return {
    caseId: input.caseId,
    status: state.status,
    statusSince: iso(state.statusSinceMs),
    openedAt: iso(state.openedMs),
    openedBy: input.openedBy.principalId,
    involved: [...state.involved],
    channel: input.channel,
    reason: input.reason,
    closeAccount: state.closeAccount,
    revision: state.revision,
    waitsFor: waitsFor(state),
    ...(due && { nextDueAt: iso(due.atMs) }),
    ...(limitMs !== undefined && { limitAt: iso(limitMs) }),
    ...expectedBy(state),
    overdue: state.overdue,
    held: state.heldSinceMs !== undefined,
    partial: state.partial,
    pointOfNoReturn: state.pointOfNoReturn,
    refundReopened: state.refundReopened,
    stepUp: [...state.stepUp],
    warnings: state.warnings,
    ...(claim && { claim: { by: claim.by, until: iso(claim.untilMs) } }),
    requestedFields: state.requestedFields,
    consents: state.consents,
    ...extensionView(state),
    ...(parked && { parked }),
    terminals: state.terminals.map((t) => ({
      terminalId: t.terminalId,
      state: t.state,
      ...subjectView(t),
    })),
    deposits: state.deposits.map((d) => ({
      depositId: d.depositId,
      terminalId: d.terminalId,
      kind: d.kind,
      amountMinor: d.amountMinor,
      currency: d.currency,
      refund: d.state,
      ...subjectView(d),
    })),
    closure: { state: state.closure.state, ...subjectView(state.closure) },
    reviewClockMs: reviewUsedMs(state, nowMs),
    ...(state.rejection && { rejection: state.rejection }),
    ...(state.endedMs !== undefined && { endedAt: iso(state.endedMs) }),
  };
}

/**
 * When whoever is awaited should be done: the agent's or reviewer's first look, the limit of a wait for
 * the merchant or the application, what acquirer and banks promise. It never moves while nobody acts.
 */
function expectedByMs(state: CaseState): number | undefined {
  const { status, policy, calendar, waitSinceMs } = state;
  if (state.heldSinceMs !== undefined) return undefined;
  switch (status) {
    case 'awaiting-identity':
      return addWorkingMs(calendar, waitSinceMs, policy.identityFirstLookWorkingMs);
    case 'awaiting-review':
      return addWorkingMs(calendar, waitSinceMs, policy.reviewFirstLookWorkingMs);
    case 'unbinding':
      return waitSinceMs + policy.effectLimitMs;
    case 'refunding-deposit':
      return addWorkingMs(calendar, waitSinceMs, policy.refundLimitWorkingMs);
    case 'closing-account':
      return addWorkingMs(calendar, waitSinceMs, policy.closureLimitWorkingMs);
    default:
      return limitOf(state)?.atMs;
  }
}

function expectedBy(state: CaseState): Pick<CaseView, 'expectedBy'> {
  const atMs = expectedByMs(state);
  return atMs === undefined ? {} : { expectedBy: iso(atMs) };
}

/** Its limit is no later than that of the status, at which the case ends. */
function extensionView(state: CaseState): Pick<CaseView, 'consentExtension'> {
  if (state.extension === undefined) return {};
  const { paths, revision, sinceMs } = state.extension;
  const ownLimitMs = sinceMs + state.policy.extensionLimitMs;
  const limitAt = iso(Math.min(ownLimitMs, limitOf(state)?.atMs ?? ownLimitMs));
  return { consentExtension: { paths, revision, since: iso(sinceMs), limitAt } };
}

function subjectView(subject: EffectSubject<string>): PartView {
  const gate = subject.gate.filter(isGateCode);
  return {
    generation: subject.generation,
    since: iso(subject.sinceMs),
    ...(gate.length > 0 && { gate }),
    ...(subject.code !== undefined && { code: subject.code }),
    ...(subject.taken === true && { taken: true }),
  };
}

/** The step that the machine cannot finish, derived from the subjects that are stuck. */
export function parkedOf(state: CaseState): ParkedView | undefined {
  if (state.stuckAtRecord !== undefined) {
    return {
      step: 'write-ledger',
      code: state.stuckAtRecord.code,
      subjects: [],
      since: iso(state.stuckAtRecord.sinceMs),
      actions: ['retry'],
    };
  }
  const actions: OperatorAction[] = ['retry', 'resolve'];
  const unbindActions: OperatorAction[] = canSendBack(state) ? [...actions, 'send-back'] : actions;
  return (
    parkedStep('unbind-terminals', state.terminals, (t) => t.terminalId, unbindActions) ??
    parkedStep('refund-deposit', state.deposits, (d) => d.depositId, actions) ??
    parkedStep('close-account', [state.closure], () => '', actions)
  );
}

function canSendBack(state: CaseState): boolean {
  return state.status === 'unbinding' && !state.pointOfNoReturn;
}

function parkedStep<T extends EffectSubject<string>>(
  step: Step,
  subjects: readonly T[],
  idOf: (subject: T) => string,
  actions: readonly OperatorAction[],
): ParkedView | undefined {
  const stuck = subjects.filter(isStuck);
  if (stuck.length === 0) return undefined;
  return {
    step,
    code: stuck.map((s) => s.code).find((code): code is ErrorCode => !!code) ?? 'STEP_FAILED',
    subjects: stuck.map(idOf).filter((id) => id !== ''),
    since: iso(Math.min(...stuck.map((s) => s.sinceMs))),
    actions,
  };
}

/** Who has to do something next. */
function waitsFor(state: CaseState): Party {
  if (state.heldSinceMs !== undefined || parkedOf(state)) return 'operator';
  if (isEnd(state.status)) return 'nobody';
  if (state.extension !== undefined) return 'merchant';
  switch (state.status) {
    case 'awaiting-identity':
    case 'awaiting-application':
      return 'agent';
    case 'awaiting-consent':
    case 'awaiting-information':
      return 'merchant';
    case 'awaiting-review':
      return 'reviewer';
    case 'refunding-deposit':
      return state.deposits.some((d) => d.state === 'manual') ? 'operator' : 'provider';
    default:
      return isManual(state) ? 'operator' : gateParty(state);
  }
}

function isManual(state: CaseState): boolean {
  return state.closure.state === 'manual' || state.terminals.some((t) => t.state === 'manual');
}

/** A closed gate is mostly the merchant's to open: pay, withdraw the balance, connect the device. */
function gateParty(state: CaseState): Party {
  const subjects = [...state.terminals, state.closure];
  return subjects.some((s) => s.state === 'blocked' && s.gate.some(isGateCode))
    ? 'merchant'
    : 'acquirer';
}

/**
 * Who may decide what, when: one pure question, answered from the life-cycle table. Validators ask it
 * before a decision enters the history, handlers ask again where they had to wait in between.
 *
 * Order of the answers: end of the case, status, role, hold, revision, then the guards in the order
 * involved, claim, step-up, point of no return, parked.
 */
import { claimInForce, isResetting, refundReopenedNow } from './case-state';
import type { CaseState, EffectSubject } from './case-state';
import { isStuck } from './case-view-of';
import { RESOLUTION_OUTCOMES } from './contract/case-view';
import type { Step } from './contract/case-view';
import type { ErrorCode } from './contract/errors';
import type { RevisionNumber } from './contract/identifiers';
import { ARROWS, isEnd, STAYING_DECISIONS } from './contract/lifecycle';
import type { Guard, Role, Trigger } from './contract/lifecycle';
import type { Actor, Resolve } from './contract/messages';

/** A decision as the rules see it. */
export interface Asked {
  readonly trigger: Trigger;
  readonly by: Actor;
  /** The revision that was seen, where the decision names one. */
  readonly revision?: RevisionNumber;
  readonly step?: Step;
  /** It stands in the history already and is looked at again after a wait. */
  readonly accepted?: true;
}

/** The code with which a decision is refused, or undefined where it is allowed. */
export function refusalOf(state: CaseState, asked: Asked, nowMs: number): ErrorCode | undefined {
  if (isResetting(state) && asked.accepted !== true) return 'UNAVAILABLE';
  if (isEnd(state.status) && !repairsAnyway(state, asked)) return 'CASE_ENDED';
  if (state.opening !== 'done') return 'NOT_ALLOWED_NOW';
  const options = optionsFor(state, asked);
  if (options.length === 0) return refusalByStatus(state, asked);
  const mine = options.filter((option) => option.by.includes(asked.by.role));
  if (mine.length === 0) return 'ROLE_NOT_ALLOWED';
  if (state.heldSinceMs !== undefined && mine.every((option) => option.leaves)) return 'CASE_HELD';
  if (asked.revision !== undefined && asked.revision !== state.revision) return 'STALE_REVISION';
  const guards = [...mine.flatMap((option) => option.guards), ...guardsOf(asked.trigger)];
  return GUARD_ORDER.filter((guard) => guards.includes(guard))
    .map((guard) => GUARDS[guard]?.(state, asked, nowMs))
    .find((code) => code !== undefined);
}

/**
 * A case that was reset to an earlier status may have unbound a terminal before: it must not end as if
 * nothing had happened. In the ordinary life of a case these never meet.
 */
function guardsOf(trigger: Trigger): readonly Guard[] {
  const endsEarly: readonly Trigger[] = ['reject', 'withdraw', 'end'];
  return endsEarly.includes(trigger) ? ['before-point-of-no-return'] : [];
}

/**
 * What the record refuses is repaired in any status; a refund that comes back while the last notices
 * settle, in its ended case.
 */
function repairsAnyway(state: CaseState, { trigger, step }: Asked): boolean {
  if (step === 'write-ledger') return trigger === 'retry' && isStuckAtRecord(state);
  const repairs = trigger === 'retry' || trigger === 'resolve';
  const mendsRefund = trigger === 'correctReference' || (repairs && step === 'refund-deposit');
  return mendsRefund && isEnd(state.status) && refundReopenedNow(state);
}

function isStuckAtRecord(state: CaseState): boolean {
  return state.stuckAtRecord !== undefined;
}

interface Option {
  readonly by: readonly Role[];
  readonly guards: readonly Guard[];
  readonly leaves: boolean;
}

function optionsFor(state: CaseState, asked: Asked): Option[] {
  const { trigger } = asked;
  const status = repairsAnyway(state, asked) ? 'refunding-deposit' : state.status;
  const leaving = ARROWS.filter((a) => a.from === status && a.trigger === trigger);
  const staying = STAYING_DECISIONS.filter((d) => d.trigger === trigger && d.in.includes(status));
  return [
    ...leaving.map(({ by, guards }) => ({ by, guards, leaves: true })),
    ...staying.map(({ by, guards }) => ({ by, guards, leaves: false })),
  ];
}

/** After the first unbind request the refusal says why, rather than only that it is too late. */
function refusalByStatus(state: CaseState, asked: Asked): ErrorCode {
  const revocable: readonly Trigger[] = ['withdraw', 'sendBack', 'end'];
  const afterUnbinding = ['refunding-deposit', 'closing-account'].includes(state.status);
  return afterUnbinding && revocable.includes(asked.trigger)
    ? 'POINT_OF_NO_RETURN'
    : 'NOT_ALLOWED_NOW';
}

const GUARD_ORDER: readonly Guard[] = [
  'not-involved',
  'holder-of-claim',
  'step-up-done',
  'before-point-of-no-return',
  'parked',
];

type GuardCheck = (state: CaseState, asked: Asked, nowMs: number) => ErrorCode | undefined;

const GUARDS: Partial<Record<Guard, GuardCheck>> = {
  'not-involved': (state, { trigger, by }, nowMs) => {
    if (state.involved.has(by.principalId)) return 'FOUR_EYES';
    if (trigger !== 'claim') return undefined;
    const claim = claimInForce(state, nowMs);
    return claim !== undefined && claim.by !== by.principalId ? 'CLAIMED_BY_OTHER' : undefined;
  },
  'holder-of-claim': (state, { by }, nowMs) => {
    const claim = claimInForce(state, nowMs);
    if (claim === undefined) return 'CLAIM_REQUIRED';
    return claim.by === by.principalId ? undefined : 'CLAIMED_BY_OTHER';
  },
  'step-up-done': (state) => (state.stepUp.size > 0 ? 'STEP_UP_REQUIRED' : undefined),
  // A withdrawal waits for the answer of a request that is on its way; nobody else does.
  'before-point-of-no-return': (state, { trigger }) =>
    state.pointOfNoReturn || (trigger !== 'withdraw' && state.requestsInFlight > 0)
      ? 'POINT_OF_NO_RETURN'
      : undefined,
  parked: (state, { trigger, step }) =>
    step !== undefined && waitsForOperator(state, step, trigger) ? undefined : 'NOT_PARKED',
};

/** True where a step is stuck; a manual task, too, can be resolved but has nothing to retry. */
function waitsForOperator(state: CaseState, step: Step, trigger: Trigger): boolean {
  if (step === 'write-ledger') return isStuckAtRecord(state);
  return subjectsOf(state, step).some(
    (subject) => isStuck(subject) || (trigger === 'resolve' && subject.state === 'manual'),
  );
}

/** The terminals, deposits or the closure that a step works on. */
export function subjectsOf(state: CaseState, step: Step): readonly EffectSubject<string>[] {
  switch (step) {
    case 'unbind-terminals':
      return state.terminals;
    case 'refund-deposit':
      return state.deposits;
    case 'close-account':
      return [state.closure];
    case 'write-ledger':
      return [];
  }
}

/** Further refusals of a resolution by hand: an outcome or a subject that does not fit the step. */
export function resolutionRefusal(state: CaseState, resolve: Resolve): ErrorCode | undefined {
  const outcomes: readonly string[] = RESOLUTION_OUTCOMES[resolve.step];
  if (!outcomes.includes(resolve.outcome)) return 'OUTCOME_NOT_ALLOWED';
  if (resolve.subject === undefined) return undefined;
  const known = [
    ...state.terminals.map((t) => t.terminalId),
    ...state.deposits.map((d) => d.depositId),
  ];
  return known.includes(resolve.subject) ? undefined : 'SUBJECT_UNKNOWN';
}

/**
 * The life of one irreversible effect (an unbinding, a refund, the closure): ask, wait for proof, stop
 * where the machine cannot go on, and go on when an operator says so. What differs between the three
 * stands in an `EffectPlan`; what is sent, and that it is sent once, is the activities' business.
 */
import { condition, patched } from '@temporalio/workflow';
import { gateActivities } from '../activity-proxies';
import { addWorkingMs } from '../calendar/working-time';
import type { EffectSubject } from '../case/case-state';
import type { CaseContext } from '../case/case-context';
import { isStuck } from '../contract/case-view';
import type { ErrorCode } from '../contract/errors';
import type { LedgerFact } from '../contract/ports';
import type { ConfirmOutcome, GateRef, RequestOutcome } from '../contract/ports';
import { codeOfFailure } from '../failures';
import { SYSTEM } from '../case/journal';

type CommonState = 'waiting' | 'blocked' | 'requesting' | 'manual' | 'stuck';

/** What is particular to one kind of effect. `S` are the states of its subject. */
export interface EffectPlan<S extends string> {
  readonly subject: EffectSubject<S | CommonState>;
  /** Prefix of the ledger's events, e.g. `terminal`; facts that name the subject. */
  readonly noun: string;
  readonly facts: Readonly<Record<string, LedgerFact>>;
  readonly accepted: S;
  readonly done: S;
  readonly settled: () => boolean;
  readonly gate: () => GateRef;
  readonly request: () => Promise<RequestOutcome>;
  readonly confirm: () => Promise<ConfirmOutcome>;
  /** Working time for which a closed gate is asked, from the first look of a try on. */
  readonly gateLimitWorkingMs: number;
  /** False while something else has to be settled before a request may leave. */
  readonly mayRequest?: () => boolean;
  readonly codes: {
    readonly gateLimit: ErrorCode;
    readonly notAccepted: ErrorCode;
    readonly notConfirmed: ErrorCode;
  };
  /** Sets the subject aside for an operator; returns the state that says so. */
  readonly stuckState: (code: ErrorCode) => S | CommonState;
}

/**
 * Runs until the effect is proven or settled by hand. Cancellation leaves the state as it stands. The
 * journal is written before every wait; the row of the proof goes with the caller's next write.
 */
export async function runEffect<S extends string>(
  desk: CaseContext,
  plan: EffectPlan<S>,
): Promise<void> {
  const { subject } = plan;
  while (!plan.settled()) {
    await desk.journal.flush();
    if (subject.state === 'waiting') await request(desk, plan);
    else if (subject.state === 'blocked') await waitForGate(desk, plan);
    else if (subject.state === plan.accepted) await confirm(desk, plan);
    else if (isStuck(subject) || subject.state === 'manual') await waitForOperator(plan);
    else move(desk, plan, 'waiting', 'asked-again');
  }
}

/** Runs one kind of effect for all its subjects; a proof is written at once where others still wait. */
export async function runEffects<S extends string>(
  desk: CaseContext,
  plans: readonly EffectPlan<S>[],
): Promise<void> {
  await Promise.all(
    plans.map(async (plan) => {
      await runEffect(desk, plan);
      if (!plans.every((other) => other.settled())) await desk.journal.flush();
    }),
  );
}

async function request<S extends string>(desk: CaseContext, plan: EffectPlan<S>) {
  await condition(() => desk.mayRequest() && (plan.mayRequest?.() ?? true));
  if (plan.subject.state !== 'waiting') return;
  // What let it go on may be a decision of this moment, and a decision counts once it is written.
  if (!desk.journal.isWritten() && patched('nothing-leaves-unwritten')) return;
  plan.subject.state = 'requesting';
  try {
    applyRequest(desk, plan, await plan.request());
  } catch (error) {
    setAside(desk, plan, codeOfFailure(error, plan.codes.notAccepted));
  }
}

function applyRequest<S extends string>(
  desk: CaseContext,
  plan: EffectPlan<S>,
  outcome: RequestOutcome,
): void {
  switch (outcome.kind) {
    case 'done':
      return move(desk, plan, plan.done, 'proven');
    case 'accepted':
      plan.subject.taken = true;
      return move(desk, plan, plan.accepted, 'accepted');
    case 'manual':
      return move(desk, plan, 'manual', 'left-to-a-person');
    case 'refused':
      return setAside(desk, plan, outcome.code);
    case 'blocked':
      move(desk, plan, 'blocked', 'gate-closed', { codes: outcome.codes });
      plan.subject.gate = outcome.codes;
      plan.subject.gateSinceMs ??= Date.now();
      if (outcome.codes.some((code) => code !== 'ACQUIRER_UNAVAILABLE')) {
        desk.notices.plan('gate-blocked');
      }
  }
}

async function waitForGate<S extends string>(desk: CaseContext, plan: EffectPlan<S>) {
  const { subject } = plan;
  try {
    const codes = await gateActivities.awaitGateChange.executeWithOptions(
      {
        scheduleToCloseTimeout: Math.max(1_000, gateLimitMs(desk, plan)),
        summary: `gate closed: ${subject.gate.join(', ')}`,
      },
      [{ gate: plan.gate(), codes: subject.gate }],
    );
    subject.gate = codes;
    if (codes.length === 0) move(desk, plan, 'waiting', 'gate-opened');
    else desk.journal.note(`${plan.noun}-gate-changed`, SYSTEM, { ...plan.facts, codes });
  } catch (error) {
    setAside(desk, plan, codeOfFailure(error, plan.codes.gateLimit));
  }
}

/** What is left of the limit; an operator's retry begins it anew. */
function gateLimitMs<S extends string>(
  { state }: CaseContext,
  { subject, gateLimitWorkingMs }: EffectPlan<S>,
): number {
  const nowMs = Date.now();
  const sinceMs = subject.gateSinceMs ?? nowMs;
  return addWorkingMs(state.calendar, sinceMs, gateLimitWorkingMs) - nowMs;
}

async function confirm<S extends string>(desk: CaseContext, plan: EffectPlan<S>) {
  try {
    const outcome = await plan.confirm();
    if (outcome.kind === 'done') move(desk, plan, plan.done, 'proven');
    else setAside(desk, plan, outcome.kind === 'returned' ? 'REFUND_RETURNED' : outcome.code);
  } catch (error) {
    setAside(desk, plan, codeOfFailure(error, plan.codes.notConfirmed));
  }
}

async function waitForOperator<S extends string>(plan: EffectPlan<S>) {
  const { state, generation } = plan.subject;
  await condition(() => plan.subject.state !== state || plan.subject.generation !== generation);
}

function setAside<S extends string>(desk: CaseContext, plan: EffectPlan<S>, code: ErrorCode): void {
  move(desk, plan, plan.stuckState(code), 'parked', { code });
  plan.subject.code = code;
}

function move<S extends string>(
  desk: CaseContext,
  plan: EffectPlan<S>,
  state: S | CommonState,
  event: string,
  facts: Readonly<Record<string, LedgerFact>> = {},
): void {
  const { subject } = plan;
  subject.state = state;
  subject.code = undefined;
  subject.sinceMs = Date.now();
  if (state !== 'blocked') subject.gate = [];
  const { generation } = subject;
  desk.journal.note(`${plan.noun}-${event}`, SYSTEM, { ...plan.facts, ...facts, generation });
}

/**
 * How an irreversible effect happens exactly once: gate, intent, reconcile, fence, one call, settle,
 * one read-back. The effects themselves (unbind, refund, closure) say only what they ask and read.
 */
import { Context } from '@temporalio/activity';
import type { Intent, IntentState, IntentStore } from '../record/desk-record';
import { RecordError } from '../record/desk-record';
import type { ErrorCode, GateCode } from '../workflows/contract/errors';
import type { CaseId } from '../workflows/contract/identifiers';
import type { ConfirmOutcome, RequestOutcome } from '../workflows/contract/ports';
import { AcquirerFailure } from './acquirer/acquirer-port';
import type { Read, RequestAnswer, Standing } from './acquirer/acquirer-port';
import { asFailure, effectPending } from './failures';

export type EffectName = 'unbind' | 'refund' | 'closure';

/**
 * - `before-intent`: the gate is open; nothing is written
 * - `after-intent`: intent and fence are committed; the call has not left
 * - `after-call`: the call has come back, with an answer or with none; nobody has looked at it
 * - `after-answer`: a definite answer was read; the outcome is not stored
 * - `after-settle`: the outcome is stored; it is not reported to the workflow
 */
export type EffectPoint =
  'before-intent' | 'after-intent' | 'after-call' | 'after-answer' | 'after-settle';

/**
 * The seam for metrics, tracing and fault tests: told of every point that an effect passes. What it
 * throws fails the attempt there, as a crash would. Knows keys, never parameters.
 */
export interface EffectObserver {
  onPoint(point: EffectPoint, effect: EffectName, key: string): void | Promise<void>;
}

export const SILENT_OBSERVER: EffectObserver = { onPoint: () => undefined };

export interface ProtocolDeps {
  readonly intents: IntentStore;
  readonly observer: EffectObserver;
  /** Aborts the calls of the running attempt; default: cancellation or 80 % of startToClose. */
  readonly attemptSignal?: () => AbortSignal;
}

export type EffectParams = Readonly<Record<string, unknown>>;

/** One irreversible effect, bound to its case, subject and generation. */
export interface Effect {
  readonly name: EffectName;
  readonly key: string;
  readonly caseId: CaseId;
  /** Our code of a definite no. */
  readonly refusedCode: ErrorCode;
  /** True: a read-back precedes even the first call (money: what is already paid is not paid again). */
  readonly looksFirst: boolean;
  /** Parameters as the submitted revision has them; frozen in the intent at its first insert. */
  plan(): Promise<EffectParams>;
  /** `INTENT_CONFLICT` where the frozen parameters speak of another subject than the plan. */
  sameSubject(frozen: EffectParams, plan: EffectParams): boolean;
  gate(plan: EffectParams, signal: AbortSignal): Promise<Read<readonly GateCode[]>>;
  readBack(intent: Intent, signal: AbortSignal): Promise<Standing>;
  call(intent: Intent, signal: AbortSignal): Promise<RequestAnswer>;
}

/** Frozen in the parameters where nobody but a person can ask the gate. */
const BY_HAND = 'byHand';

/**
 * Makes an effect happen once. Called twice, also at the same time or after a crash at any line: the
 * same effect once, the stored outcome again. An unknown result is stored as such and thrown as
 * `ACQUIRER_UNAVAILABLE` (429: `ACQUIRER_BUSY`), retryable: the next attempt reads back first.
 */
export async function performEffect(deps: ProtocolDeps, effect: Effect): Promise<RequestOutcome> {
  try {
    const signal = attemptSignal(deps);
    const plan = await effect.plan();
    let intent = await deps.intents.get(effect.key);
    if (intent === undefined) {
      const gate = await askGate(effect, plan, signal);
      if (gate.kind === 'blocked') return gate;
      await deps.observer.onPoint('before-intent', effect.name, effect.key);
      const params = gate.kind === 'manual' ? { ...plan, [BY_HAND]: true } : plan;
      intent = await deps.intents.begin({ ...identity(effect), params });
    }
    if (!effect.sameSubject(intent.params, plan)) throw conflict();
    const told = outcomeOf(intent.state, effect);
    if (told) return told;

    if (intent.attempt > 0 || effect.looksFirst) {
      const standing = await effect.readBack(intent, signal);
      if (standing.kind !== 'absent') return await settleStanding(deps, effect, intent, standing);
      if (intent.state === 'accepted') return { kind: 'accepted' };
    }

    const attempt = await fence(deps, intent);
    await deps.observer.onPoint('after-intent', effect.name, effect.key);
    const answer = await callOnce(deps, effect, { ...intent, attempt }, signal);
    await deps.observer.onPoint('after-answer', effect.name, effect.key);
    await deps.intents.settle(effect.key, attempt, settledBy(answer));
    await deps.observer.onPoint('after-settle', effect.name, effect.key);
    if (answer.kind === 'refused') return { kind: 'refused', code: effect.refusedCode };
    if (answer.kind === 'cannot') return { kind: 'manual' };
    return await readBackOnce(deps, effect, { ...intent, ...settledBy(answer), attempt }, signal);
  } catch (error) {
    throw asFailure(error);
  }
}

/**
 * Reads an effect back once. Not proven: `EFFECT_PENDING`, retryable and benign, so that Temporal asks
 * again later; out of reach: `ACQUIRER_UNAVAILABLE`. Called twice: reads twice, changes nothing else.
 */
export async function confirmEffect(deps: ProtocolDeps, effect: Effect): Promise<ConfirmOutcome> {
  try {
    const intent = await deps.intents.get(effect.key);
    if (intent === undefined) throw effectPending();
    const standing = await effect.readBack(intent, attemptSignal(deps));
    if (standing.kind === 'returned') return { kind: 'returned' };
    if (standing.kind !== 'done' && standing.kind !== 'refused') throw effectPending();
    if (intent.state !== standing.kind) {
      await deps.intents.settle(effect.key, intent.attempt, settledBy(standing));
    }
    if (standing.kind === 'done') return { kind: 'done' };
    return { kind: 'refused', code: effect.refusedCode };
  } catch (error) {
    throw asFailure(error);
  }
}

type Gate =
  Extract<RequestOutcome, { kind: 'blocked' }> | { readonly kind: 'open' } | { kind: 'manual' };

async function askGate(effect: Effect, plan: EffectParams, signal: AbortSignal): Promise<Gate> {
  try {
    const gate = await effect.gate(plan, signal);
    if (gate.kind === 'cannot') return { kind: 'manual' };
    if (gate.kind === 'absent' || gate.value.length === 0) return { kind: 'open' };
    return { kind: 'blocked', codes: gate.value };
  } catch (error) {
    if (!isOutOfReach(error)) throw error;
    return { kind: 'blocked', codes: ['ACQUIRER_UNAVAILABLE'] };
  }
}

/** True where the acquirer could not be asked now but may be later. */
export function isOutOfReach(error: unknown): boolean {
  return error instanceof AcquirerFailure && (error.kind === 'unknown' || error.kind === 'busy');
}

/**
 * Takes the fence, and gives way where another attempt has taken it since the intent was read: that
 * one may have called, so this one has to read back again first.
 */
async function fence(deps: ProtocolDeps, intent: Intent): Promise<number> {
  const attempt = await deps.intents.fence(intent.key);
  if (attempt !== intent.attempt + 1) {
    throw new RecordError('FENCED', 'another attempt has taken the fence');
  }
  return attempt;
}

async function callOnce(
  deps: ProtocolDeps,
  effect: Effect,
  intent: Intent,
  signal: AbortSignal,
): Promise<RequestAnswer> {
  if (intent.params[BY_HAND] === true) return { kind: 'cannot' };
  let answer: RequestAnswer | undefined;
  let failed: unknown;
  try {
    answer = await effect.call(intent, signal);
  } catch (error) {
    failed = error;
  }
  await deps.observer.onPoint('after-call', effect.name, effect.key);
  if (answer !== undefined) return answer;
  await deps.intents.settle(effect.key, intent.attempt, { state: 'unknown' });
  throw failed;
}

/** The acquirer is asked once more after it accepted; what it cannot say now, a confirmation will. */
async function readBackOnce(
  deps: ProtocolDeps,
  effect: Effect,
  intent: Intent,
  signal: AbortSignal,
): Promise<RequestOutcome> {
  let standing: Standing;
  try {
    standing = await effect.readBack(intent, signal);
  } catch (error) {
    if (error instanceof AcquirerFailure) return { kind: 'accepted' };
    throw error;
  }
  if (standing.kind !== 'done' && standing.kind !== 'refused') return { kind: 'accepted' };
  return await settleStanding(deps, effect, intent, standing);
}

async function settleStanding(
  deps: ProtocolDeps,
  effect: Effect,
  intent: Intent,
  standing: Exclude<Standing, { kind: 'absent' }>,
): Promise<RequestOutcome> {
  const settled = settledBy(standing);
  if (settled.state !== intent.state) {
    const attempt = intent.attempt > 0 ? intent.attempt : await fence(deps, intent);
    await deps.intents.settle(effect.key, attempt, settled);
    await deps.observer.onPoint('after-settle', effect.name, effect.key);
  }
  return outcomeOf(settled.state, effect) ?? { kind: 'accepted' };
}

interface Settled {
  readonly state: IntentState;
  readonly providerRef?: string;
  readonly providerCode?: string;
}

/** Money that came back was taken before: `accepted`, and the confirmation tells that it returned. */
function settledBy(proof: RequestAnswer | Exclude<Standing, { kind: 'absent' }>): Settled {
  switch (proof.kind) {
    case 'cannot':
      return { state: 'manual' };
    case 'refused':
      return { state: 'refused', providerCode: proof.providerCode };
    case 'accepted':
    case 'returned':
      return { state: 'accepted', ...refOf(proof) };
    case 'done':
      return { state: 'done', ...refOf(proof) };
  }
}

function refOf(proof: { readonly providerRef?: string }): { readonly providerRef?: string } {
  return proof.providerRef === undefined ? {} : { providerRef: proof.providerRef };
}

/** The outcome that a stored state tells by itself; undefined where the acquirer has to be asked. */
function outcomeOf(state: IntentState, effect: Effect): RequestOutcome | undefined {
  if (state === 'done' || state === 'manual') return { kind: state };
  if (state === 'refused') return { kind: 'refused', code: effect.refusedCode };
  return undefined;
}

function identity(effect: Effect): { key: string; caseId: CaseId; effect: string } {
  return { key: effect.key, caseId: effect.caseId, effect: effect.name };
}

function conflict(): RecordError {
  return new RecordError('INTENT_CONFLICT', 'the intent speaks of another subject');
}

/** Share of startToClose that calls may use; the rest is for storing what they brought. */
const CALL_SHARE = 0.8;

function attemptSignal(deps: ProtocolDeps): AbortSignal {
  if (deps.attemptSignal) return deps.attemptSignal();
  const context = Context.current();
  const limitMs = Math.floor(context.info.startToCloseTimeoutMs * CALL_SHARE);
  return AbortSignal.any([context.cancellationSignal, AbortSignal.timeout(limitMs)]);
}

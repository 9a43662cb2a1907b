/**
 * How an irreversible effect happens exactly once: gate, intent, reconcile, fence, one call, settle,
 * read back. The effects themselves (unbind, refund, closure) say only what they ask and read.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Intent } from '../../record/port/desk-record';
import { RecordError } from '../../record/port/desk-record';
import type { CaseId } from '../../workflows/contract/identifiers';
import type { ConfirmOutcome, RequestOutcome } from '../../workflows/contract/ports';
import { AcquirerFailure } from '../acquirer/acquirer-port';
import type { AcquirerFailureKind, RequestAnswer, Standing } from '../acquirer/acquirer-port';
import { attemptSignal } from '../attempt-signal';
import { asFailure, effectPending, failure } from '../failures';
import { isProof, outcomeOf, settledBy } from './effect';
import type { Effect, EffectDeps, EffectParams, Proof } from './effect';

/** Frozen in the parameters where nobody but a person can ask the gate. */
const BY_HAND = 'byHand';
const PROMPT_READ_DELAYS_MS = [0, 500, 900];
/** Two readings of a replica or gateway that errs are rarely as far apart as this. */
const ABSENCE_APART_MS = 5 * 60_000;

/**
 * Makes an effect happen once. Called twice, also at the same time or after a crash at any line: the
 * same effect once, the stored outcome again. An unknown result is stored as such and thrown as
 * `ACQUIRER_UNAVAILABLE` (429: `ACQUIRER_BUSY`), retryable: the next attempt reads back first.
 * An answer about something else than was asked is unknown too (`ACQUIRER_ANSWER_MISFIT`).
 */
export async function performEffect(deps: EffectDeps, effect: Effect): Promise<RequestOutcome> {
  try {
    const signal = (deps.attemptSignal ?? attemptSignal)();
    const plan = await effect.plan();
    const begun = await beginIntent(deps, effect, plan, signal);
    if ('kind' in begun) return begun;
    const intent = begun;
    if (!effect.sameSubject(intent.params, plan)) {
      throw new RecordError('INTENT_CONFLICT', 'the intent speaks of another subject', intent.key);
    }
    if (intent.state === 'done' || intent.state === 'manual') return { kind: intent.state };
    if (intent.params[BY_HAND] === true) {
      return await settle(deps, effect, intent, { kind: 'cannot' });
    }
    if (intent.state === 'refused' && effect.refusalBinds) return outcomeOf('refused', effect);

    const standing = await readBack(deps, effect, intent, signal);
    if (isNotOurDoing(standing, intent)) return { kind: 'refused', code: 'TERMINAL_MOVED' };
    // A refusal that is known already stands in the way of nothing: this is a person's retry.
    const isOldNo = standing.kind === 'refused' && intent.state === 'refused';
    if (isProof(standing) && !isOldNo) return await settle(deps, effect, intent, standing);
    if (intent.state === 'accepted' && !isForgotten(deps, effect, intent)) {
      return { kind: 'accepted' };
    }
    const providerRef = standing.kind === 'absent' ? standing.providerRef : undefined;
    return await requestOnce(deps, effect, { intent, providerRef }, signal);
  } catch (error) {
    throw asFailure(error);
  }
}

/**
 * Reads an effect back once. Not proven: `EFFECT_PENDING`, retryable and benign, so that Temporal asks
 * again later; out of reach: `ACQUIRER_UNAVAILABLE`. What was never taken and is not there is a
 * refusal, so that an operator's retry asks afresh. Called twice: reads twice, changes nothing else.
 */
export async function confirmEffect(deps: EffectDeps, effect: Effect): Promise<ConfirmOutcome> {
  try {
    const refused = { kind: 'refused', code: effect.refusedCode } as const;
    const intent = await deps.record.intents.get(effect.key);
    // It was taken, so there was an intent: this record is of an earlier moment.
    if (intent === undefined) throw new RecordError('RECORD_BEHIND', 'the intent is not there');
    const signal = (deps.attemptSignal ?? attemptSignal)();
    const standing = await readBack(deps, effect, intent, signal);
    if (standing.kind === 'returned') return { kind: 'returned' };
    if (standing.kind === 'absent' && !wasTaken(intent)) return refused;
    if (standing.kind !== 'done' && standing.kind !== 'refused') throw effectPending();
    await settle(deps, effect, intent, standing);
    return standing.kind === 'done' ? { kind: 'done' } : refused;
  } catch (error) {
    throw asFailure(error);
  }
}

/**
 * Reads an effect back. What is merely not shown, by the merchant's own list too, is proven by a second
 * such reading some minutes after the first, whose moment stands on the intent.
 */
async function readBack(
  deps: EffectDeps,
  effect: Effect,
  intent: Intent,
  signal: AbortSignal,
): Promise<Standing> {
  const standing = await effect.readBack(intent, signal);
  const isAbsence =
    standing.kind === 'missing' && standing.unlisted && !isNotOurDoing(standing, intent);
  const { missingSince } = intent;
  if (!isAbsence) {
    if (missingSince !== undefined) await deps.record.intents.noteMissing(intent.key, undefined);
    return standing;
  }
  const nowMs = (deps.nowMs ?? Date.now)();
  if (missingSince === undefined) {
    await deps.record.intents.noteMissing(intent.key, new Date(nowMs));
    return standing;
  }
  return nowMs - missingSince.getTime() < ABSENCE_APART_MS ? standing : { kind: 'done' };
}

/**
 * Accepted some time ago and unknown to the acquirer now. Asked again by the number that it was accepted
 * under; not for money, as a list that lacks a refund is no proof that none was paid.
 */
function isForgotten(
  { nowMs = Date.now }: EffectDeps,
  { name }: Effect,
  { settledAt }: Intent,
): boolean {
  if (name === 'refund' || settledAt === undefined) return false;
  return nowMs() - settledAt.getTime() >= ABSENCE_APART_MS;
}

/** On another merchant before anything was asked: the reference may be wrong, or it was given away. */
function isNotOurDoing(standing: Standing, { attempt }: Intent): boolean {
  return standing.kind === 'missing' && standing.elsewhere === true && attempt === 0;
}

function wasTaken({ state }: Intent): boolean {
  return state === 'accepted' || state === 'done';
}

type Blocked = Extract<RequestOutcome, { kind: 'blocked' }>;

/** The intent of the effect; a new one only where the gate is open or nobody can ask it. */
async function beginIntent(
  deps: EffectDeps,
  effect: Effect,
  plan: EffectParams,
  signal: AbortSignal,
): Promise<Intent | Blocked> {
  const known = await deps.record.intents.get(effect.key);
  if (known !== undefined) return known;
  const row = await deps.record.cases.read(effect.caseId);
  // Held meanwhile: what has not left yet waits for the release.
  if (row?.view.held === true) throw failure('CASE_HELD', { retryable: true });
  const gate = await askGate(effect, plan, signal);
  if (gate.kind === 'blocked') return gate;
  await deps.observer.onPoint('before-intent', effect.name, effect.key);
  const params = gate.kind === 'by-hand' ? { ...plan, [BY_HAND]: true } : plan;
  return await deps.record.intents.begin({ ...identityOf(effect), params });
}

function identityOf(effect: Effect): { key: string; caseId: CaseId; effect: string } {
  return { key: effect.key, caseId: effect.caseId, effect: effect.name };
}

async function askGate(
  effect: Effect,
  plan: EffectParams,
  signal: AbortSignal,
): Promise<Blocked | { readonly kind: 'open' | 'by-hand' }> {
  try {
    const gate = await effect.gate(plan, signal);
    if (gate.kind === 'cannot') return { kind: 'by-hand' };
    if (gate.kind === 'absent' || gate.value.length === 0) return { kind: 'open' };
    if (await effect.isDoneAlready?.(plan, signal)) return { kind: 'open' };
    return { kind: 'blocked', codes: gate.value };
  } catch (error) {
    if (!isOutOfReach(error)) throw error;
    return { kind: 'blocked', codes: ['ACQUIRER_UNAVAILABLE'] };
  }
}

const OUT_OF_REACH: readonly AcquirerFailureKind[] = ['unknown', 'misfit', 'busy'];

/** True where the acquirer could not be asked now but may be later. */
function isOutOfReach(error: unknown): boolean {
  return error instanceof AcquirerFailure && OUT_OF_REACH.includes(error.kind);
}

/** Fence, call, settle; then read back for a moment. */
async function requestOnce(
  deps: EffectDeps,
  effect: Effect,
  { intent, providerRef }: { readonly intent: Intent; readonly providerRef: string | undefined },
  signal: AbortSignal,
): Promise<RequestOutcome> {
  const fenced = { ...intent, attempt: await fence(deps, intent) };
  if (providerRef !== undefined) {
    // Known before the call leaves: it is what a lost answer is read back by.
    const found = { state: 'attempted', providerRef } as const;
    await deps.record.intents.settle(effect.key, fenced.attempt, found);
  }
  await deps.observer.onPoint('after-intent', effect.name, effect.key);
  const answer = await callOnce(deps, effect, fenced, signal);
  await deps.observer.onPoint('after-answer', effect.name, effect.key);
  const outcome = await settle(deps, effect, fenced, answer);
  if (answer.kind !== 'accepted') return outcome;
  return await readBackSoon(deps, effect, { ...fenced, ...settledBy(answer) }, signal);
}

/**
 * Takes the fence, and gives way where another attempt has taken it since the intent was read: that
 * one may have called, so this one has to read back again first.
 */
async function fence(deps: EffectDeps, intent: Intent): Promise<number> {
  const attempt = await deps.record.intents.fence(intent.key, deps.runId?.());
  if (attempt !== intent.attempt + 1) {
    throw new RecordError('FENCED', 'another attempt has taken the fence');
  }
  return attempt;
}

async function callOnce(
  deps: EffectDeps,
  effect: Effect,
  intent: Intent,
  signal: AbortSignal,
): Promise<RequestAnswer> {
  let answer: RequestAnswer | undefined;
  let failed: unknown;
  try {
    answer = await effect.call(intent, signal);
  } catch (error) {
    failed = error;
  }
  await deps.observer.onPoint('after-call', effect.name, effect.key);
  if (answer !== undefined) return answer;
  await deps.record.intents.settle(effect.key, intent.attempt, { state: 'unknown' });
  throw failed;
}

/** Stores a proof where it is news, and says what it means for the workflow. */
async function settle(
  deps: EffectDeps,
  effect: Effect,
  intent: Intent,
  proof: Proof,
): Promise<RequestOutcome> {
  const settled = settledBy(proof);
  if (settled.state !== intent.state) {
    await deps.record.intents.settle(effect.key, intent.attempt, settled);
    await deps.observer.onPoint('after-settle', effect.name, effect.key);
  }
  return outcomeOf(settled.state, effect);
}

/** A prompt acquirer proves the effect within a moment; what it cannot say now, a confirmation will. */
async function readBackSoon(
  deps: EffectDeps,
  effect: Effect,
  intent: Intent,
  signal: AbortSignal,
): Promise<RequestOutcome> {
  for (const delayMs of deps.promptReadDelaysMs ?? PROMPT_READ_DELAYS_MS) {
    const standing = await readAfter(deps, delayMs, { effect, intent }, signal);
    if (standing === undefined) break;
    if (standing.kind === 'done' || standing.kind === 'refused') {
      return await settle(deps, effect, intent, standing);
    }
  }
  return { kind: 'accepted' };
}

/** Undefined where there is no time left, or the acquirer cannot be asked. */
async function readAfter(
  deps: EffectDeps,
  delayMs: number,
  { effect, intent }: { readonly effect: Effect; readonly intent: Intent },
  signal: AbortSignal,
): Promise<Standing | undefined> {
  try {
    if (delayMs > 0) await pause(delayMs, undefined, { signal });
    return await readBack(deps, effect, intent, signal);
  } catch (error) {
    if (signal.aborted || error instanceof AcquirerFailure) return undefined;
    throw error;
  }
}

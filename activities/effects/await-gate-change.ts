// activities/effects/: how what cannot be taken back happens once, whatever it is.
/** Waits for the eligibility gate to say something else, one look an attempt. */
import type { GateCode } from '../../workflows/contract/errors';
import type { WaitPort } from '../../workflows/contract/ports';
import { attemptSignal } from '../attempt-signal';
import type { EffectDeps } from './effect';
import { effectOf } from './effect-of';
import { asFailure, effectPending } from '../failures';

/**
 * See `WaitPort`. The same codes as before: `EFFECT_PENDING`; out of reach: `ACQUIRER_UNAVAILABLE` or
 * `ACQUIRER_BUSY`. Where nobody but a person can ask, the gate counts as open and the request says so.
 * Called twice: reads twice.
 */
export async function awaitGateChange(
  deps: EffectDeps,
  { gate, codes }: Parameters<WaitPort['awaitGateChange']>[0],
): Promise<readonly GateCode[]> {
  try {
    const effect = effectOf(deps, gate);
    const read = await effect.gate(await effect.plan(), (deps.attemptSignal ?? attemptSignal)());
    const now = read.kind === 'found' ? read.value : [];
    const isSame = now.length === codes.length && now.every((code) => codes.includes(code));
    if (isSame) throw effectPending();
    return now;
  } catch (error) {
    throw asFailure(error);
  }
}

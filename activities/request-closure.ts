/** Asks the acquirer to close the merchant's account. */
import type { ClosureRef, RequestOutcome } from '../workflows/contract/ports';
import type { EffectDeps } from './effects/effect';
import { performEffect } from './effects/effect-protocol';
import { closureEffect } from './effects/closure-effect';

/** See `EffectPort`. Called twice, also at the same time: the same effect once. */
export function requestClosure(deps: EffectDeps, ref: ClosureRef): Promise<RequestOutcome> {
  return performEffect(deps, closureEffect(deps, ref));
}

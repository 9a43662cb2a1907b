/** Asks the acquirer to take one terminal off the merchant's account. */
import type { UnbindRef, RequestOutcome } from '../workflows/contract/ports';
import type { EffectDeps } from './effects/effect';
import { performEffect } from './effects/effect-protocol';
import { unbindEffect } from './effects/unbind-effect';

/** See `EffectPort`. Called twice, also at the same time: the same effect once. */
export function requestUnbind(deps: EffectDeps, ref: UnbindRef): Promise<RequestOutcome> {
  return performEffect(deps, unbindEffect(deps, ref));
}

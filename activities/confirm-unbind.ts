/** Proves that a terminal is off the merchant's account. */
import type { ConfirmOutcome, UnbindRef } from '../workflows/contract/ports';
import type { EffectDeps } from './effects/effect';
import { confirmEffect } from './effects/effect-protocol';
import { unbindEffect } from './effects/unbind-effect';

/** See `WaitPort`. Unproven: `EFFECT_PENDING`. Called twice: reads twice, changes nothing else. */
export function confirmUnbind(deps: EffectDeps, ref: UnbindRef): Promise<ConfirmOutcome> {
  return confirmEffect(deps, unbindEffect(deps, ref));
}

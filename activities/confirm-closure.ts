/** Proves that the merchant's account is closed. */
import type { ConfirmOutcome, ClosureRef } from '../workflows/contract/ports';
import type { EffectDeps } from './effects/effect';
import { confirmEffect } from './effects/effect-protocol';
import { closureEffect } from './effects/closure-effect';

/** See `WaitPort`. Unproven: `EFFECT_PENDING`. Called twice: reads twice, changes nothing else. */
export function confirmClosure(deps: EffectDeps, ref: ClosureRef): Promise<ConfirmOutcome> {
  return confirmEffect(deps, closureEffect(deps, ref));
}

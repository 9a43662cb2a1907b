/** Proves that a refund has arrived, has failed or has come back. */
import type { ConfirmOutcome, RefundRef } from '../workflows/contract/ports';
import type { EffectDeps } from './effects/effect';
import { confirmEffect } from './effects/effect-protocol';
import { refundEffect } from './effects/refund-effect';

/** See `WaitPort`. Unproven: `EFFECT_PENDING`. Called twice: reads twice, changes nothing else. */
export function confirmRefund(deps: EffectDeps, ref: RefundRef): Promise<ConfirmOutcome> {
  return confirmEffect(deps, refundEffect(deps, ref));
}

/** Asks the provider to pay one deposit back. */
import type { RefundRef, RequestOutcome } from '../workflows/contract/ports';
import type { EffectDeps } from './effects/effect';
import { performEffect } from './effects/effect-protocol';
import { refundEffect } from './effects/refund-effect';

/** See `EffectPort`. Called twice, also at the same time: the same effect once. */
export function requestRefund(deps: EffectDeps, ref: RefundRef): Promise<RequestOutcome> {
  return performEffect(deps, refundEffect(deps, ref));
}

/** The effect that a reference of the workflow names. */
import type { GateRef } from '../../workflows/contract/ports';
import { closureEffect } from './closure-effect';
import type { Effect, EffectDeps } from './effect';
import { refundEffect } from './refund-effect';
import { unbindEffect } from './unbind-effect';

export function effectOf(deps: EffectDeps, ref: GateRef): Effect {
  switch (ref.effect) {
    case 'unbind':
      return unbindEffect(deps, ref);
    case 'refund':
      return refundEffect(deps, ref);
    case 'closure':
      return closureEffect(deps, ref);
  }
}

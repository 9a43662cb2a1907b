/** The effect that a reference of the workflow names. */
import type { GateRef } from '../../workflows/contract/ports';
import { closureEffect } from '../close-account';
import type { Effect, EffectDeps } from './effect';
import { refundEffect } from '../refund-deposit';
import { unbindEffect } from '../unbind-terminal';

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

/** Reads back whether a refund that had arrived has come back, whoever says so. */
import type { CaseView } from '../workflows/contract/case-view';
import type { ReadBackPort, RefundRef } from '../workflows/contract/ports';
import { attemptSignal } from './attempt-signal';
import type { EffectDeps } from './effects/effect';
import { asFailure } from './failures';
import { refundEffect } from './refund-deposit';
import { type OpeningDeps, refuseUnprovenOpening } from './refuse-unproven';

export interface ReadBackDeps extends Omit<EffectDeps, 'record'>, OpeningDeps {
  readonly record: EffectDeps['record'] & OpeningDeps['record'];
}

/** See `ReadBackPort`. */
export function createReadBackActivity(deps: ReadBackDeps): ReadBackPort {
  return {
    async readReturned({ said, ...ref }) {
      try {
        const view = await readReturned(deps, ref);
        if (view === undefined) await refuseUnprovenOpening(deps, said);
        return view;
      } catch (error) {
        throw asFailure(error);
      }
    },
  };
}

async function readReturned(deps: EffectDeps, ref: RefundRef): Promise<CaseView | undefined> {
  const effect = refundEffect(deps, ref);
  const intent = await deps.record.intents.get(effect.key);
  if (intent === undefined) return undefined;
  const { kind } = await effect.readBack(intent, (deps.attemptSignal ?? attemptSignal)());
  if (kind !== 'returned') return undefined;
  return (await deps.record.cases.read(ref.caseId))?.view;
}

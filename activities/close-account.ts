/** The closure of the merchant's account, as the protocol and the confirmation see it. */
import { z } from 'zod';
import type { Intent } from '../record/port/desk-record';
import { closureKey } from '../workflows/contract/identifiers';
import type { ClosureRef } from '../workflows/contract/ports';
import type { ClosureOrder } from './acquirer/acquirer-port';
import { readCaseSubject } from './effects/case-subject';
import type { Effect, EffectDeps } from './effects/effect';

const frozenParams = z.object({ merchantNumber: z.string() });

export function closureEffect(deps: EffectDeps, ref: ClosureRef): Effect {
  const { acquirer } = deps;
  return {
    name: 'closure',
    key: closureKey(ref.caseId, ref.generation),
    caseId: ref.caseId,
    refusedCode: 'CLOSURE_REFUSED',
    refusalBinds: false,
    plan: async () => {
      const { merchantNumber } = await readCaseSubject(deps, ref.caseId);
      return { merchantNumber };
    },
    sameSubject: (frozen, plan) =>
      frozenParams.parse(frozen).merchantNumber === frozenParams.parse(plan).merchantNumber,
    gate: (plan, signal) =>
      acquirer.readGate({ effect: 'closure', ...frozenParams.parse(plan) }, signal),
    isDoneAlready: async (plan, signal) => {
      const { merchantNumber } = frozenParams.parse(plan);
      const key = closureKey(ref.caseId, ref.generation);
      return (await acquirer.readClosure({ key, merchantNumber }, signal)).kind === 'done';
    },
    readBack: (intent, signal) => acquirer.readClosure(orderOf(intent), signal),
    call: (intent, signal) => acquirer.requestClosure(orderOf(intent), signal),
  };
}

function orderOf({ key, params }: Intent): ClosureOrder {
  return { key, ...frozenParams.parse(params) };
}

/** One terminal's unbinding at the acquirer, as the protocol and the confirmation see it. */
import { z } from 'zod';
import type { Intent } from '../record/port/desk-record';
import { unbindKey } from '../workflows/contract/identifiers';
import type { UnbindRef } from '../workflows/contract/ports';
import type { UnbindOrder } from './acquirer/acquirer-port';
import { readCaseSubject } from './effects/case-subject';
import type { Effect, EffectDeps } from './effects/effect';

const frozenParams = z.object({ merchantNumber: z.string(), serialNumber: z.string() });

export function unbindEffect(deps: EffectDeps, ref: UnbindRef): Effect {
  const { acquirer } = deps;
  const key = unbindKey(ref.caseId, ref.terminalId, ref.generation);
  return {
    name: 'unbind',
    key,
    caseId: ref.caseId,
    refusedCode: 'UNBIND_REFUSED',
    refusalBinds: false,
    plan: async () => {
      const subject = await readCaseSubject(deps, ref.caseId);
      return {
        merchantNumber: subject.merchantNumber,
        serialNumber: subject.serialNumberOf(ref.terminalId),
      };
    },
    sameSubject: (frozen, plan) => {
      const [before, now] = [frozenParams.parse(frozen), frozenParams.parse(plan)];
      return (
        before.merchantNumber === now.merchantNumber && before.serialNumber === now.serialNumber
      );
    },
    gate: (plan, signal) =>
      acquirer.readGate({ effect: 'unbind', ...frozenParams.parse(plan) }, signal),
    isDoneAlready: async (plan, signal) => {
      const standing = await acquirer.readUnbind({ key, ...frozenParams.parse(plan) }, signal);
      return standing.kind === 'done';
    },
    readBack: (intent, signal) => acquirer.readUnbind(orderOf(intent), signal),
    call: (intent, signal) => acquirer.requestUnbind(orderOf(intent), signal),
  };
}

function orderOf({ key, params, providerRef }: Intent): UnbindOrder {
  return { key, ...frozenParams.parse(params), ...(providerRef !== undefined && { providerRef }) };
}

/** Carries out a repair of one case, asked for directly or approved by a second operator. */
import type { UpdateDefinition } from '@temporalio/common';
import type { CaseRow } from '../../record/desk-record';
import * as messages from '../../workflows/contract/messages';
import type { Actor, Decision, Receipt } from '../../workflows/contract/messages';
import { carryOutCorrection, withValues } from './correct-reference';
import type { Repair } from './repairs';
import { type Repeated, carryOutReset, resetBefore } from './reset-case';
import { type ResetDeps, planReset } from './reset-plan';

export interface RepairOrigin {
  readonly by: Actor;
  /** Reason or evidence, as a note of the case. */
  readonly noteId?: string;
  /** Called twice with one id: done once. */
  readonly actionId: string;
}

export interface RepairResult {
  /** Where the case stands. */
  readonly receipt: Receipt;
  /** With a reset. */
  readonly reset?: {
    readonly runId: string;
    readonly recorded: boolean;
    readonly repeated: readonly Repeated[];
  };
}

const REASONED: Readonly<
  Record<'send-back' | 'hold' | 'release-hold' | 'end', UpdateDefinition<Receipt, [Decision]>>
> = {
  'send-back': messages.sendBack,
  hold: messages.hold,
  'release-hold': messages.releaseHold,
  end: messages.end,
};

/**
 * Carries a repair out. Called twice with one action id: once, the same answer. Any code of a refusal of
 * the case, `RESET_UNSAFE`, `RESET_POINT_UNKNOWN`, `UNAVAILABLE`.
 */
export async function carryOut(
  deps: ResetDeps,
  row: CaseRow,
  repair: Repair,
  { by, noteId, actionId }: RepairOrigin,
): Promise<RepairResult> {
  const { caseId } = row;
  const decision: Decision = { by, ...(noteId === undefined ? {} : { noteId }) };
  switch (repair.repair) {
    case 'retry': {
      const { step, payments } = repair;
      const input = { ...decision, step, ...(payments === undefined ? {} : { payments }) };
      return { receipt: await deps.desk.decide(caseId, messages.retry, input, actionId) };
    }
    case 'resolve': {
      const { step, outcome, subject } = repair;
      const input = { ...decision, step, outcome, ...(subject === undefined ? {} : { subject }) };
      return { receipt: await deps.desk.decide(caseId, messages.resolve, input, actionId) };
    }
    case 'correct-reference': {
      const correction = withValues(repair);
      return { receipt: await carryOutCorrection(deps, row, correction, { decision, actionId }) };
    }
    case 'reset': {
      const { point, runId, repeat } = repair;
      const done = await resetBefore(deps, caseId, actionId);
      const origin = { by, noteId, requestId: actionId };
      const reset =
        done ??
        (await carryOutReset(
          deps,
          await planReset(deps, row, { eventId: point, runId, repeat }),
          origin,
        ));
      const view = (await deps.record.readCase(caseId))?.view ?? row.view;
      return { receipt: { caseId, status: view.status, revision: view.revision }, reset };
    }
    default: {
      const update = REASONED[repair.repair];
      return { receipt: await deps.desk.decide(caseId, update, decision, actionId) };
    }
  }
}

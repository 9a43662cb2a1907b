/** The view that a case shows where the model stands. */
import type {
  CaseView,
  ClosureState,
  RefundState,
  StepUpReason,
  TerminalState,
} from '../../workflows/contract/case-view';
import type { ErrorCode } from '../../workflows/contract/errors';
import { shown, TERMINALS } from './life';
import type { Life } from './life';

/** What only people read (moments, who is awaited) stands still. */
export function viewOfLife(life: Life): CaseView {
  const { claimedBy } = shown(life);
  const since = new Date(life.now).toISOString();
  const part = ({ generation, code, taken }: Life['closure']) => ({
    generation,
    since,
    ...(code !== undefined && { code: code as ErrorCode }),
    ...(taken && { taken }),
  });
  return {
    caseId: 'UC-0000000000',
    status: life.status,
    statusSince: since,
    openedAt: since,
    openedBy: life.facts.openedBy.principalId,
    involved: [...life.involved],
    channel: 'hotline',
    reason: 'other',
    closeAccount: life.closeAccount,
    revision: life.revision,
    waitsFor: 'nobody',
    overdue: life.overdue,
    held: life.heldSince !== undefined,
    partial: life.partial,
    pointOfNoReturn: life.noReturn,
    refundReopened: life.refundReopened,
    stepUp: [...life.stepUp] as StepUpReason[],
    warnings: [],
    ...(claimedBy !== undefined && { claim: { by: claimedBy, until: since } }),
    requestedFields: [],
    ...(life.asked && {
      consentExtension: {
        paths: ['closeAccount'],
        revision: life.asked.revision,
        since,
        limitAt: since,
      },
    }),
    terminals: life.terminals.map((one) => ({
      terminalId: one.id,
      state: one.state as TerminalState,
      ...part(one),
    })),
    deposits: life.deposits.map((one) => ({
      depositId: one.id,
      terminalId: TERMINALS[one.terminal]!,
      kind: one.refundable ? 'refundable-deposit' : 'service-fee',
      amountMinor: 10_000,
      currency: 'CNY',
      refund: one.state as RefundState,
      ...part(one),
    })),
    closure: { state: life.closure.state as ClosureState, ...part(life.closure) },
    reviewClockMs: 0,
  };
}

/** Which parts of a case are asked for by a reference, as its view shows them. The case has the last word. */
import type { ReferencePlace } from '../../checks/references';
import {
  SETTLED_CLOSURES,
  SETTLED_REFUNDS,
  SETTLED_TERMINALS,
  UNDER_WAY,
} from '../../workflows/contract/case-view';
import type {
  CaseView,
  ClosureView,
  DepositView,
  TerminalView,
} from '../../workflows/contract/case-view';
import type { ErrorCode } from '../../workflows/contract/errors';
import { MACHINE_STATUSES, isEnd } from '../../workflows/contract/lifecycle';

/** What is left to be asked for under a reference. */
export interface PartsLeft {
  readonly terminals: readonly TerminalView[];
  readonly deposits: readonly DepositView[];
  readonly closure: ClosureView | undefined;
}

/** The parts that a correction is about and that are not settled. */
export function partsLeft(view: CaseView, { reference, subject }: ReferencePlace): PartsLeft {
  const terminals = view.terminals.filter(({ state }) => !SETTLED_TERMINALS.includes(state));
  const deposits = view.deposits.filter(
    ({ kind, refund }) => kind === 'refundable-deposit' && !SETTLED_REFUNDS.includes(refund),
  );
  const closureLeft = !SETTLED_CLOSURES.includes(view.closure.state);
  switch (reference) {
    case 'merchant-number':
      return { terminals, deposits, closure: closureLeft ? view.closure : undefined };
    case 'terminal': {
      const own = terminals.filter(({ terminalId }) => terminalId === subject);
      const along = deposits.filter(({ terminalId }) => terminalId === subject);
      return { terminals: own, deposits: own.length > 0 ? along : [], closure: undefined };
    }
    case 'deposit':
      return {
        terminals: [],
        deposits: deposits.filter(({ depositId }) => depositId === subject),
        closure: undefined,
      };
  }
}

/** Why the case would not take a correction now, whatever the new value. */
export function refusalByView(view: CaseView, left: PartsLeft): ErrorCode | undefined {
  if (isEnd(view.status) && !view.refundReopened) return 'CASE_ENDED';
  if (!isEnd(view.status) && !MACHINE_STATUSES.includes(view.status)) return 'NOT_ALLOWED_NOW';
  const states = [
    ...left.terminals.map(({ state }) => state),
    ...left.deposits.map(({ refund }) => refund),
    ...(left.closure ? [left.closure.state] : []),
  ];
  if (states.length === 0) return 'REFERENCE_SETTLED';
  return states.some((state) => UNDER_WAY.includes(state)) ? 'REFERENCE_IN_USE' : undefined;
}

/** Which parts of a case are asked for by a reference at the acquirer, as its view shows them. Pure. */
import { SETTLED_CLOSURES, SETTLED_REFUNDS, SETTLED_TERMINALS, UNDER_WAY } from './case-view';
import type { CaseView, ClosureView, DepositView, PartView, TerminalView } from './case-view';
import type { ErrorCode } from './errors';
import type { ReferencePlace } from './operations';

/** Parts of a case that one reference stands for. */
export interface ReferenceParts {
  readonly terminals: readonly TerminalView[];
  readonly deposits: readonly DepositView[];
  readonly closure: ClosureView | undefined;
}

type Parts = Pick<CaseView, 'terminals' | 'deposits' | 'closure'>;

/** Definite: what was taken will not happen any more. */
const OVER: readonly ErrorCode[] = [
  'UNBIND_REFUSED',
  'REFUND_REFUSED',
  'REFUND_RETURNED',
  'CLOSURE_REFUSED',
];

function partsOf(view: Parts, { reference, subject }: ReferencePlace): ReferenceParts {
  const deposits = view.deposits.filter(({ kind }) => kind === 'refundable-deposit');
  switch (reference) {
    case 'merchant-number':
      return { terminals: view.terminals, deposits, closure: view.closure };
    case 'terminal':
      return {
        terminals: view.terminals.filter(({ terminalId }) => terminalId === subject),
        deposits: deposits.filter(({ terminalId }) => terminalId === subject),
        closure: undefined,
      };
    case 'deposit':
      return {
        terminals: [],
        deposits: deposits.filter(({ depositId }) => depositId === subject),
        closure: undefined,
      };
  }
}

/** What is left to be asked for: deposit items go with their terminal only as long as that is not settled. */
export function partsLeft(view: Parts, place: ReferencePlace): ReferenceParts {
  const parts = partsOf(view, place);
  const terminals = parts.terminals.filter(({ state }) => !SETTLED_TERMINALS.includes(state));
  const deposits = parts.deposits.filter(({ refund }) => !SETTLED_REFUNDS.includes(refund));
  const { closure } = parts;
  const isClosureLeft = closure !== undefined && !SETTLED_CLOSURES.includes(closure.state);
  return {
    terminals,
    deposits: place.reference === 'terminal' && terminals.length === 0 ? [] : deposits,
    closure: isClosureLeft ? closure : undefined,
  };
}

/** Why a reference cannot be corrected as things stand, whatever its new value. */
export function placeRefusal(view: Parts, place: ReferencePlace): ErrorCode | undefined {
  if (isEmpty(partsOf(view, place))) return 'SUBJECT_UNKNOWN';
  const left = partsLeft(view, place);
  if (isEmpty(left)) return 'REFERENCE_SETTLED';
  const { terminals, deposits, closure } = left;
  const isInUse =
    [...terminals, ...(closure ? [closure] : [])].some((part) => isAsked(part.state, part)) ||
    deposits.some((deposit) => isAsked(deposit.refund, deposit));
  return isInUse ? 'REFERENCE_IN_USE' : undefined;
}

function isEmpty({ terminals, deposits, closure }: ReferenceParts): boolean {
  return terminals.length + deposits.length === 0 && closure === undefined;
}

function isAsked(state: (typeof UNDER_WAY)[number], { taken, code }: PartView): boolean {
  const isOver = code !== undefined && OVER.includes(code);
  return UNDER_WAY.includes(state) || (taken === true && !isOver);
}

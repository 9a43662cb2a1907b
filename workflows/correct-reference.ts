/**
 * What the correction of a reference at the acquirer does to the parts of a case: what they are asked for
 * under gets a new generation, so that no request number ever speaks of two things.
 */
import { closureSettled, depositSettled, terminalSettled } from './case-state';
import type { CaseState, ClosureSubject, DepositSubject, TerminalSubject } from './case-state';
import { isStuck } from './case-view-of';
import { UNDER_WAY } from './contract/case-view';
import type { ErrorCode } from './contract/errors';
import type { CorrectReference } from './contract/messages';

type Subject = TerminalSubject | DepositSubject | ClosureSubject;

/** Definite: what was taken will not happen any more. */
const OVER: readonly ErrorCode[] = [
  'UNBIND_REFUSED',
  'REFUND_REFUSED',
  'REFUND_RETURNED',
  'CLOSURE_REFUSED',
];

/** Further refusals of a correction: a subject that does not fit, is settled, or is being asked for. */
export function correctionRefusal(
  state: CaseState,
  input: CorrectReference,
): ErrorCode | undefined {
  if (input.revision <= state.revision) return 'REFERENCE_CHANGED';
  const named = namedBy(state, input);
  if (named.length === 0) return 'SUBJECT_UNKNOWN';
  const left = leftBy(state, input);
  if (left.length === 0) return 'REFERENCE_SETTLED';
  return left.some(isUnderWay) ? 'REFERENCE_IN_USE' : undefined;
}

/** What stood still for an operator is asked for again; what waits for something else goes on waiting. */
export function applyCorrection(state: CaseState, input: CorrectReference): void {
  state.revision = input.revision;
  for (const subject of leftBy(state, input)) {
    subject.generation += 1;
    subject.taken = false;
    if (!isStuck(subject) && subject.state !== 'manual') continue;
    subject.state = 'waiting';
    subject.code = undefined;
    subject.gateSinceMs = undefined;
    subject.sinceMs = Date.now();
  }
}

function namedBy(state: CaseState, { reference, subject }: CorrectReference): readonly Subject[] {
  const deposits = state.deposits.filter(({ kind }) => kind === 'refundable-deposit');
  switch (reference) {
    case 'merchant-number':
      return [...state.terminals, ...deposits, state.closure];
    case 'terminal':
      return [
        ...state.terminals.filter(({ terminalId }) => terminalId === subject),
        ...deposits.filter(({ terminalId }) => terminalId === subject),
      ];
    case 'deposit':
      return deposits.filter(({ depositId }) => depositId === subject);
  }
}

/** Deposit items go with their terminal, and only as long as that is not settled. */
function leftBy(state: CaseState, input: CorrectReference): readonly Subject[] {
  const left = namedBy(state, input).filter(isLeft);
  if (input.reference !== 'terminal') return left;
  return left.some((one) => !('depositId' in one) && 'terminalId' in one) ? left : [];
}

function isLeft(subject: Subject): boolean {
  if ('depositId' in subject) return !depositSettled(subject);
  return 'terminalId' in subject ? !terminalSettled(subject) : !closureSettled(subject);
}

function isUnderWay({ state, taken, code }: Subject): boolean {
  const isOver = code !== undefined && OVER.includes(code);
  return UNDER_WAY.includes(state) || (taken === true && !isOver);
}

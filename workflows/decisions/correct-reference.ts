/**
 * What the correction of a reference at the acquirer does to the parts of a case: what they are asked for
 * under gets a new generation, so that no request number ever speaks of two things.
 */
import type {
  CaseState,
  ClosureSubject,
  DepositSubject,
  TerminalSubject,
} from '../case/case-state';
import { viewOf } from '../case/case-view-of';
import { isStuck } from '../contract/case-view';
import type { CorrectReference } from '../contract/messages';
import type { ReferencePlace } from '../contract/operations';
import { partsLeft } from '../contract/reference-parts';

/** What stood still for an operator is asked for again; what waits for something else goes on waiting. */
export function applyCorrection(state: CaseState, input: CorrectReference): void {
  const nowMs = Date.now();
  const left = subjectsLeft(state, input, nowMs);
  state.revision = input.revision;
  for (const subject of left) {
    subject.generation += 1;
    subject.taken = false;
    if (!isStuck(subject) && subject.state !== 'manual') continue;
    subject.state = 'waiting';
    subject.code = undefined;
    subject.gateSinceMs = undefined;
    subject.sinceMs = nowMs;
  }
}

/** The subjects that the reference stands for and that are not settled. */
function subjectsLeft(
  state: CaseState,
  place: ReferencePlace,
  nowMs: number,
): readonly (TerminalSubject | DepositSubject | ClosureSubject)[] {
  const { terminals, deposits, closure } = partsLeft(viewOf(state, nowMs), place);
  const terminalIds = terminals.map(({ terminalId }) => terminalId);
  const depositIds = deposits.map(({ depositId }) => depositId);
  return [
    ...state.terminals.filter(({ terminalId }) => terminalIds.includes(terminalId)),
    ...state.deposits.filter(({ depositId }) => depositIds.includes(depositId)),
    ...(closure === undefined ? [] : [state.closure]),
  ];
}

/** What an operator's retry and resolution by hand do to the subjects of a step. */
import type { CaseContext } from '../case/case-context';
import type { EffectSubject } from '../case/case-state';
import { isStuck } from '../contract/case-view';
import type {
  ClosureState,
  RefundState,
  ResolutionOutcome,
  TerminalState,
} from '../contract/case-view';
import type { ErrorCode } from '../contract/errors';
import type { Resolve, Retry } from '../contract/messages';
import { NEW_GENERATION_CODES, mayRetry } from '../contract/operations';

/** Where it was accepted and is only unproven, reading back goes on and nothing is sent again. */
const CONFIRM_AGAIN: readonly ErrorCode[] = [
  'UNBIND_NOT_EFFECTIVE',
  'CLOSURE_NOT_CONFIRMED',
  'REFUND_NOT_SETTLED',
];

export function applyRetry({ state, journal }: CaseContext, { step, payments }: Retry): void {
  const { caseId } = state.input;
  switch (step) {
    case 'write-ledger':
      journal.tryAgain();
      return;
    case 'unbind-terminals':
      for (const terminal of state.terminals) retrySubject<TerminalState>(terminal, 'accepted');
      return;
    case 'refund-deposit':
      for (const deposit of state.deposits) {
        if (mayRetry(caseId, deposit, payments)) retrySubject<RefundState>(deposit, 'pending');
      }
      return;
    case 'close-account':
      retrySubject<ClosureState>(state.closure, 'accepted');
  }
}

function retrySubject<S extends string>(subject: EffectSubject<S | 'waiting'>, accepted: S): void {
  if (!isStuck(subject)) return;
  const { code } = subject;
  // A definite failure at the provider: the next try is a new generation. The activity reconciles all
  // earlier generations before it pays, so nothing is paid twice.
  if (code !== undefined && NEW_GENERATION_CODES.includes(code)) {
    subject.generation += 1;
    subject.taken = false;
  }
  const unproven = code !== undefined && CONFIRM_AGAIN.includes(code);
  subject.state = subject.taken === true && unproven ? accepted : 'waiting';
  subject.code = undefined;
  subject.gateSinceMs = undefined;
  subject.sinceMs = Date.now();
}

export function applyResolution({ state }: CaseContext, { step, subject, outcome }: Resolve): void {
  switch (step) {
    case 'write-ledger':
      return;
    case 'unbind-terminals':
      for (const terminal of state.terminals) {
        if (subject === undefined || subject === terminal.terminalId) {
          settleByHand<TerminalState>(terminal, outcome, ['effective', 'left-bound']);
        }
        if (terminal.state === 'effective') state.pointOfNoReturn = true;
        if (terminal.state === 'left-bound') state.partial = true;
      }
      return;
    case 'refund-deposit':
      for (const deposit of state.deposits) {
        if (subject === undefined || subject === deposit.depositId) {
          settleByHand<RefundState>(deposit, outcome, ['paid', 'not-due']);
        }
      }
      return;
    case 'close-account':
      settleByHand<ClosureState>(state.closure, outcome, ['closed', 'not-closed']);
      if (state.closure.state === 'not-closed') state.partial = true;
  }
}

/** Only what waits for a person is settled; a subject at which the machine works is left alone. */
function settleByHand<S extends string>(
  subject: EffectSubject<S | 'manual'>,
  outcome: ResolutionOutcome,
  allowed: readonly (S & ResolutionOutcome)[],
): void {
  const settled = allowed.find((state) => state === outcome);
  if (settled === undefined || !(isStuck(subject) || subject.state === 'manual')) return;
  subject.state = settled;
  subject.code = undefined;
  subject.sinceMs = Date.now();
}

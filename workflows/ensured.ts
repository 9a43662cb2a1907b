/**
 * Calls that have to succeed before a case goes on: its rows in the record, what it asks the record, the word
 * to the operators. Faults that pass are the retries' business; a failure for good never fails the case: it
 * parks, and the call is made again when an operator asks.
 */
import { condition, patched } from '@temporalio/workflow';
import type { CaseState } from './case/case-state';
import type { ErrorCode } from './contract/errors';
import { codeOfRefusal } from './failures';

export interface Ensured {
  ensure<Answer>(call: () => Promise<Answer>): Promise<Answer>;
  /** An operator asks to try again. */
  tryAgain(): void;
  /** Why the case stood still until a moment ago; asked once, so that operators are told once that it is over. */
  takeWasStuck(): ErrorCode | undefined;
}

export function createEnsured(state: CaseState, showProgress: () => void): Ensured {
  let wasStuck: ErrorCode | undefined;
  return {
    async ensure(call) {
      for (;;) {
        try {
          return await call();
        } catch (error) {
          const code = codeOfRefusal(error);
          if (code !== 'LEDGER_CONFLICT' && !patched('what-the-record-refuses-parks')) throw error;
          state.stuckAtRecord = { code, sinceMs: Date.now() };
          showProgress();
          await condition(() => state.stuckAtRecord === undefined);
          wasStuck = code;
        }
      }
    },
    tryAgain() {
      state.stuckAtRecord = undefined;
      showProgress();
    },
    takeWasStuck() {
      const code = wasStuck;
      wasStuck = undefined;
      return code;
    },
  };
}

/** Decisions of operators: try again, settle by hand, hold; and what systems report to a case. */
import { setHandler } from '@temporalio/workflow';
import type { CaseContext } from './case-context';
import { holdCase, releaseCase } from './case-state';
import * as messages from './contract/messages';
import { applyCorrection, correctionRefusal } from './correct-reference';
import { noteOf, onDecision, permit, written } from './decision-parts';
import { refusal } from './failures';
import { applyResolution, applyRetry, retryRefusal } from './repairs';
import { resolutionRefusal } from './rules';
import { refundAgain } from './stages/refund-deposit';

export function handleOperators(desk: CaseContext): void {
  handleRepairs(desk);
  handleHold(desk);
}

/**
 * Trying a step again, settling it by hand and correcting a reference: in a case, and in the reopened
 * refund of an ended one.
 */
export function handleRepairs(desk: CaseContext): void {
  const { state, journal } = desk;
  onDecision(
    messages.retry,
    async (input) => {
      journal.note('step-retried', input.by, { step: input.step, ...noteOf(input) });
      applyRetry(desk, input);
      return written(desk);
    },
    (input) => {
      permit(desk, { trigger: 'retry', by: input.by, step: input.step });
      const code = retryRefusal(state, input);
      if (code !== undefined) throw refusal(code);
    },
  );
  onDecision(
    messages.resolve,
    async (input) => {
      const { step, outcome } = input;
      journal.note('step-resolved-by-hand', input.by, { step, outcome, ...noteOf(input) });
      applyResolution(desk, input);
      return written(desk);
    },
    (input) => {
      permit(desk, { trigger: 'resolve', by: input.by, step: input.step });
      const code = resolutionRefusal(state, input);
      if (code !== undefined) throw refusal(code);
    },
  );
  onDecision(
    messages.correctReference,
    async (input) => {
      const { reference, subject, revision } = input;
      const about = subject === undefined ? {} : { subject };
      const facts = { reference, revision, ...about, ...noteOf(input) };
      journal.note('reference-corrected', input.by, facts);
      applyCorrection(state, input);
      return written(desk);
    },
    (input) => {
      permit(desk, { trigger: 'correctReference', by: input.by });
      const code = correctionRefusal(state, input);
      if (code !== undefined) throw refusal(code);
    },
  );
}

function handleHold(desk: CaseContext): void {
  const { state, journal } = desk;
  onDecision(
    messages.hold,
    async (input) => {
      holdCase(state, Date.now());
      journal.note('case-held', input.by, noteOf(input));
      return written(desk);
    },
    (input) => {
      permit(desk, { trigger: 'hold', by: input.by });
      if (state.heldSinceMs !== undefined) throw refusal('ALREADY_HELD');
    },
  );
  onDecision(
    messages.releaseHold,
    async (input) => {
      releaseCase(state, Date.now());
      journal.note('hold-released', input.by, noteOf(input));
      return written(desk);
    },
    (input) => {
      permit(desk, { trigger: 'releaseHold', by: input.by });
      if (state.heldSinceMs === undefined) throw refusal('NOT_HELD');
    },
  );
}

export function handleReports(desk: CaseContext): void {
  const { state, notices } = desk;
  setHandler(messages.refundReturned, async ({ depositId, generation }) => {
    const deposit = state.deposits.find((d) => d.depositId === depositId);
    const arrived = deposit?.state === 'succeeded' && deposit.generation === generation;
    if (arrived) await refundAgain(desk, deposit);
  });
  setHandler(messages.noticeFailed, async (failed) => {
    await notices.onFailed(failed);
  });
}

/** Decisions of operators: try again, settle by hand, hold; and what systems report to a case. */
import { patched, setHandler } from '@temporalio/workflow';
import type { CaseContext } from '../case/case-context';
import { holdCase, releaseCase } from '../case/case-state';
import * as messages from '../contract/messages';
import { applyCorrection } from './correct-reference';
import { noteOf, onDecision, permit, written } from './decision-parts';
import { applyResolution, applyRetry } from './repairs';
import { cameBack, refundAgain } from '../stages/refund-deposit';

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
    desk,
    messages.retry,
    async (input) => {
      journal.note('step-retried', input.by, { step: input.step, ...noteOf(input) });
      applyRetry(desk, input);
      return written(desk);
    },
    (input) => permit(desk, { ...input, trigger: 'retry' }),
  );
  onDecision(
    desk,
    messages.resolve,
    async (input) => {
      const { step, outcome } = input;
      journal.note('step-resolved-by-hand', input.by, { step, outcome, ...noteOf(input) });
      applyResolution(desk, input);
      return written(desk);
    },
    (input) => permit(desk, { ...input, trigger: 'resolve' }),
  );
  onDecision(
    desk,
    messages.correctReference,
    async (input) => {
      const { reference, subject, revision } = input;
      const about = subject === undefined ? {} : { subject };
      const facts = { reference, revision, ...about, ...noteOf(input) };
      journal.note('reference-corrected', input.by, facts);
      applyCorrection(state, input);
      return written(desk);
    },
    (input) => permit(desk, { ...input, trigger: 'correctReference' }),
  );
}

function handleHold(desk: CaseContext): void {
  const { state, journal } = desk;
  onDecision(
    desk,
    messages.hold,
    async (input) => {
      holdCase(state, Date.now());
      journal.note('case-held', input.by, noteOf(input));
      return written(desk);
    },
    ({ by }) => permit(desk, { trigger: 'hold', by }),
  );
  onDecision(
    desk,
    messages.releaseHold,
    async (input) => {
      releaseCase(state, Date.now());
      journal.note('hold-released', input.by, noteOf(input));
      return written(desk);
    },
    ({ by }) => permit(desk, { trigger: 'releaseHold', by }),
  );
}

/** Whoever reports it, a report moves nothing before an activity has read it back. */
export function handleReports(desk: CaseContext): void {
  const { state, notices } = desk;
  setHandler(messages.refundReturned, async ({ depositId, generation }) => {
    const deposit = state.deposits.find((d) => d.depositId === depositId);
    const hadArrived = () => deposit?.state === 'succeeded' && deposit.generation === generation;
    if (deposit === undefined || !hadArrived()) return;
    if (patched('returns-are-read-back') && !(await cameBack(desk, deposit))) return;
    // Somebody else may have said the same meanwhile.
    if (hadArrived()) await refundAgain(desk, deposit);
  });
  setHandler(messages.noticeFailed, async (failed) => {
    await notices.onFailed(failed);
  });
}

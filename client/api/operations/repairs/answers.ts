// client/api/operations/repairs/: repairs of one case: looked at first, done, or proposed to a second operator.
/** Documented forms of what operators' repairs answer: points, dry runs, proposals, results. */
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { messageFor } from '../../../../words/errors';
import type { Proposal } from '../../../../record/port/desk-record';
import type { Locale } from '../../../../workflows/contract/case-data';
import { isErrorCode, publicCode } from '../../../../workflows/contract/errors';
import type { CaseHistory } from '../../../../temporal/case-history';
import { receiptOf } from '../../cases/answers';
import type { Asked } from './ask-repair';
import { type ProposedPayment, isUnderWay } from './proposed-payments';
import { paymentSentence } from './paid-anew-text';
import { effectSentence, repairOf } from './kinds/kinds';
import type { RepairPlan, RepairResult } from './kinds/repair';
import { firstForged } from '../reset/forged';
import { happenedBy, laterWords, pointSentence } from '../reset/text';
import type {
  proposalAnswer,
  repairPlanAnswer,
  resetPointsAnswer,
} from '../../../../wire/operations/repair-answers';
import { proposedAnswer, repairedAnswer } from '../../../../wire/operations/repair-answers';

/** What a repair answers that a second operator may have to approve. */
export const REPAIRED_OR_PROPOSED = { 200: repairedAnswer, 202: proposedAnswer };
export function pointsOf(history: CaseHistory, locale: Locale): z.output<typeof resetPointsAnswer> {
  const { runId, points } = history;
  const forged = firstForged(history);
  return {
    runId,
    ...(forged && {
      forged: {
        what: laterWords('decision', forged.decision, locale),
        ...(forged.before !== undefined && { before: forged.before }),
      },
    }),
    points: points.map((point) => ({
      eventId: point.eventId,
      at: point.at,
      status: point.status,
      after: happenedBy(point, locale),
      sentence: pointSentence(point, locale),
    })),
  };
}

export function planOf(plan: RepairPlan, locale: Locale): z.output<typeof repairPlanAnswer> {
  return {
    repair: plan.repair,
    sentences: [...plan.sentences],
    blockers: plan.blockers.map((code) => ({
      path: 'repair',
      code: publicCode(code),
      message: messageFor(code, locale),
    })),
    needsApproval: plan.needsApproval,
    effects: plan.effects.map((one) => ({
      key: one.intent.key,
      effect: one.intent.effect,
      state: one.intent.state,
      ...(one.says ? { providerSays: one.says.says } : {}),
      done: one.done,
      what: effectSentence(plan, one, locale),
    })),
    payments: plan.payments.map(({ key, depositId, amountMinor, currency, ...payment }) => ({
      key,
      depositId,
      amountMinor,
      currency,
      what: paymentSentence({ key, depositId, amountMinor, currency, ...payment }, locale),
    })),
    later: plan.later.map(({ kind, past, repeat }) => ({
      eventId: past.eventId,
      at: past.at,
      kind,
      name: past.name,
      what: laterWords(kind, past.name, locale),
      ...(kind === 'decision' ? { by: past.input.by.principalId } : {}),
      repeat,
      isProven: kind === 'report' || past.isProven,
    })),
  };
}

/** `payments`: what came of those that it makes, where that was looked up. */
export function proposalOf(
  proposal: Proposal,
  payments: readonly ProposedPayment[] = [],
): z.output<typeof proposalAnswer> {
  const { repair, noteId } = repairOf(proposal.repair);
  const { caseId, number, by, at, lapsesAt, decidedBy, decidedAt, code } = proposal;
  const isTaken = proposal.state === 'carried-out' && payments.some(isUnderWay);
  const state = isTaken ? 'taken' : proposal.state;
  return {
    caseId,
    number,
    by,
    at,
    lapsesAt,
    repair,
    noteId,
    state,
    ...(payments.length > 0 && {
      payments: payments.map(({ code: why, ...payment }) => ({
        ...payment,
        ...(why === undefined ? {} : { code: publicCode(why) }),
      })),
    }),
    ...(decidedBy && { decidedBy }),
    ...(decidedAt !== undefined && { decidedAt }),
    ...(code !== undefined && { code: publicCode(code) }),
  };
}

export function repairedOf({ receipt, reset }: RepairResult): z.output<typeof repairedAnswer> {
  return {
    ...receiptOf(receipt),
    ...(reset && {
      reset: {
        ...reset,
        repeated: reset.repeated.map(({ outcome, ...one }) => ({
          ...one,
          outcome: isErrorCode(outcome) ? publicCode(outcome) : outcome,
        })),
      },
    }),
  };
}

/** The answer of a repair that was done, or the proposal with its status. */
export function answerAsked(
  reply: FastifyReply,
  asked: Asked,
): z.output<typeof repairedAnswer> | z.output<typeof proposedAnswer> {
  if (asked.kind === 'repaired') return repairedOf(asked.result);
  reply.code(202);
  return { proposal: proposalOf(asked.proposal) };
}

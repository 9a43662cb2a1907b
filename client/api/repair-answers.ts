/** Documented forms of what operators' repairs answer: points, dry runs, proposals, results. */
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { messageFor } from '../../checks/messages';
import { repairForm } from '../../checks/repair-schemas';
import type { Proposal } from '../../record/desk-record';
import type { Locale } from '../../workflows/contract/case-data';
import { PUBLIC_CODES, isErrorCode, publicCode } from '../../workflows/contract/errors';
import { CASE_STATUSES, ROLES } from '../../workflows/contract/lifecycle';
import type { CaseHistory } from '../../temporal/case-history';
import { answers, receiptAnswer } from './answer-schemas';
import { receiptOf } from './case-answers';
import type { Asked } from './ask-repair';
import type { RepairResult } from './carry-out';
import { errorCode } from './error-codes';
import { PAYMENT_STATES, type ProposedPayment, isUnderWay } from './paid-anew';
import { paymentSentence } from './paid-anew-text';
import { spokenProblem } from './problem-answers';
import type { RepairPlan } from './repair-plan';
import { repairOf } from './repairs';
import { DONE, type EffectAfter } from './reset-plan';
import { effectSentence, happenedBy, laterWords, pointSentence } from './reset-text';

export const resetPointsAnswer = z
  .object({
    /** The run that the points belong to; name it with the reset. */
    runId: z.string(),
    points: z.array(
      z.object({
        eventId: z.int(),
        at: z.iso.datetime(),
        /** Status of the case there. */
        status: z.enum(CASE_STATUSES),
        /** What had happened last. */
        after: z.string(),
        sentence: z.string(),
      }),
    ),
  })
  .meta({ id: 'ResetPoints', description: 'Points that a case can be taken back to.' });

const laterAnswer = z.object({
  eventId: z.int(),
  at: z.iso.datetime(),
  kind: z.enum(['decision', 'report']),
  name: z.string(),
  what: z.string(),
  /** Whose decision it was. */
  by: z.string().optional(),
  /** Whether it would be applied again. */
  repeat: z.boolean(),
});

export const repairPlanAnswer = z
  .object({
    repair: repairForm,
    /** Plain sentences in the caller's language, in the order in which to read them. */
    sentences: z.array(z.string()),
    /** Why it would be refused now; empty: it may be done. */
    blockers: z.array(spokenProblem),
    needsApproval: z.boolean(),
    effects: z.array(
      z.object({
        key: z.string(),
        effect: z.string(),
        state: z.string(),
        providerSays: z.string().optional(),
        done: z.enum(DONE),
        what: z.string(),
      }),
    ),
    /** Refunds that are paid once more; the payee is masked. */
    payments: z.array(
      z.object({
        /** The new request number. */
        key: z.string(),
        depositId: z.string(),
        amountMinor: z.int(),
        currency: z.string(),
        what: z.string(),
      }),
    ),
    later: z.array(laterAnswer),
  })
  .meta({ id: 'RepairPlan', description: 'A dry run: nothing has happened.' });

const person = z.object({ principalId: z.string(), role: z.enum(ROLES) });

export const proposalAnswer = z
  .object({
    caseId: z.string(),
    number: z.int(),
    by: person,
    at: z.string(),
    lapsesAt: z.string(),
    repair: repairForm,
    /** Note with the reason or evidence. */
    noteId: z.string(),
    /** `taken`: the case has taken it, and the payments that it makes have not ended yet. */
    state: z.enum(['open', 'approved', 'taken', 'carried-out', 'failed', 'declined', 'lapsed']),
    /** What came of the payments that it makes anew; absent where it makes none. */
    payments: z
      .array(
        z.object({
          key: z.string(),
          amountMinor: z.int(),
          currency: z.string(),
          state: z.enum(PAYMENT_STATES),
          code: errorCode.optional(),
        }),
      )
      .optional(),
    decidedBy: person.optional(),
    decidedAt: z.string().optional(),
    /** With `failed`: why the case refused it. */
    code: errorCode.optional(),
  })
  .meta({ id: 'Proposal', description: 'A repair that waits for a second operator, or waited.' });

export const repairedAnswer = z
  .object({
    ...receiptAnswer.shape,
    reset: z
      .object({
        runId: z.string(),
        /** False where no worker has taken the case on within some seconds. */
        recorded: z.boolean(),
        repeated: z.array(
          z.object({
            eventId: z.int(),
            name: z.string(),
            /** With a code: why it was refused. */
            outcome: z.enum(['applied', 'left-out', ...PUBLIC_CODES]),
          }),
        ),
      })
      .optional(),
  })
  .meta({ id: 'Repaired', description: 'Where the case stands once the repair is in the ledger.' });

export const proposedAnswer = z
  .object({ proposal: proposalAnswer })
  .meta({ id: 'Proposed', description: 'Nothing has happened yet; a second operator decides.' });

/** What a repair answers that a second operator may have to approve. */
export const REPAIRED_OR_PROPOSED = { ...answers(200, repairedAnswer), 202: proposedAnswer };
export const WAITS =
  'Answers `202` with a proposal, and nothing has happened, where a second operator has to approve it';

export function pointsOf(
  { runId, points }: CaseHistory,
  locale: Locale,
): z.output<typeof resetPointsAnswer> {
  return {
    runId,
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
      what: effectSentence(one, plan.repair.repair, isPaidAnew(plan, one), locale),
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
    })),
  };
}

function isPaidAnew({ payments }: RepairPlan, { intent }: EffectAfter): boolean {
  return payments.some(({ depositId }) => intent.key.includes(`:${depositId}:`));
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

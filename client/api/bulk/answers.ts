/** Answers about repairs in bulk. */
import { z } from 'zod';
import { BULK_REPAIR_KINDS } from '../../../checks/bulk-repairs';
import type { BulkItem, BulkRun } from '../../../record/desk-record';
import { STEPS } from '../../../workflows/contract/case-view';
import { publicCode } from '../../../workflows/contract/errors';
import { CASE_STATUSES } from '../../../workflows/contract/lifecycle';
import { BULK_ITEM_STATES, BULK_STATES, BULK_VERBS } from '../../../workflows/contract/operations';
import { errorCode } from '../error-codes';
import { EFFECT_PLANS, type BulkPlan, type PlannedCase } from './plan';

const money = z.array(z.object({ amountMinor: z.int(), currency: z.string() }));

export const bulkPlanAnswer = z
  .object({
    verb: z.enum(BULK_VERBS),
    /** Cases that the cause or filter names. */
    matched: z.int(),
    /** How many something would be done to. */
    wouldAct: z.int(),
    /** How many of each kind of repair; `skip` by the reason. */
    repairs: z.array(
      z.object({ kind: z.enum(BULK_REPAIR_KINDS), code: errorCode.optional(), cases: z.int() }),
    ),
    /** What would happen outside, by request numbers. */
    effects: z.array(z.object({ plan: z.enum(EFFECT_PLANS), count: z.int() })),
    money,
    /** The first of them. */
    cases: z.array(
      z.object({
        caseId: z.string(),
        subject: z.string(),
        status: z.enum(CASE_STATUSES),
        since: z.iso.datetime(),
        repair: z.enum(BULK_REPAIR_KINDS),
        step: z.enum(STEPS).optional(),
        code: errorCode.optional(),
        effects: z.array(z.object({ key: z.string(), plan: z.enum(EFFECT_PLANS) })),
      }),
    ),
  })
  .meta({ id: 'BulkPlan', description: 'What a repair in bulk would do.' });

export const bulkRunAnswer = z
  .object({
    runId: z.string(),
    verb: z.enum(BULK_VERBS),
    selection: z.record(z.string(), z.unknown()),
    by: z.string(),
    reason: z.string(),
    ratePerSecond: z.int(),
    stopAfter: z.int(),
    state: z.enum(BULK_STATES),
    stopRequested: z.boolean(),
    total: z.int(),
    done: z.int(),
    skipped: z.int(),
    failed: z.int(),
    /** Of those done: parked again since. */
    parkedAgain: z.int(),
    left: z.int(),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'BulkRun' });

export const bulkItemsAnswer = z
  .object({
    items: z.array(
      z.object({
        position: z.int(),
        caseId: z.string(),
        subject: z.string(),
        state: z.enum(BULK_ITEM_STATES),
        code: errorCode.optional(),
      }),
    ),
    /** Position to go on after; absent on the last page. */
    after: z.int().optional(),
  })
  .meta({ id: 'BulkItems' });

/** Cases that a dry run shows one by one. */
const SHOWN_CASES = 200;

function countsOf<T extends string>(names: readonly T[]): readonly (readonly [T, number])[] {
  const counts = new Map<T, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts];
}

function plannedOf({ item, subject, repair, effects }: PlannedCase) {
  return {
    caseId: item.caseId,
    subject,
    status: item.view.status,
    since: item.since.toISOString(),
    repair: repair.kind,
    ...(repair.kind === 'retry' ? { step: repair.step } : {}),
    ...(repair.kind === 'skip' ? { code: publicCode(repair.code) } : {}),
    effects: effects.map((effect) => ({ ...effect })),
  };
}

export function planAnswer(
  verb: BulkRun['verb'],
  { cases, money: owed }: BulkPlan,
): z.output<typeof bulkPlanAnswer> {
  const acted = cases.flatMap(({ repair }) => (repair.kind === 'skip' ? [] : [repair.kind]));
  const skipped = cases.flatMap(({ repair }) => (repair.kind === 'skip' ? [repair.code] : []));
  return {
    verb,
    matched: new Set(cases.map(({ item }) => item.caseId)).size,
    wouldAct: acted.length,
    repairs: [
      ...countsOf(acted).map(([kind, count]) => ({ kind, cases: count })),
      ...countsOf(skipped).map(([code, count]) => ({
        kind: 'skip' as const,
        code: publicCode(code),
        cases: count,
      })),
    ],
    effects: countsOf(cases.flatMap(({ effects }) => effects.map(({ plan }) => plan))).map(
      ([plan, count]) => ({ plan, count }),
    ),
    money: [...owed],
    cases: cases.slice(0, SHOWN_CASES).map(plannedOf),
  };
}

export function runAnswer(run: BulkRun): z.output<typeof bulkRunAnswer> {
  const { runId, verb, selection, by, reason, ratePerSecond, stopAfter, stopRequested } = run;
  const { progress, startedAt, endedAt } = run;
  const { done, skipped, failed, left } = progress;
  return {
    runId,
    verb,
    selection: { ...selection },
    by: by.principalId,
    reason,
    ratePerSecond,
    stopAfter,
    stopRequested,
    ...progress,
    total: done + skipped + failed + left,
    startedAt: startedAt.toISOString(),
    ...(endedAt ? { endedAt: endedAt.toISOString() } : {}),
  };
}

export function itemAnswer({
  position,
  caseId,
  subject,
  state,
  code,
}: BulkItem): z.output<typeof bulkItemsAnswer>['items'][number] {
  return {
    position,
    caseId,
    subject,
    state,
    ...(code === undefined ? {} : { code: publicCode(code) }),
  };
}

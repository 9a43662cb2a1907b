// client/api/operations/bulk/: one repair for many cases.
/** Answers about repairs in bulk. */
import type { z } from 'zod';
import type { BulkItem, BulkRun } from '../../../../record/port/desk-record';
import { publicCode } from '../../../../workflows/contract/errors';
import { type BulkPlan, type PlannedCase } from './plan';
import type {
  bulkItemsAnswer,
  bulkPlanAnswer,
  bulkRunAnswer,
} from '../../../../wire/operations/operations-answers';

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

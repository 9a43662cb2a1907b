/** What was found of a cause, case by case. Pure. */
import type { AttentionCase } from '../../../../wire/operations/operations-answers';

/** All of one case, in the order in which it was found. */
export type FoundInCase = readonly [AttentionCase, ...AttentionCase[]];

/** Each case once, at the place of the first thing that was found of it. */
export function byCase(items: readonly AttentionCase[]): readonly FoundInCase[] {
  const cases = new Map<string, FoundInCase>();
  for (const item of items) {
    const before = cases.get(item.caseId);
    cases.set(item.caseId, before ? [...before, item] : [item]);
  }
  return [...cases.values()];
}

// client/console/review/: the review of applications, entered beside registered.
/** What a comparison comes to, in a sentence. Pure. */
import type { ComparisonRow } from '../../../wire/cases/case-answers';
import { REVIEW } from '../texts/review';
import type { Say } from '../../../words/phrase';
import { SHELL } from '../texts/shell';

/** Rows whose sides are known and differ. */
export const UNEQUAL: readonly ComparisonRow['state'][] = [
  'different',
  'only-entered',
  'only-acquirer',
];

/** Everything agrees only where everything could be compared. */
export function agreement(rows: readonly Pick<ComparisonRow, 'state'>[], say: Say): string {
  const unequal = rows.filter(({ state }) => UNEQUAL.includes(state)).length;
  const unknown = rows.filter(({ state }) => state === 'unknown').length;
  const rest = rows.length - unequal - unknown;
  if (rest === rows.length) return say(REVIEW.same);
  return [
    ...(unequal === 0 ? [] : [say(REVIEW.differences, { count: unequal })]),
    ...(unknown === 0 ? [] : [say(REVIEW.notCompared, { count: unknown })]),
    ...(unequal > 0 || rest === 0 ? [] : [say(REVIEW.restAgrees, { count: rest })]),
  ].join(say(SHELL.and));
}

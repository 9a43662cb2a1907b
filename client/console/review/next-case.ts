/** Which case a reviewer takes next. Pure. */
import type { CaseSummary } from '../../../wire/cases/case-answers';

/**
 * The case after this one in the order of the list, beginning anew at its end: one's own claims first,
 * then what nobody has claimed.
 */
export function nextOf(
  items: readonly Pick<CaseSummary, 'caseId' | 'claim'>[],
  caseId: string | undefined,
  principalId: string,
): string | undefined {
  const at = items.findIndex((item) => item.caseId === caseId);
  const around = [...items.slice(at + 1), ...items.slice(0, Math.max(at, 0))];
  const mine = around.filter(({ claim }) => claim?.by === principalId);
  const free = around.filter(({ claim }) => !claim);
  return [...mine, ...free][0]?.caseId;
}

// client/api/operations/reset/: taking a case back to a point of its history.
/** The decision that a case stands still at, as nobody has signed it, and the reset that heals it. */
import type { CaseHistory } from '../../../../temporal/case-history';

export interface Forged {
  /** Name of the update. */
  readonly decision: string;
  /** The latest point before it. */
  readonly before?: number;
}

/** The first of them; undefined where all is signed. */
export function firstForged({ decisions, points }: CaseHistory): Forged | undefined {
  const forged = decisions.find(({ isProven }) => !isProven);
  if (forged === undefined) return undefined;
  const before = points.findLast(({ eventId }) => eventId < forged.eventId)?.eventId;
  return { decision: forged.name, ...(before !== undefined && { before }) };
}

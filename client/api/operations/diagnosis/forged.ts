/** Whether a case stands still because of a decision that is not proven, and what heals it. */
import { DeskError } from '../../../../temporal/failures';
import type { Step } from '../../../../workflows/contract/case-view';
import type { CaseId } from '../../../../workflows/contract/identifiers';
import type { ApiDeps } from '../../deps';
import { firstForged, type Forged } from '../reset/forged';

/**
 * - `forged`: somebody else than the API has said it
 * - `keys-differ`: all is signed by keys that the API knows, so the workers have others
 * - `unknown`: the history could not be read
 */
export type Unproven =
  ({ readonly kind: 'forged' } & Forged) | { readonly kind: 'keys-differ' | 'unknown' };

/** Where the case stands still then; a forged start that names it stops nothing. */
const STOPPED_AT = 'write-ledger' satisfies Step;
const MOST_ROWS = 20;

/** Undefined where nothing of that kind stops the case. Called twice: the same. */
export async function unprovenIn(
  { record, desk, settings }: Pick<ApiDeps, 'record' | 'desk' | 'settings'>,
  caseId: CaseId,
): Promise<Unproven | undefined> {
  const filter = { code: 'DECISION_UNPROVEN', caseIds: [caseId], limit: MOST_ROWS } as const;
  const { items } = await record.attention.items(filter, settings.refundLateMs);
  if (!items.some(({ subject }) => subject === STOPPED_AT)) return undefined;
  try {
    const forged = firstForged(await desk.caseHistory(caseId));
    return forged === undefined ? { kind: 'keys-differ' } : { kind: 'forged', ...forged };
  } catch (error) {
    if (error instanceof DeskError) return { kind: 'unknown' };
    throw error;
  }
}

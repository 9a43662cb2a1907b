/**
 * Whether a case takes a decision now: what contract/permissions.ts says of its view, and what the run
 * alone knows. Validators ask it before a decision enters the history, handlers ask again where they had to
 * wait in between.
 */
import { isResetting } from '../case/case-state';
import type { CaseState } from '../case/case-state';
import { viewOf } from '../case/case-view-of';
import type { ErrorCode } from '../contract/errors';
import type { Actor } from '../contract/messages';
import { askerOf, refusalIn, takesBack } from '../contract/permissions';
import type { AskedDecision } from '../contract/permissions';

/** A decision as the rules see it. */
export type Asked = AskedDecision & {
  readonly by: Actor;
  /** It stands in the history already and is looked at again after a wait. */
  readonly accepted?: true;
};

/** The code with which a decision is refused, or undefined where it is allowed. */
export function refusalOf(state: CaseState, asked: Asked, nowMs: number): ErrorCode | undefined {
  if (isResetting(state) && asked.accepted !== true) return 'UNAVAILABLE';
  if (state.opening !== 'done') return 'NOT_ALLOWED_NOW';
  const by = askerOf(asked.by, [...state.involved]);
  return refusalIn(viewOf(state, nowMs), by, asked) ?? refusalByRequests(state, asked);
}

/** A withdrawal waits for the answer of a request that is on its way; nobody else does. */
function refusalByRequests(
  { requestsInFlight }: CaseState,
  { trigger }: Asked,
): ErrorCode | undefined {
  const waits = trigger === 'withdraw';
  return takesBack(trigger) && !waits && requestsInFlight > 0 ? 'POINT_OF_NO_RETURN' : undefined;
}

/**
 * What a repair in bulk would do to one case as it stands: asked before a run, for people to see, and
 * again at the moment it is done. The workflow of the case has the last word.
 */
import type { CaseView, Step } from '../workflows/contract/case-view';
import type { ErrorCode } from '../workflows/contract/errors';
import { isEnd } from '../workflows/contract/lifecycle';
import { type BulkVerb, sendsMoneyAnew } from '../workflows/contract/operations';

/** `look-now`: the attempt that waits for its turn is made at once. */
export type BulkRepair =
  | { readonly kind: 'retry'; readonly step: Step }
  | { readonly kind: 'look-now' }
  | { readonly kind: 'hold' }
  | { readonly kind: 'release-hold' }
  | { readonly kind: 'send-back' }
  | { readonly kind: 'resend-notice' }
  /** Nothing is done to it, for this reason. */
  | { readonly kind: 'skip'; readonly code: ErrorCode };

/** Kinds of repairs, the one that does nothing last. */
export const BULK_REPAIR_KINDS = [
  'retry',
  'look-now',
  'hold',
  'release-hold',
  'send-back',
  'resend-notice',
  'skip',
] as const satisfies readonly BulkRepair['kind'][];

function skip(code: ErrorCode): BulkRepair {
  return { kind: 'skip', code };
}

/** `isRetrying`: an attempt of the case waits to be made again. */
export function bulkRepairOf(verb: BulkVerb, view: CaseView, isRetrying: boolean): BulkRepair {
  const ended = isEnd(view.status);
  switch (verb) {
    case 'retry':
      return retryOf(view, isRetrying);
    case 'hold':
      if (ended) return skip('CASE_ENDED');
      return view.held ? skip('ALREADY_HELD') : { kind: 'hold' };
    case 'release-hold':
      return view.held && !ended ? { kind: 'release-hold' } : skip('NOT_HELD');
    case 'send-back':
      if (view.pointOfNoReturn) return skip('POINT_OF_NO_RETURN');
      return view.status === 'unbinding' && !view.held
        ? { kind: 'send-back' }
        : skip(view.held ? 'CASE_HELD' : 'NOT_ALLOWED_NOW');
    case 'resend-notice':
      return { kind: 'resend-notice' };
  }
}

function retryOf(view: CaseView, isRetrying: boolean): BulkRepair {
  const { parked } = view;
  if (!parked) return isRetrying ? { kind: 'look-now' } : skip('NOT_PARKED');
  return sendsMoneyAnew(view, parked.step)
    ? skip('BULK_MOVES_MONEY')
    : { kind: 'retry', step: parked.step };
}

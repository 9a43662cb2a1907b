/**
 * What a repair in bulk would do to one case as it stands: asked before a run, for people to see, and
 * again at the moment it is done. The workflow of the case has the last word.
 */
import type { CaseView, Step } from '../workflows/contract/case-view';
import type { ErrorCode } from '../workflows/contract/errors';
import { type BulkVerb, sendsMoneyAnew } from '../workflows/contract/operations';
import { type AskedDecision, repairRefusalIn } from '../workflows/contract/permissions';

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

/** `isRetrying`: an attempt of the case waits to be made again. */
export function bulkRepairOf(verb: BulkVerb, view: CaseView, isRetrying: boolean): BulkRepair {
  switch (verb) {
    case 'retry':
      return retryOf(view, isRetrying);
    case 'hold':
      return unlessRefused(view, { trigger: 'hold' }, { kind: 'hold' });
    case 'release-hold':
      return unlessRefused(view, { trigger: 'releaseHold' }, { kind: 'release-hold' });
    case 'send-back':
      return unlessRefused(view, { trigger: 'sendBack' }, { kind: 'send-back' });
    case 'resend-notice':
      return { kind: 'resend-notice' };
  }
}

function retryOf(view: CaseView, isRetrying: boolean): BulkRepair {
  const { parked } = view;
  if (!parked) return isRetrying ? { kind: 'look-now' } : { kind: 'skip', code: 'NOT_PARKED' };
  const { step } = parked;
  if (sendsMoneyAnew(view, step)) return { kind: 'skip', code: 'BULK_MOVES_MONEY' };
  // No run pays anew.
  return unlessRefused(view, { trigger: 'retry', step, payments: [] }, { kind: 'retry', step });
}

function unlessRefused(view: CaseView, asked: AskedDecision, repair: BulkRepair): BulkRepair {
  const code = repairRefusalIn(view, asked);
  return code === undefined ? repair : { kind: 'skip', code };
}

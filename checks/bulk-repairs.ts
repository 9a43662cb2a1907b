// checks/: reading and checking what people type, one reader a kind of value, used at every door.
/**
 * What a repair in bulk would do to one case as it stands: asked before a run, for people to see, and
 * again at the moment it is done. The workflow of the case has the last word. A new verb is a row here;
 * the compiler asks for it, for its words, and for how it is planned and done.
 */
import type { BulkRepairKind } from '../wire/states';
import type { CaseView, Step } from '../workflows/contract/case-view';
import type { ErrorCode } from '../workflows/contract/errors';
import { type BulkVerb, type RecordCause, sendsMoneyAnew } from '../workflows/contract/operations';
import { type AskedDecision, repairRefusalIn } from '../workflows/contract/permissions';

/** What a repair names beside its kind. */
interface NamedBy {
  readonly retry: { readonly step: Step };
  /** Nothing is done to it, for this reason. */
  readonly skip: { readonly code: ErrorCode };
}

type Named<K> = K extends keyof NamedBy ? NamedBy[K] : unknown;
export type BulkRepairOf<K extends BulkRepairKind> = {
  [Kind in K]: { readonly kind: Kind } & Named<Kind>;
}[K];
export type BulkRepair = BulkRepairOf<BulkRepairKind>;

interface KindOfBulk {
  /** Causes that it is about, first the one that is meant where none is named; empty: every open case. */
  readonly causes: readonly RecordCause[];
  /** `isRetrying`: an attempt of the case waits to be made again. */
  repairOf(view: CaseView, isRetrying: boolean): BulkRepair;
}

const VERBS: Readonly<Record<BulkVerb, KindOfBulk>> = {
  retry: { causes: ['parked', 'retrying'], repairOf: retryOf },
  hold: {
    causes: [],
    repairOf: (view) => unlessRefused(view, { trigger: 'hold' }, { kind: 'hold' }),
  },
  'release-hold': {
    causes: ['held'],
    repairOf: (view) => unlessRefused(view, { trigger: 'releaseHold' }, { kind: 'release-hold' }),
  },
  'send-back': {
    causes: [],
    repairOf: (view) => unlessRefused(view, { trigger: 'sendBack' }, { kind: 'send-back' }),
  },
  'resend-notice': { causes: ['notice'], repairOf: () => ({ kind: 'resend-notice' }) },
};

/** What the verb would do to the case, or why nothing. `isRetrying`: an attempt waits to be made again. */
export function bulkRepairOf(verb: BulkVerb, view: CaseView, isRetrying: boolean): BulkRepair {
  return VERBS[verb].repairOf(view, isRetrying);
}

/** Causes that a verb is about, first the one that is meant where none is named; empty: every open case. */
export function causesOf(verb: BulkVerb): readonly RecordCause[] {
  return VERBS[verb].causes;
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

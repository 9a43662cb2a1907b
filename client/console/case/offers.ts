/**
 * Which decisions a person is offered on a case, from the same table that the workflow runs by, and
 * why one is not theirs to take. The workflow decides; this only spares people a refusal. Pure.
 */
import type { RepairKind } from '../../../wire/repair-requests';
import { ARROWS, STAYING_DECISIONS, isEnd } from '../../../workflows/contract/lifecycle';
import type { CaseStatus, Role, Trigger } from '../../../workflows/contract/lifecycle';
import type { ErrorCode } from '../../../workflows/contract/errors';
import type { TimelineItem, ViewAnswer } from '../api/answers';

/** Decisions that the console has a dialog for, in the order in which they are offered. */
export const DECISIONS = [
  'verifyIdentity',
  'recordConsent',
  'submit',
  'claim',
  'approve',
  'requestInformation',
  'reject',
  'release',
  'retry',
  'resolve',
  'sendBack',
  'amendContact',
  'releaseHold',
  'hold',
  'withdraw',
  'end',
] as const satisfies readonly Trigger[];
export type DecisionName = (typeof DECISIONS)[number];

/** Decisions that repair a case, by the name that the API has for the repair. */
export const REPAIR_OF = {
  retry: 'retry',
  resolve: 'resolve',
  sendBack: 'send-back',
  releaseHold: 'release-hold',
  hold: 'hold',
  end: 'end',
} as const satisfies Partial<Record<DecisionName, RepairKind>>;

export interface Offer {
  readonly decision: DecisionName;
  /** Why it would be refused now; undefined: it may be taken. */
  readonly refusedBy?: ErrorCode;
}

export interface Asker {
  readonly principalId: string;
  readonly role: Role;
}

/** Events by which somebody becomes part of a case and may no longer decide its review. */
const INVOLVING: ReadonlySet<string> = new Set([
  'case-opened',
  'identity-verified',
  'identity-verified-again',
  'consent-recorded',
  'application-submitted',
  'contact-amended',
]);

/** The events by which somebody became part of the case, each once; empty where nothing was theirs. */
export function involvementsOf(
  principalId: string,
  view: Pick<ViewAnswer, 'openedBy'>,
  timeline: readonly TimelineItem[],
): readonly string[] {
  const opened = view.openedBy === principalId ? ['case-opened'] : [];
  const theirs = timeline.filter(
    (item) => INVOLVING.has(item.event) && item.by.principalId === principalId,
  );
  return [...new Set([...opened, ...theirs.map(({ event }) => event)])];
}

function decisionsIn(status: CaseStatus, role: Role): readonly Trigger[] {
  const leaving = ARROWS.filter((arrow) => arrow.from === status && arrow.by.includes(role));
  const staying = STAYING_DECISIONS.filter((d) => d.in.includes(status) && d.by.includes(role));
  return [...leaving, ...staying].map(({ trigger }) => trigger);
}

function isManual(view: ViewAnswer): boolean {
  return (
    view.terminals.some(({ state }) => state === 'manual') ||
    view.deposits.some(({ refund }) => refund === 'manual') ||
    view.closure.state === 'manual'
  );
}

/** True where a repair has something to work on; others are not shown at all. */
function makesSense(decision: DecisionName, view: ViewAnswer, asker: Asker): boolean {
  switch (decision) {
    case 'retry':
      return view.parked?.actions.includes('retry') === true;
    case 'resolve':
      return view.parked?.actions.includes('resolve') === true || isManual(view);
    case 'sendBack':
    case 'end':
      return !view.pointOfNoReturn;
    case 'hold':
      return !view.held;
    case 'releaseHold':
      return view.held;
    case 'claim':
      return view.claim?.by !== asker.principalId;
    case 'release':
      return view.claim?.by === asker.principalId;
    default:
      return true;
  }
}

const FOUR_EYES: readonly DecisionName[] = ['claim', 'approve', 'reject', 'requestInformation'];
const NEEDS_CLAIM: readonly DecisionName[] = ['approve', 'reject', 'requestInformation'];

function refusalOf(
  decision: DecisionName,
  view: ViewAnswer,
  asker: Asker,
  involved: boolean,
): ErrorCode | undefined {
  const isReview = view.status === 'awaiting-review';
  if (isReview && FOUR_EYES.includes(decision) && involved) return 'FOUR_EYES';
  const claimedByOther = view.claim !== undefined && view.claim.by !== asker.principalId;
  if (isReview && FOUR_EYES.includes(decision) && claimedByOther) return 'CLAIMED_BY_OTHER';
  if (isReview && NEEDS_CLAIM.includes(decision) && !view.claim) return 'CLAIM_REQUIRED';
  if (decision === 'approve' && view.stepUp.length > 0) return 'STEP_UP_REQUIRED';
  if (decision === 'withdraw' && view.pointOfNoReturn) return 'POINT_OF_NO_RETURN';
  const leaves = ARROWS.some((a) => a.from === view.status && a.trigger === decision);
  return view.held && leaves ? 'CASE_HELD' : undefined;
}

const AFTER_END: ReadonlySet<Trigger> = new Set(['retry', 'resolve']);

/** What the person may do, and what they would be refused with its reason. */
export function offersOf(
  view: ViewAnswer,
  asker: Asker,
  timeline: readonly TimelineItem[],
): readonly Offer[] {
  // A refund that came back after the end can be repaired, and nothing else.
  const possible = isEnd(view.status)
    ? decisionsIn('refunding-deposit', asker.role).filter((d) => view.parked && AFTER_END.has(d))
    : decisionsIn(view.status, asker.role);
  const involved = involvementsOf(asker.principalId, view, timeline).length > 0;
  return DECISIONS.filter((decision) => possible.includes(decision))
    .filter((decision) => makesSense(decision, view, asker))
    .map((decision) => {
      const refusedBy = refusalOf(decision, view, asker, involved);
      return { decision, ...(refusedBy === undefined ? {} : { refusedBy }) };
    });
}

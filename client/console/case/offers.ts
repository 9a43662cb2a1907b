/**
 * How the console shows the decisions that the desk offers a person on a case: in which order, and those
 * alone that it has a dialog for. Who may take which, and why not, the desk says. Pure.
 */
import type {
  OfferAnswer,
  CaseAnswer,
  TimelineItem,
  ViewAnswer,
} from '../../../wire/cases/case-answers';
import type { RepairKind } from '../../../wire/operations/repair-requests';

/** Decisions that the console has a dialog for, in the order in which they are shown. */
export const SHOWN_DECISIONS = [
  'verifyIdentity',
  'recordConsent',
  'extendConsent',
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
] as const satisfies readonly OfferAnswer['decision'][];
export type ShownDecision = (typeof SHOWN_DECISIONS)[number];

/** Decisions that repair a case, by the name that the API has for the repair. */
export const REPAIR_OF = {
  retry: 'retry',
  resolve: 'resolve',
  sendBack: 'send-back',
  releaseHold: 'release-hold',
  hold: 'hold',
  end: 'end',
} as const satisfies Partial<Record<ShownDecision, RepairKind>>;

export interface ShownOffer {
  readonly decision: ShownDecision;
  /** Code of why it would be refused now; undefined: it may be taken. */
  readonly refusedBy: string | undefined;
}

/** What is offered on a case, in the order of the console; only those of `among`, where it is given. */
export function shownOffers(
  { offers }: Pick<CaseAnswer, 'offers'>,
  among: readonly ShownDecision[] = SHOWN_DECISIONS,
): readonly ShownOffer[] {
  return SHOWN_DECISIONS.filter((decision) => among.includes(decision)).flatMap((decision) =>
    offers
      .filter((offer) => offer.decision === decision)
      .map(({ refusedBy }) => ({ decision, refusedBy })),
  );
}

/** Events by which somebody becomes part of a case, in words for who asks why they may not review it. */
const INVOLVING: ReadonlySet<string> = new Set([
  'case-opened',
  'identity-verified',
  'identity-verified-again',
  'consent-recorded',
  'consent-extended',
  'consent-extension-asked',
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

/** True where the desk says that a person may not review what they worked on. */
export function isKeptFromReview({ offers }: Pick<CaseAnswer, 'offers'>): boolean {
  return offers.some(({ refusedBy }) => refusedBy === 'UNBIND_FOUR_EYES');
}

/** The life of a case as a picture: the stages of the straight way, and how far this case has come. Pure. */
import { CASE_STATUSES, isEnd } from '../../../../workflows/contract/lifecycle';
import type { CaseStatus } from '../../../../workflows/contract/lifecycle';
import type { TimelineItem, ViewAnswer } from '../../../../wire/cases/case-answers';

export type Place = 'done' | 'here' | 'ahead' | 'skipped';

export interface Stage {
  readonly status: CaseStatus;
  readonly place: Place;
  /** When the case last came there. */
  readonly at?: string;
}

const WAY: readonly CaseStatus[] = [
  'awaiting-identity',
  'awaiting-consent',
  'awaiting-application',
  'awaiting-review',
  'unbinding',
  'refunding-deposit',
  'closing-account',
];

/** The status that a row of the ledger led to. */
export function statusIn(item: TimelineItem): CaseStatus | undefined {
  return CASE_STATUSES.find((status) => status === item.facts['to']);
}

/** Moments at which each status was last reached. */
function reachedAt(view: ViewAnswer, timeline: readonly TimelineItem[]): Map<CaseStatus, string> {
  const reached = new Map<CaseStatus, string>([['awaiting-identity', view.openedAt]]);
  for (const item of timeline) {
    const status = statusIn(item);
    if (status !== undefined) reached.set(status, item.at);
  }
  return reached;
}

/** A correction is part of the review, so it shows in its place only while it is awaited. */
function stagesOf(view: ViewAnswer): readonly CaseStatus[] {
  const way =
    view.status === 'awaiting-information'
      ? WAY.map((status) => (status === 'awaiting-review' ? view.status : status))
      : WAY;
  const closing = view.closeAccount ? way : way.filter((status) => status !== 'closing-account');
  return [...closing, isEnd(view.status) ? view.status : 'completed'];
}

/** The stages in order; what an ended case never reached is `skipped`. */
export function lifeOf(view: ViewAnswer, timeline: readonly TimelineItem[]): readonly Stage[] {
  const reached = reachedAt(view, timeline);
  const stages = stagesOf(view);
  const here = stages.indexOf(view.status);
  return stages.map((status, index) => {
    const at = reached.get(status);
    const place: Place =
      index === here ? 'here' : index > here ? 'ahead' : at === undefined ? 'skipped' : 'done';
    return { status, place, ...(at === undefined || place === 'ahead' ? {} : { at }) };
  });
}

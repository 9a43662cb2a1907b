/**
 * What taking a case back would mean, before anything happens: which effects had been done by then and
 * stay done, which decisions would be left out, and what forbids it. Reads only.
 */
import type { CaseRow, Intent } from '../../../../record/port/desk-record';
import type { ErrorCode } from '../../../../workflows/contract/errors';
import type { CaseId } from '../../../../workflows/contract/identifiers';
import { type CaseStatus, isEnd } from '../../../../workflows/contract/lifecycle';
import { refundReturned, resolve } from '../../../../workflows/contract/messages';
import type {
  CaseHistory,
  PastDecision,
  PastReport,
  ResetPoint,
} from '../../../../temporal/case-history';
import { ApiError } from '../../http/api-error';
import type { ApiDeps } from '../../deps';
import { type ProviderWord, askProviders } from '../diagnosis/diagnosis';
import type { EffectEnd } from '../../../../wire/states';

/** What a plan reads from. */
export type ResetDeps = Pick<ApiDeps, 'record' | 'desk' | 'acquirer' | 'logger'>;

export interface ResetWish {
  readonly eventId: number;
  /** The run whose points were listed; omitted: the present one. */
  readonly runId?: string | undefined;
  /** Events of the later decisions and reports that are to be applied again, in their order. */
  readonly repeat?: readonly number[] | undefined;
}

export interface EffectAfter {
  readonly intent: Intent;
  readonly says?: ProviderWord | undefined;
  readonly done: EffectEnd;
}

/** A decision or report after the point. */
export type Later = (
  | { readonly kind: 'decision'; readonly past: PastDecision }
  | { readonly kind: 'report'; readonly past: PastReport }
) & { readonly repeat: boolean };

export interface ResetPlan {
  readonly caseId: CaseId;
  readonly runId: string;
  readonly point: ResetPoint;
  /** Why it must not be done; empty: it may. */
  readonly blockers: readonly ErrorCode[];
  /** An effect was asked for after the point, or the case had ended: a second operator decides. */
  readonly needsApproval: boolean;
  readonly wasEnded: boolean;
  readonly effects: readonly EffectAfter[];
  readonly later: readonly Later[];
}

const UNBINDING_ON: readonly CaseStatus[] = [
  'unbinding',
  'refunding-deposit',
  'closing-account',
  'completed',
];

/** Plans a reset. `CASE_NOT_FOUND`, `RESET_POINT_UNKNOWN`, `DECISION_UNPROVEN`, `UNAVAILABLE`. */
export async function planReset(
  deps: ResetDeps,
  row: CaseRow,
  wish: ResetWish,
): Promise<ResetPlan> {
  const { caseId } = row;
  const [history, intents] = await Promise.all([
    deps.desk.caseHistory(caseId),
    deps.record.intents.list(caseId),
  ]);
  const point = history.points.find(({ eventId }) => eventId === wish.eventId);
  if (!point || (wish.runId !== undefined && wish.runId !== history.runId)) {
    throw new ApiError('RESET_POINT_UNKNOWN');
  }
  const later = laterThan(history, point, wish.repeat ?? []);
  const keys = keysAfter(history, point);
  const after = intents.filter(({ key }) => keys.has(key));
  const words = await askProviders(deps, after);
  const wasEnded = isEnd(row.view.status);
  return {
    caseId,
    runId: history.runId,
    point,
    blockers: await blockersOf(deps, row, { point, later, intents }),
    needsApproval: after.some(({ attempt }) => attempt > 0) || wasEnded,
    wasEnded,
    effects: after.map((intent) => effectAfter(intent, words.get(intent.key))),
    later,
  };
}

function laterThan(
  { decisions, reports }: CaseHistory,
  { eventId }: ResetPoint,
  repeat: readonly number[],
): readonly Later[] {
  const later: Later[] = [
    ...decisions.map((past): Later => ({ kind: 'decision', past, repeat: false })),
    // Of all reports, only money that came back still means something.
    ...reports
      .filter(({ name }) => name === refundReturned.name)
      .map((past): Later => ({ kind: 'report', past, repeat: false })),
  ]
    .filter(({ past }) => past.eventId > eventId)
    .sort((a, b) => a.past.eventId - b.past.eventId)
    .map((one) => ({ ...one, repeat: repeat.includes(one.past.eventId) }));
  const known = later.map(({ past }) => past.eventId);
  // The signature of the API is not lent to what somebody else said.
  if (later.some((one) => one.repeat && isUnproven(one))) throw new ApiError('DECISION_UNPROVEN');
  if (repeat.some((id) => !known.includes(id))) throw new ApiError('RESET_POINT_UNKNOWN');
  return later;
}

function isUnproven(later: Later): boolean {
  return later.kind === 'decision' && !later.past.isProven;
}

/** Effects that were asked for, or answered, after the point: those that the case would meet again. */
function keysAfter({ effects }: CaseHistory, { eventId }: ResetPoint): ReadonlySet<string> {
  return new Set(
    effects
      .filter(({ askedAt, answeredAt }) => askedAt > eventId || (answeredAt ?? Infinity) > eventId)
      .map(({ key }) => key),
  );
}

/** An effect with how far it is. */
export function effectAfter(intent: Intent, says: ProviderWord | undefined): EffectAfter {
  return { intent, says, done: doneBy(intent, says) };
}

/** The provider knows best; where it cannot tell, the record's last word stands. */
function doneBy({ state }: Intent, says: ProviderWord | undefined): EffectEnd {
  if (says?.says === 'returned') return 'returned';
  if (says?.says === 'done' || says?.says === 'succeeded' || state === 'done') return 'done';
  if (says?.says === 'accepted' || says?.says === 'pending' || state === 'accepted') {
    return 'on-its-way';
  }
  if (says?.says === 'refused' || says?.says === 'failed' || state === 'refused') return 'refused';
  return 'not-known';
}

async function blockersOf(
  deps: ResetDeps,
  { caseId, view }: CaseRow,
  plan: Pick<ResetPlan, 'point' | 'later'> & { readonly intents: readonly Intent[] },
): Promise<readonly ErrorCode[]> {
  const { point, later, intents } = plan;
  const blockers: ErrorCode[] = [];
  const asked = intents.some(({ effect, attempt }) => effect === 'unbind' && attempt > 0);
  if ((asked || view.pointOfNoReturn) && !UNBINDING_ON.includes(point.status)) {
    blockers.push('POINT_OF_NO_RETURN');
  }
  if (later.some(isPaymentByHand)) blockers.push('PAID_BY_HAND');
  if (isEnd(view.status)) {
    const ledger = await deps.record.ledger.read(caseId);
    if (ledger.some(({ event }) => event === 'refund-reopened')) blockers.push('REFUND_REOPENED');
    if (!isEnd(point.status) && (await isTaken(deps, caseId))) {
      blockers.push('TERMINAL_HAS_OPEN_CASE');
    }
  }
  return blockers;
}

/** Applied again or not: between the reset and its repetition the machine would pay. */
function isPaymentByHand(later: Later): boolean {
  return (
    later.kind === 'decision' &&
    later.past.name === resolve.name &&
    later.past.input['outcome'] === 'paid'
  );
}

async function isTaken({ record }: ResetDeps, caseId: CaseId): Promise<boolean> {
  const { data } = await record.revisions.read(caseId);
  const holders = await Promise.all(
    data.terminals.map(({ serialNumber }) => record.cases.findByTerminal(serialNumber)),
  );
  return holders.some((holder) => holder !== undefined && holder !== caseId);
}

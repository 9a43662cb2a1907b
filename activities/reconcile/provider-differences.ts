/** The ledger's view of a case beside what the acquirer says: pure, so that each rule can be shown. */
import type { IntentStanding } from '../../record/port/desk-record';
import type { CaseView, DepositView } from '../../workflows/contract/case-view';
import { KEYS_OF, isRefundKey } from '../../workflows/contract/identifiers';
import { DRAFT_STATUSES, isEnd } from '../../workflows/contract/lifecycle';
import type { Difference } from '../../workflows/contract/reconciliation';
import type { ProviderRefund } from '../acquirer/acquirer-port';
import { refundState } from '../acquirer/held-answers';
import { isLive, sumMinor } from '../acquirer/live-refunds';
import { UNASKED, type ProviderSays } from './provider-reads';

/** How long after the end of a case its terminals and account are expected to stay as they were. */
const SETTLED_WATCH_MS = 30 * 24 * 3_600_000;

type Found = Omit<Difference, 'caseId'>;

/** The effects that the record has of the case, and the time of the reading. */
export interface Known {
  readonly effects: readonly IntentStanding[];
  readonly nowMs: number;
}

/**
 * True where the acquirer has something to say: once an application has passed its checks, or a request may
 * have left. What was typed before may name anybody's terminal.
 */
export function isForTheAcquirer(view: CaseView, effects: Known['effects']): boolean {
  const wasChecked = isEnd(view.status)
    ? view.status === 'completed'
    : !DRAFT_STATUSES.includes(view.status);
  return wasChecked || effects.some(({ attempt }) => attempt > 0);
}

/** Every difference, in the order of the view. */
export function providerDifferences(
  view: CaseView,
  says: ProviderSays,
  known: Known,
): readonly Found[] {
  return [
    ...terminalDifferences(view, says, known),
    ...view.deposits.flatMap((deposit) => depositDifferences(view, deposit, says, known)),
    ...accountDifferences(view, says, known),
  ];
}

function isWatched({ endedAt }: CaseView, nowMs: number): boolean {
  return endedAt === undefined || nowMs - Date.parse(endedAt) < SETTLED_WATCH_MS;
}

/** After a reset a part waits anew for what has left before: the case comes to it and reads it back. */
function isToBeReadBack(
  { status }: CaseView,
  state: string,
  keys: string,
  { effects }: Known,
): boolean {
  if (isEnd(status) || (state !== 'waiting' && state !== 'blocked')) return false;
  return effects.some(
    ({ key, attempt, state: outcome }) =>
      key.startsWith(keys) && attempt > 0 && outcome !== 'refused',
  );
}

function terminalDifferences(
  view: CaseView,
  { bound, moved }: ProviderSays,
  known: Known,
): readonly Found[] {
  if (bound === undefined || !isWatched(view, known.nowMs)) return [];
  const isKnown = isEnd(view.status) || view.warnings.includes('TERMINAL_ALREADY_UNBOUND');
  return view.terminals.flatMap(({ terminalId, state }): Found[] => {
    const isBound = bound.has(terminalId);
    if (state === 'effective' && isBound) {
      return [{ code: 'TERMINAL_BOUND_AGAIN', subject: terminalId }];
    }
    if (!UNASKED.includes(state) || isBound || isKnown) return [];
    if (isToBeReadBack(view, state, KEYS_OF.unbind(view.caseId, terminalId), known)) return [];
    const code = moved.has(terminalId) ? 'TERMINAL_MOVED' : 'UNBIND_UNRECORDED';
    return [{ code, subject: terminalId }];
  });
}

function depositDifferences(
  view: CaseView,
  deposit: DepositView,
  says: ProviderSays,
  known: Known,
): readonly Found[] {
  const { depositId, refund, amountMinor } = deposit;
  const refunds = says.refunds.get(depositId);
  if (refunds === undefined) return [];
  const live = refunds.filter(isLive);
  const ours = live.filter(({ key }) => key?.startsWith(keysOf(view, deposit)));
  const paidMinor = says.paidMinor.get(depositId) ?? amountMinor;
  const found: Found[] = [];
  if (sumMinor(live) > paidMinor || sumMinor(ours) > amountMinor) {
    found.push({ code: 'REFUND_EXCEEDS_DEPOSIT', subject: depositId });
  }
  const isUnasked = UNASKED.includes(refund) || refund === 'returned' || refund === 'not-due';
  const isPaid = isOut(view, deposit, says);
  if (isUnasked && isPaid && !isToBeReadBack(view, refund, keysOf(view, deposit), known)) {
    found.push({ code: 'REFUND_UNRECORDED', subject: depositId });
  }
  if (refund === 'succeeded' && !isPaid && !hasReturned(view, deposit, refunds)) {
    found.push({ code: 'REFUND_VANISHED', subject: depositId });
  }
  return found;
}

function keysOf({ caseId }: CaseView, { depositId }: DepositView): string {
  return KEYS_OF.refund(caseId, depositId);
}

/**
 * True where money of this deposit is out that this case would owe: under its own keys, or more than had been paid
 * back before the case, whose amount is what was left. What another case of the desk paid is that case's.
 */
function isOut(view: CaseView, deposit: DepositView, says: ProviderSays): boolean {
  const { depositId, amountMinor } = deposit;
  const keys = keysOf(view, deposit);
  const live = (says.refunds.get(depositId) ?? []).filter(isLive);
  if (live.some(({ key }) => key?.startsWith(keys))) return true;
  const beforeMinor = Math.max(0, (says.paidMinor.get(depositId) ?? amountMinor) - amountMinor);
  return sumMinor(live.filter(({ key }) => !isRefundKey(key))) > beforeMinor;
}

/** True where the ledger calls a refund paid, and its money came back and did not go out again. */
export function cameBack(view: CaseView, deposit: DepositView, says: ProviderSays): boolean {
  const known = says.refunds.get(deposit.depositId);
  if (known === undefined || deposit.refund !== 'succeeded') return false;
  return !isOut(view, deposit, says) && hasReturned(view, deposit, known);
}

/** The ledger knows that the money had arrived. */
function hasReturned(
  view: CaseView,
  deposit: DepositView,
  known: readonly ProviderRefund[],
): boolean {
  const keys = keysOf(view, deposit);
  return known.some(
    (one) =>
      (one.key === undefined || one.key.startsWith(keys)) && refundState(one, true) === 'returned',
  );
}

function accountDifferences(
  view: CaseView,
  { account }: ProviderSays,
  known: Known,
): readonly Found[] {
  if (account === undefined || !isWatched(view, known.nowMs)) return [];
  const { state } = view.closure;
  if (state === 'closed' && account === 'active') {
    return [{ code: 'ACCOUNT_OPEN_AGAIN', subject: 'account' }];
  }
  const unasked = state === 'waiting' || state === 'blocked' || state === 'stuck';
  const isReadBack = isToBeReadBack(view, state, KEYS_OF.closure(view.caseId), known);
  if (unasked && account === 'closed' && !isEnd(view.status) && !isReadBack) {
    return [{ code: 'CLOSURE_UNRECORDED', subject: 'account' }];
  }
  return [];
}

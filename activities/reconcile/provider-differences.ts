/** The ledger's view of a case beside what the acquirer says: pure, so that each rule can be shown. */
import type { CaseView, DepositView, TerminalState } from '../../workflows/contract/case-view';
import { refundKey } from '../../workflows/contract/identifiers';
import { isEnd } from '../../workflows/contract/lifecycle';
import type { Difference } from '../../workflows/contract/reconciliation';
import type { ProviderRefund } from '../acquirer/acquirer-port';
import type { ProviderSays } from './provider-reads';

/** How long after the end of a case its terminals and account are expected to stay as they were. */
const SETTLED_WATCH_MS = 30 * 24 * 3_600_000;

/** No request of ours is on its way in these states, so nothing may have happened. */
const UNASKED: readonly (TerminalState | DepositView['refund'])[] = [
  'waiting',
  'blocked',
  'stuck',
  'manual',
];

type Found = Omit<Difference, 'caseId'>;

/** Every difference, in the order of the view; `nowMs` is the time of the reading. */
export function providerDifferences(
  view: CaseView,
  says: ProviderSays,
  nowMs: number,
): readonly Found[] {
  return [
    ...terminalDifferences(view, says, nowMs),
    ...view.deposits.flatMap((deposit) => depositDifferences(view, deposit, says)),
    ...accountDifferences(view, says, nowMs),
  ];
}

function isWatched({ endedAt }: CaseView, nowMs: number): boolean {
  return endedAt === undefined || nowMs - Date.parse(endedAt) < SETTLED_WATCH_MS;
}

function terminalDifferences(
  view: CaseView,
  { bound }: ProviderSays,
  nowMs: number,
): readonly Found[] {
  if (bound === undefined || !isWatched(view, nowMs)) return [];
  const known = isEnd(view.status) || view.warnings.includes('TERMINAL_ALREADY_UNBOUND');
  return view.terminals.flatMap(({ terminalId, state }): Found[] => {
    const isBound = bound.has(terminalId);
    if (state === 'effective' && isBound) {
      return [{ code: 'TERMINAL_BOUND_AGAIN', subject: terminalId }];
    }
    if (UNASKED.includes(state) && !isBound && !known) {
      return [{ code: 'UNBIND_UNRECORDED', subject: terminalId }];
    }
    return [];
  });
}

function depositDifferences(
  view: CaseView,
  deposit: DepositView,
  { refunds }: ProviderSays,
): readonly Found[] {
  const { depositId, refund, amountMinor } = deposit;
  const known = refunds.get(depositId);
  if (known === undefined) return [];
  const live = known.filter(isLive);
  const liveMinor = live.reduce((sum, one) => sum + one.amountMinor, 0);
  const found: Found[] = [];
  if (liveMinor > amountMinor) found.push({ code: 'REFUND_EXCEEDS_DEPOSIT', subject: depositId });
  const unasked = UNASKED.includes(refund) || refund === 'returned' || refund === 'not-due';
  if (unasked && live.length > 0) found.push({ code: 'REFUND_UNRECORDED', subject: depositId });
  const isGone = refund === 'succeeded' && live.length === 0 && !hasReturned(view, deposit, known);
  if (isGone) found.push({ code: 'REFUND_VANISHED', subject: depositId });
  return found;
}

/** True where the ledger calls a refund paid, and its money came back and did not go out again. */
export function cameBack(view: CaseView, deposit: DepositView, { refunds }: ProviderSays): boolean {
  const known = refunds.get(deposit.depositId);
  if (known === undefined || deposit.refund !== 'succeeded' || known.some(isLive)) return false;
  return hasReturned(view, deposit, known);
}

/** Some providers call what came back after success a failure; the ledger knows that it was paid. */
function hasReturned(
  { caseId }: CaseView,
  { depositId }: DepositView,
  known: readonly ProviderRefund[],
): boolean {
  const ours = refundKey(caseId, depositId, 0).slice(0, -1);
  return known.some(
    ({ key, state }) =>
      (key === undefined || key.startsWith(ours)) && (state === 'returned' || state === 'failed'),
  );
}

function isLive({ state }: ProviderRefund): boolean {
  return state === 'pending' || state === 'succeeded';
}

function accountDifferences(
  view: CaseView,
  { account }: ProviderSays,
  nowMs: number,
): readonly Found[] {
  if (account === undefined || !isWatched(view, nowMs)) return [];
  const { state } = view.closure;
  if (state === 'closed' && account === 'active') {
    return [{ code: 'ACCOUNT_OPEN_AGAIN', subject: 'account' }];
  }
  const unasked = state === 'waiting' || state === 'blocked' || state === 'stuck';
  if (unasked && account === 'closed' && !isEnd(view.status)) {
    return [{ code: 'CLOSURE_UNRECORDED', subject: 'account' }];
  }
  return [];
}

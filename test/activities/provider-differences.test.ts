/** What the ledger says of a case beside what the acquirer says, rule by rule. */
import type { ProviderRefund } from '../../activities/acquirer/acquirer-port';
import { cameBack, providerDifferences } from '../../activities/reconcile/provider-differences';
import type { ProviderSays } from '../../activities/reconcile/provider-reads';
import type { CaseView, RefundState, TerminalState } from '../../workflows/contract/case-view';
import { refundKey } from '../../workflows/contract/identifiers';

const CASE = 'UC-0000000001';
const TERMINAL = 't_0000000001';
const DEPOSIT = 'd_0000000001';
const NOW = Date.parse('2026-11-26T03:00:00Z');
const DAY_MS = 24 * 3_600_000;
const since = '2026-11-25T03:00:00.000Z';

interface Change {
  readonly terminal?: TerminalState;
  readonly refund?: RefundState;
  readonly closure?: CaseView['closure']['state'];
  readonly view?: Partial<CaseView>;
}

function viewWith({ terminal = 'effective', refund = 'succeeded', ...rest }: Change): CaseView {
  return {
    caseId: CASE,
    status: 'completed',
    statusSince: since,
    openedAt: since,
    openedBy: 's_agent',
    channel: 'hotline',
    reason: 'business-ended',
    closeAccount: true,
    revision: 2,
    waitsFor: 'nobody',
    overdue: false,
    held: false,
    partial: false,
    pointOfNoReturn: true,
    refundReopened: false,
    stepUp: [],
    warnings: [],
    requestedFields: [],
    terminals: [{ terminalId: TERMINAL, state: terminal, generation: 1, since }],
    deposits: [
      {
        depositId: DEPOSIT,
        terminalId: TERMINAL,
        kind: 'refundable-deposit',
        amountMinor: 20_000,
        currency: 'CNY',
        refund,
        generation: 1,
        since,
      },
    ],
    closure: { state: rest.closure ?? 'closed', generation: 1, since },
    reviewClockMs: 0,
    ...(rest.view?.status === undefined && { endedAt: since }),
    ...rest.view,
  };
}

const open = { status: 'unbinding' } as const;

function refundOf(state: ProviderRefund['state'], change: Partial<ProviderRefund> = {}) {
  const key = refundKey(CASE, DEPOSIT, 1);
  return { refundId: 'rf_1', key, amountMinor: 20_000, currency: 'CNY', state, ...change };
}

function says(change: {
  bound?: boolean;
  refunds?: readonly ProviderRefund[];
  account?: ProviderSays['account'];
}): ProviderSays {
  return {
    bound: new Set(change.bound ? [TERMINAL] : []),
    refunds: new Map([[DEPOSIT, change.refunds ?? [refundOf('succeeded')]]]),
    account: change.account ?? 'closed',
  };
}

const codesOf = (view: CaseView, provider: ProviderSays): string[] =>
  providerDifferences(view, provider, NOW).map(({ code }) => code);

test('a case that ended as its provider says differs in nothing', () => {
  expect(codesOf(viewWith({}), says({}))).toEqual([]);
});

test.each<[string, Change, Parameters<typeof says>[0], string[]]>([
  ['a terminal bound again', {}, { bound: true }, ['TERMINAL_BOUND_AGAIN']],
  ['a refund that is nowhere', {}, { refunds: [] }, ['REFUND_VANISHED']],
  ['a refund that came back', {}, { refunds: [refundOf('returned')] }, []],
  [
    'one that came back and went out again',
    {},
    { refunds: [refundOf('returned'), refundOf('succeeded', { refundId: 'rf_2' })] },
    [],
  ],
  [
    'money that left twice',
    {},
    { refunds: [refundOf('succeeded'), refundOf('pending', { refundId: 'rf_2' })] },
    ['REFUND_EXCEEDS_DEPOSIT'],
  ],
  [
    'money for a deposit that waits',
    { refund: 'waiting', terminal: 'accepted', view: open },
    { bound: true },
    ['REFUND_UNRECORDED'],
  ],
  [
    'money of another origin where nothing is due',
    { refund: 'not-due' },
    { refunds: [refundOf('succeeded', { key: 'theirs' })] },
    ['REFUND_UNRECORDED'],
  ],
  ['money on its way', { refund: 'requesting' }, {}, []],
  ['a refund paid by hand', { refund: 'paid' }, { refunds: [] }, []],
  [
    'a terminal taken off before it was asked',
    { terminal: 'waiting', refund: 'waiting', view: open },
    { refunds: [] },
    ['UNBIND_UNRECORDED'],
  ],
  [
    'a terminal that the checks knew to be off',
    {
      terminal: 'waiting',
      refund: 'waiting',
      view: { ...open, warnings: ['TERMINAL_ALREADY_UNBOUND'] },
    },
    { refunds: [] },
    [],
  ],
  ['a request on its way', { terminal: 'requesting', view: open }, {}, []],
  ['an account that is open', {}, { account: 'active' }, ['ACCOUNT_OPEN_AGAIN']],
  ['an account that closes', {}, { account: 'closing' }, []],
  [
    'an account closed before it was asked',
    { closure: 'waiting', view: open },
    {},
    ['CLOSURE_UNRECORDED'],
  ],
])('%s is judged', (_what, change, provider, codes) => {
  expect(codesOf(viewWith(change), says(provider))).toEqual(codes);
});

test('terminals and accounts of cases that ended long ago may be in use again, money may not', () => {
  const endedAt = new Date(NOW - 31 * DAY_MS).toISOString();
  const view = viewWith({ view: { endedAt } });
  const provider = says({ bound: true, account: 'active', refunds: [] });
  expect(codesOf(view, provider)).toEqual(['REFUND_VANISHED']);
});

test('an acquirer that cannot tell differs in nothing', () => {
  expect(codesOf(viewWith({}), { refunds: new Map() })).toEqual([]);
});

test('only money that was called paid, came back and did not go out again is told', () => {
  const [deposit] = viewWith({}).deposits;
  const back = (refunds: readonly ProviderRefund[], refund: RefundState = 'succeeded') =>
    cameBack(viewWith({ refund }), { ...deposit!, refund }, says({ refunds }));
  expect(back([refundOf('returned')])).toBe(true);
  expect(back([refundOf('failed')])).toBe(true);
  expect(back([refundOf('returned'), refundOf('succeeded')])).toBe(false);
  expect(back([refundOf('returned', { key: 'theirs' })])).toBe(false);
  expect(back([refundOf('returned')], 'returned')).toBe(false);
  expect(back([])).toBe(false);
});

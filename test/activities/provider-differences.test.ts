/** What the ledger says of a case beside what the acquirer says, rule by rule. */
import type { ProviderRefund } from '../../activities/acquirer/acquirer-port';
import {
  cameBack,
  isForTheAcquirer,
  providerDifferences,
} from '../../activities/reconcile/provider-differences';
import type { ProviderSays } from '../../activities/reconcile/provider-reads';
import type { IntentStanding } from '../../record/port/desk-record';
import type { CaseView, RefundState, TerminalState } from '../../workflows/contract/case-view';
import { refundKey, unbindKey } from '../../workflows/contract/identifiers';

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

/** What was paid back before the case began. */
const BEFORE = refundOf('succeeded', { refundId: 'rf_0', key: 'last-year', amountMinor: 5_000 });

function says(change: {
  bound?: boolean;
  moved?: boolean;
  refunds?: readonly ProviderRefund[];
  paidMinor?: number;
  account?: ProviderSays['account'];
}): ProviderSays {
  return {
    bound: new Set(change.bound ? [TERMINAL] : []),
    moved: new Set(change.moved ? [TERMINAL] : []),
    paidMinor: new Map([[DEPOSIT, change.paidMinor ?? 20_000]]),
    refunds: new Map([[DEPOSIT, change.refunds ?? [refundOf('succeeded')]]]),
    account: change.account ?? 'closed',
  };
}

const codesOf = (
  view: CaseView,
  provider: ProviderSays,
  effects: readonly IntentStanding[] = [],
): string[] => providerDifferences(view, provider, { effects, nowMs: NOW }).map(({ code }) => code);

/** A refund of the deposit, or the unbinding of the terminal, as the record has it. */
function effectOf(effect: 'refund' | 'unbind', state: IntentStanding['state']): IntentStanding {
  const key = effect === 'refund' ? refundKey(CASE, DEPOSIT, 1) : unbindKey(CASE, TERMINAL, 1);
  return { key, caseId: CASE, effect, state, attempt: 1 };
}

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
  [
    'a terminal given to another merchant before it was asked',
    { terminal: 'waiting', refund: 'waiting', view: open },
    { moved: true, refunds: [] },
    ['TERMINAL_MOVED'],
  ],
  [
    'a deposit of which a part was paid back before the case',
    {},
    { refunds: [BEFORE, refundOf('succeeded')], paidMinor: 25_000 },
    [],
  ],
  [
    'such a deposit that waits',
    { refund: 'waiting', terminal: 'accepted', view: open },
    { bound: true, refunds: [BEFORE], paidMinor: 25_000 },
    [],
  ],
  [
    'money beside that',
    { refund: 'waiting', terminal: 'accepted', view: open },
    { bound: true, refunds: [BEFORE, refundOf('pending', { key: 'theirs' })], paidMinor: 25_000 },
    ['REFUND_UNRECORDED'],
  ],
  [
    'such a deposit whose refund is nowhere',
    {},
    { refunds: [BEFORE], paidMinor: 25_000 },
    ['REFUND_VANISHED'],
  ],
  [
    'a deposit that another case of the desk paid later',
    { refund: 'not-due' },
    { refunds: [refundOf('succeeded', { key: refundKey('UC-0000000002', DEPOSIT, 1) })] },
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
  const nothing = { refunds: new Map(), paidMinor: new Map(), moved: new Set<string>() };
  expect(codesOf(viewWith({}), nothing)).toEqual([]);
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

test('what came back is told although a part had been paid back before the case', () => {
  const view = viewWith({});
  const provider = says({ refunds: [BEFORE, refundOf('returned')], paidMinor: 25_000 });
  expect(cameBack(view, view.deposits[0]!, provider)).toBe(true);
});

test('what left before a reset is read back by the case, and is told where the case has stood still', () => {
  const taken = { terminal: 'waiting', refund: 'waiting', view: open } as const;
  const effects = [effectOf('unbind', 'done'), effectOf('refund', 'done')];
  expect(codesOf(viewWith(taken), says({}), effects)).toEqual([]);
  expect(codesOf(viewWith({ ...taken, refund: 'stuck' }), says({}), effects)).toEqual([
    'REFUND_UNRECORDED',
  ]);
  expect(codesOf(viewWith(taken), says({}), [effectOf('unbind', 'refused')])).toEqual([
    'UNBIND_UNRECORDED',
    'REFUND_UNRECORDED',
  ]);
});

test.each<[CaseView['status'], boolean]>([
  ['awaiting-application', false],
  ['awaiting-information', false],
  ['awaiting-review', true],
  ['unbinding', true],
  ['completed', true],
  ['rejected', false],
  ['withdrawn', false],
])('in %s the acquirer is asked: %s', (status, isAsked) => {
  const view = viewWith({ view: { status } });
  expect(isForTheAcquirer(view, [])).toBe(isAsked);
  expect(isForTheAcquirer(view, [effectOf('unbind', 'attempted')])).toBe(true);
});

/** The page of a case: what is offered to whom, where the case stands, what changed, and in which words. */
import type { CaseAnswer, TimelineItem, ViewAnswer } from '../../wire/cases/case-answers';
import { changesBetween, happenedSince } from '../../client/console/case/changes';
import { limitCounts, reviewClockOf } from '../../client/console/case/standing/clock';
import { lifeOf } from '../../client/console/case/standing/life';
import { involvementsOf, isKeptFromReview, shownOffers } from '../../client/console/case/offers';
import { detailsOf, meaningOf, sentenceOf } from '../../words/timeline';
import { sentence } from '../../words/phrase';
import type { Say } from '../../words/phrase';
import type { Locale } from '../../workflows/contract/case-data';

const AT = '2026-11-02T01:00:00.000Z';
const sayIn =
  (locale: Locale): Say =>
  (pair, ...values) =>
    sentence(locale, pair, values[0]);

function view(change: Partial<ViewAnswer> = {}): ViewAnswer {
  return {
    caseId: 'UC-0000000000',
    status: 'awaiting-review',
    statusSince: AT,
    openedAt: AT,
    openedBy: 's_opener',
    channel: 'hotline',
    reason: 'other',
    closeAccount: true,
    revision: 2,
    waitsFor: 'reviewer',
    overdue: false,
    held: false,
    partial: false,
    pointOfNoReturn: false,
    refundReopened: false,
    stepUp: [],
    warnings: [],
    requestedFields: [],
    terminals: [{ terminalId: 't_1', state: 'waiting', generation: 1, since: AT }],
    deposits: [],
    closure: { state: 'waiting', generation: 1, since: AT },
    reviewClockMs: 0,
    ...change,
  };
}

function item(position: number, event: string, by: string, facts: TimelineItem['facts'] = {}) {
  const row: TimelineItem = {
    position,
    at: AT,
    event,
    by: { principalId: by, role: 'agent' },
    facts,
    hash: '',
  };
  return row;
}

const mine = { by: 's_reviewer', until: AT };

describe('the decisions that are shown', () => {
  it('are those that the desk offers, in the order of the page', () => {
    const offers = [
      { decision: 'end' },
      { decision: 'correctReference' },
      { decision: 'claim', refusedBy: 'UNBIND_FOUR_EYES' },
      { decision: 'verifyIdentity' },
    ] as const;
    expect(shownOffers({ offers })).toEqual([
      { decision: 'verifyIdentity', refusedBy: undefined },
      { decision: 'claim', refusedBy: 'UNBIND_FOUR_EYES' },
      { decision: 'end', refusedBy: undefined },
    ]);
    expect(shownOffers({ offers }, ['claim', 'approve'])).toEqual([
      { decision: 'claim', refusedBy: 'UNBIND_FOUR_EYES' },
    ]);
  });

  it('say what somebody did on the case, where that keeps them from its review', () => {
    const timeline = [
      item(1, 'identity-verified', 's_reviewer'),
      item(2, 'personal-data-revealed', 's_reviewer'),
    ];
    expect(involvementsOf('s_reviewer', view(), timeline)).toEqual(['identity-verified']);
    expect(involvementsOf('s_opener', view(), [])).toEqual(['case-opened']);
    const offers = [{ decision: 'approve', refusedBy: 'UNBIND_FOUR_EYES' }] as const;
    expect(isKeptFromReview({ offers })).toBe(true);
    expect(isKeptFromReview({ offers: [{ decision: 'approve' }] })).toBe(false);
  });
});

const open = { areOn: true, changesAt: '2026-03-03T10:00:00.000Z' };
const closed = { areOn: false, changesAt: '2026-03-04T01:00:00.000Z' };
const noonMs = Date.parse('2026-03-03T04:00:00Z');

describe('the clock of the review', () => {
  it('runs while nobody looks, and says why it stands still', () => {
    const clock = (change: Partial<CaseAnswer['view']> = {}) =>
      reviewClockOf(view(change), open, noonMs);
    expect(clock()).toBe('runs');
    expect(clock({ claim: mine })).toBe('claimed');
    expect(clock({ status: 'awaiting-information' })).toBe('information');
    expect(clock({ held: true, claim: mine })).toBe('held');
    expect(clock({ status: 'unbinding' })).toBeUndefined();
  });

  it.each([
    ['00:28, read when the desk was closed', '2026-03-03T16:28:00Z', closed, 'closed'],
    ['19:00 on a page that was opened at noon', '2026-03-03T11:00:00Z', open, 'closed'],
    ['10:00 on a page that was opened at night', '2026-03-04T02:00:00Z', closed, 'runs'],
  ] as const)('stands outside working hours: %s', (_what, now, hours, expected) => {
    expect(reviewClockOf(view(), hours, Date.parse(now))).toBe(expected);
  });
});

describe('the limit of a status', () => {
  it.each([
    ['awaiting-consent', 'calendar'],
    ['awaiting-information', 'calendar'],
    ['unbinding', 'each'],
    ['refunding-deposit', 'working'],
    ['closing-account', 'working'],
  ] as const)('%s counts by %s days', (status, counts) => {
    expect(limitCounts(status)).toBe(counts);
  });
});

describe('the picture of the life', () => {
  it('shows what is done, where the case is and what lies ahead', () => {
    const timeline = [
      item(1, 'identity-verified', 's', { to: 'awaiting-consent' }),
      item(2, 'consent-recorded', 's', { to: 'awaiting-application' }),
    ];
    const life = lifeOf(view({ status: 'awaiting-application' }), timeline);
    expect(life.map(({ place }) => place)).toEqual([
      'done',
      'done',
      'here',
      ...Array<string>(5).fill('ahead'),
    ]);
  });

  it('leaves out the closure where nobody asked for it', () => {
    const statuses = lifeOf(view({ closeAccount: false }), []).map(({ status }) => status);
    expect(statuses).not.toContain('closing-account');
  });

  it('shows stages that an ended case never came to as not passed', () => {
    const life = lifeOf(view({ status: 'withdrawn' }), []);
    expect(life.at(-1)).toMatchObject({ status: 'withdrawn', place: 'here' });
    expect(life.find(({ status }) => status === 'unbinding')?.place).toBe('skipped');
  });
});

describe('what changed meanwhile', () => {
  const answer = (data: CaseAnswer['data']): Pick<CaseAnswer, 'data'> => ({ data });
  const contact = {
    merchantNumber: '1',
    contactName: '王****',
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
  } as const;

  it('names the fields that differ, with both values', () => {
    const before = answer({ contact, terminals: [{ terminalId: 't_1', serialNumber: '****1' }] });
    const after = answer({
      contact: { ...contact, phone: '+86****1111' },
      terminals: [{ terminalId: 't_2', serialNumber: '****2' }],
    });
    expect(changesBetween(before, after, 'en')).toEqual([
      { path: 'terminals[0].serialNumber', before: '****1', after: '****2' },
      { path: 'contact.phone', before: '', after: '+86****1111' },
    ]);
    expect(changesBetween(before, before, 'en')).toEqual([]);
  });

  it('tells an amount that changed with the digits of its currency', () => {
    const saved = (amountMinor: number, currency: string) => ({
      data: {
        contact,
        terminals: [],
        application: {
          merchantName: '北京小店',
          document: { kind: 'uscc', number: '****' },
          phone: '+86****1111',
          terminals: [],
          payee: { kind: 'original-payment' as const },
          closeAccount: false,
          deposits: [
            {
              serialNumber: '****1',
              kind: 'service-fee' as const,
              depositId: 'd_1',
              amountMinor,
              currency,
            },
          ],
        },
      },
    });
    const changed = (before: readonly [number, string], after: readonly [number, string]) =>
      changesBetween(saved(...before), saved(...after), 'en').map((one) => [one.before, one.after]);
    expect(changed([20_000, 'CLP'], [15_000, 'CLP'])).toEqual([['CLP 20,000', 'CLP 15,000']]);
    expect(changed([20_000, 'CNY'], [20_000, 'KWD'])).toEqual([['CNY 200.00', 'KWD 20.000']]);
  });

  it('lists what happened after the row that was seen last', () => {
    const rows = [item(1, 'case-opened', 's'), item(2, 'case-claimed', 's')];
    expect(happenedSince(rows, 1)).toEqual([rows[1]]);
  });
});

describe('the timeline', () => {
  it('says who did what in the language of the reader', () => {
    const row = item(1, 'case-approved', 's', { from: 'awaiting-review', to: 'unbinding' });
    expect(sentenceOf(row, '周敏', sayIn('zh-CN'))).toBe('周敏批准了申请');
    expect(sentenceOf(row, 'Zhou Min', sayIn('en'))).toBe('Zhou Min approved the application');
    expect(detailsOf(row, sayIn('en'), 'en', new Map())).toEqual(['Awaiting review → Unbinding']);
  });

  it('names the terminal that a row is about by its masked serial number', () => {
    const row = item(1, 'terminal-parked', 's', {
      terminalId: 't_1',
      code: 'UNBIND_UNBIND_REFUSED',
    });
    const [serial, reason] = detailsOf(row, sayIn('en'), 'en', new Map([['t_1', '****01']]));
    expect(serial).toBe('****01');
    expect(reason).toBe('The acquirer refused to unbind a terminal.');
  });

  it('shows an event that it does not know by its own name', () => {
    expect(sentenceOf(item(1, 'tea-served', 's'), 'x', sayIn('en'))).toBe('tea-served');
  });

  it('says what a code means as the API spells it, and a foreign one as it is', () => {
    const meaning = 'The acquirer refused to unbind a terminal.';
    expect(meaningOf('UNBIND_UNBIND_REFUSED', 'en')).toBe(meaning);
    expect(meaningOf('NOT_A_CODE', 'en')).toBe('NOT_A_CODE');
  });
});

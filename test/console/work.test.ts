/** Who takes which case next, what operators see first, and how reports become bars. */
import { groupSentence } from '../../words/causes';
import { REPORT_COLUMNS } from '../../client/api/reports/queries';
import {
  bulkVerbOf,
  shareOver,
  wholeNumber,
} from '../../client/console/operations/bulk/bulk-verbs';
import { placeText, requestName } from '../../client/console/repairs/diagnosis-words';
import { duration, relativeMoment } from '../../client/console/parts/moments';
import { SHAPES, barsOf, lastDays, longest } from '../../client/console/reports/report-shapes';
import { cellText } from '../../client/console/reports/report-words';
import { nextOf } from '../../client/console/review/next-case';
import { COLUMN } from '../../client/console/texts/reports';
import { sentence } from '../../words/phrase';
import type { Say } from '../../words/phrase';
import { NOTICE_STATES } from '../../workflows/contract/notices';

const claim = (by: string) => ({ by, until: '2026-11-02T05:00:00Z' });
const say: Say = (pair, ...values) => sentence('en', pair, values[0]);

describe('the next case of a reviewer', () => {
  const items = [
    { caseId: 'free-1' },
    { caseId: 'theirs', claim: claim('s_other') },
    { caseId: 'mine', claim: claim('s_me') },
    { caseId: 'free-2' },
  ];

  it('is one of their own claims first', () => {
    expect(nextOf(items, undefined, 's_me')).toBe('mine');
  });

  it('is then the next that nobody has claimed, beginning anew at the end', () => {
    expect(nextOf(items, 'mine', 's_me')).toBe('free-2');
    expect(nextOf(items, 'free-2', 's_else')).toBe('free-1');
  });

  it('is never one that somebody else has claimed, nor this one again', () => {
    expect(nextOf(items.slice(1, 2), undefined, 's_me')).toBeUndefined();
    expect(nextOf(items.slice(0, 1), 'free-1', 's_me')).toBeUndefined();
  });
});

describe('a repair for all cases of a cause', () => {
  it('is offered where one repair fits them all, and nowhere else', () => {
    expect(bulkVerbOf('parked')).toBe('retry');
    expect(bulkVerbOf('retrying')).toBe('retry');
    expect(bulkVerbOf('held')).toBe('release-hold');
    expect(bulkVerbOf('notice')).toBe('resend-notice');
    for (const cause of ['overdue', 'by-hand', 'refund-late', 'no-worker'] as const) {
      expect(bulkVerbOf(cause)).toBeUndefined();
    }
  });

  it('is over by the share of its cases that are not left', () => {
    expect(shareOver({ total: 212, left: 53 })).toBe(0.75);
    expect(shareOver({ total: 0, left: 0 })).toBe(1);
  });

  it('takes whole numbers only', () => {
    expect(wholeNumber(' 20 ')).toBe(20);
    for (const typed of ['', '0', '1.5', '-3', '2e3', 'many']) {
      expect(wholeNumber(typed)).toBeUndefined();
    }
  });

  it('is named by its cause, its code and what the other side answers', () => {
    const group = { cause: 'retrying', code: 'ACQUIRER_UNAVAILABLE', answer: '503' } as const;
    expect(groupSentence(group, 'en')).toMatch(/tried again by itself: The acquirer .*503\)$/);
    expect(groupSentence(group, 'zh-CN')).toMatch(/^失败后正在自动重试：.*（答复 503）$/);
    expect(groupSentence({ cause: 'overdue' }, 'en')).toBe('somebody lets it wait');
  });
});

describe('reports', () => {
  it('become bars, without rows that hold nothing', () => {
    const rows = [
      { status: 'unbinding', rate: 0.5 },
      { status: 'awaiting-review', rate: 0 },
    ];
    expect(barsOf({ rows }, SHAPES['overdue-rate'])).toEqual([
      { names: ['unbinding'], values: [0.5] },
    ]);
  });

  it('have a word for every column, and draw every state in which a notice may be', () => {
    expect(
      Object.values(REPORT_COLUMNS).flatMap((names) => names.filter((n) => !COLUMN[n])),
    ).toEqual([]);
    expect([...SHAPES.notices.parts].sort()).toEqual([...NOTICE_STATES].sort());
  });

  it('scale by the sum of a bar, or by its longest part where parts stand beside each other', () => {
    const bars = [{ names: ['a'], values: [1, 2] }];
    expect(longest(bars, false)).toBe(3);
    expect(longest(bars, true)).toBe(2);
    expect(longest([], false)).toBe(1);
  });

  it('begin with whole desk days', () => {
    const lateInShanghai = Date.parse('2026-11-02T17:00:00Z');
    expect(lastDays(2, lateInShanghai)).toEqual({ from: '2026-11-02', to: '2026-11-03' });
  });

  it('count working time in working days', () => {
    expect(duration(12_300, 'en')).toBe('13 s');
    expect(duration(0, 'zh-CN')).toBe('0 分钟');
    expect(duration(10 * 3_600_000, 'en')).toBe('10 h');
    expect(duration(10 * 3_600_000, 'en', 9)).toBe('1 working d 1 h');
  });

  it('show words, amounts and shares rather than codes and minor units', () => {
    const reading = { locale: 'en', time: 'calendar' } as const;
    const row = { state: 'succeeded', currency: 'CNY', amountMinor: 20_000, rate: 0.125 };
    expect(cellText(row, 'state', say, reading)).toBe('Arrived');
    expect(cellText(row, 'amountMinor', say, reading)).toBe('CNY 200.00');
    expect(cellText(row, 'rate', say, reading)).toBe('12.5%');
    expect(cellText(row, 'missing', say, reading)).toBe('—');
  });
});

describe('a diagnosis', () => {
  const parts = new Map([['t_1', '12…89']]);

  it('names a request by what it is for, and counts the rounds', () => {
    expect(requestName('unbind:UC-1:t_1:g1', parts, say)).toBe('Unbind 12…89');
    expect(requestName('unbind:UC-1:t_1:g2', parts, say)).toBe('Unbind 12…89 · round 2');
    expect(requestName('close:UC-1:g1', parts, say)).toBe('Close the account');
    expect(requestName('notice:UC-1:approved.1:sms:g1', parts, say)).toBe('Notice Approved SMS');
  });

  it('shows a request of another form as it is', () => {
    expect(requestName('R17', parts, say)).toBe('R17');
  });

  it.each([
    ['status', 'awaiting-review', 'Awaiting review'],
    ['party', 'acquirer', 'the acquirer'],
    ['step', 'refund-deposit', 'Refund the deposit'],
    ['part', 't_1', '12…89'],
    ['part', 't_2', 't_2'],
    ['effect-state', 'refused', 'refused'],
    ['provider-state', 'unreachable', 'no answer'],
    ['activity', 'confirmUnbind', 'Prove the unbinding'],
    ['code', 'TERMINAL_LOCKED', 'TERMINAL_LOCKED'],
  ] as const)('says the %s %s in words', (kind, value, words) => {
    expect(placeText({ kind, value }, parts, say)).toBe(words);
  });
});

test.each([
  ['tomorrow evening, seen at five', [30, 5], [31, 18], 'tomorrow', '明天'],
  ['the evening after it, seen at noon', [29, 12], [31, 18], 'in 2 days', '后天'],
  ['the morning of the day before yesterday, seen late', [31, 23], [29, 1], '2 days ago', '前天'],
  ['the same hour of the next day', [30, 9], [31, 9], 'tomorrow', '明天'],
  ['some hours later', [30, 18], [31, 9], 'in 15 hours', '15小时后'],
] as const)('%s is told in calendar days', (_what, [nowDay, nowHour], [day, hour], en, zh) => {
  const nowMs = new Date(2026, 9, nowDay, nowHour).getTime();
  const at = new Date(2026, 9, day, hour).toISOString();
  expect(relativeMoment(at, nowMs, 'en')).toBe(en);
  expect(relativeMoment(at, nowMs, 'zh-CN')).toBe(zh);
});

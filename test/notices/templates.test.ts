/** What merchants read: every kind in both languages, and what must never get into a message. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { NoticeContent } from '../../activities/notices/notice-content';
import { renderEmail, renderSms } from '../../activities/notices/render-notice';
import { DATA, renderPreviews, sampleContent } from '../../activities/notices/render-preview';
import { countSegments } from '../../activities/sms/sms-segments';
import { LOCALES } from '../../workflows/contract/case-data';
import type { Locale } from '../../workflows/contract/case-data';
import type { CaseView } from '../../workflows/contract/case-view';
import { NOTICE_KINDS } from '../../workflows/contract/notices';
import type { NoticeKind } from '../../workflows/contract/notices';

const CHINESE = '+8613800138000';
const ABROAD = '+447700900123';
const CLOSED = { state: 'closed', generation: 1, since: '2026-11-23T02:00:00Z' } as const;
const previews = renderPreviews();
const named = previews.map((preview) => [`${preview.kind} in ${preview.locale}`, preview] as const);

/** Traces of a variable that was not filled in. */
const UNFILLED = /\{\{|\}\}|undefined|null|false|\[object|NaN/;

test('every kind has its texts in every language', () => {
  expect(previews).toHaveLength(NOTICE_KINDS.length * LOCALES.length);
});

test.each(named)('the e-mail of %s is complete, in HTML and in text', (_name, { email }) => {
  const { subject, html, text } = email;
  for (const part of [subject, text, html.replace(/<style[\s\S]*?<\/style>/g, '')]) {
    expect(part).not.toMatch(UNFILLED);
  }
  expect(subject).toContain('UC-7Q4M2K9T1B');
  expect(text).toContain('https://desk.example.com/');
  expect(html).toContain('https://desk.example.com/');
  expect(html.length).toBeLessThan(100_000);
});

test.each(named)('the e-mail of %s loads nothing from elsewhere', (_name, { email }) => {
  const addresses = email.html.match(/(?:src|href)="([^"]*)"/g) ?? [];
  expect(addresses.filter((address) => !address.includes('desk.example.com'))).toEqual([]);
  expect(email.html).not.toMatch(/@import|url\(/);
});

const texts = named.flatMap(([name, { sms }]) => (sms ? [[name, sms] as const] : []));

test.each(texts)('the SMS of %s starts with the signature and has no link', (_name, sms) => {
  expect(sms.text).toMatch(/^【[^】]+】/);
  expect(sms.text).not.toMatch(/https?:|www\.|\.com/);
  expect(sms.text).not.toMatch(UNFILLED);
  expect(sms.segments.count).toBeLessThanOrEqual(6);
});

test('an SMS to a number abroad has no brackets and costs the plain alphabet', () => {
  const text = renderSms([sampleContent('approved', 'en')], ABROAD);
  expect(text).toMatch(/^Unbind Desk: /);
  expect(countSegments(text).encoding).toBe('GSM-7');
});

test('a message to staff has no SMS', () => {
  expect(() => renderSms([sampleContent('overdue', 'zh-CN')], CHINESE)).toThrow('no SMS');
});

test('several kinds become one text that names the case once', () => {
  const kinds = ['unbound', 'refunded', 'closed'] as const;
  const text = renderSms(
    kinds.map((kind) => sampleContent(kind, 'zh-CN')),
    CHINESE,
  );
  expect(text.match(/UC-7Q4M2K9T1B/g)).toHaveLength(1);
  expect(text.match(/【/g)).toHaveLength(1);
  expect(text).toContain('已退至');
  expect(text).toContain('已注销');
});

test('a refund that has happened is not announced in the same text', () => {
  const both = (['unbound', 'refunded'] as const).map((kind) => sampleContent(kind, 'zh-CN'));
  expect(renderSms(both, CHINESE)).not.toContain('将退至');
  expect(renderSms(both.slice(0, 1), CHINESE)).toContain('将退至');
});

test('each part of an English text but the first begins as a sentence does', () => {
  const both = (['unbound', 'closed'] as const).map((kind) => sampleContent(kind, 'en'));
  expect(renderSms(both, ABROAD)).toMatch(/\. Your merchant account is closed/);
  expect(renderSms(both.slice(1), ABROAD)).toMatch(/: your merchant account is closed/);
});

test('names, whole numbers and documents stay out of every message', () => {
  const all = JSON.stringify(previews);
  for (const secret of ['N900W0012345', '6222020200012349', '91350100M000100Y43', '13800138000']) {
    expect(all).not.toContain(secret);
  }
  expect(all).toContain('****2345');
});

test.each([
  [1, '1 terminal is being taken off your account; please stop taking payments with it.'],
  [2, '2 terminals are being taken off your account; please stop taking payments with them.'],
])('%i terminals are spoken of in their number', (count, said) => {
  const terminals = sampleContent('approved', 'en').terminals.slice(0, count);
  const content = { ...sampleContent('approved', 'en'), terminals, terminalCount: count };
  expect(renderSms([content], ABROAD)).toContain(said);
});

test('a terminal that stayed bound is named as such, and not as unbound', () => {
  const since = '2026-11-23T02:00:00Z';
  const terminals = [
    { terminalId: 't_3F9K2M7Q1A', state: 'effective', generation: 1, since },
    { terminalId: 't_3F9K2M7Q1B', state: 'left-bound', generation: 1, since },
  ] as const;
  const { text } = renderEmail(sampleContent('unbound', 'zh-CN', { terminals }));
  const [unbound, leftBound] = text.split('未能解绑');
  expect(unbound).toContain('****2345');
  expect(leftBound).toContain('****2346');
});

test('nothing is said of a deposit where none is due', () => {
  const { text } = renderEmail(sampleContent('unbound', 'en', { deposits: [] }));
  expect(text).not.toMatch(/Your deposit:/);
});

test('the limit is that of the wait for the merchant, never of a step of the machine', () => {
  const kind = 'information-requested';
  expect(sampleContent(kind, 'en').limitAt).toBe('7 December 2026 at 10:00 (China time)');
  expect(sampleContent(kind, 'en', { status: 'unbinding' }).limitAt).toBe(false);
});

describe('a merchant elsewhere', () => {
  const zones = [
    ['America/Santiago', /6 December 2026 at 23:00 \(Chile Time\)/, /12月6日 23:00（智利时间）/],
    [
      'Asia/Urumqi',
      /7 December 2026 at 08:00 \([ÜU]r[üu]mqi Time\)/,
      /12月7日 08:00（乌鲁木齐时间）/,
    ],
  ] as const;
  const limited = [
    'consent-requested',
    'consent-reminder',
    'application-reminder',
    'information-requested',
    'information-reminder',
  ] as const;
  const contentIn = (
    timeZone: string,
    kind: NoticeKind,
    locale: Locale,
    change?: Partial<CaseView>,
  ) => sampleContent(kind, locale, change, { ...DATA, contact: { ...DATA.contact, timeZone } });

  test.each(zones)(
    'in %s reads the limit by the own clock in every text and mail',
    (zone, ...said) => {
      for (const kind of limited) {
        LOCALES.forEach((locale) => {
          const content = contentIn(zone, kind, locale);
          const form = locale === 'en' ? said[0] : said[1];
          expect(renderSms([content], CHINESE)).toMatch(form);
          expect(renderEmail(content).text).toMatch(form);
        });
      }
    },
  );

  test('reads since when the case stands where it stands by the own clock', () => {
    const { text } = renderEmail(contentIn('America/Santiago', 'page-link', 'en'));
    expect(text).toContain('since 22 November 2026 at 23:00 (Chile Time)');
  });

  test('changes nothing for staff, who read by the clock of the desk', () => {
    const { text } = renderEmail(contentIn('America/Santiago', 'overdue', 'en'));
    expect(text).toContain('23 November 2026 at 10:00 (China time)');
  });
});

describe('an amount', () => {
  const since = '2026-11-23T02:00:00Z';
  const inCurrency = (currency: string, refund: 'waiting' | 'succeeded' | 'returned') =>
    ['refundable-deposit', 'service-fee'].map((kind, index) => ({
      depositId: `d_3F9K2M7Q1${'AB'.charAt(index)}`,
      terminalId: `t_3F9K2M7Q1${'AB'.charAt(index)}`,
      kind: kind as 'refundable-deposit',
      amountMinor: 1_234_567,
      currency,
      generation: 1,
      since,
      refund: index === 0 ? refund : ('not-due' as const),
    }));
  const REFUND = {
    refunded: 'succeeded',
    closed: 'succeeded',
    'refund-returned': 'returned',
  } as const;
  const telling = ['approved', 'unbound', 'refunded', 'refund-returned', 'closed'] as const;

  test.each([
    ['CLP', 'CLP 1,234,567'],
    ['JPY', 'JPY 1,234,567'],
    ['KWD', 'KWD 1,234.567'],
    ['BHD', 'BHD 1,234.567'],
    ['CNY', 'CNY 12,345.67'],
  ])('of %s has the digits of its currency in every text and mail', (currency, amount) => {
    for (const kind of NOTICE_KINDS) {
      for (const locale of LOCALES) {
        const refund = kind in REFUND ? REFUND[kind as keyof typeof REFUND] : 'waiting';
        const deposits = inCurrency(currency, refund);
        const content = sampleContent(kind, locale, { deposits, closure: CLOSED });
        const said = [
          renderEmail(content).text,
          kind === 'overdue' ? '' : renderSms([content], CHINESE),
        ];
        const form =
          currency === 'CNY' && locale === 'zh-CN' ? amount.replace('CNY ', '¥') : amount;
        const amounts = said.join('\n').match(/(?:[A-Z]{3} |¥)\d[\d,.]*\d/g) ?? [];
        expect(new Set(amounts)).toEqual(
          new Set(telling.some((one) => one === kind) ? [form] : []),
        );
      }
    }
  });
});

describe('values that try to be more than values', () => {
  const attack = {
    ...sampleContent('information-requested', 'en'),
    message: '<script>alert(1)</script>\r\nBcc: all@example.com {{caseId}}',
    caseId: 'UC-1\r\nBcc: all@example.com',
  };

  test('a subject is one line whatever the values are', () => {
    expect(renderEmail(attack).subject).not.toMatch(/[\r\n]/);
  });

  test('HTML in a value is shown as text, templates in a value are not run', () => {
    const { html, text } = renderEmail(attack);
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('&lt;script&gt;');
    expect(text).toContain('{{caseId}}');
  });

  test('an SMS is one line whatever the values are', () => {
    expect(renderSms([attack], CHINESE)).not.toMatch(/[\r\n]/);
  });
});

test('a variable that a template names and the content lacks fails the rendering', () => {
  const incomplete = Object.fromEntries(
    Object.entries(sampleContent('refunded', 'en')).filter(([name]) => name !== 'refundedTotal'),
    // Such a content has no type; it can only come from a refactoring.
  ) as unknown as NoticeContent;
  expect(() => renderEmail(incomplete)).toThrow('refundedTotal');
});

test('the compiled templates are those of the sources', () => {
  const script = join(__dirname, '../../scripts/build-templates.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect({ status, stderr }).toMatchObject({ status: 0 });
});

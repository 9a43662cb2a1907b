/** Forms: the rules while typing, and what is sent. */
import type { CaseDataAnswer } from '../../wire/cases/case-data-answers';
import {
  bodyOf,
  findingsOf,
  formOf,
  itemsBeyond,
  stillTrue,
} from '../../client/console/forms/application';
import { saidAbout, splitSerials, spoken } from '../../client/console/forms/findings';
import { openingBody, openingProblems } from '../../client/console/forms/opening';
import type { OpeningForm } from '../../client/console/forms/opening';
import * as limits from '../../wire/limits';
import { MAX_TERMINALS } from '../../wire/limits';
import { applicationBody, openCaseBody } from '../../wire/cases/case-requests';
import type { z } from 'zod';
import * as schemas from '../../wire/cases/case-requests';

const opening: OpeningForm = {
  channel: 'hotline',
  reason: 'business-ended',
  merchantNumber: '898100000000001',
  contactName: '王小明',
  phone: '13800138000',
  email: ' ',
  locale: 'zh-CN',
  timeZone: 'Asia/Shanghai',
  serials: ['NL0000000001'],
  closeAccount: true,
};

const data: CaseDataAnswer = {
  contact: {
    merchantNumber: '898100000000001',
    contactName: '王小明',
    phone: '+8613800138000',
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
  },
  terminals: [{ terminalId: 't_1', serialNumber: 'NL0000000001' }],
};
const NOW = new Date('2026-11-02T01:00:00Z');
const complete = {
  ...formOf(data, 1, true),
  merchantName: '北京小店',
  documentKind: 'resident-id',
  documentNumber: '11010519491231002X',
  payeeKind: 'original-payment' as const,
};

describe('opening a case', () => {
  it('finds nothing wrong with a complete form and sends what the API takes', () => {
    expect(openingProblems(opening)).toEqual([]);
    expect(openCaseBody.safeParse(openingBody(opening)).success).toBe(true);
    expect(openingBody(opening).merchant).not.toHaveProperty('email');
  });

  it('sends the zone that was typed, and names one that there is not', () => {
    const elsewhere = { ...opening, timeZone: ' America/Santiago ' };
    expect(openingBody(elsewhere).merchant.timeZone).toBe('America/Santiago');
    expect(openingProblems({ ...opening, timeZone: 'Santiago' })).toEqual([
      { path: 'merchant.timeZone', code: 'FIELD_INVALID' },
    ]);
    expect(openingBody({ ...opening, timeZone: ' ' }).merchant).not.toHaveProperty('timeZone');
  });

  it('finds a terminal that is listed twice, however it is written', () => {
    const twice = { ...opening, serials: ['NL0000000001', ' nl0000000001 '] };
    expect(openingProblems(twice)).toEqual([
      { path: 'terminals[1].serialNumber', code: 'DUPLICATE_TERMINAL' },
    ]);
  });

  it('chooses no reason for anybody, and names the one that is missing', () => {
    const unchosen = { ...opening, reason: '' as const };
    expect(openingProblems(unchosen)).toEqual([{ path: 'reason', code: 'FIELD_REQUIRED' }]);
    expect(openCaseBody.safeParse(openingBody(unchosen)).success).toBe(false);
  });

  it('keeps every serial number that was pasted, and says that they are too many', () => {
    const serials = Array.from({ length: MAX_TERMINALS + 1 }, (_, n) => `NL${n}000001`);
    expect(openingProblems({ ...opening, serials })).toEqual([
      { path: 'terminals', code: 'TERMINALS_TOO_MANY' },
    ]);
    expect(openingBody({ ...opening, serials }).terminals).toHaveLength(MAX_TERMINALS + 1);
  });

  it('wants one way to reach the merchant', () => {
    const codes = openingProblems({ ...opening, phone: '' }).map(({ code }) => code);
    expect(codes).toEqual(['NO_NOTICE_CHANNEL']);
  });

  it('takes serial numbers as they are pasted', () => {
    expect(splitSerials('A1\nA2, A3；A4\t A5\n\n')).toEqual(['A1', 'A2', 'A3', 'A4', 'A5']);
  });
});

describe('the application', () => {
  it('begins with the contact and the terminals of the case', () => {
    expect(formOf(data, 3, false)).toMatchObject({
      revision: 3,
      phone: '+8613800138000',
      serials: ['NL0000000001'],
      closeAccount: false,
    });
  });

  it('sends what the API takes, complete or not', () => {
    for (const form of [complete, formOf(data, 1, true)]) {
      expect(applicationBody.safeParse(bodyOf(form)).success).toBe(true);
    }
  });

  it('passes the rules of the server where nothing is wrong', () => {
    expect(findingsOf(complete, NOW)).toEqual({ problems: [], warnings: [] });
  });

  it('finds a wrong check digit while it is typed', () => {
    const form = { ...complete, documentNumber: '110105194912310021' };
    expect(findingsOf(form, NOW).problems).toEqual([
      { path: 'document.number', code: 'DOCUMENT_NUMBER_INVALID' },
    ]);
  });

  it('says what is wrong beside its field, in the language of the reader', () => {
    const found = spoken([{ path: 'phone', code: 'PHONE_NOT_MOBILE' }], 'en');
    expect(saidAbout(found, 'phone')).toHaveLength(1);
    expect(saidAbout(found, 'email')).toEqual([]);
  });

  it.each([
    ['x', 'FIELD_INVALID'],
    ['1200,50', 'AMOUNT_AMBIGUOUS'],
    ['', 'FIELD_REQUIRED'],
  ])('keeps a draft whose amount %j cannot be read, and says so', (amount, code) => {
    const kind = 'refundable-deposit' as const;
    const item = { serialNumber: 'NL0000000001', kind, currency: 'CNY', amount };
    const form = { ...complete, items: [item] };
    expect(applicationBody.safeParse(bodyOf(form)).success).toBe(true);
    expect(findingsOf(form, NOW).problems).toEqual([{ path: 'deposits[0].amountMinor', code }]);
  });

  it('chooses no way for the refund, and sends an account beside whichever way is chosen', () => {
    expect(formOf(data, 1, true).payeeKind).toBe('');
    const account = {
      accountName: '北京小店',
      accountNumber: '6222020200012349',
      bankCode: 'ICBC',
    };
    for (const payeeKind of ['', 'original-payment'] as const) {
      const form = { ...complete, ...account, payeeKind };
      expect(bodyOf(form).payee).toMatchObject(account);
      expect(applicationBody.safeParse(bodyOf(form)).success).toBe(true);
    }
    const unused = findingsOf({ ...complete, bankCode: 'ICBC' }, NOW).problems;
    expect(unused).toEqual([{ path: 'payee.bankCode', code: 'PAYEE_ACCOUNT_UNUSED' }]);
    const open = findingsOf({ ...complete, ...account, payeeKind: '' }, NOW).problems;
    expect(open).toEqual([{ path: 'payee.kind', code: 'FIELD_REQUIRED' }]);
  });

  it('knows which typed items the acquirer’s would replace', () => {
    const held = { serialNumber: 'NL1', kind: 'refundable-deposit' as const, currency: 'CNY' };
    const [same, other, blank] = ['200.00', '300', ''].map((amount) => ({ ...held, amount }));
    const typed = [same, other, blank].filter((item) => item !== undefined);
    expect(itemsBeyond(typed, [{ ...held, amount: '200' }])).toEqual([other]);
  });

  it('drops a finding of the server once its field has changed', () => {
    const found = [{ path: 'merchantName' }, { path: 'phone' }];
    const edited = { ...complete, merchantName: '北京大店' };
    expect(stillTrue(found, complete, edited)).toEqual([{ path: 'phone' }]);
  });
});

describe('limits of what is typed', () => {
  it('are those of the schemas', () => {
    const longest: readonly (readonly [z.ZodType, number])[] = [
      [schemas.text, limits.MAX_TEXT_LENGTH],
      [schemas.field, limits.MAX_FIELD_LENGTH],
    ];
    for (const [schema, length] of longest) {
      expect(schema.safeParse('x'.repeat(length)).success).toBe(true);
      expect(schema.safeParse('x'.repeat(length + 1)).success).toBe(false);
    }
  });
});

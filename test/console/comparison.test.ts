/** The comparison of an application with the acquirer's record: what it says, and what it shows in full. */
import { agreement } from '../../client/console/review/agreement';
import { rowsInFull } from '../../client/console/review/in-full';
import { sentence } from '../../words/phrase';
import type { Say } from '../../words/phrase';
import { maskAccountNumber, maskName, maskPhone, maskSerialNumber } from '../../checks/masks';
import type { ComparisonRow } from '../../wire/cases/case-answers';
import type { RevealedAnswer } from '../../wire/cases/case-data-answers';

const en: Say = (pair, ...values) => sentence('en', pair, ...values);
const zh: Say = (pair, ...values) => sentence('zh-CN', pair, ...values);

describe('the heading of the comparison', () => {
  const states = (...counts: (readonly [ComparisonRow['state'], number])[]) =>
    counts.flatMap(([state, count]) => Array.from({ length: count }, () => ({ state })));

  it.each([
    [states(['same', 13]), 'Everything agrees', '全部一致'],
    [
      states(['same', 8], ['unknown', 5]),
      '5 fields are not comparable, the other 8 agree',
      '5 处无法比较、其余 8 处一致',
    ],
    [states(['unknown', 13]), '13 fields are not comparable', '13 处无法比较'],
    [states(['same', 6], ['different', 1], ['only-entered', 1]), '2 differences', '2 处不同'],
    [
      states(['same', 6], ['only-acquirer', 2], ['unknown', 5]),
      '2 differences, 5 fields are not comparable',
      '2 处不同、5 处无法比较',
    ],
  ])(
    'says that everything agrees only where everything could be compared: %#',
    (rows, english, chinese) => {
      expect(agreement(rows, en)).toBe(english);
      expect(agreement(rows, zh)).toBe(chinese);
    },
  );
});

describe('a comparison in full', () => {
  const serial = 'SN20260001234';
  const phone = '+8613800138000';
  const application = {
    merchantName: '上海晨光餐饮有限公司',
    document: { kind: 'uscc', number: '91310000MA1FL0Q123' },
    phone,
    terminals: [{ serialNumber: serial }],
    deposits: [
      {
        depositId: 'd_0000000001',
        serialNumber: serial,
        kind: 'refundable-deposit',
        amountMinor: 20_000,
        currency: 'CNY',
      },
    ],
    payee: {
      kind: 'bank-account',
      accountName: '上海晨光餐饮有限公司',
      accountNumber: '6222000011112223',
    },
    closeAccount: true,
  } satisfies RevealedAnswer['application'];
  const row = (path: string, change: Partial<ComparisonRow>): ComparisonRow => ({
    path,
    entered: '',
    acquirer: null,
    state: 'unknown',
    codes: [],
    ...change,
  });
  const shown = (one: ComparisonRow) => {
    const [{ entered, acquirer } = one] = rowsInFull([one], { application });
    return [entered, acquirer];
  };
  const name = maskName(application.merchantName);
  const item = `${maskSerialNumber(serial)} refundable-deposit CNY 200.00`;

  it('shows what was entered, and what the acquirer has where it is the same', () => {
    expect(shown(row('merchantName', { entered: name, acquirer: name, state: 'same' }))).toEqual([
      application.merchantName,
      application.merchantName,
    ]);
    expect(shown(row('deposits[0]', { entered: item, acquirer: item, state: 'same' }))).toEqual(
      Array.from({ length: 2 }, () => `${serial} refundable-deposit CNY 200.00`),
    );
    const account = maskAccountNumber(application.payee.accountNumber);
    expect(shown(row('payee.accountNumber', { entered: account }))).toEqual([
      application.payee.accountNumber,
      null,
    ]);
  });

  it('tells no more than before of what the acquirer has otherwise', () => {
    const held = maskPhone('+8613911118000');
    const entered = maskPhone(phone);
    expect(shown(row('phone', { entered, acquirer: held, state: 'different' }))).toEqual([
      phone,
      held,
    ]);
  });

  it('leaves masked what the application did not say when it was compared', () => {
    const older = maskPhone('+8613900001111');
    expect(shown(row('phone', { entered: older, state: 'unknown' }))).toEqual([older, null]);
    expect(shown(row('closeAccount', { entered: 'true' }))).toEqual(['true', null]);
  });
});

/** Amounts: the digits of each currency, how they are told, and how typed ones are read. */
import { isCurrency, readAmount } from '../../checks/money/money';
import { minorDigits } from '../../workflows/contract/currencies';
import { moneyText, totalText } from '../../workflows/contract/money';

test.each([
  ['CLP', 20_000, 'CLP 20,000'],
  ['CNY', 20_000, 'CNY 200.00'],
  ['ISK', 1_500, 'ISK 1,500'],
  ['UGX', 5, 'UGX 5'],
  ['XOF', 1_000_000, 'XOF 1,000,000'],
  ['MGA', 20_000, 'MGA 200.00'],
  ['HUF', 20_000, 'HUF 200.00'],
  ['KWD', 1_234_567, 'KWD 1,234.567'],
  ['TND', 5, 'TND 0.005'],
  ['CLF', 20_000, 'CLF 2.0000'],
])('%s %d is told with the digits of its minor unit', (currency, amountMinor, text) => {
  expect(moneyText({ amountMinor, currency }, 'en')).toBe(text);
});

test('one form serves both languages, but for the sign of the yuan', () => {
  expect(moneyText({ amountMinor: 20_000, currency: 'CLP' }, 'zh-CN')).toBe('CLP 20,000');
  expect(moneyText({ amountMinor: 123_456, currency: 'CNY' }, 'zh-CN')).toBe('¥1,234.56');
});

test('sums stay apart by currency', () => {
  const items = [
    { amountMinor: 100, currency: 'CLP' },
    { amountMinor: 20_000, currency: 'CNY' },
    { amountMinor: 900, currency: 'CLP' },
  ];
  expect(totalText(items, 'zh-CN')).toBe('CLP 1,000 + ¥200.00');
  expect(totalText([], 'en')).toBeUndefined();
});

test.each(['XAU', 'XTS', 'ANG', 'BGN', 'HRK', 'ABC', 'cny', ''])(
  '%j is no currency in use, so nothing is guessed about its digits',
  (code) => {
    expect(isCurrency(code)).toBe(false);
    expect(minorDigits(code)).toBeUndefined();
    expect(readAmount('200', code)).toEqual({ code: 'FIELD_INVALID' });
    expect(moneyText({ amountMinor: 20_000, currency: code }, 'en')).toMatch(
      /20000 \(minor units\)$/,
    );
  },
);

test.each(['CNY', 'HKD', 'MOP', 'TWD', 'XCG', 'ZWG', 'VED', 'SLE'])('%s is a currency', (code) => {
  expect(isCurrency(code)).toBe(true);
  expect(minorDigits(code)).toBe(2);
});

test.each([
  ['200', 'CNY', 20_000],
  ['200.5', 'CNY', 20_050],
  ['200.', 'CNY', 20_000],
  ['0.01', 'CNY', 1],
  ['1,200.5', 'CNY', 120_050],
  ['￥１,２００', 'CNY', 120_000],
  ['200', 'JPY', 200],
  ['20,000', 'CLP', 20_000],
  ['1.234', 'KWD', 1_234],
  ['0.1', 'KWD', 100],
  ['1,234.5', 'KWD', 1_234_500],
  ['1 200.00', 'CNY', 120_000],
  ['1’200.00', 'CNY', 120_000],
  ['\u202d200.00\u202c', 'CNY', 20_000],
  ['CNY 200.00', 'CNY', 20_000],
  ['200元', 'CNY', 20_000],
  ['200。5', 'CNY', 20_050],
])('%s %s is read as %d minor units', (typed, currency, minor) => {
  expect(readAmount(typed, currency)).toEqual({ value: minor });
});

test.each([
  ['20.5055', 'CNY'],
  ['1.5', 'JPY'],
  ['1.5', 'CLP'],
  ['-1', 'CNY'],
  ['1e3', 'CNY'],
  ['1 2', 'CNY'],
  ['USD 5', 'CNY'],
  ['9999999999999', 'CNY'],
])('%j of %s is no amount', (typed, currency) => {
  expect(readAmount(typed, currency)).toEqual({ code: 'FIELD_INVALID' });
});

test.each([
  ['200.505', 'CNY'],
  ['1,5', 'CNY'],
  ['1200,50', 'CNY'],
  ['1.200,50', 'CNY'],
  ['1,00,000', 'CNY'],
  ['20.000', 'CLP'],
  ['1,234', 'KWD'],
])('%j of %s has two readings, so neither is taken', (typed, currency) => {
  expect(readAmount(typed, currency)).toEqual({ code: 'AMOUNT_AMBIGUOUS' });
});

test('an amount that was left out is told as such', () => {
  expect(readAmount(' \u200b', 'CNY')).toEqual({ code: 'FIELD_REQUIRED' });
});

/** How text stands in a terminal: widths, tables, times, amounts. */
import { createClock } from '../../client/cli/text/moments';
import { factLines, tableLines } from '../../client/cli/text/tables';
import { displayWidth, harmless, oneLine } from '../../client/cli/text/text-width';

describe('the width of text', () => {
  test.each([
    ['plain', 5],
    ['上海', 4],
    ['上海 A', 6],
    ['ＡＢ', 4],
    ['한국', 4],
    ['カナ', 4],
    ['ｶﾅ', 2],
    ['é', 1],
    ['e\u0301', 1],
    ['𠮷野', 4],
    ['👩‍👩‍👧', 2],
    ['、。', 4],
    ['…→', 2],
    ['', 0],
  ])('of %s is %d columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('a table', () => {
  test('keeps its columns in line whatever the writing of a cell', () => {
    const lines = tableLines(
      [{ head: 'name' }, { head: 'amount', right: true }, { head: 'state' }],
      [
        ['上海店', '5.00', 'paid'],
        ['Shop', '1280.50', '退款中'],
      ],
    );
    const starts = ['state', 'paid', '退款中'].map((word, index) =>
      displayWidth((lines[index] ?? '').slice(0, (lines[index] ?? '').indexOf(word))),
    );
    expect(new Set(starts).size).toBe(1);
    expect(lines[1]).toContain('   5.00  ');
  });

  test('without rows has no head either', () => {
    expect(tableLines([{ head: 'a' }], [])).toEqual([]);
  });

  test('of facts leaves out what is not known', () => {
    expect(
      factLines([
        ['phone', undefined],
        ['手机', '1'],
        ['a', ''],
      ]),
    ).toEqual(['手机  1']);
  });
});

describe('text of others', () => {
  test('cannot steer the terminal', () => {
    expect(harmless('a\u001b[31mb\u0007\u009b2J\rc\u202ed')).toBe('a[31mb2Jcd');
  });

  test('keeps its lines, and in a cell becomes one line', () => {
    expect(harmless('a\r\nb')).toBe('a\nb');
    expect(oneLine('a\n\nb')).toBe('a b');
  });
});

describe('times', () => {
  test('are those of the zone, whose distance is named', () => {
    const clock = createClock('Asia/Shanghai', new Date());
    expect(clock.full('2026-11-24T16:30:05Z')).toBe('2026-11-25 00:30:05 +08:00');
    expect(clock.offset).toBe('+08:00');
  });

  test('of UTC say so too', () => {
    expect(createClock('UTC', new Date()).full('2026-11-24T00:00:00Z')).toBe(
      '2026-11-24 00:00:00 +00:00',
    );
  });

  test('that are none are shown as they came', () => {
    expect(createClock('UTC', new Date()).full('soon')).toBe('soon');
  });
});

/** Moments as merchants read them: the clock of their zone, and the zone beside it. */
import { dayText, isTimeZone, momentText } from '../../checks/days/moments';

const LIMIT = '2026-12-07T16:30:00Z';
/** Whether a city is written with its marks is a matter of the ICU of a Node: Ürümqi, Urumqi. */
const unmarked = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '');

test.each([
  ['Asia/Shanghai', '8 December 2026 at 00:30 (China time)', '2026年12月8日 00:30（北京时间）'],
  ['Asia/Urumqi', '7 December 2026 at 22:30 (Urumqi Time)', '2026年12月7日 22:30（乌鲁木齐时间）'],
  ['America/Santiago', '7 December 2026 at 13:30 (Chile Time)', '2026年12月7日 13:30（智利时间）'],
  [
    'Europe/Berlin',
    '7 December 2026 at 17:30 (Central European Time)',
    '2026年12月7日 17:30（中欧时间）',
  ],
])('names a moment by the clock of %s and says so', (timeZone, en, zh) => {
  expect(unmarked(momentText(LIMIT, { locale: 'en', timeZone }))).toBe(en);
  expect(momentText(LIMIT, { locale: 'zh-CN', timeZone })).toBe(zh);
});

test('names a day as it is in the zone of the reader', () => {
  const day = (timeZone: string) => dayText(LIMIT, { locale: 'zh-CN', timeZone });
  expect(day('Asia/Shanghai')).toBe('2026年12月8日周二');
  expect(day('America/Santiago')).toBe('2026年12月7日周一');
});

test('reads an unknown zone as that of the desk and names it as such', () => {
  expect(isTimeZone('Nowhere/Town')).toBe(false);
  expect(momentText(LIMIT, { locale: 'en', timeZone: 'Nowhere/Town' })).toMatch(
    /00:30 \(China time\)$/,
  );
});

test('names the distance from UTC where a browser has no names of zones', () => {
  const native = Intl.DateTimeFormat;
  const old = jest.spyOn(Intl, 'DateTimeFormat').mockImplementation((language, options) => {
    if (options?.timeZoneName === 'longGeneric') throw new RangeError('an old browser');
    return new native(language, options);
  });
  expect(momentText(LIMIT, { locale: 'en', timeZone: 'America/Lima' })).toMatch(/11:30 \(GMT-5\)$/);
  old.mockRestore();
});

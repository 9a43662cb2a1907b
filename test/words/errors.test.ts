/** Every code has its sentences in both languages, and they say what to do. */
import { messageFor, messagePartsFor } from '../../words/errors';
import { LOCALES } from '../../workflows/contract/case-data';
import { ERRORS } from '../../workflows/contract/errors';
import type { ErrorCode } from '../../workflows/contract/errors';

const CODES = Object.keys(ERRORS) as ErrorCode[];
const HAN = /\p{Script=Han}/u;
/** Words by which a Chinese sentence asks for something, or says that nothing is to be done. */
const CHINESE_ADVICE = /请|无需|切勿/;
/** What the machine does by itself; only there may a text say that nothing is to be done. */
const NOTHING_TO_DO = ['retry', 'FENCED', 'NOT_HELD'];

describe.each(CODES)('%s', (code) => {
  test.each(LOCALES)('says in %s what happened and what to do, in whole sentences', (locale) => {
    const { meaning, remedy } = messagePartsFor(code, locale);
    for (const sentence of [meaning, remedy]) {
      expect(sentence).toMatch(/[.。]$/);
      expect(sentence.length).toBeGreaterThan(locale === 'en' ? 6 : 3);
      expect(HAN.test(sentence)).toBe(locale === 'zh-CN');
    }
    expect(remedy).not.toBe(meaning);
    expect(messageFor(code, locale)).toContain(meaning);
    expect(messageFor(code, locale)).toContain(remedy);
  });

  test('asks in Chinese for an action', () => {
    expect(messagePartsFor(code, 'zh-CN').remedy).toMatch(CHINESE_ADVICE);
  });

  test('says that nothing is to be done only where that is true', () => {
    const { remedy } = messagePartsFor(code, 'zh-CN');
    const isIdle = [ERRORS[code].reaction, code].some((word) => NOTHING_TO_DO.includes(word));
    expect(remedy.startsWith('无需') && !isIdle).toBe(false);
  });
});

test('no two codes share a Chinese meaning', () => {
  const meanings = CODES.map((code) => messagePartsFor(code, 'zh-CN').meaning);
  expect(new Set(meanings).size).toBe(CODES.length);
});

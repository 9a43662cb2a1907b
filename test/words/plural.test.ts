/** Sentences that count: each language has the forms that it tells apart, and nobody writes one by hand. */
import { repositoryFiles, textOf } from '../house/repository';
import { formFor } from '../../words/plural';
import { sentence } from '../../words/phrase';

const CASES = {
  'zh-CN': '{count} 个工单',
  en: { one: '{count} case', other: '{count} cases' },
} as const;

test.each([
  [0, '0 cases', '0 个工单'],
  [1, '1 case', '1 个工单'],
  [2, '2 cases', '2 个工单'],
  [12_345, '12,345 cases', '12,345 个工单'],
])('%s is said in the form of its language', (count, english, chinese) => {
  expect(sentence('en', CASES, { count })).toBe(english);
  expect(sentence('zh-CN', CASES, { count })).toBe(chinese);
});

test('a form that a language has no text for falls back on the general one', () => {
  expect(formFor({ other: 'some' }, 1, 'en')).toBe('some');
});

const SPEAKING = repositoryFiles().filter((file) =>
  /^(?!test\/|workflows\/|record\/).*\.(?:tsx?|txt)$/.test(file),
);

test('nobody writes a plural by hand', () => {
  expect(SPEAKING.length).toBeGreaterThan(200);
  const byHand = /\(s\)|=== 1 \?\s*['"`]|=== 1 \? '' : 's'/;
  const found = SPEAKING.filter((file) => byHand.test(textOf(file)));
  expect(found).toEqual([]);
});

test('a number before an English noun has a form for one', () => {
  const fixed = SPEAKING.flatMap((file) =>
    [...textOf(file).matchAll(/\ben:\s*(['"`])(.*?\{count\} [a-z]+s\b.*?)\1/g)].map(
      ([, , text = '']) => `${file}: ${text}`,
    ),
  );
  expect(fixed).toEqual([]);
});

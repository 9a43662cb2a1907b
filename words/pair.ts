/** A word or sentence in both languages side by side, so that none is half translated. */
import type { Locale } from '../workflows/contract/case-data';

export type Pair = readonly [zh: string, en: string];

/** The words of a name; a name of a newer desk, which nobody here knows, shows as it came. */
export function named<Name extends string>(words: Readonly<Record<Name, Pair>>, name: Name): Pair {
  return Object.hasOwn(words, name) ? words[name] : [name, name];
}

/** One of the two. */
export function inLocale([zh, en]: Pair, locale: Locale): string {
  return locale === 'en' ? en : zh;
}

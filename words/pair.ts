/** A word or sentence in every language side by side, so that none is half translated. */
import type { LOCALES, Locale } from '../workflows/contract/case-data';

type OneEach<Of extends readonly string[]> = { readonly [Index in keyof Of]: string };
/** In the order of `LOCALES`: with one more locale the compiler names every word that lacks it. */
export type Pair = OneEach<typeof LOCALES>;

const PLACE: Readonly<Record<Locale, 0 | 1>> = { 'zh-CN': 0, en: 1 };

/** What stands under a name; undefined for a name of a newer desk, which nobody here knows. */
export function known<Name extends string, Words>(
  words: Readonly<Record<Name, Words>>,
  name: Name,
): Words | undefined {
  return Object.hasOwn(words, name) ? words[name] : undefined;
}

/** The words of a name; one that nobody here knows shows as it came. */
export function named<Name extends string>(words: Readonly<Record<Name, Pair>>, name: Name): Pair {
  return known(words, name) ?? [name, name];
}

/** The one of a language. */
export function inLocale(pair: Pair, locale: Locale): string {
  return pair[PLACE[locale]];
}

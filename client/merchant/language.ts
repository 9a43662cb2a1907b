/** The language of the page: what was chosen before, else the browser's, else Chinese. */
import { LOCALES } from '../../workflows/contract/case-data';
import type { Locale } from '../../workflows/contract/case-data';
import { type Sentence, type Values, sentence } from '../../words/phrase';
import { localeOfTag } from '../../words/languages';
import { en } from './texts/en';
import { zh } from './texts/zh';
import type { Texts } from './texts/zh';

const KEY = 'm.language';
const TEXTS: Readonly<Record<Locale, Texts>> = { 'zh-CN': zh, en };

let current: Locale | undefined;

function firstLocale(): Locale {
  const kept = localStorage.getItem(KEY);
  const known = LOCALES.find((locale) => locale === kept);
  if (known) return known;
  const spoken = navigator.languages.flatMap((tag) => localeOfTag(tag) ?? []);
  return spoken[0] ?? 'zh-CN';
}

export function locale(): Locale {
  current ??= firstLocale();
  return current;
}

/** Everything that the page says, in its language. */
export function t(): Texts {
  return TEXTS[locale()];
}

/** Says a sentence in the language of the page. */
export function say(said: Sentence, values: Values): string {
  return sentence(locale(), said, values);
}

export function setLocale(chosen: Locale): void {
  current = chosen;
  // A preference and nothing about a person, so it may outlast the tab.
  localStorage.setItem(KEY, chosen);
}

/** The language of the page: what was chosen before, else the browser's, else Chinese. */
import { LOCALES } from '../../workflows/contract/case-data';
import type { Locale } from '../../workflows/contract/case-data';
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
  const preferred = navigator.languages.find((tag) => /^(en|zh)\b/i.test(tag));
  return preferred?.toLowerCase().startsWith('en') === true ? 'en' : 'zh-CN';
}

export function locale(): Locale {
  current ??= firstLocale();
  return current;
}

/** Everything that the page says, in its language. */
export function t(): Texts {
  return TEXTS[locale()];
}

export function setLocale(chosen: Locale): void {
  current = chosen;
  // A preference and nothing about a person, so it may outlast the tab.
  localStorage.setItem(KEY, chosen);
}

/** The languages themselves: which one a tag names, what each is called, and which a switch offers. Pure. */
import { LOCALES, type Locale, type Phrase } from '../workflows/contract/case-data';

/** What each language is called in itself. */
export const LANGUAGE_NAME: Phrase = { 'zh-CN': '中文', en: 'English' };

/** A switch to the language, in itself. */
export const SWITCH_TO: Phrase = { 'zh-CN': '切换到中文', en: 'Switch to English' };

/** `zh` of `zh-Hans-CN` and of `zh_CN.UTF-8`. */
function languageIn(tag: string): string | undefined {
  return tag.toLowerCase().split(/[-_.]/)[0];
}

/** The language of a tag of a browser, of a request or of a shell; undefined for one that nobody here speaks. */
export function localeOfTag(tag: string): Locale | undefined {
  return LOCALES.find((locale) => languageIn(locale) === languageIn(tag));
}

/** The language of a shell by its variables, of which the first that says something counts. */
export function localeOfShell(values: {
  readonly [Name in 'LC_ALL' | 'LC_MESSAGES' | 'LANG']?: string | undefined;
}): Locale | undefined {
  return localeOfTag(values.LC_ALL || values.LC_MESSAGES || values.LANG || '');
}

/** The one that a switch offers. */
export function nextLocale(locale: Locale): Locale {
  return LOCALES[(LOCALES.indexOf(locale) + 1) % LOCALES.length] ?? locale;
}

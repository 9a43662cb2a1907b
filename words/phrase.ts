/** Texts in every language side by side, so that none is half translated, and how values enter them. Pure. */
import type { Locale, Phrase } from '../workflows/contract/case-data';
import { type Counted, formFor } from './plural';

export type { Phrase };

/** What can be said: a text in every language, or one that counts and has the forms for it. */
export type Sentence = Phrase | Counted;

type Texts<Form> = Form extends string ? Form : Form[keyof Form];
type TextsOf<S extends Sentence> = Texts<S[Locale]>;
type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;
/** A sentence that counts asks for its number, whether that stands in it or not. */
type NamesOf<S extends Sentence> = Names<TextsOf<S>> | (S extends Phrase ? never : 'count');

/** Values of a sentence by name. */
export type Values = Readonly<Record<string, string | number>>;

/** The values that a sentence asks for; one whose texts are not known by type may ask for any. */
export type ValuesOf<S extends Sentence> =
  string extends TextsOf<S>
    ? [values?: Values]
    : [NamesOf<S>] extends [never]
      ? []
      : [
          values: {
            readonly [Name in NamesOf<S>]: Name extends 'count' ? number : string | number;
          },
        ];

/** Says a sentence with its values. */
export type Say = <const S extends Sentence>(said: S, ...values: ValuesOf<S>) => string;

/** A text that is made in the same way for each language. */
export function inEvery(text: (locale: Locale) => string): Phrase {
  return { 'zh-CN': text('zh-CN'), en: text('en') };
}

/** What stands under a name; undefined for a name of a newer desk, which nobody here knows. */
export function known<Name extends string, Words>(
  words: Readonly<Record<Name, Words>>,
  name: Name,
): Words | undefined {
  return Object.hasOwn(words, name) ? words[name] : undefined;
}

/** The words of a name; one that nobody here knows shows as it came. */
export function named<Name extends string>(
  words: Readonly<Record<Name, Phrase>>,
  name: Name,
): Phrase {
  return known(words, name) ?? inEvery(() => name);
}

/**
 * The sentence of one language with its values in place, numbers as that language writes them; a name without a
 * value stays visible.
 */
export function sentence(locale: Locale, said: Sentence, values: Values = {}): string {
  const text = formFor(said[locale], Number(values['count']), locale);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : valueText(value, locale);
  });
}

/** Says in one language. */
export function sayIn(locale: Locale): Say {
  return (said: Sentence, ...values: readonly (Values | undefined)[]) =>
    sentence(locale, said, values[0]);
}

/** What stands between words of a list. */
export const BETWEEN_WORDS: Phrase = { 'zh-CN': '、', en: ', ' };

function valueText(value: string | number, locale: Locale): string {
  return typeof value === 'string' ? value : numberText(value, locale);
}

const formats = new Map<string, Intl.NumberFormat>();

/** A number as a language writes it: `12,345`. */
export function numberText(
  value: number,
  locale: Locale,
  options: Intl.NumberFormatOptions = {},
): string {
  const key = JSON.stringify([locale, options]);
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, format);
  return format.format(value);
}

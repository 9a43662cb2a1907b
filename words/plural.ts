/** How each language writes a sentence that counts: a form for every kind of number that it tells apart. Pure. */
import type { Locale } from '../workflows/contract/case-data';

/** A language of one form has a text alone; a further language is a type error until it stands here. */
interface Forms {
  readonly 'zh-CN': string;
  readonly en: Readonly<Record<'one' | 'other', string>>;
}

/** A text that follows the number called `count` in it. */
export type Counted = { readonly [L in Locale]: Forms[L] };

type Form = string | (Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { other: string });

const rules = new Map<Locale, Intl.PluralRules>();

function ruleOf(locale: Locale): Intl.PluralRules {
  const rule = rules.get(locale) ?? new Intl.PluralRules(locale);
  rules.set(locale, rule);
  return rule;
}

/** The form that a language has for a number: `1 case`, `0 cases`, `2 cases`. */
export function formFor(form: Form, count: number, locale: Locale): string {
  if (typeof form === 'string') return form;
  return form[ruleOf(locale).select(count)] ?? form.other;
}

/** Pairs of sentences and how a value enters one. Pure. */
import { type Pair, inLocale, named } from './pair';
import type { Locale } from '../workflows/contract/case-data';

export { named, type Pair };

type Names<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

/** Values of a sentence by name. */
export type Values = Readonly<Record<string, string | number>>;

/** The values that a pair asks for; a pair whose words are not known by type may ask for any. */
export type ValuesOf<P extends Pair> = string extends P[0]
  ? [values?: Values]
  : [Names<P[0]> | Names<P[1]>] extends [never]
    ? []
    : [values: Readonly<Record<Names<P[0]> | Names<P[1]>, string | number>>];

/** Says a pair with its values. */
export type Say = <const P extends Pair>(pair: P, ...values: ValuesOf<P>) => string;

/** The sentence of one language with its values in place; a name without a value stays visible. */
export function sentence(locale: Locale, pair: Pair, values: Values = {}): string {
  return inLocale(pair, locale).replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  );
}

// checks/problems/: what is wrong with what was entered, in words.
/** What a field may hold, in words: from the JSON Schema that documents it, the same for bodies and queries. */
import { z } from 'zod';
import type { Locale, Phrase } from '../../workflows/contract/case-data';
import { type Sentence, type Values, inEvery, sentence } from '../../words/phrase';
import { patternWords } from './pattern-words';

type Shape = z.core.JSONSchema.BaseSchema;

/** Most values that are named one by one. */
const MAX_VALUES = 40;
/** No whole number of a client is larger; such a limit says nothing. */
const isLimit = (limit: number | undefined): limit is number =>
  limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER;

const known = new WeakMap<z.ZodType, Shape>();

function documentOf(schema: z.ZodType): Shape {
  const found = known.get(schema);
  if (found) return found;
  const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  known.set(schema, made);
  return made;
}

function resolved(shape: Shape, root: Shape): Shape {
  const name = shape.$ref?.split('/').at(-1);
  const meant = name === undefined ? undefined : root.$defs?.[name];
  return meant === undefined ? shape : resolved(meant, root);
}

const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null;

/** Every form that may stand at a place; several where forms are alternatives. */
function shapesAt(shape: Shape, path: readonly PropertyKey[], root: Shape): readonly Shape[] {
  const here = resolved(shape, root);
  const either = here.anyOf ?? here.oneOf ?? here.allOf;
  const [part, ...rest] = path;
  if (part === undefined) return [here];
  if (either) return either.flatMap((one) => shapesAt(one, path, root));
  const next = typeof part === 'number' ? here.items : here.properties?.[String(part)];
  return isShape(next) ? shapesAt(next, rest, root) : [];
}

const WORDS = {
  or: { 'zh-CN': '，或', en: ', or ' },
  and: { 'zh-CN': '，', en: ', ' },
  list: { 'zh-CN': '列表', en: 'a list' },
  listOf: { 'zh-CN': '列表，{range} 项', en: 'a list of {range}' },
  object: { 'zh-CN': '对象', en: 'an object' },
  objectOf: {
    'zh-CN': '对象，字段为 {names}',
    en: { one: 'an object with the field {names}', other: 'an object with the fields {names}' },
  },
  more: { 'zh-CN': '{named} 等共 {all} 个', en: '{named} and {rest} more' },
  range: { 'zh-CN': '{from} 至 {to}', en: '{from} to {to}' },
  atMost: { 'zh-CN': '最多 {to}', en: 'at most {to}' },
  atLeast: { 'zh-CN': '至少 {from}', en: 'at least {from}' },
  whole: { 'zh-CN': '整数', en: 'a whole number' },
  number: { 'zh-CN': '数字', en: 'a number' },
  text: { 'zh-CN': '文本', en: 'text' },
  characters: {
    'zh-CN': '{range} 个字符',
    en: { one: '{range} character', other: '{range} characters' },
  },
} as const satisfies Record<string, Sentence>;

/** Values that people type again stand as JSON writes them. */
const said = (word: keyof typeof WORDS, locale: Locale, values: Values = {}): string =>
  sentence(locale, WORDS[word], values);

/** What may stand at the place, or undefined where nothing may. */
export function allowedAt(schema: z.ZodType, path: readonly PropertyKey[]): Phrase | undefined {
  const root = documentOf(schema);
  const shapes = shapesAt(root, path, root);
  if (shapes.length === 0) return undefined;
  return inEvery((locale) =>
    joined(
      shapes.map((shape) => wordsOf(shape, root, locale)),
      locale,
    ),
  );
}

function joined(parts: readonly string[], locale: Locale): string {
  return [...new Set(parts)].join(WORDS.or[locale]);
}

function wordsOf(shape: Shape, root: Shape, locale: Locale): string {
  const here = resolved(shape, root);
  const values = here.enum ?? (here.const === undefined ? undefined : [here.const]);
  if (values) return listed(values.map(String), locale);
  const either = here.anyOf ?? here.oneOf;
  if (either)
    return joined(
      either.map((one) => wordsOf(one, root, locale)),
      locale,
    );
  switch (here.type) {
    case 'boolean':
      return 'true, false';
    case 'integer':
    case 'number':
      return numberWords(here, locale);
    case 'string':
      return textWords(here, locale);
    case 'array': {
      const range = rangeWords(here.minItems, here.maxItems, locale);
      return said(range === '' ? 'list' : 'listOf', locale, { range });
    }
    case 'object': {
      const names = Object.keys(here.properties ?? {});
      if (names.length === 0) return said('object', locale);
      return said('objectOf', locale, { names: names.join(', '), count: names.length });
    }
    default:
      return joined(
        (here.allOf ?? []).map((one) => wordsOf(one, root, locale)),
        locale,
      );
  }
}

function listed(values: readonly string[], locale: Locale): string {
  const rest = values.length - MAX_VALUES;
  const named = values.slice(0, MAX_VALUES).join(', ');
  return rest <= 0 ? named : said('more', locale, { named, rest, all: values.length });
}

function rangeWords(min: number | undefined, max: number | undefined, locale: Locale): string {
  const [from, to] = [min, max].map((limit) => (isLimit(limit) ? String(limit) : undefined));
  const isFromSome = from !== undefined && Number(from) > 0;
  if (isFromSome && to !== undefined) return said('range', locale, { from, to });
  if (to !== undefined) return said('atMost', locale, { to });
  return isFromSome ? said('atLeast', locale, { from }) : '';
}

function numberWords({ type, minimum, maximum }: Shape, locale: Locale): string {
  const range = rangeWords(minimum, maximum, locale);
  const parts = [said(type === 'integer' ? 'whole' : 'number', locale), range];
  return parts.filter(Boolean).join(WORDS.and[locale]);
}

const FORMATS: Readonly<Record<string, Phrase>> = {
  date: { 'zh-CN': '日期，如 2026-11-30', en: 'a day such as 2026-11-30' },
  'date-time': {
    'zh-CN': '时刻，如 2026-11-30T08:00:00Z',
    en: 'a moment such as 2026-11-30T08:00:00Z',
  },
  email: { 'zh-CN': '电子邮箱地址', en: 'an e-mail address' },
  uri: { 'zh-CN': '网址', en: 'a web address' },
  uuid: { 'zh-CN': 'UUID', en: 'a UUID' },
};

function textWords(shape: Shape, locale: Locale): string {
  const format = shape.format === undefined ? undefined : FORMATS[shape.format];
  if (format) return format[locale];
  const patterns = [shape.pattern, ...(shape.allOf ?? []).map(({ pattern }) => pattern)];
  const forms = patterns.flatMap((pattern) =>
    pattern === undefined ? [] : [patternWords(pattern)[locale]],
  );
  const { minLength, maxLength } = shape;
  const range = rangeWords(minLength, maxLength, locale);
  const count = (isLimit(maxLength) ? maxLength : minLength) ?? 0;
  const length = range === '' ? [] : [said('characters', locale, { range, count })];
  const text = forms.length === 0 ? [said('text', locale)] : [];
  return [...text, ...forms, ...length].join(WORDS.and[locale]);
}

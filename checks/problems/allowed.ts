// checks/problems/: what is wrong with what was entered, in words.
/** What a field may hold, in words: from the JSON Schema that documents it, the same for bodies and queries. */
import { z } from 'zod';
import type { Locale } from '../../workflows/contract/case-data';
import { patternWords } from './pattern-words';

/** Words in both languages. */
export type Allowed = Readonly<Record<Locale, string>>;

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

/** What may stand at the place, or undefined where nothing may. */
export function allowedAt(schema: z.ZodType, path: readonly PropertyKey[]): Allowed | undefined {
  const root = documentOf(schema);
  const shapes = shapesAt(root, path, root);
  if (shapes.length === 0) return undefined;
  const words = (locale: Locale): string =>
    joined(
      shapes.map((shape) => wordsOf(shape, root, locale)),
      locale,
    );
  return { 'zh-CN': words('zh-CN'), en: words('en') };
}

function joined(parts: readonly string[], locale: Locale): string {
  return [...new Set(parts)].join(locale === 'en' ? ', or ' : '，或');
}

function wordsOf(shape: Shape, root: Shape, locale: Locale): string {
  const here = resolved(shape, root);
  const say = (zh: string, en: string): string => (locale === 'en' ? en : zh);
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
      return say(
        `列表${range === '' ? '' : `，${range} 项`}`,
        `a list${range === '' ? '' : ` of ${range}`}`,
      );
    }
    case 'object': {
      const names = Object.keys(here.properties ?? {}).join(', ');
      if (names === '') return say('对象', 'an object');
      return say(`对象，字段为 ${names}`, `an object with the fields ${names}`);
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
  if (rest <= 0) return named;
  return locale === 'en' ? `${named} and ${rest} more` : `${named} 等共 ${values.length} 个`;
}

function rangeWords(min: number | undefined, max: number | undefined, locale: Locale): string {
  const [from, to] = [isLimit(min) ? min : undefined, isLimit(max) ? max : undefined];
  if (from !== undefined && to !== undefined && from > 0) {
    return locale === 'en' ? `${from} to ${to}` : `${from} 至 ${to}`;
  }
  if (to !== undefined) return locale === 'en' ? `at most ${to}` : `最多 ${to}`;
  if (from === undefined || from <= 0) return '';
  return locale === 'en' ? `at least ${from}` : `至少 ${from}`;
}

function numberWords({ type, minimum, maximum }: Shape, locale: Locale): string {
  const range = rangeWords(minimum, maximum, locale);
  const isWhole = type === 'integer';
  if (locale === 'en') return `${isWhole ? 'a whole number' : 'a number'}${range && `, ${range}`}`;
  return `${isWhole ? '整数' : '数字'}${range && `，${range}`}`;
}

const FORMATS: Readonly<Record<string, Allowed>> = {
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
  const range = rangeWords(shape.minLength, shape.maxLength, locale);
  const length = locale === 'en' ? `${range} characters` : `${range} 个字符`;
  const parts = [...forms, ...(range === '' ? [] : [length])];
  if (parts.length === 0) return locale === 'en' ? 'text' : '文本';
  const text = locale === 'en' ? 'text, ' : '文本，';
  return `${forms.length === 0 ? text : ''}${parts.join(locale === 'en' ? ', ' : '，')}`;
}

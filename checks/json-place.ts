/** Where a text stops being JSON. */
import type { Phrase } from '../workflows/contract/case-data';

/** Counted from 1, in characters. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** What would be right in its place. */
export function jsonWanted({ line, column }: TextPlace): Phrase {
  return {
    'zh-CN': `JSON；第 ${line} 行第 ${column} 列不是`,
    en: `JSON, which it is not at line ${line}, column ${column}`,
  };
}

const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** What may come next. `first`: a value, or the end of a list that is empty so far. */
type Next = 'value' | 'first' | 'key' | 'first-key' | 'colon' | 'more' | 'end';

/** The first place that no JSON text has; undefined where all of it is JSON. */
export function placeOfJsonFault(text: string): TextPlace | undefined {
  const open: ('{' | '[')[] = [];
  let at = 0;
  let next = 'value' as Next;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found !== null;
  };
  const afterValue = (): Next => (open.length === 0 ? 'end' : 'more');
  for (;;) {
    take(SPACE);
    const sign = text[at];
    if (sign === undefined) return next === 'end' ? undefined : placeAt(text, at);
    const step = stepOf(sign, next, open.at(-1));
    if (step === 'string' || step === 'scalar') {
      if (!take(step === 'string' ? STRING : SCALAR)) return placeAt(text, at);
      next = next === 'key' || next === 'first-key' ? 'colon' : afterValue();
    } else if (step === 'no') {
      return placeAt(text, at);
    } else {
      at += 1;
      if (sign === '{' || sign === '[') open.push(sign);
      if (step === 'close') open.pop();
      next = step === 'close' ? afterValue() : step;
    }
  }
}

function stepOf(
  sign: string,
  next: Next,
  inside: '{' | '[' | undefined,
): Next | 'string' | 'scalar' | 'close' | 'no' {
  const isValue = next === 'value' || next === 'first';
  const isKey = next === 'key' || next === 'first-key';
  if (isKey && sign === '"') return 'string';
  if (isValue && sign === '"') return 'string';
  if (isValue && sign === '{') return 'first-key';
  if (isValue && sign === '[') return 'first';
  if (next === 'colon') return sign === ':' ? 'value' : 'no';
  const mayClose = next === 'more' || next === 'first' || next === 'first-key';
  if (mayClose && sign === (inside === '{' ? '}' : ']')) return 'close';
  if (next === 'more' && sign === ',') return inside === '{' ? 'key' : 'value';
  return isValue ? 'scalar' : 'no';
}

function placeAt(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: Array.from(before.at(-1) ?? '').length + 1 };
}

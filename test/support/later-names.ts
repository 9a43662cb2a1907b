/** Answers as a desk of tomorrow gives them: each state, kind, code and role under a name that nobody knows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../house/repository';

/** What a later version puts before a name of its own. */
export const LATER = 'later-';
/** Languages are the reader's. */
const KEPT_MEMBERS = ['locale'];

/** Every value of an enumeration in the description of the API. */
function enumeratedValues(node: unknown, member = ''): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((one) => enumeratedValues(one, member));
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => {
    if (name !== 'enum' || !Array.isArray(value)) return enumeratedValues(value, name);
    if (KEPT_MEMBERS.includes(member)) return [];
    return value.flatMap((one: unknown) => (typeof one === 'string' ? [one] : []));
  });
}

const ENUMERATED = new Set(
  enumeratedValues(JSON.parse(readFileSync(join(root, 'docs/openapi.json'), 'utf8'))),
);

/** The same answer by a desk that calls everything otherwise. */
export function laterNames(value: unknown): unknown {
  if (typeof value === 'string') return ENUMERATED.has(value) ? LATER + value : value;
  if (Array.isArray(value)) return value.map(laterNames);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, one]: [string, unknown]) => [
    name,
    KEPT_MEMBERS.includes(name) ? one : laterNames(one),
  ]);
  return Object.fromEntries(members);
}

/** Turns what zod finds in a body into our problems: paths and codes, never values or zod's own words. */
import type { Problem } from '../workflows/contract/messages';

/** `terminals[0].serialNumber` for `['terminals', 0, 'serialNumber']`; `` for the body itself. */
export function fieldPath(path: readonly PropertyKey[]): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${String(part)}]`;
    else text += text === '' ? String(part) : `.${String(part)}`;
  }
  return text;
}

function isMissing(body: unknown, path: readonly PropertyKey[]): boolean {
  let value: unknown = body;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return true;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[part];
  }
  return value === undefined;
}

/**
 * Problems of a body that has not the documented form: `FIELD_REQUIRED` where something is missing,
 * else `FIELD_INVALID`. A key that is not known is named by the object that holds it, as names chosen
 * by clients may hold data.
 */
export function problemsOfStructure(
  issues: readonly { readonly path: readonly PropertyKey[] }[],
  body: unknown,
): readonly Problem[] {
  const problems = new Map<string, Problem>();
  for (const issue of issues) {
    const path = fieldPath(issue.path);
    const code = isMissing(body, issue.path) ? 'FIELD_REQUIRED' : 'FIELD_INVALID';
    if (!problems.has(path)) problems.set(path, { path, code });
  }
  return [...problems.values()];
}

/**
 * Turns what zod finds in a request into our problems: the path, a code, and what would be allowed there;
 * never a value that was sent, nor zod's own words.
 */
import type { z } from 'zod';
import type { Problem } from '../../workflows/contract/messages';
import { allowedAt } from './allowed';
import type { TaughtProblem } from './field-forms';

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

/** A name that a programmer gives a field; others, long numbers too, may be data and are not repeated. */
const PLAIN_NAME = /^(?!.*\d{5})[A-Za-z_$][A-Za-z0-9_$-]{0,39}$/;

function problemsOf(issue: z.core.$ZodIssue, schema: z.ZodType, body: unknown): TaughtProblem[] {
  const allowed = allowedAt(schema, issue.path);
  const taught = (path: readonly PropertyKey[], code: Problem['code']): TaughtProblem => ({
    path: fieldPath(path),
    code,
    ...(allowed && { allowed }),
  });
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => (PLAIN_NAME.test(key) ? [key] : []));
    return names.map((name) => taught([...issue.path, ...name], 'FIELD_UNKNOWN'));
  }
  return [taught(issue.path, isMissing(body, issue.path) ? 'FIELD_REQUIRED' : 'FIELD_INVALID')];
}

/**
 * Problems of a request that has not the documented form, one a path: `FIELD_REQUIRED` where something is
 * missing, `FIELD_UNKNOWN` where something is not known, else `FIELD_INVALID`.
 */
export function problemsOfStructure(
  issues: readonly z.core.$ZodIssue[],
  body: unknown,
  schema: z.ZodType,
): readonly TaughtProblem[] {
  const problems = new Map<string, TaughtProblem>();
  for (const problem of issues.flatMap((issue) => problemsOf(issue, schema, body))) {
    if (!problems.has(problem.path)) problems.set(problem.path, problem);
  }
  return [...problems.values()];
}

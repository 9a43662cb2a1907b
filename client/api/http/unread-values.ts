/** What a request holds in the right form and nobody can read, told together with all that is wrong with it. */
import { type z } from 'zod';
import { allowedAt } from '../../../checks/problems/allowed';
import { readDay, readSpan } from '../../../checks/days/day';
import { readSearch } from '../../../checks/references/search';
import { fieldPath } from '../../../checks/problems/structure-problems';
import type { ErrorCode } from '../../../workflows/contract/errors';
import type { Problem } from '../../../workflows/contract/messages';
import { ApiError } from './api-error';

type Refusal = (entered: string) => ErrorCode | undefined;

const ofSpan: Refusal = (entered) => {
  const read = readSpan(entered);
  return 'refusal' in read ? read.refusal : undefined;
};
const ofDay: Refusal = (entered) => {
  const read = readDay(entered);
  return 'refusal' in read ? read.refusal : undefined;
};

/** By the name under which a request carries it: why a value cannot be read. */
const REFUSALS: ReadonlyMap<string, Refusal> = new Map([
  ['openedFrom', ofSpan],
  ['openedTo', ofSpan],
  ['sinceBefore', ofSpan],
  ['since', ofSpan],
  ['from', ofDay],
  ['to', ofDay],
  ['q', (entered) => readSearch(entered).code],
]);

/** Problems of the values that the schema takes as text, each by its path. */
export function unreadIn(
  schema: z.ZodType,
  sent: unknown,
  path: readonly string[] = [],
): readonly Problem[] {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return [];
  return Object.entries(sent).flatMap(([name, value]: [string, unknown]) => {
    const here = [...path, name];
    const code = typeof value === 'string' ? REFUSALS.get(name)?.(value) : undefined;
    // An empty text is told by the schema.
    if (code === undefined || value === '') return unreadIn(schema, value, here);
    return allowedAt(schema, here) === undefined ? [] : [{ path: fieldPath(here), code }];
  });
}

/** One kind of problem is its own answer, but that a day is none is a fault of form; several are one of form too. */
export function unreadRefusal(problems: readonly Problem[]): ApiError {
  const [only, ...others] = new Set(problems.map(({ code }) => code));
  const isOwn = only !== undefined && others.length === 0 && only !== 'DAY_INVALID';
  return new ApiError(isOwn ? only : 'BAD_REQUEST', { problems });
}

/**
 * Bodies are held against the API's own shapes before they leave, so that what no desk would take is told at once
 * and whole: exit code 2, every field named, nothing sent.
 */
import type { z } from 'zod';
import type { TaughtProblem } from '../../checks/problems/field-forms';
import { taughtMessage } from '../../words/errors';
import { problemsOfStructure } from '../../checks/problems/structure-problems';
import type { Locale } from '../../workflows/contract/case-data';
import { type CliFailure, usage } from './failures';
import type { Pair } from '../../words/pair';

/** Where a body comes from, as a person knows it: the name of a file, or nothing for the words typed. */
export type Source = string | undefined;

/** The body, of the shape that the API takes. Fails with the usage ending and every problem. */
export function ofShape<T>(schema: z.ZodType<T>, body: unknown, source: Source): T {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  throw notTaken(problemsOfStructure(read.error.issues, body, schema), source);
}

/** Fails where there are problems. */
export function refuseBody(problems: readonly TaughtProblem[], source: Source): void {
  if (problems.length > 0) throw notTaken(problems, source);
}

function notTaken(problems: readonly TaughtProblem[], source: Source): CliFailure {
  const said: Pair =
    source === undefined
      ? ['填写的内容有误，没有发送任何内容：', 'What was entered cannot be sent. Nothing was sent:']
      : [
          `${source} 的内容有误，没有发送任何内容：`,
          `What ${source} holds cannot be sent. Nothing was sent:`,
        ];
  return usage(said, ...problems.map(problemLine));
}

function problemLine(problem: TaughtProblem): Pair {
  const { path } = problem;
  const told = (locale: Locale, colon: string): string =>
    `${path === '' ? '' : `${path}${colon}`}${taughtMessage(problem, locale)}`;
  return [told('zh-CN', '：'), told('en', ': ')];
}

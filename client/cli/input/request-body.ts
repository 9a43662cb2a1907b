/**
 * Bodies are held against the API's own shapes before they leave, so that what no desk would take is told at once
 * and whole: exit code 2, every field named, nothing sent.
 */
import type { z } from 'zod';
import type { TaughtProblem } from '../../../checks/problems/field-forms';
import { AT_FIELD, taughtMessage } from '../../../checks/problems/taught-message';
import { problemsOfStructure } from '../../../checks/problems/structure-problems';
import { type CliFailure, usage } from '../failures';
import { type Phrase, inEvery, sentence } from '../../../words/phrase';

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
  const said: Phrase =
    source === undefined
      ? {
          'zh-CN': '填写的内容有误，没有发送任何内容：',
          en: 'What was entered cannot be sent. Nothing was sent:',
        }
      : {
          'zh-CN': `${source} 的内容有误，没有发送任何内容：`,
          en: `What ${source} holds cannot be sent. Nothing was sent:`,
        };
  return usage(said, ...problems.map(problemLine));
}

function problemLine(problem: TaughtProblem): Phrase {
  const { path } = problem;
  return inEvery((locale) => {
    const message = taughtMessage(problem, locale);
    return path === '' ? message : sentence(locale, AT_FIELD, { path, message });
  });
}

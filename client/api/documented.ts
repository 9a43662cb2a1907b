/** How a route documents its answers: its success, and the one form of everything else. */
import type { z } from 'zod';
import { PROBLEM_MEDIA_TYPE, problemAnswer } from '../../wire/problem-answers';

const problemContent = {
  description: 'A refusal or fault (RFC 9457).',
  content: { [PROBLEM_MEDIA_TYPE]: { schema: problemAnswer } },
};

/** Everything but the success of a route. */
export const PROBLEM_ANSWERS = { '4xx': problemContent, '5xx': problemContent };

/** Answers of a route: its success, and the one form of everything else. */
export function answers<Status extends number, Schema extends z.ZodType>(
  successStatus: Status,
  schema: Schema,
): Record<Status, Schema> & { '4xx': typeof problemContent; '5xx': typeof problemContent } {
  const success = { [successStatus]: schema } as Record<Status, Schema>;
  return { ...success, ...PROBLEM_ANSWERS };
}

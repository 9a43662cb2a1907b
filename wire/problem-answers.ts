/** Every refusal and fault of the API (RFC 9457). */
import { z } from 'zod';
import { STAFF_ROLES } from '../workflows/contract/lifecycle';
import { type Sent, errorCode } from './values';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

export const finding = z
  .object({
    path: z.string().describe('Names the field, e.g. `deposits[1].currency`.'),
    code: errorCode,
    message: z.string().describe('In the language of the caller.'),
  })
  .meta({ id: 'Finding', description: 'One finding of the checks; the path names a field.' });
/** As a client reads it: a newer desk may know more codes. */
export type Finding = Omit<Sent<z.output<typeof finding>>, 'code'> & { readonly code: string };

export const problemAnswer = z
  .object({
    type: z.string().describe('Address of the words about the code.'),
    title: z
      .string()
      .describe('What the code means and what to do about it, in the language of the caller.'),
    status: z.int().describe('The HTTP status.'),
    code: errorCode,
    detail: z
      .string()
      .optional()
      .describe('What is special about this one; absent where the title says all of it.'),
    instance: z.string().describe('Id of the request, as the log has it.'),
    problems: z.array(finding).describe('What is wrong with the fields; empty for anything else.'),
    otherCaseId: z
      .string()
      .optional()
      .describe(
        'With `UNBIND_TERMINAL_HAS_OPEN_CASE`: the case that has it, if the caller may see it.',
      ),
    allowedRoles: z
      .array(z.enum(STAFF_ROLES))
      .optional()
      .describe('With `UNBIND_FORBIDDEN`: the roles that may.'),
  })
  .meta({ id: 'Problem', description: 'Every refusal and fault (RFC 9457).' });
/** As a client reads it; also what did not come from the desk, e.g. `HTTP_502`. */
export type ProblemAnswer = Omit<Sent<z.output<typeof problemAnswer>>, 'code' | 'problems'> & {
  readonly code: string;
  readonly problems: readonly Finding[];
};

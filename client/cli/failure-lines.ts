/** How a failure is told: what, which fields, and what to do next. */
import { messagePartsFor } from '../../checks/messages';
import type { Locale } from '../../workflows/contract/case-data';
import { errorCodeOf } from '../../workflows/contract/errors';
import type { ProblemAnswer } from './answers';
import { findingLines } from './case-lines';
import { type ApiRefusal, type CliFailure, inLanguage } from './failures';
import type { Clock } from './moments';
import { indented } from './tables';
import { oneLine } from './text-width';
import type { Words } from './words';

/** Commands that help after a code; `CASE` stands for the id of the case. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  UNAUTHENTICATED: ['UNBIND_API_KEY=…', 'unbind --as agent …'],
  FORBIDDEN: ['unbind --as reviewer …', 'unbind --as operator …'],
  CLAIM_REQUIRED: ['unbind claim CASE'],
  STALE_REVISION: ['unbind show CASE'],
  NOT_ALLOWED_NOW: ['unbind show CASE'],
  CASE_ENDED: ['unbind timeline CASE'],
  CASE_HELD: ['unbind timeline CASE'],
  STEP_UP_REQUIRED: ['unbind verify-identity CASE --method callback'],
  TERMS_OUTDATED: ['unbind terms', 'unbind consent CASE …'],
  ITEMISATION_OUTDATED: ['unbind itemisation CASE', 'unbind consent CASE …'],
  APPLICATION_INVALID: ['unbind application CASE --file …', 'unbind submit CASE'],
  NOT_PARKED: ['unbind ops diagnosis CASE'],
  SUBJECT_UNKNOWN: ['unbind show CASE'],
  POINT_OF_NO_RETURN: ['unbind watch CASE'],
  RESEND_BUDGET: ['unbind notices CASE'],
};

function meaningAndRemedy(
  { code, title, detail }: ProblemAnswer,
  { lang }: Words,
): { meaning: string; remedy: string } {
  const known = errorCodeOf(code);
  if (known) return messagePartsFor(known, lang);
  return { meaning: title, remedy: detail === title ? '' : detail };
}

/** A refusal of the API. `caseId`: of the command line, if it named one. */
export function refusalLines(
  { problem, repeatKey }: ApiRefusal,
  shown: { words: Words; clock: Clock },
  caseId: string | undefined,
): string[] {
  const { meaning, remedy } = meaningAndRemedy(problem, shown.words);
  const known = errorCodeOf(problem.code);
  const commands = (known ? (NEXT[known] ?? []) : []).map((line) =>
    line.replace('CASE', caseId ?? 'UC-…'),
  );
  const { otherCaseId } = problem;
  return [
    oneLine(meaning),
    ...indented([
      [problem.code, `HTTP ${problem.status}`, problem.instance].filter(Boolean).join('  '),
      ...findingLines(shown, problem.problems),
    ]),
    ...(remedy === '' ? [] : [`${shown.words.say('next')}: ${oneLine(remedy)}`]),
    ...indented([
      ...commands,
      ...(otherCaseId === undefined ? [] : [`unbind show ${otherCaseId}`]),
      ...(repeatKey === undefined ? [] : [`--idempotency-key ${repeatKey}`]),
    ]),
  ];
}

/** A failure that the CLI found by itself. */
export function failureLines({ said, next }: CliFailure, lang: Locale): string[] {
  const lines = next.map((line) => (typeof line === 'string' ? line : inLanguage(line, lang)));
  return [inLanguage(said, lang), ...indented(lines.filter((line) => line !== ''))];
}

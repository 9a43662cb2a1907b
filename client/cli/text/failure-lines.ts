/** How a failure is told: what, which fields, and what to do next. */
import { messagePartsFor } from '../../../words/errors';
import type { Locale } from '../../../workflows/contract/case-data';
import { errorCodeOf } from '../../../workflows/contract/errors';
import { DECISIONS, decidersOf } from '../../../workflows/contract/lifecycle';
import type { StaffRole } from '../../../workflows/contract/lifecycle';
import type { ProblemAnswer } from '../../../wire/problem-answers';
import { findingLines } from './case-lines';
import { ROLE } from '../../../words/domain';
import { STAFF_NAMES, roleOf } from '../example-staff';
import { type ApiRefusal, type CliFailure } from '../failures';
import type { Clock } from './moments';
import { indented } from './tables';
import { oneLine } from './text-width';
import type { Words } from './words';

/** Commands that help after a code; `CASE` stands for the id of the case. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
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
  return { meaning: title, remedy: detail ?? '' };
}

/** What a command line that was refused had asked for. */
export interface Asked {
  /** Case that it named. */
  readonly caseId?: string | undefined;
  /** Of the example staff; a key is of somebody unknown. */
  readonly as?: string | undefined;
  /** Words of the command, e.g. `ops approve`. */
  readonly words: readonly string[];
}

/** Roles whose decision the command is; what a case refuses under `ops` is for operators. */
function rolesFor([first = '']: readonly string[]): readonly StaffRole[] {
  if (first === 'ops') return decidersOf('retry');
  const verb = first.replace(/-./g, (dashed) => dashed.slice(1).toUpperCase());
  const decision = DECISIONS.find((known) => known === verb);
  return decision === undefined ? [] : decidersOf(decision);
}

/** Who may instead, and never whoever was refused. */
function whoMay({ problem }: ApiRefusal, { as, words }: Asked, { say, called }: Words): string[] {
  const roles = problem.allowedRoles ?? rolesFor(words);
  if (roles.length === 0) return [];
  const names = STAFF_NAMES.filter((name) => name !== as && roles.includes(roleOf(name)));
  // Example staff help only those who work as one of them.
  const commands = as === undefined ? [] : names.map((name) => `unbind --as ${name} …`);
  return [`${say('whoMay')}: ${roles.map((role) => called(ROLE, role)).join(', ')}`, ...commands];
}

/** Commands, settings and people that help after a code. */
function nextSteps(refusal: ApiRefusal, asked: Asked, words: Words): readonly string[] {
  const known = errorCodeOf(refusal.problem.code);
  switch (known) {
    case undefined:
      return [];
    case 'UNAUTHENTICATED':
      return ['UNBIND_API_KEY=…', ...(asked.as === undefined ? ['unbind --as agent …'] : [])];
    case 'FORBIDDEN':
    case 'ROLE_NOT_ALLOWED':
    case 'FOUR_EYES':
      return whoMay(refusal, asked, words);
    default:
      return (NEXT[known] ?? []).map((line) => line.replace('CASE', asked.caseId ?? 'UC-…'));
  }
}

/** A refusal of the API. */
export function refusalLines(
  refusal: ApiRefusal,
  shown: { words: Words; clock: Clock },
  asked: Asked,
): string[] {
  const { problem, repeatKey } = refusal;
  const { meaning, remedy } = meaningAndRemedy(problem, shown.words);
  const { otherCaseId } = problem;
  return [
    oneLine(meaning),
    ...indented([
      [problem.code, `HTTP ${problem.status}`, problem.instance].filter(Boolean).join('  '),
      ...findingLines(shown, problem.problems),
    ]),
    ...(remedy === '' ? [] : [`${shown.words.say('next')}: ${oneLine(remedy)}`]),
    ...indented([
      ...nextSteps(refusal, asked, shown.words),
      ...(otherCaseId === undefined ? [] : [`unbind show ${otherCaseId}`]),
      ...(repeatKey === undefined ? [] : [`--idempotency-key ${repeatKey}`]),
    ]),
  ];
}

/** A failure that the CLI found by itself. */
export function failureLines({ said, next }: CliFailure, lang: Locale): string[] {
  const lines = next.map((line) => (typeof line === 'string' ? line : line[lang]));
  return [said[lang], ...indented(lines.filter((line) => line !== ''))];
}

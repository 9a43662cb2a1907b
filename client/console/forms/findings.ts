/** Findings by field: which belong to a path, said in the language of the person. Pure. */
import { taughtMessage } from '../../../checks/problems/taught-message';
import type { Locale } from '../../../workflows/contract/case-data';
import { errorCodeOf, publicCode } from '../../../workflows/contract/errors';
import type { PublicCode } from '../../../workflows/contract/errors';
import type { Problem } from '../../../workflows/contract/messages';
import type { Finding } from '../../../wire/problem-answers';

/** What is told at once, as it is about the whole list or the choice just made rather than a field not come to yet. */
export const AT_ONCE: ReadonlySet<string> = new Set<PublicCode>([
  'UNBIND_DUPLICATE_TERMINAL',
  'UNBIND_TERMINALS_TOO_MANY',
  'UNBIND_PAYEE_ACCOUNT_UNUSED',
]);

/** Findings of the rules in words. */
export function spoken(problems: readonly Problem[], locale: Locale): readonly Finding[] {
  return problems.map((problem) => ({
    path: problem.path,
    code: publicCode(problem.code),
    message: taughtMessage(problem, locale),
  }));
}

/** What the server has found, in the language of the person, who may have changed it since. */
export function retold(findings: readonly Finding[], locale: Locale): readonly Finding[] {
  return findings.map((finding) => {
    const code = errorCodeOf(finding.code);
    return code === undefined
      ? finding
      : { ...finding, message: taughtMessage({ path: finding.path, code }, locale) };
  });
}

/** Sentences that belong to a field, each once. */
export function saidAbout(
  findings: readonly Finding[],
  ...paths: readonly string[]
): readonly string[] {
  const found = findings.filter(({ path }) => paths.includes(path));
  return [...new Set(found.map(({ message }) => message))];
}

/** Serial numbers out of what was pasted: by lines, spaces, commas. */
export function splitSerials(pasted: string): readonly string[] {
  return pasted
    .split(/[\s,;，；、]+/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

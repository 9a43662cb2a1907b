/** What is wrong with an application as it is typed, and what the last saving found that is still true. */
import { useMemo } from 'react';
import type { DraftAnswer } from '../../../wire/cases/case-answers';
import type { Finding } from '../../../wire/problem-answers';
import { useLocale } from '../texts/say';
import { findingsOf, stillTrue } from './application';
import type { ApplicationForm } from './application';
import { AT_ONCE, retold, spoken } from './findings';
import type { Saving } from './use-application';

export interface Found {
  readonly problems: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly differences: DraftAnswer['differences'];
}

/** `touched`: paths that were left once; only those are told what is wrong before the first saving. */
export function useFindings(
  form: ApplicationForm,
  saving: Saving,
  touched: ReadonlySet<string>,
): Found {
  const locale = useLocale();
  return useMemo(() => {
    const local = findingsOf(form, new Date());
    const { saved } = saving;
    const all = saved !== undefined;
    const isShown = ({ path, code }: { path: string; code: string }): boolean =>
      all || touched.has(path) || AT_ONCE.has(code);
    const problems = spoken(local.problems.filter(isShown), locale);
    const warnings = spoken(local.warnings.filter(isShown), locale);
    if (!saved) return { problems, warnings, differences: [] };
    const { answer, form: sent } = saved;
    const isNew =
      (known: readonly { path: string; message: string }[]) =>
      (found: { path: string; message: string }): boolean =>
        !known.some(({ path, message }) => path === found.path && message === found.message);
    const still = (found: readonly Finding[]) => retold(stillTrue(found, sent, form), locale);
    return {
      problems: [...problems, ...still(answer.problems).filter(isNew(problems))],
      warnings: [...warnings, ...still(answer.warnings).filter(isNew(warnings))],
      differences: stillTrue(answer.differences, sent, form),
    };
  }, [form, saving, touched, locale]);
}

/** What the checks find in a draft while it is being filled in: the same rules as at submission. */
import { type AcquirerSide, readAcquirerSide } from '../../checks/acquirer-side';
import { checkAgainstAcquirer, joinFindings } from '../../checks/application-against-acquirer';
import type { Difference } from '../../checks/application-against-acquirer';
import { checkForm, dayInChina } from '../../checks/application-form';
import type { Problem } from '../../workflows/contract/messages';
import type { CaseData, Locale } from '../../workflows/contract/case-data';
import { readAcquirer } from './acquirer-reads';
import { ApiError } from './api-error';
import type { ApiDeps } from './deps';
import { type SpokenProblem, speak } from './problem-answers';

export interface DraftFindings {
  readonly problems: SpokenProblem[];
  readonly warnings: SpokenProblem[];
  readonly stepUp: string[];
  /** False where the acquirer was out of reach: form only, and the rest at submission. */
  readonly checkedAgainstAcquirer: boolean;
  readonly differences: Pick<Difference, 'path' | 'entered' | 'acquirer'>[];
}

/** Every finding at once, in the language of the caller. Called twice: the same, by the acquirer's record of that moment. */
export async function findingsOf(
  deps: ApiDeps,
  data: CaseData,
  locale: Locale,
): Promise<DraftFindings> {
  const form = checkForm(data, dayInChina(deps.now()));
  const side = await sideOrNothing(deps, data);
  if (!side) {
    return {
      problems: speak(form.problems, locale),
      warnings: speak(form.warnings, locale),
      stepUp: [],
      checkedAgainstAcquirer: false,
      differences: [],
    };
  }
  const found = joinFindings(form, checkAgainstAcquirer(data, side));
  return {
    problems: speak(found.problems, locale),
    warnings: speak(found.warnings, locale),
    stepUp: [...found.stepUp],
    checkedAgainstAcquirer: true,
    differences: found.differences.map(({ path, entered, acquirer }) => ({
      path,
      entered,
      acquirer,
    })),
  };
}

/** The problems alone, by code; by form only while the acquirer is out of reach. */
export async function problemsOf(deps: ApiDeps, data: CaseData): Promise<readonly Problem[]> {
  const form = checkForm(data, dayInChina(deps.now()));
  const side = await sideOrNothing(deps, data);
  return (side ? joinFindings(form, checkAgainstAcquirer(data, side)) : form).problems;
}

/** What the acquirer holds now, or undefined: people are never held up by one that does not answer. */
export async function sideOrNothing(
  deps: ApiDeps,
  data: CaseData,
): Promise<AcquirerSide | undefined> {
  try {
    return await readAcquirer((signal) => readAcquirerSide(deps.acquirer, data, signal));
  } catch (error) {
    if (error instanceof ApiError && error.code === 'ACQUIRER_UNAVAILABLE') return undefined;
    throw error;
  }
}

/** What the checks find in a draft while it is being filled in: the same rules as at submission. */
import { type AcquirerSide, readAcquirerSide } from '../../../checks/application/acquirer-side';
import {
  checkAgainstAcquirer,
  joinFindings,
} from '../../../checks/application/application-against-acquirer';
import type {
  AcquirerFindings,
  Difference,
} from '../../../checks/application/application-against-acquirer';
import { checkForm } from '../../../checks/application/application-form';
import { deskDayOf } from '../../../workflows/contract/desk-days';
import { beyondInForce } from '../../../checks/application/consent-in-force';
import type { BeyondConsent } from '../../../checks/application/consent-scope';
import type { CaseRow } from '../../../record/port/desk-record';
import type { StepUpReason } from '../../../workflows/contract/case-view';
import { type PublicCode, publicCode } from '../../../workflows/contract/errors';
import type { CaseData, ConsentScope, Locale } from '../../../workflows/contract/case-data';
import { readAcquirer } from '../providers/acquirer-reads';
import { ApiError } from '../http/api-error';
import type { ApiDeps } from '../deps';
import { speak } from '../http/problem-answers';
import type { z } from 'zod';
import type { finding } from '../../../wire/problem-answers';

export interface DraftFindings {
  readonly problems: z.output<typeof finding>[];
  readonly warnings: z.output<typeof finding>[];
  readonly stepUp: PublicCode<StepUpReason>[];
  /** False where the acquirer was out of reach: form only, and the rest at submission. */
  readonly checkedAgainstAcquirer: boolean;
  readonly differences: Pick<Difference, 'path' | 'entered' | 'acquirer'>[];
}

/** A case and the content to check; not always its latest revision. */
export type Checked = Pick<CaseRow, 'caseId' | 'view'> & { readonly data: CaseData };

export interface CheckedCase {
  readonly found: AcquirerFindings;
  /** What the acquirer holds; undefined while it is out of reach. */
  readonly side: AcquirerSide | undefined;
  /** What the merchant agreed to; undefined before they have agreed to anything. */
  readonly agreed: ConsentScope | undefined;
}

/** Findings of all kinds, and what they were found by. */
export async function checkCase(deps: ApiDeps, checked: Checked): Promise<CheckedCase> {
  const { data } = checked;
  const form = checkForm(data, deskDayOf(deps.now()));
  const side = await sideOrNothing(deps, data);
  const beyond = await beyondConsentOf(deps, checked, side);
  const found = joinFindings(form, side && checkAgainstAcquirer(data, side), beyond?.problems);
  return { found, side, agreed: beyond?.agreed };
}

/** There is nothing to hold a draft against before the merchant has agreed to something. */
async function beyondConsentOf(
  { record }: ApiDeps,
  { caseId, view, data }: Checked,
  side: AcquirerSide | undefined,
): Promise<BeyondConsent | undefined> {
  if (view.status === 'awaiting-identity' || view.status === 'awaiting-consent') return undefined;
  return beyondInForce(record, { caseId, openedToClose: view.closeAccount }, data, side);
}

/** Every finding at once, in the language of the caller. Called twice: the same, by the acquirer's record of that moment. */
export async function findingsOf(
  deps: ApiDeps,
  checked: Checked,
  locale: Locale,
): Promise<DraftFindings> {
  const { found, side } = await checkCase(deps, checked);
  return {
    problems: speak(found.problems, locale),
    warnings: speak(found.warnings, locale),
    stepUp: found.stepUp.map((reason) => publicCode(reason)),
    checkedAgainstAcquirer: side !== undefined,
    differences: found.differences.map(({ path, entered, acquirer }) => ({
      path,
      entered,
      acquirer,
    })),
  };
}

/** What the acquirer holds now, or undefined: people are never held up by one that does not answer. */
async function sideOrNothing(deps: ApiDeps, data: CaseData): Promise<AcquirerSide | undefined> {
  try {
    return await readAcquirer((signal) => readAcquirerSide(deps.acquirer, data, signal));
  } catch (error) {
    if (error instanceof ApiError && error.code === 'ACQUIRER_UNAVAILABLE') return undefined;
    throw error;
  }
}

/** The application goes to its review; where only consent is missing, the merchant is asked for that alone. */
import { patched } from '@temporalio/workflow';
import { checkActivities } from '../activity-proxies';
import type { CaseContext } from '../case/case-context';
import { applyCheckedApplication, serviceConsents } from '../case/case-state';
import type { RevisionNumber } from '../contract/identifiers';
import * as messages from '../contract/messages';
import type { Problem, Submit } from '../contract/messages';
import type { CheckResult } from '../contract/ports';
import type { Said } from '../contract/signing/statements';
import { isUnproven, refusal, refusalAfter } from '../failures';
import { leave, noteOf, onDecision, permit, written } from './decision-parts';
import { refusalOf } from './rules';

export function handleSubmission(desk: CaseContext): void {
  const { state } = desk;
  onDecision(
    desk,
    messages.submit,
    async (input: Submit, said) => {
      const { by, revision } = input;
      const check = await checkedApplication(desk, { revision, said });
      if (check.problems.length > 0) {
        await askForConsent(desk, input, check.problems);
        throw refusal('APPLICATION_INVALID', check.problems);
      }
      permit(desk, { trigger: 'submit', by, accepted: true });
      applyCheckedApplication(state, revision, check, Date.now());
      state.involved.add(by.principalId);
      leave(desk, 'awaiting-review', 'application-submitted', by, {
        revision,
        warnings: state.warnings,
        stepUp: [...state.stepUp],
        ...noteOf(input),
      });
      return written(desk);
    },
    ({ by }) => permit(desk, { trigger: 'submit', by }),
  );
}

/** What is to be checked, and who asks for it; `consentId` is the consent that is being added. */
interface ToCheck {
  readonly revision: RevisionNumber;
  readonly consentId?: string;
  readonly said: Said | undefined;
}

/** Checks a revision by all that was agreed to. */
export async function checkedApplication(
  { state, journal }: CaseContext,
  { revision, consentId, said }: ToCheck,
): Promise<CheckResult> {
  const { caseId, closeAccount: openedToClose } = state.input;
  const [first, ...added] = serviceConsents(state);
  const extensionIds = [...added, ...(consentId === undefined ? [] : [consentId])];
  const asked = { caseId, revision, consentId: first, extensionIds, openedToClose, said };
  try {
    return await checkActivities.checkApplication(asked);
  } catch (error) {
    if (isUnproven(error)) await journal.standStill();
    throw refusalAfter(error, 'ACQUIRER_UNAVAILABLE');
  }
}

/**
 * Asks the merchant to agree to what the application needs beyond the consent, once nothing else is wrong with
 * it; takes that back where it needs nothing more. The same difference is not asked for twice.
 */
async function askForConsent(
  desk: CaseContext,
  { by, revision }: Submit,
  problems: readonly Problem[],
): Promise<void> {
  const { state, journal, notices } = desk;
  const beyond = problems.filter(({ code }) => code === 'CONSENT_NOT_COVERING');
  const paths = beyond.map(({ path }) => path);
  const asks = paths.length > 0 && paths.length === problems.length;
  const takesBack = paths.length === 0 && state.extension !== undefined;
  const isAllowed =
    refusalOf(state, { trigger: 'submit', by, accepted: true }, Date.now()) === undefined;
  if (!(asks || takesBack) || !isAllowed || !patched('the-difference-is-asked')) return;
  state.involved.add(by.principalId);
  if (takesBack) {
    state.extension = undefined;
    journal.note('consent-extension-dropped', by, { revision });
  } else {
    const known = state.extension?.paths.join() === paths.join() ? state.extension : undefined;
    state.extension = { sinceMs: Date.now(), remindersSent: 0, ...known, paths, revision };
    journal.note('consent-extension-asked', by, { revision, paths });
    if (known === undefined) notices.plan('consent-extension-requested');
  }
  await journal.flush();
}

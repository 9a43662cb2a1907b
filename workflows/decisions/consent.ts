// workflows/decisions/: what people and operators decide about a case, as updates.
/** The merchant's consent, and what is added to it where the application needs more. */
import type { CaseContext } from '../case/case-context';
import { applyCheckedApplication, serviceConsents } from '../case/case-state';
import * as messages from '../contract/messages';
import type { ExtendConsent, RecordConsent } from '../contract/messages';
import type { CheckResult, RecordPort } from '../contract/ports';
import type { Said } from '../contract/signing/statements';
import { isUnproven, refusalAfter, thrownBy } from '../failures';
import { onRecord } from '../on-record';
import { leave, noteOf, onDecision, permit, written } from './decision-parts';
import type { Asked } from './rules';
import { checkedApplication } from './submission';

export function handleConsent(desk: CaseContext): void {
  const { state, journal } = desk;
  onDecision(
    desk,
    messages.recordConsent,
    async (input: RecordConsent, said) => {
      const asked: Asked = { trigger: 'recordConsent', by: input.by, accepted: true };
      const { by, method, consentId, separate = [] } = input;
      await passConsentCheck(desk, { consentId, ...(separate.length > 0 && { separate }), said });
      permit(desk, asked);
      state.involved.add(by.principalId);
      state.consents = [{ kind: 'service', consentId }, ...separate];
      leave(desk, 'awaiting-application', 'consent-recorded', by, factsOf(input));
      for (const consent of separate) {
        journal.note('data-consent-recorded', by, { ...consent, method });
      }
      return written(desk);
    },
    ({ by }) => permit(desk, { trigger: 'recordConsent', by }),
  );
  onDecision(
    desk,
    messages.extendConsent,
    async (input: ExtendConsent, said) => {
      const { consentId } = input;
      await passConsentCheck(desk, { consentId, extends: serviceConsents(state), said });
      const check = await checkAgain(desk, input, said);
      permit(desk, { trigger: 'extendConsent', by: input.by, accepted: true });
      takeExtension(desk, input, check);
      return written(desk);
    },
    ({ by }) => permit(desk, { trigger: 'extendConsent', by }),
  );
}

function factsOf(input: RecordConsent | ExtendConsent) {
  return { consentId: input.consentId, method: input.method, ...noteOf(input) };
}

async function passConsentCheck(
  { state, journal }: CaseContext,
  consent: Omit<Parameters<RecordPort['checkConsent']>[0], 'caseId' | 'openedToClose'>,
): Promise<void> {
  try {
    const { caseId, closeAccount: openedToClose } = state.input;
    await onRecord((record) => record.checkConsent({ caseId, ...consent, openedToClose }));
  } catch (error) {
    if (isUnproven(error)) await journal.standStill();
    throw refusalAfter(error, 'UNAVAILABLE');
  }
}

/**
 * What was missing was the consent, so the same application is checked once more; undefined where it has
 * changed since or cannot be checked now, and is to be submitted by hand.
 */
async function checkAgain(
  desk: CaseContext,
  { revision, consentId }: ExtendConsent,
  said: Said | undefined,
): Promise<CheckResult | undefined> {
  if (desk.state.extension?.revision !== revision) return undefined;
  try {
    const check = await checkedApplication(desk, { revision, consentId, said });
    return check.problems.length === 0 ? check : undefined;
  } catch (error) {
    // What was agreed to is kept, though the acquirer may be out of reach.
    if (thrownBy(error) === undefined) throw error;
    return undefined;
  }
}

/** The application goes to its review if nothing else is in its way; a held case stays where it is. */
function takeExtension(
  desk: CaseContext,
  input: ExtendConsent,
  check: CheckResult | undefined,
): void {
  const { state, journal } = desk;
  const { by, consentId, revision } = input;
  state.consents = [...state.consents, { kind: 'service', consentId }];
  state.involved.add(by.principalId);
  state.extension = undefined;
  if (check === undefined || state.heldSinceMs !== undefined) {
    journal.note('consent-extended', by, factsOf(input));
    return;
  }
  applyCheckedApplication(state, revision, check, Date.now());
  const { warnings } = state;
  const facts = { ...factsOf(input), revision, warnings, stepUp: [...state.stepUp] };
  leave(desk, 'awaiting-review', 'consent-extended', by, facts);
}

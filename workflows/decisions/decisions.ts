/**
 * Message-handling API of a case: every decision of a person is an update with a synchronous validator
 * (refused decisions never enter the history), every report of a system is a signal. Handlers change
 * the state first, then write the journal; the story in unbind-case.ts goes on from the state.
 */
import { condition, setHandler } from '@temporalio/workflow';
import type { CaseContext } from '../case/case-context';
import {
  clearStepUp,
  claimInForce,
  isResetting,
  releaseCase,
  releaseClaim,
  takeClaim,
} from '../case/case-state';
import * as messages from '../contract/messages';
import type { VerifyIdentity, Withdraw } from '../contract/messages';
import { clearsStepUp } from '../contract/permissions';
import type { PlainDecision } from '../contract/permissions';
import { handleConsent } from './consent';
import { leave, noteOf, onDecision, permit, receipt, written } from './decision-parts';
import type { Said } from '../contract/signing/statements';
import { isUnproven, refusal, refusalAfter, terminalConflict } from '../failures';
import { onRecord } from '../on-record';
import { handleOperators, handleReports } from './operator-decisions';
import { handleSubmission } from './submission';

/** Registers every handler; called once, before the first await of the workflow. */
export function handleDecisions(desk: CaseContext): void {
  handleOpening(desk);
  handleIdentity(desk);
  handleConsent(desk);
  handleSubmission(desk);
  handleContact(desk);
  handleReview(desk);
  handleEndings(desk);
  handleOperators(desk);
  handleReports(desk);
}

function handleOpening({ state }: CaseContext): void {
  setHandler(messages.open, async () => {
    await condition(() => state.opening !== 'pending');
    if (state.openingRefusal !== undefined) {
      throw refusal(state.openingRefusal.code, state.openingRefusal.otherCaseId);
    }
    return receipt(state);
  });
}

function handleIdentity(desk: CaseContext): void {
  const { state, journal, notices } = desk;
  onDecision(
    desk,
    messages.verifyIdentity,
    async (input: VerifyIdentity, said) => {
      const { by, method, called } = input;
      if (state.status === 'awaiting-identity' && state.input.openedBy.role === 'merchant') {
        await takeTerminals(desk, said);
        permit(desk, { trigger: 'verifyIdentity', by, accepted: true });
      }
      if (clearsStepUp(method)) clearStepUp(state);
      else if (input.thirdPartyCaller === true) state.stepUp.add('THIRD_PARTY_CALLER');
      state.involved.add(by.principalId);
      const facts = { method, ...(called !== undefined && { called }), ...noteOf(input) };
      if (state.status === 'awaiting-identity') {
        leave(desk, 'awaiting-consent', 'identity-verified', by, facts);
        notices.plan('consent-requested');
      } else {
        journal.note('identity-verified-again', by, facts);
      }
      return written(desk);
    },
    ({ by, method, thirdPartyCaller }) =>
      permit(desk, {
        trigger: 'verifyIdentity',
        by,
        method,
        ...(thirdPartyCaller !== undefined && { thirdPartyCaller }),
      }),
  );
}

/** A request by the merchant holds its terminals from here on, or says which case has them. */
async function takeTerminals(desk: CaseContext, said: Said | undefined): Promise<void> {
  const { caseId } = desk.state.input;
  try {
    await onRecord((record) => record.takeTerminals({ caseId, said }));
  } catch (error) {
    if (isUnproven(error)) await desk.journal.standStill();
    const conflict = terminalConflict(error);
    if (conflict) throw refusal('TERMINAL_HAS_OPEN_CASE', conflict.otherCaseId);
    throw refusalAfter(error, 'UNAVAILABLE');
  }
}

function handleContact(desk: CaseContext): void {
  const { state, journal } = desk;
  onDecision(
    desk,
    messages.amendContact,
    async ({ by, revision }) => {
      state.revision = Math.max(state.revision, revision);
      state.involved.add(by.principalId);
      if (state.status === 'awaiting-review') state.stepUp.add('PHONE_CHANGED');
      journal.note('contact-amended', by, { revision });
      return written(desk);
    },
    ({ by }) => permit(desk, { trigger: 'amendContact', by }),
  );
}

/** Refuses a decision on another revision than the case has, where it names one. */
function seenBy(
  desk: CaseContext,
  trigger: PlainDecision,
): (input: messages.MaybeSeenDecision) => void {
  return ({ by, revision }) => {
    permit(desk, { trigger, by, ...(revision === undefined ? {} : { revision }) });
  };
}

function handleReview(desk: CaseContext): void {
  const { state, journal, notices } = desk;
  const seen = (trigger: PlainDecision) => seenBy(desk, trigger);
  onDecision(
    desk,
    messages.claim,
    async ({ by }) => {
      const renewed = claimInForce(state, Date.now()) !== undefined;
      takeClaim(state, by.principalId, Date.now());
      journal.note(renewed ? 'claim-renewed' : 'case-claimed', by);
      return written(desk);
    },
    seen('claim'),
  );
  onDecision(
    desk,
    messages.release,
    async ({ by }) => {
      releaseClaim(state, Date.now());
      journal.note('claim-released', by);
      return written(desk);
    },
    seen('release'),
  );
  onDecision(
    desk,
    messages.approve,
    async (input) => {
      const facts = { revision: input.revision, ...noteOf(input) };
      leave(desk, 'unbinding', 'case-approved', input.by, facts);
      notices.plan('approved');
      return written(desk);
    },
    seen('approve'),
  );
  onDecision(
    desk,
    messages.reject,
    async (input) => {
      state.rejection = input.reasonCode;
      const facts = { reason: input.reasonCode, ...noteOf(input) };
      leave(desk, 'rejected', 'case-rejected', input.by, facts);
      notices.plan('rejected');
      return written(desk);
    },
    seen('reject'),
  );
  onDecision(
    desk,
    messages.requestInformation,
    async (input) => {
      state.requestedFields = input.fields;
      const facts = { fields: input.fields, ...noteOf(input) };
      leave(desk, 'awaiting-information', 'information-requested', input.by, facts);
      notices.plan('information-requested');
      return written(desk);
    },
    seen('requestInformation'),
  );
}

function handleEndings(desk: CaseContext): void {
  const { state, notices } = desk;
  onDecision(
    desk,
    messages.withdraw,
    async (input) => {
      const { by, consentId } = input;
      await answerOfRequests(desk);
      permit(desk, { trigger: 'withdraw', by, accepted: true, ...(consentId && { consentId }) });
      if (consentId === undefined) leave(desk, 'withdrawn', 'case-withdrawn', by, noteOf(input));
      else takeConsentBack(desk, { ...input, consentId });
      notices.plan('withdrawn');
      return written(desk);
    },
    ({ by, revision, consentId }) =>
      permit(desk, {
        trigger: 'withdraw',
        by,
        ...(revision !== undefined && { revision }),
        ...(consentId !== undefined && { consentId }),
      }),
  );
  onDecision(
    desk,
    messages.sendBack,
    async (input) => {
      for (const terminal of state.terminals)
        Object.assign(terminal, {
          state: 'waiting',
          gate: [],
          gateSinceMs: undefined,
          code: undefined,
        });
      leave(desk, 'awaiting-information', 'case-sent-back', input.by, noteOf(input));
      notices.plan('information-requested');
      return written(desk);
    },
    ({ by }) => permit(desk, { trigger: 'sendBack', by }),
  );
  onDecision(
    desk,
    messages.end,
    async (input) => {
      state.rejection = 'OPERATOR_ENDED';
      leave(desk, 'rejected', 'case-ended-by-operator', input.by, noteOf(input));
      notices.plan('rejected');
      return written(desk);
    },
    ({ by }) => permit(desk, { trigger: 'end', by }),
  );
}

/** Without one of its consents the case ends, and what held it up holds no more. */
function takeConsentBack(desk: CaseContext, input: Withdraw & { consentId: string }): void {
  const { state } = desk;
  const { by, consentId } = input;
  const kind = state.consents.find((consent) => consent.consentId === consentId)?.kind ?? 'service';
  state.consents = state.consents.filter((consent) => consent.consentId !== consentId);
  releaseCase(state, Date.now());
  const facts = { consentId, kind, ...noteOf(input) };
  leave(desk, 'withdrawn', 'consent-withdrawn', by, facts);
}

/** A request that is on its way decides whether a withdrawal still wins; its answer takes seconds. */
async function answerOfRequests({ state }: CaseContext): Promise<void> {
  const isKnown = () => state.requestsInFlight === 0 && !isResetting(state);
  if (isKnown()) return;
  state.withdrawalsWaiting += 1;
  try {
    const known = await condition(isKnown, state.policy.withdrawalPatienceMs);
    if (!known) throw refusal('POINT_OF_NO_RETURN');
  } finally {
    state.withdrawalsWaiting -= 1;
  }
}

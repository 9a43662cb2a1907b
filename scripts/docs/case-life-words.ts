/** Words for the generated page on the life of a case. Typed by the contract, so none can be missing. */
import type { CaseStatus, Guard, Trigger } from '../../workflows/contract/lifecycle';

export const WAITS_FOR: Readonly<Record<CaseStatus, string>> = {
  'awaiting-identity': 'an agent to verify who asks',
  'awaiting-consent': "the merchant's consent to the terms in force",
  'awaiting-application': 'a complete application that passes every check',
  'awaiting-review': "a reviewer's decision",
  'awaiting-information': "the merchant's or agent's correction; the review clock stands still",
  unbinding: 'the acquirer: gate open, request accepted, effect read back, for each terminal',
  'refunding-deposit': 'the money to arrive',
  'closing-account': 'the account to be closed',
  completed: 'nothing: an end',
  rejected: 'nothing: an end',
  withdrawn: 'nothing: an end',
  expired: 'nothing: an end',
};

export const TRIGGER_WORDS: Readonly<Record<Trigger, string>> = {
  verifyIdentity: 'identity verified',
  recordConsent: 'consent recorded',
  extendConsent: 'difference agreed to',
  submit: 'submitted',
  claim: 'claimed',
  release: 'claim given back',
  approve: 'approved',
  reject: 'rejected',
  requestInformation: 'more information asked for',
  withdraw: 'withdrawn',
  amendContact: 'contact corrected',
  sendBack: 'sent back',
  retry: 'parked step tried again',
  resolve: 'parked step resolved by hand',
  correctReference: 'wrong reference at the acquirer corrected',
  hold: 'held',
  releaseHold: 'hold released',
  end: 'ended by an operator',
  limitReached: 'limit reached',
  terminalsUnbound: 'terminals unbound',
  depositsSettled: 'deposits settled',
  accountSettled: 'account settled',
};

export const GUARD_WORDS: Readonly<Record<Guard, string>> = {
  'before-point-of-no-return': 'before the first unbind request',
  'holder-of-claim': 'holds the claim',
  'not-involved': 'did not work on the case',
  'step-up-done': 'no step-up mark is open',
  'extension-asked': 'the merchant is asked for what goes beyond the consent',
  'application-passes': 'every check passes',
  'refund-due': 'a refundable deposit is due',
  'closure-due': 'closure was asked for and nothing is to be refunded',
  'nothing-due': 'nothing is left to do',
  parked: 'the step is parked',
};

/** Words for the generated page on the life of a case. Typed by the contract, so none can be missing. */
import type { CaseStatus, Guard, Trigger } from '../workflows/contract/lifecycle';

export const STATUS_WORDS: Readonly<Record<CaseStatus, { waitsFor: string; chinese: string }>> = {
  'awaiting-identity': { waitsFor: 'an agent to verify who asks', chinese: '待核实身份' },
  'awaiting-consent': {
    waitsFor: "the merchant's consent to the terms in force",
    chinese: '待同意',
  },
  'awaiting-application': {
    waitsFor: 'a complete application that passes every check',
    chinese: '待提交申请',
  },
  'awaiting-review': { waitsFor: "a reviewer's decision", chinese: '待审核' },
  'awaiting-information': {
    waitsFor: "the merchant's or agent's correction; the review clock stands still",
    chinese: '待补充资料',
  },
  unbinding: {
    waitsFor: 'the acquirer: gate open, request accepted, effect read back, for each terminal',
    chinese: '解绑中',
  },
  'refunding-deposit': { waitsFor: 'the money to arrive', chinese: '押金退还中' },
  'closing-account': { waitsFor: 'the account to be closed', chinese: '注销中' },
  completed: { waitsFor: 'nothing: an end', chinese: '已完成' },
  rejected: { waitsFor: 'nothing: an end', chinese: '已拒绝' },
  withdrawn: { waitsFor: 'nothing: an end', chinese: '已撤回' },
  expired: { waitsFor: 'nothing: an end', chinese: '已过期' },
};

export const TRIGGER_WORDS: Readonly<Record<Trigger, string>> = {
  verifyIdentity: 'identity verified',
  recordConsent: 'consent recorded',
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
  'application-passes': 'every check passes',
  'refund-due': 'a refundable deposit is due',
  'closure-due': 'closure was asked for and nothing is to be refunded',
  'nothing-due': 'nothing is left to do',
  parked: 'the step is parked',
};

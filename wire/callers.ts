/**
 * Who may call each operation of the HTTP API, once: the API lets in by it, the console shows by it, the
 * document names it. A decision on a case is open to whom the life-cycle table lets take it somewhere;
 * whether it may be taken now is the workflow's business alone. Safe in a browser.
 */
import { STAFF_ROLES, decidersOf } from '../workflows/contract/lifecycle';
import type { StaffRole } from '../workflows/contract/lifecycle';
import type { Operation } from './routes';

/** Staff of some roles; the merchant of a case; or everybody, who may be nobody yet. */
export type Callers = readonly StaffRole[] | 'merchant' | 'public';

/** Staff of these roles; admins always. */
function staff(...roles: readonly StaffRole[]): readonly StaffRole[] {
  return STAFF_ROLES.filter((role) => role === 'admin' || roles.includes(role));
}

const ALL = STAFF_ROLES;
const ADMINS = staff('admin');
const AGENTS = staff('agent');
/** Who works on cases, rather than looking at them. */
const WORKERS = staff('agent', 'reviewer', 'operator');
const OPERATORS = staff('operator');
/** Who sees what operators see. */
const WATCHERS = staff('operator', 'auditor');

export const CALLERS: Readonly<Record<Operation, Callers>> = {
  proveDesk: 'public',
  readTerms: 'public',

  readSignInOptions: 'public',
  beginSession: 'public',
  readSession: ALL,
  endSession: ALL,
  changeOwnPassword: ALL,
  makeOwnKey: ALL,
  removeOwnKey: ALL,
  beginProviderSignIn: 'public',
  finishProviderSignIn: 'public',

  listPeople: ADMINS,
  addPerson: ADMINS,
  changePerson: ADMINS,
  disablePerson: ADMINS,
  enablePerson: ADMINS,
  resetPassword: ADMINS,
  removeKey: ADMINS,

  watchEvents: ALL,
  countCases: ALL,
  listViews: ALL,
  readView: ALL,
  saveView: ALL,
  deleteView: ALL,
  readReport: staff('reviewer', 'operator', 'auditor'),

  openCase: AGENTS,
  listCases: ALL,
  searchCases: ALL,
  readCase: ALL,
  readTimeline: ALL,
  verifyCase: ALL,
  proveLedger: ALL,
  listConsents: ALL,
  makePack: ALL,
  makeWholePack: staff('reviewer', 'operator'),
  readPack: ALL,
  readItemisation: ALL,
  readExtension: ALL,
  readComparison: ALL,
  revealData: WORKERS,
  saveApplication: AGENTS,
  replaceContact: decidersOf('amendContact'),
  changeContact: decidersOf('amendContact'),
  changeMerchantLink: AGENTS,
  readPresence: ALL,
  announcePresence: ALL,
  endPresence: ALL,

  verifyIdentity: decidersOf('verifyIdentity'),
  recordConsent: decidersOf('recordConsent'),
  extendConsent: decidersOf('extendConsent'),
  submitCase: decidersOf('submit'),
  claimCase: decidersOf('claim'),
  releaseCase: decidersOf('release'),
  approveCase: decidersOf('approve'),
  rejectCase: decidersOf('reject'),
  requestInformation: decidersOf('requestInformation'),
  withdrawCase: decidersOf('withdraw'),

  listNotes: ALL,
  addNote: WORKERS,
  listAttachments: ALL,
  addAttachment: WORKERS,
  readAttachment: ALL,
  listNotices: ALL,
  previewNotice: ALL,
  resendNotice: staff('agent', 'operator'),
  planResend: staff('agent', 'operator', 'auditor'),

  sendMerchantCode: 'public',
  beginMerchantSession: 'public',
  endMerchantSession: 'merchant',
  requestUnbinding: 'public',
  readOwnCase: 'merchant',
  listOwnConsents: 'merchant',
  giveConsent: 'merchant',
  giveExtension: 'merchant',
  refuseTerms: 'merchant',
  withdrawOwnCase: 'merchant',
  sendCorrections: 'merchant',
  handInFile: 'merchant',
  makeOwnPack: 'merchant',
  readOwnPack: 'merchant',

  readAttention: WATCHERS,
  listAttentionCases: WATCHERS,
  diagnoseCase: WATCHERS,
  readHistory: WATCHERS,
  replayCase: WATCHERS,
  listHistories: WATCHERS,
  listResetPoints: WATCHERS,
  planRepair: WATCHERS,
  retryStep: decidersOf('retry'),
  resolveStep: decidersOf('resolve'),
  correctReference: decidersOf('correctReference'),
  sendBackCase: decidersOf('sendBack'),
  holdCase: decidersOf('hold'),
  releaseHold: decidersOf('releaseHold'),
  endCase: decidersOf('end'),
  resetCase: OPERATORS,
  listProposals: WATCHERS,
  readProposal: WATCHERS,
  approveProposal: OPERATORS,
  declineProposal: OPERATORS,
  planBulk: OPERATORS,
  startBulk: OPERATORS,
  listBulkRuns: WATCHERS,
  readBulkRun: WATCHERS,
  listBulkCases: WATCHERS,
  stopBulkRun: OPERATORS,
  listKnownCases: WATCHERS,
  planRebuild: WATCHERS,
  rebuildCase: OPERATORS,
  startReconciliation: OPERATORS,
  listReconciliations: WATCHERS,
  readReconciliation: WATCHERS,
  startVerification: WATCHERS,
  readLedgerRows: WATCHERS,
  listVerifications: WATCHERS,
  readVerification: WATCHERS,
  listDeployments: WATCHERS,
  setCurrentBuild: OPERATORS,

  reportTextStatus: 'public',
  reportProgress: 'public',
};

/** True where a person of the role may call the operation. */
export function mayCall(role: StaffRole, operation: Operation): boolean {
  const callers = CALLERS[operation];
  return Array.isArray(callers) ? callers.includes(role) : callers === 'public';
}

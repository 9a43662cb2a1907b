/**
 * Every operation of the HTTP API by its name, with its method and address, once: the API registers them from
 * here, every client asks by them. Names are a verb and what it is done to; they are the `operationId`s of the
 * document, so a program that was generated from it calls them. Safe in a browser.
 */
import type { RepairKind } from './operations/repair-requests';

/** Where the API is on its desk; the addresses of `ROUTES` stand below it. */
export const API_ROOT = '/api/v1';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type Line = `${Method} /${string}`;

export const ROUTES = {
  proveDesk: 'GET /desk-proof',
  readTerms: 'GET /terms/current',

  readSignInOptions: 'GET /session/options',
  beginSession: 'POST /session',
  readSession: 'GET /session',
  endSession: 'DELETE /session',
  changeOwnPassword: 'PUT /session/password',
  makeOwnKey: 'POST /session/api-key',
  removeOwnKey: 'DELETE /session/api-key',
  beginProviderSignIn: 'GET /session/oidc',
  finishProviderSignIn: 'GET /session/oidc/callback',

  listPeople: 'GET /staff',
  addPerson: 'POST /staff',
  changePerson: 'PUT /staff/{principalId}',
  disablePerson: 'POST /staff/{principalId}/disable',
  enablePerson: 'POST /staff/{principalId}/enable',
  resetPassword: 'POST /staff/{principalId}/reset-password',
  removeKey: 'DELETE /staff/{principalId}/api-key',

  watchEvents: 'GET /events',
  countCases: 'GET /cases/counts',
  listViews: 'GET /views',
  readView: 'GET /views/{name}',
  saveView: 'PUT /views/{name}',
  deleteView: 'DELETE /views/{name}',
  readReport: 'GET /reports/{name}',

  openCase: 'POST /cases',
  listCases: 'GET /cases',
  searchCases: 'POST /cases/search',
  readCase: 'GET /cases/{caseId}',
  readTimeline: 'GET /cases/{caseId}/timeline',
  verifyCase: 'GET /cases/{caseId}/ledger',
  proveLedger: 'GET /cases/{caseId}/ledger/proof',
  listConsents: 'GET /cases/{caseId}/consents',
  makePack: 'POST /cases/{caseId}/evidence-packs',
  makeWholePack: 'POST /cases/{caseId}/evidence-packs/whole',
  readPack: 'GET /cases/{caseId}/evidence-packs/{packId}',
  readItemisation: 'GET /cases/{caseId}/itemisation',
  readExtension: 'GET /cases/{caseId}/consent-extension',
  readComparison: 'GET /cases/{caseId}/comparison',
  revealData: 'POST /cases/{caseId}/reveal',
  saveApplication: 'PUT /cases/{caseId}/application',
  replaceContact: 'PUT /cases/{caseId}/contact',
  changeContact: 'PATCH /cases/{caseId}/contact',
  changeMerchantLink: 'POST /cases/{caseId}/merchant-link',
  readPresence: 'GET /cases/{caseId}/presence',
  announcePresence: 'PUT /cases/{caseId}/presence',
  endPresence: 'DELETE /cases/{caseId}/presence',

  verifyIdentity: 'POST /cases/{caseId}/verify-identity',
  recordConsent: 'POST /cases/{caseId}/consent',
  extendConsent: 'POST /cases/{caseId}/extend-consent',
  submitCase: 'POST /cases/{caseId}/submit',
  claimCase: 'POST /cases/{caseId}/claim',
  releaseCase: 'POST /cases/{caseId}/release',
  approveCase: 'POST /cases/{caseId}/approve',
  rejectCase: 'POST /cases/{caseId}/reject',
  requestInformation: 'POST /cases/{caseId}/request-information',
  withdrawCase: 'POST /cases/{caseId}/withdraw',

  listNotes: 'GET /cases/{caseId}/notes',
  addNote: 'POST /cases/{caseId}/notes',
  listAttachments: 'GET /cases/{caseId}/attachments',
  addAttachment: 'POST /cases/{caseId}/attachments',
  readAttachment: 'GET /cases/{caseId}/attachments/{attachmentId}',
  listNotices: 'GET /cases/{caseId}/notices',
  previewNotice: 'GET /cases/{caseId}/notices/{noticeId}/preview',
  resendNotice: 'POST /cases/{caseId}/notices/{noticeId}/resend',
  planResend: 'POST /cases/{caseId}/notices/{noticeId}/resend/dry-run',

  sendMerchantCode: 'POST /merchant/codes',
  beginMerchantSession: 'POST /merchant/session',
  endMerchantSession: 'DELETE /merchant/session',
  requestUnbinding: 'POST /merchant/requests',
  readOwnCase: 'GET /merchant/case',
  listOwnConsents: 'GET /merchant/consents',
  giveConsent: 'POST /merchant/consent',
  giveExtension: 'POST /merchant/extend-consent',
  refuseTerms: 'POST /merchant/refusal',
  withdrawOwnCase: 'POST /merchant/withdraw',
  sendCorrections: 'POST /merchant/corrections',
  handInFile: 'POST /merchant/attachments',
  makeOwnPack: 'POST /merchant/evidence-packs',
  readOwnPack: 'GET /merchant/evidence-packs/{packId}',

  readAttention: 'GET /ops/attention',
  listAttentionCases: 'GET /ops/attention/cases',
  diagnoseCase: 'GET /ops/cases/{caseId}/diagnosis',
  readHistory: 'GET /ops/cases/{caseId}/history',
  replayCase: 'POST /ops/cases/{caseId}/replay',
  listHistories: 'GET /ops/histories',
  listResetPoints: 'GET /ops/cases/{caseId}/reset-points',
  planRepair: 'POST /ops/cases/{caseId}/dry-run',
  retryStep: 'POST /ops/cases/{caseId}/retry',
  resolveStep: 'POST /ops/cases/{caseId}/resolve',
  correctReference: 'POST /ops/cases/{caseId}/correct-reference',
  sendBackCase: 'POST /ops/cases/{caseId}/send-back',
  holdCase: 'POST /ops/cases/{caseId}/hold',
  releaseHold: 'POST /ops/cases/{caseId}/release-hold',
  endCase: 'POST /ops/cases/{caseId}/end',
  resetCase: 'POST /ops/cases/{caseId}/reset',
  listProposals: 'GET /ops/proposals',
  readProposal: 'GET /ops/cases/{caseId}/proposals/{number}',
  approveProposal: 'POST /ops/cases/{caseId}/proposals/{number}/approve',
  declineProposal: 'POST /ops/cases/{caseId}/proposals/{number}/decline',
  planBulk: 'POST /ops/bulk/dry-run',
  startBulk: 'POST /ops/bulk',
  listBulkRuns: 'GET /ops/bulk',
  readBulkRun: 'GET /ops/bulk/{runId}',
  listBulkCases: 'GET /ops/bulk/{runId}/cases',
  stopBulkRun: 'POST /ops/bulk/{runId}/stop',
  listKnownCases: 'GET /ops/rebuild',
  planRebuild: 'POST /ops/cases/{caseId}/rebuild/dry-run',
  rebuildCase: 'POST /ops/cases/{caseId}/rebuild',
  startReconciliation: 'POST /ops/reconcile',
  listReconciliations: 'GET /ops/reconcile',
  readReconciliation: 'GET /ops/reconcile/{id}',
  startVerification: 'POST /ops/verify',
  readLedgerRows: 'POST /ops/verify/rows',
  listVerifications: 'GET /ops/verify',
  readVerification: 'GET /ops/verify/{id}',
  listDeployments: 'GET /ops/deployments',
  setCurrentBuild: 'POST /ops/deployments/{name}/current',

  reportTextStatus: 'POST /webhooks/twilio/{ref}',
  reportProgress: 'POST /webhooks/acquirer',
} as const satisfies Readonly<Record<string, Line>>;

/** What is asked of the process and not of the API, at the root of its address. */
export const PROBES = {
  readHealth: 'GET /healthz',
  readReadiness: 'GET /readyz',
  readMetrics: 'GET /metrics',
} as const satisfies Readonly<Record<string, Line>>;

/** The operation by which each kind of repair is asked for. */
export const REPAIR_OPERATIONS = {
  retry: 'retryStep',
  resolve: 'resolveStep',
  'correct-reference': 'correctReference',
  'send-back': 'sendBackCase',
  hold: 'holdCase',
  'release-hold': 'releaseHold',
  end: 'endCase',
  reset: 'resetCase',
} as const satisfies Readonly<Record<RepairKind, Operation>>;

/** An operation of the API. */
export type Operation = keyof typeof ROUTES;

/** True for the name of an operation; probes are none. */
export function isOperation(name: string): name is Operation {
  return Object.hasOwn(ROUTES, name);
}

export type MethodOf<Of extends Operation> =
  (typeof ROUTES)[Of] extends `${infer M extends Method} ${string}` ? M : never;

/** Names of the parameters in an address. */
type NamesIn<Address extends string> = Address extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

type ParamsOf<Of extends Operation> = [NamesIn<(typeof ROUTES)[Of]>] extends [never]
  ? []
  : [params: Readonly<Record<NamesIn<(typeof ROUTES)[Of]>, string>>];

declare const METHOD: unique symbol;

/** An address below `API_ROOT` that takes this method, as `pathOf` makes it. */
export type PathFor<M extends Method> = string & { readonly [METHOD]: M };

/** The address of an operation, its parameters filled in. */
export function pathOf<Of extends Operation>(
  operation: Of,
  ...params: ParamsOf<Of>
): PathFor<MethodOf<Of>> {
  const [values = {}]: readonly Readonly<Record<string, string>>[] = params;
  const [, address = ''] = ROUTES[operation].split(' ');
  const path = address.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(values[name] ?? ''),
  );
  return path as PathFor<MethodOf<Of>>;
}

/** Method and address of an operation, its parameters filled in. */
export function lineOf<Of extends Operation>(
  operation: Of,
  ...params: ParamsOf<Of>
): { readonly method: MethodOf<Of>; readonly path: PathFor<MethodOf<Of>> } {
  const [method] = ROUTES[operation].split(' ');
  return { method: method as MethodOf<Of>, path: pathOf(operation, ...params) };
}

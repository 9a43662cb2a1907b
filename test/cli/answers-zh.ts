/** What the API answers in Chinese to every command, with rows in every table. */
import { CASE, NOTICE, caseAnswer, proposal, receipt, summary, timeline } from './samples';
import type { Answer } from './stand-in';

const AT = '2026-11-24T03:00:00.000Z';
const OF_CASE = `/cases/${CASE}`;
const OPS_OF_CASE = `/ops${OF_CASE}`;
const REFUND = `refund:${CASE}:d_0000000001:g1`;
const people = { s_agent: '林晓', s_operator: '周宁' };

const finding = {
  path: 'merchantName',
  code: 'UNBIND_MERCHANT_NAME_MISMATCH',
  message: '商户名称与收单机构登记不一致。',
} as const;
const warning = { ...finding, path: 'terminals[0].serialNumber' };

const wholeCase = caseAnswer(
  {
    people,
    offers: [
      { decision: 'requestInformation' },
      { decision: 'approve', refusedBy: 'UNBIND_FOUR_EYES' },
    ],
    findings: {
      problems: [finding],
      warnings: [warning],
      checkedAgainstAcquirer: false,
      stepUp: [],
    },
  },
  {
    overdue: true,
    held: true,
    partial: true,
    pointOfNoReturn: true,
    refundReopened: true,
    rejection: 'other',
    stepUp: ['UNBIND_PHONE_CHANGED'],
    requestedFields: ['merchantName', 'document.number'],
    claim: { by: 's_agent', until: AT },
    parked: {
      step: 'refund-deposit',
      code: 'UNBIND_REFUND_BLOCKED',
      since: AT,
      subjects: [],
      actions: ['retry', 'resolve'],
    },
  },
);

const events = {
  people,
  items: timeline(
    ...['case-opened', 'identity-verified', 'status-changed', 'repair-proposed', 'terminal-parked'],
  ).items.map((row) => ({
    ...row,
    facts: {
      from: 'awaiting-consent',
      to: 'awaiting-review',
      method: 'callback',
      reason: 'other',
      step: 'close-account',
      fields: ['merchantName'],
      attempt: 3,
      noteId: 'note_1',
    },
  })),
};

const attachment = {
  attachmentId: 'att_1',
  fileName: '收据.pdf',
  mediaType: 'application/pdf',
  sizeBytes: 7,
  by: 's_agent',
  at: AT,
};
const line = {
  serialNumber: 'SN1',
  kind: 'cashback',
  amountMinor: 20_000,
  currency: 'CNY',
  refundable: false,
};
const itemisation = {
  lines: [line],
  terminals: ['SN1'],
  payeeKind: 'original-payment',
  closeAccount: true,
  hash: 'a1b2c3',
};
const consents = {
  items: [
    {
      consentId: 'k_000000000000000000000000',
      kind: 'identity-data',
      method: 'recorded-call',
      locale: 'zh-CN',
      termsVersion: '1',
      termsHash: 'a1b2c3',
      terms: { version: '1', locale: 'zh-CN', text: '我们处理证件号码。', hash: 'a1b2c3' },
      by: 'merchant',
      at: '2026-11-30T02:00:00.000Z',
      evidence: '录音 17',
      isInForce: false,
      withdrawn: { by: 's_1', at: '2026-12-01T02:00:00.000Z' },
    },
  ],
  people: { s_1: '林晓' },
};
const terms = {
  version: '2026-01',
  locale: 'zh-CN',
  inForceFrom: AT,
  hash: 'a1b2c3',
  text: '押金按原路退回。',
  separate: [],
};
const draft = {
  revision: 3,
  problems: [finding],
  warnings: [warning],
  differences: [{ path: 'document.kind', entered: '护照', acquirer: '身份证' }],
  stepUp: ['UNBIND_PHONE_CHANGED'],
  checkedAgainstAcquirer: false,
};
const compared = (path: string, state: string) => ({
  path,
  entered: '甲',
  acquirer: null,
  state,
  codes: ['UNBIND_MERCHANT_NAME_MISMATCH'],
});

const plan = {
  repair: { repair: 'reset', point: 31 },
  sentences: ['回到较早的一步。'],
  blockers: [{ path: '', code: 'UNBIND_POINT_OF_NO_RETURN', message: '已不能退回。' }],
  needsApproval: true,
  effects: [
    {
      key: REFUND,
      effect: 'refund',
      state: 'done',
      providerSays: 'succeeded',
      done: 'on-its-way',
      what: '按原请求号查到，不再付款。',
    },
  ],
  payments: [{ key: REFUND, what: '再付 CNY 200.00。' }],
  later: [{ eventId: 40, at: AT, kind: 'decision', what: '批准', by: '林晓', repeat: true }],
};
const resolving = {
  ...proposal(),
  repair: { repair: 'resolve', step: 'refund-deposit', outcome: 'paid', subject: 'd_0000000001' },
  state: 'taken',
  payments: [{ key: REFUND, amountMinor: 20_000, currency: 'CNY', state: 'under-way' }],
};

const attention = {
  takenAt: AT,
  tookMs: 12,
  groups: [
    {
      name: 'parked:UNBIND_UNBIND_REFUSED',
      cause: 'parked',
      code: 'UNBIND_UNBIND_REFUSED',
      cases: 2,
      since: AT,
      money: [{ amountMinor: 4_000, currency: 'CNY' }],
      answer: '503',
    },
  ],
  silent: ['record', 'temporal'],
  queues: [],
  parked: [],
  overdue: [],
  other: [],
};

const place = (kind: string, value: string) => ({ kind, value });
const diagnosis = {
  caseId: CASE,
  view: wholeCase.view,
  sentences: [
    {
      text: '自{at}处于{status}，等待{party}；{step}：{effect}，对方{said}，正在{work}。',
      places: {
        at: place('moment', AT),
        status: place('status', 'unbinding'),
        party: place('party', 'acquirer'),
        step: place('step', 'unbind-terminals'),
        effect: place('effect-state', 'attempted'),
        said: place('provider-state', 'elsewhere'),
        work: place('activity', 'requestUnbind'),
      },
    },
  ],
  effects: [
    { key: REFUND, effect: 'refund', state: 'attempted', attempt: 2, providerSays: 'unreachable' },
  ],
  trying: [
    {
      activityId: '7',
      activityType: 'confirmRefund',
      attempt: 3,
      lastFailure: 'UNBIND_UNAVAILABLE',
    },
  ],
  temporalAnswered: true,
  repairs: [{ action: 'retry', what: '再试一次。', recommended: true }],
  remedy: '请重试。',
  temporalUrl: 'https://temporal.example/cases',
};

const bulkRun = {
  runId: 'B-0000000001',
  verb: 'retry',
  selection: {},
  by: 's_operator',
  reason: '银行已恢复',
  ratePerSecond: 20,
  stopAfter: 5,
  state: 'stopped-on-errors',
  stopRequested: false,
  total: 3,
  done: 1,
  skipped: 1,
  failed: 1,
  parkedAgain: 0,
  left: 0,
  startedAt: AT,
  endedAt: AT,
};
const bulkItems = {
  items: ['planned', 'taken', 'done', 'skipped', 'failed'].map((state, position) => ({
    position,
    caseId: CASE,
    subject: '',
    state,
    code: 'UNBIND_UNAVAILABLE',
  })),
};
const rebuilding = {
  caseId: CASE,
  status: 'unbinding',
  held: true,
  inRecord: false,
  terminals: 1,
  rows: 2,
  events: ['case-opened', 'deposit-parked'],
  unplaced: 1,
  ahead: 1,
  conflict: true,
  lostRevision: 2,
  lostConsents: 1,
  notices: 1,
  effects: [{ key: REFUND, found: 'by-hand' }],
  terminalsLostTo: CASE,
};
const deployments = {
  items: [
    {
      name: 'desk',
      builds: ['current', 'ramping', 'draining', 'drained', 'inactive'].map((state, index) => ({
        buildId: `v${index}`,
        state,
      })),
    },
  ],
};
const reconciliation = {
  id: 'reconcile-0a1b2c',
  state: 'failed',
  startedAt: AT,
  code: 'UNBIND_ACQUIRER_UNAVAILABLE',
  report: {
    cases: 1,
    workflows: 1,
    reopened: 0,
    byCode: { UNBIND_TERMINAL_BOUND_AGAIN: 1 },
    differences: [{ caseId: CASE, code: 'UNBIND_TERMINAL_BOUND_AGAIN', subject: 't_1' }],
  },
};

const verification = {
  id: 'verify-0a1b2c',
  state: 'finished',
  startedAt: AT,
  report: {
    cases: 3,
    rows: 40,
    brokenCases: 3,
    broken: ['content', 'order', 'end'].map((check) => ({ caseId: CASE, position: 4, check })),
  },
};

const RECEIPTS = [
  ...['/cases', `${OF_CASE}/identity-proofs`, `${OF_CASE}/verify-identity`, `${OF_CASE}/consent`],
  `${OF_CASE}/extend-consent`,
  ...['submit', 'claim', 'release', 'approve', 'reject', 'request-information', 'withdraw'].map(
    (verb) => `${OF_CASE}/${verb}`,
  ),
  ...['retry', 'correct-reference', 'send-back', 'hold', 'release-hold', 'reset'].map(
    (verb) => `${OPS_OF_CASE}/${verb}`,
  ),
].map((path): [string, object] => [`POST ${path}`, receipt('unbinding')]);

/** By method and path below /api/v1. */
const BODIES: readonly (readonly [route: string, body: unknown])[] = [
  ...RECEIPTS,
  ['GET /cases', { items: [{ ...summary(), overdue: true, held: true }], nextCursor: 'c2' }],
  ['POST /cases/search', { items: [summary()] }],
  [`GET ${OF_CASE}`, wholeCase],
  [`GET ${OF_CASE}/timeline`, events],
  [`POST ${OF_CASE}/reveal`, wholeCase.data],
  [`PATCH ${OF_CASE}/contact`, receipt()],
  [`PUT ${OF_CASE}/application`, draft],
  [`GET ${OF_CASE}/itemisation`, itemisation],
  [`GET ${OF_CASE}/consent-extension`, { ...itemisation, revision: 2, terms }],
  ['GET /terms/current', terms],
  [`GET ${OF_CASE}/consents`, consents],
  [
    `GET ${OF_CASE}/comparison`,
    {
      revision: 2,
      rows: ['same', 'different', 'only-entered', 'only-acquirer', 'unknown'].map((state) =>
        compared('document.number', state),
      ),
    },
  ],
  [`POST ${OF_CASE}/notes`, { noteId: 'note_1' }],
  [
    `GET ${OF_CASE}/notes`,
    {
      people,
      items: ['note', 'reason', 'evidence', 'message'].map((kind) => ({
        noteId: 'note_1',
        at: AT,
        by: 's_agent',
        kind,
        text: '已联系商户。',
        attachmentIds: ['att_1'],
      })),
    },
  ],
  [`POST ${OF_CASE}/evidence-packs`, { packId: 'pack_1' }],
  [`GET ${OF_CASE}/evidence-packs/pack_1`, 'content'],
  [`GET ${OF_CASE}/attachments`, { people, items: [attachment] }],
  [`POST ${OF_CASE}/attachments`, attachment],
  [`GET ${OF_CASE}/attachments/att_1`, 'content'],
  [`GET ${OF_CASE}/notices`, { items: [NOTICE] }],
  [`POST ${OF_CASE}/notices/n_1/resend`, NOTICE],
  [
    `GET ${OF_CASE}/notices/n_1/preview`,
    { ...NOTICE, source: 'template', subject: '审核通过', text: '您的申请已通过。' },
  ],
  [`POST ${OF_CASE}/merchant-link`, { noticeId: 'n_9' }],
  ['GET /ops/attention', attention],
  [`GET ${OPS_OF_CASE}/diagnosis`, diagnosis],
  [`POST ${OPS_OF_CASE}/resolve`, { proposal: resolving }],
  [`POST ${OPS_OF_CASE}/end`, { proposal: resolving }],
  [`POST ${OPS_OF_CASE}/dry-run`, plan],
  [
    `GET ${OPS_OF_CASE}/reset-points`,
    { runId: 'run', points: [{ eventId: 31, at: AT, sentence: '批准之后' }] },
  ],
  ['GET /ops/proposals', { items: [resolving, proposal()], people }],
  [`GET ${OPS_OF_CASE}/proposals/17`, { proposal: resolving, people, dryRun: plan }],
  [`POST ${OPS_OF_CASE}/proposals/17/approve`, { proposal: { ...resolving, state: 'failed' } }],
  [`POST ${OPS_OF_CASE}/proposals/17/decline`, { proposal: { ...resolving, state: 'declined' } }],
  [`GET ${OPS_OF_CASE}/history`, { history: { events: [] }, ledger: events }],
  ['GET /ops/histories', { items: [], missing: [CASE], total: 0 }],
  ['GET /ops/deployments', deployments],
  ['POST /ops/deployments/desk/current', deployments],
  ['POST /ops/reconcile', { id: reconciliation.id }],
  [`GET /ops/reconcile/${reconciliation.id}`, reconciliation],
  [
    `GET ${OF_CASE}/ledger/proof`,
    {
      head: { number: 7, at: AT },
      keyId: '0123456789012345',
      leaf: { caseId: CASE, position: 4, hash: 'a1b2c3' },
      index: 0,
      path: [],
    },
  ],
  ['POST /ops/verify', { id: verification.id }],
  [`GET /ops/verify/${verification.id}`, verification],
  [`POST ${OPS_OF_CASE}/rebuild`, rebuilding],
  ['POST /ops/bulk', bulkRun],
  ['GET /ops/bulk/B-0000000001', bulkRun],
  ['GET /ops/bulk/B-0000000001/cases', bulkItems],
  ['POST /ops/bulk/B-0000000001/stop', { ...bulkRun, state: 'stopped' }],
];
export const ANSWERS_ZH: ReadonlyMap<string, Answer> = new Map(
  BODIES.map(([route, body]) => [route, { body }]),
);

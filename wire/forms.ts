/**
 * For each answer the members by which a client knows it for one of ours. No more is asked of an answer, so that a
 * client bears a newer desk: see `Sent`. No schema, as pages and commands start without them.
 */
import type {
  CaseAnswer,
  CasePage,
  Comparison,
  DraftAnswer,
  Receipt,
  Timeline,
} from './cases/case-answers';
import type { RevealedAnswer } from './cases/case-data-answers';
import type { ConsentExtension, Consents, Itemisation, Terms } from './cases/consent-answers';
import type {
  Diagnosis,
  HistoriesPage,
  HistoryAnswer,
  ReplayVerdict,
} from './operations/diagnosis-answers';
import type {
  AskedCode,
  HandedIn,
  LinkAnswer,
  MerchantProgress,
  MerchantSession,
  Requested,
} from './merchant/merchant-answers';
import type {
  Attachment,
  Authored,
  Note,
  Noted,
  Notice,
  NoticePreview,
  Notices,
  ResendPlan,
} from './cases/note-answers';
import type { Pack } from './cases/evidence-packs';
import type {
  Attention,
  AttentionCases,
  BulkItems,
  BulkPlan,
  BulkRun,
  BulkRuns,
} from './operations/operations-answers';
import type {
  AddedPerson,
  ApiKey,
  Counts,
  NewPassword,
  People,
  Person,
  Presence,
  SavedView,
  SavedViews,
  Session,
  SessionOptions,
} from './people/people-answers';
import type { ProblemAnswer } from './problem-answers';
import type {
  Decided,
  ProposalAnswer,
  Proposals,
  Proposed,
  RepairPlan,
  Repaired,
  ResetPoints,
} from './operations/repair-answers';
import type { Report } from './operations/report-answers';
import type {
  Deployments,
  KnownCases,
  Rebuilding,
  Reconciliation,
  SweepStarted,
  Sweeps,
} from './operations/upkeep-answers';
import type {
  CaseLedger,
  LedgerProof,
  LedgerRows,
  Verification,
} from './operations/verification-answers';

/** Members that every answer of type `T` has. */
type Member<T> = {
  [Name in keyof T]-?: undefined extends T[Name] ? never : Name;
}[keyof T] &
  string;

export interface Form<T> {
  readonly has: readonly Member<T>[];
}

function form<T>(...has: readonly Member<T>[]): Form<T> {
  return { has };
}

export const FORMS = {
  problem: form<ProblemAnswer>('title', 'code'),

  receipt: form<Receipt>('caseId', 'status', 'revision'),
  case: form<CaseAnswer>('caseId', 'view', 'data', 'people'),
  revealed: form<RevealedAnswer>(),
  casePage: form<CasePage>('items'),
  draft: form<DraftAnswer>('revision', 'problems'),
  itemisation: form<Itemisation>('lines', 'terminals', 'closeAccount', 'hash'),
  timeline: form<Timeline>('items', 'people'),
  extension: form<ConsentExtension>('lines', 'terminals', 'hash', 'terms'),
  terms: form<Terms>('version', 'text', 'hash'),
  consents: form<Consents>('items', 'people'),
  comparison: form<Comparison>('rows', 'revision'),

  notes: form<Authored<Note>>('items'),
  noted: form<Noted>('noteId'),
  pack: form<Pack>('packId'),
  attachments: form<Authored<Attachment>>('items'),
  attachment: form<Attachment>('attachmentId'),
  notices: form<Notices>('items'),
  notice: form<Notice>('noticeId', 'state'),
  resendPlan: form<ResendPlan>('sentences', 'blockers', 'earlier'),
  preview: form<NoticePreview>('noticeId', 'text'),
  linkChanged: form<LinkAnswer>(),

  sessionOptions: form<SessionOptions>('password', 'oidc'),
  session: form<Session>('principalId', 'role', 'csrfToken'),
  people: form<People>('items'),
  person: form<Person>('principalId', 'user', 'role'),
  addedPerson: form<AddedPerson>('person', 'password'),
  newPassword: form<NewPassword>('password'),
  newKey: form<ApiKey>('apiKey'),
  counts: form<Counts>('mine', 'team'),
  views: form<SavedViews>('items'),
  view: form<SavedView>('name', 'filters'),
  presence: form<Presence>('others', 'heartbeatS'),
  report: form<Report>('columns', 'rows'),

  diagnosis: form<Diagnosis>('view', 'sentences', 'effects'),
  history: form<HistoryAnswer>('ledger'),
  histories: form<HistoriesPage>('items', 'missing'),
  replay: form<ReplayVerdict>('replays'),
  attention: form<Attention>('groups', 'silent'),
  attentionCases: form<AttentionCases>('items'),
  bulkPlan: form<BulkPlan>('matched', 'wouldAct', 'cases'),
  bulkRun: form<BulkRun>('runId', 'state', 'total'),
  bulkRuns: form<BulkRuns>('items'),
  bulkItems: form<BulkItems>('items'),

  resetPoints: form<ResetPoints>('runId', 'points'),
  repairPlan: form<RepairPlan>('repair', 'sentences', 'blockers', 'effects', 'later'),
  proposals: form<Proposals>('items'),
  proposal: form<ProposalAnswer>('proposal'),
  proposed: form<Proposed>('proposal'),
  decided: form<Decided>('proposal'),
  /** One or the other: which, its members say. */
  repairedOrProposed: form<Repaired | Proposed>(),

  rebuilding: form<Rebuilding>('caseId', 'inRecord', 'rows', 'events', 'effects'),
  knownCases: form<KnownCases>('items'),
  sweeps: form<Sweeps>('items'),
  sweepStarted: form<SweepStarted>('id'),
  reconciliation: form<Reconciliation>('id', 'state', 'startedAt'),
  verification: form<Verification>('id', 'state', 'startedAt'),
  caseLedger: form<CaseLedger>('caseId', 'rows', 'checkedAt'),
  ledgerProof: form<LedgerProof>('head', 'leaf', 'path'),
  ledgerRows: form<LedgerRows>('items', 'heads'),
  deployments: form<Deployments>('items'),

  merchantSession: form<MerchantSession>('expiresAt'),
  askedCode: form<AskedCode>('codeId', 'expiresAt'),
  requested: form<Requested>('caseId', 'expiresAt'),
  progress: form<MerchantProgress>('caseId', 'status', 'can'),
  handedIn: form<HandedIn>('attachmentId'),
} as const;

/** True where a JSON value has every member of the form. */
export function hasForm<T>(value: unknown, { has }: Form<T>): value is T {
  return typeof value === 'object' && value !== null && has.every((name) => name in value);
}

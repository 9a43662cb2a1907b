/** For each answer the members by which a foreign one is told from one of ours. */
import type {
  Attachment,
  Authored,
  CaseAnswer,
  CaseDataAnswer,
  CasePage,
  Comparison,
  Counts,
  Diagnosis,
  DraftAnswer,
  Itemisation,
  Note,
  Notice,
  NoticePreview,
  Presence,
  Receipt,
  Report,
  SavedView,
  Terms,
  Timeline,
} from './answers';
import type { AddedPerson, ListedPerson, Person, Session, SessionOptions } from './people-answers';
import type {
  Attention,
  AttentionCases,
  BulkItems,
  BulkPlan,
  BulkRun,
  BulkRuns,
  Deployments,
  Reconciliation,
  Reconciliations,
} from './operations-answers';
import type {
  Decided,
  HistoriesPage,
  KnownCases,
  ProposalAnswer,
  Proposals,
  Proposed,
  Rebuilding,
  RepairPlan,
  Repaired,
  ReplayVerdict,
  ResendPlan,
  ResetPoints,
} from './repair-answers';

/** Members that an answer of type `T` always has. */
export interface Form<T> {
  readonly has: readonly (keyof T & string)[];
}

function form<T>(...has: readonly (keyof T & string)[]): Form<T> {
  return { has };
}

export const FORMS = {
  sessionOptions: form<SessionOptions>('password', 'oidc'),
  session: form<Session>('principalId', 'role', 'csrfToken'),
  receipt: form<Receipt>('caseId', 'status', 'revision'),
  /** One or the other: which, its members say. */
  repairedOrProposed: form<Repaired | Proposed>(),
  case: form<CaseAnswer>('caseId', 'view', 'data', 'people'),
  revealed: form<Partial<CaseDataAnswer>>(),
  casePage: form<CasePage>('items'),
  counts: form<Counts>('mine', 'team'),
  views: form<{ items: readonly SavedView[] }>('items'),
  view: form<SavedView>('name', 'filters'),
  draft: form<DraftAnswer>('revision', 'problems'),
  itemisation: form<Itemisation>('lines', 'terminals', 'closeAccount', 'hash'),
  timeline: form<Timeline>('items', 'people'),
  terms: form<Terms>('version', 'text', 'hash'),
  notes: form<Authored<Note>>('items', 'people'),
  noted: form<{ noteId: string; at: string }>('noteId'),
  attachments: form<Authored<Attachment>>('items', 'people'),
  attachment: form<Attachment>('attachmentId'),
  notices: form<{ items: readonly Notice[] }>('items'),
  notice: form<Notice>('noticeId', 'state'),
  linkChanged: form<{ noticeId?: string }>(),
  preview: form<NoticePreview>('noticeId', 'text'),
  presence: form<Presence>('others', 'heartbeatS'),
  comparison: form<Comparison>('rows', 'revision'),
  attention: form<Attention>('groups', 'silent'),
  attentionCases: form<AttentionCases>('items'),
  bulkPlan: form<BulkPlan>('matched', 'wouldAct', 'cases'),
  bulkRun: form<BulkRun>('runId', 'state', 'total'),
  bulkItems: form<BulkItems>('items'),
  bulkRuns: form<BulkRuns>('items', 'people'),
  resetPoints: form<ResetPoints>('runId', 'points'),
  repairPlan: form<RepairPlan>('sentences', 'blockers', 'effects', 'later'),
  resendPlan: form<ResendPlan>('sentences', 'blockers'),
  proposals: form<Proposals>('items', 'people'),
  proposal: form<ProposalAnswer>('proposal', 'people'),
  proposed: form<Proposed>('proposal'),
  decided: form<Decided>('proposal'),
  replay: form<ReplayVerdict>('replays'),
  rebuilding: form<Rebuilding>('caseId', 'rows', 'events', 'effects'),
  histories: form<HistoriesPage>('items', 'missing'),
  knownCases: form<KnownCases>('items'),
  reconciliations: form<Reconciliations>('items'),
  reconciliation: form<Reconciliation>('id', 'state', 'startedAt'),
  reconciliationStarted: form<{ id: string }>('id'),
  deployments: form<Deployments>('items'),
  diagnosis: form<Diagnosis>('view', 'sentences', 'effects'),
  report: form<Report>('columns', 'rows'),
  people: form<{ items: readonly ListedPerson[] }>('items'),
  person: form<Person>('principalId', 'user', 'role'),
  addedPerson: form<AddedPerson>('person', 'password'),
  newPassword: form<{ password: string }>('password'),
  newKey: form<{ apiKey: string }>('apiKey'),
} as const;

/** True where a JSON value has every member of the form. */
export function hasForm<T>(value: unknown, { has }: Form<T>): value is T {
  return typeof value === 'object' && value !== null && has.every((name) => name in value);
}

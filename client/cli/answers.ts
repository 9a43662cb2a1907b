/**
 * The answers of the API as the CLI reads them: types from the API's own documentation, and for each the
 * members by which a foreign answer is told from one of ours. Types only, so that the CLI starts fast.
 */
import type { z } from 'zod';
import type {
  caseAnswer,
  caseDataAnswer,
  casePage,
  caseSummary,
  caseView,
  draftAnswer,
  itemisationAnswer,
  receiptAnswer,
  timelineAnswer,
  comparisonAnswer,
  termsAnswer,
} from '../../wire/case-answers';
import type {
  attentionAnswer,
  attentionCasesAnswer,
  bulkItemsAnswer,
  bulkPlanAnswer,
  bulkRunAnswer,
} from '../../wire/operations-answers';
import type { diagnosisAnswer, historiesAnswer } from '../../wire/diagnosis-answers';
import type { previewAnswer, noticeAnswer, resendPlanAnswer } from '../../wire/note-answers';
import type {
  deploymentsAnswer,
  rebuildAnswer,
  reconciliationAnswer,
} from '../../wire/upkeep-answers';
import type { problemAnswer } from '../../wire/problem-answers';
import type {
  proposalAnswer,
  proposedAnswer,
  repairPlanAnswer,
  repairedAnswer,
  resetPointsAnswer,
} from '../../wire/repair-answers';

export type Receipt = z.output<typeof receiptAnswer>;
export type CaseAnswer = z.output<typeof caseAnswer>;
export type CaseDataAnswer = Partial<z.output<typeof caseDataAnswer>>;
export type CasePage = z.output<typeof casePage>;
export type CaseSummary = z.output<typeof caseSummary>;
export type CaseViewAnswer = z.output<typeof caseView>;
export type Draft = z.output<typeof draftAnswer>;
export type Itemisation = z.output<typeof itemisationAnswer>;
export type Timeline = z.output<typeof timelineAnswer>;
export type Terms = z.output<typeof termsAnswer>;
export type Diagnosis = z.output<typeof diagnosisAnswer>;
export type Comparison = z.output<typeof comparisonAnswer>;
export type ResendPlan = z.output<typeof resendPlanAnswer>;
export type Notice = z.output<typeof noticeAnswer>;
export type NoticePreview = z.output<typeof previewAnswer>;
export type Histories = z.output<typeof historiesAnswer>;
export type Attention = z.output<typeof attentionAnswer>;
export type AttentionCases = z.output<typeof attentionCasesAnswer>;
export type BulkPlan = z.output<typeof bulkPlanAnswer>;
export type BulkRun = z.output<typeof bulkRunAnswer>;
export type BulkItems = z.output<typeof bulkItemsAnswer>;
export type DeploymentsAnswer = z.output<typeof deploymentsAnswer>;
export type Rebuilding = z.output<typeof rebuildAnswer>;
export type ReconciliationAnswer = z.output<typeof reconciliationAnswer>;
export type ResetPoints = z.output<typeof resetPointsAnswer>;
export type RepairPlan = z.output<typeof repairPlanAnswer>;
export type Proposal = z.output<typeof proposalAnswer>;
export type Repaired = z.output<typeof repairedAnswer>;
export type Proposed = z.output<typeof proposedAnswer>;
/** Also what did not come from the desk: `HTTP_502`. */
export type ProblemAnswer = Omit<z.output<typeof problemAnswer>, 'code'> & {
  readonly code: string;
};
export type Finding = ProblemAnswer['problems'][number];

export interface Note {
  readonly noteId: string;
  readonly kind: string;
  readonly text: string;
  readonly attachmentIds: readonly string[];
  readonly by: string;
  readonly at: string;
}
export interface Attachment {
  readonly attachmentId: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly by: string;
  readonly at: string;
}
/** Members that an answer of type `T` always has. */
export interface Form<T> {
  readonly has: readonly (keyof T & string)[];
}

function form<T>(...has: readonly (keyof T & string)[]): Form<T> {
  return { has };
}

export const FORMS = {
  receipt: form<Receipt>('caseId', 'status', 'revision'),
  case: form<CaseAnswer>('caseId', 'view', 'data', 'people'),
  caseData: form<CaseDataAnswer>(),
  casePage: form<CasePage>('items'),
  draft: form<Draft>('revision', 'problems'),
  itemisation: form<Itemisation>('lines', 'terminals', 'closeAccount', 'hash'),
  timeline: form<Timeline>('items', 'people'),
  terms: form<Terms>('version', 'text', 'hash'),
  diagnosis: form<Diagnosis>('view', 'sentences', 'effects'),
  history: form<{ history: unknown; ledger: Timeline }>('ledger'),
  histories: form<Histories>('items', 'missing'),
  notes: form<{ items: readonly Note[] }>('items'),
  noted: form<{ noteId: string; at: string }>('noteId'),
  attachments: form<{ items: readonly Attachment[] }>('items'),
  attachment: form<Attachment>('attachmentId'),
  notices: form<{ items: readonly Notice[] }>('items'),
  notice: form<Notice>('noticeId', 'state'),
  resendPlan: form<ResendPlan>('outcome', 'sentences', 'earlier'),
  comparison: form<Comparison>('rows', 'revision'),
  preview: form<NoticePreview>('noticeId', 'text'),
  deployments: form<DeploymentsAnswer>('items'),
  reconcileStarted: form<{ id: string }>('id'),
  reconciliation: form<ReconciliationAnswer>('id', 'state'),
  merchantLink: form<{ noticeId?: string }>(),
  attention: form<Attention>('groups', 'silent'),
  attentionCases: form<AttentionCases>('items'),
  bulkPlan: form<BulkPlan>('matched', 'wouldAct', 'cases'),
  bulkRun: form<BulkRun>('runId', 'state', 'total'),
  bulkRuns: form<{ items: readonly BulkRun[] }>('items'),
  bulkItems: form<BulkItems>('items'),
  rebuilding: form<Rebuilding>('caseId', 'inRecord', 'rows'),
  knownCases: form<{ items: readonly string[]; nextCursor?: string; total?: number }>('items'),
  resetPoints: form<ResetPoints>('runId', 'points'),
  repairPlan: form<RepairPlan>('repair', 'sentences', 'effects'),
  /** One or the other: which, its members say. */
  repairedOrProposed: form<Repaired | Proposed>(),
  proposal: form<{ proposal: Proposal; dryRun?: RepairPlan }>('proposal'),
  proposals: form<{ items: readonly Proposal[] }>('items'),
  decided: form<{ proposal: Proposal; result?: Repaired }>('proposal'),
} as const;

/** True where a JSON value has every member of the form. */
export function hasForm<T>(value: unknown, { has }: Form<T>): value is T {
  return typeof value === 'object' && value !== null && has.every((name) => name in value);
}

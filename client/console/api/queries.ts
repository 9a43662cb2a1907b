/** What the console reads, with the names under which it is kept while a page is open. */
import type { Attachment, Authored, Note, Notice } from '../../../wire/cases/note-answers';
import type { CaseAnswer, CasePage, Comparison, Timeline } from '../../../wire/cases/case-answers';
import type {
  ConsentExtension,
  Consents,
  Itemisation,
  Terms,
} from '../../../wire/cases/consent-answers';
import type {
  Counts,
  SavedView,
  ListedPerson,
  SessionOptions,
} from '../../../wire/people/people-answers';
import type { Diagnosis } from '../../../wire/operations/diagnosis-answers';
import type {
  Attention,
  AttentionCases,
  BulkRuns,
} from '../../../wire/operations/operations-answers';
import type {
  Deployments,
  Reconciliation,
  Sweeps,
  KnownCases,
  Rebuilding,
} from '../../../wire/operations/upkeep-answers';
import type {
  ProposalAnswer,
  Proposals,
  ResetPoints,
} from '../../../wire/operations/repair-answers';
import type { CaseLedger, Verification } from '../../../wire/operations/verification-answers';
import { FORMS } from '../../../wire/forms';
import type { Form } from '../../../wire/forms';
import { get, post } from './http';
import type { Query } from '../../../wire/http';
import { type PathFor, pathOf } from '../../../wire/routes';

export const KEYS = {
  session: ['session'],
  counts: ['counts'],
  lists: ['list'],
  views: ['views'],
  attention: ['attention'],
  proposals: ['proposals'],
  reconciliations: ['reconciliations'],
  verifications: ['verifications'],
  deployments: ['deployments'],
  bulkRuns: ['bulk-runs'],
  people: ['people'],
  case: (caseId: string) => ['case', caseId] as const,
} as const;

/** A reading by its name. */
export interface Reading<T> {
  readonly queryKey: readonly unknown[];
  readonly queryFn: (context: { readonly signal: AbortSignal }) => Promise<T>;
}
interface Items<T> {
  readonly items: readonly T[];
}

function reading<T>(
  queryKey: readonly unknown[],
  path: PathFor<'GET'>,
  form: Form<T>,
  query?: Query,
): Reading<T> {
  return { queryKey, queryFn: ({ signal }) => get(path, form, { query, signal }) };
}

/** A reading that comes page by page. */
interface PagedReading<T> {
  readonly queryKey: readonly unknown[];
  readonly queryFn: (context: {
    readonly pageParam: string;
    readonly signal: AbortSignal;
  }) => Promise<T>;
  readonly initialPageParam: string;
  readonly getNextPageParam: (page: T) => string | undefined;
}

function pagesOf<T extends { readonly nextCursor?: string }>(
  queryKey: readonly unknown[],
  path: PathFor<'GET'>,
  form: Form<T>,
  query: Query,
): PagedReading<T> {
  return {
    queryKey,
    queryFn: ({ pageParam, signal }) => {
      const page = pageParam === '' ? {} : { cursor: pageParam };
      return get(path, form, { query: { ...query, ...page }, signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  };
}

/** Something that belongs to a case, under the case's name. */
function ofCase<T>(caseId: string, name: string, path: PathFor<'GET'>, form: Form<T>): Reading<T> {
  return reading([...KEYS.case(caseId), name], path, form);
}

export const sessionOptionsQuery: Reading<SessionOptions> = reading(
  ['session-options'],
  pathOf('readSignInOptions'),
  FORMS.sessionOptions,
);
export const countsQuery: Reading<Counts> = reading(
  KEYS.counts,
  pathOf('countCases'),
  FORMS.counts,
);
export const viewsQuery: Reading<Items<SavedView>> = reading(
  KEYS.views,
  pathOf('listViews'),
  FORMS.views,
);
export const attentionQuery: Reading<Attention> = reading(
  KEYS.attention,
  pathOf('readAttention'),
  FORMS.attention,
);

/** The cases of one group, the longest waiting first. */
export function attentionCasesQuery(name: string, limit: number): Reading<AttentionCases> {
  const query = { cause: name, limit: String(limit) };
  return reading(
    [...KEYS.attention, query],
    pathOf('listAttentionCases'),
    FORMS.attentionCases,
    query,
  );
}

const MANY = '200';
/** Cases that a filter finds, of all causes; the longest waiting first. */
export function attentionPagesQuery(filter: Query): PagedReading<AttentionCases> {
  const key = [...KEYS.attention, 'filtered', filter];
  const query = { ...filter, limit: MANY };
  return pagesOf(key, pathOf('listAttentionCases'), FORMS.attentionCases, query);
}
/** Cases that Temporal knows: those that run, and those that have ended since a moment. */
export function knownCasesQuery(since: string): PagedReading<KnownCases> {
  return pagesOf(['known-cases', since], pathOf('listKnownCases'), FORMS.knownCases, { since });
}
/** What the record lacks of a case as of now; nothing is written. */
export function rebuildingQuery(caseId: string): Reading<Rebuilding> {
  const path = pathOf('planRebuild', { caseId });
  return {
    queryKey: [...KEYS.case(caseId), 'rebuilding'],
    queryFn: () => post(path, FORMS.rebuilding, null),
  };
}

export const proposalsQuery: Reading<Proposals> = reading(
  KEYS.proposals,
  pathOf('listProposals'),
  FORMS.proposals,
);
export function proposalQuery(caseId: string, number: string): Reading<ProposalAnswer> {
  const path = pathOf('readProposal', { caseId, number });
  // Of the case, so that it is read anew whenever the case moves.
  return reading([...KEYS.case(caseId), 'proposal', number], path, FORMS.proposal);
}
export const reconciliationsQuery: Reading<Sweeps> = reading(
  KEYS.reconciliations,
  pathOf('listReconciliations'),
  FORMS.sweeps,
);
export function reconciliationQuery(id: string): Reading<Reconciliation> {
  const path = pathOf('readReconciliation', { id });
  return reading([...KEYS.reconciliations, id], path, FORMS.reconciliation);
}
export const verificationsQuery: Reading<Sweeps> = reading(
  KEYS.verifications,
  pathOf('listVerifications'),
  FORMS.sweeps,
);
export function verificationQuery(id: string): Reading<Verification> {
  const path = pathOf('readVerification', { id });
  return reading([...KEYS.verifications, id], path, FORMS.verification);
}
export const deploymentsQuery: Reading<Deployments> = reading(
  KEYS.deployments,
  pathOf('listDeployments'),
  FORMS.deployments,
);
export const bulkRunsQuery: Reading<BulkRuns> = reading(
  KEYS.bulkRuns,
  pathOf('listBulkRuns'),
  FORMS.bulkRuns,
);

export const peopleQuery: Reading<Items<ListedPerson>> = reading(
  KEYS.people,
  pathOf('listPeople'),
  FORMS.people,
);

/** One page of the list behind an address. */
export function listQuery(query: Query): Reading<CasePage> {
  return reading([...KEYS.lists, query], pathOf('listCases'), FORMS.casePage, query);
}
export function caseQuery(caseId: string): Reading<CaseAnswer> {
  return ofCase(caseId, 'case', pathOf('readCase', { caseId }), FORMS.case);
}
export function caseLedgerQuery(caseId: string): Reading<CaseLedger> {
  return ofCase(caseId, 'ledger', pathOf('verifyCase', { caseId }), FORMS.caseLedger);
}
export function timelineQuery(caseId: string): Reading<Timeline> {
  return ofCase(caseId, 'timeline', pathOf('readTimeline', { caseId }), FORMS.timeline);
}
export function notesQuery(caseId: string): Reading<Authored<Note>> {
  return ofCase(caseId, 'notes', pathOf('listNotes', { caseId }), FORMS.notes);
}
export function attachmentsQuery(caseId: string): Reading<Authored<Attachment>> {
  return ofCase(caseId, 'attachments', pathOf('listAttachments', { caseId }), FORMS.attachments);
}
export function noticesQuery(caseId: string): Reading<Items<Notice>> {
  return ofCase(caseId, 'notices', pathOf('listNotices', { caseId }), FORMS.notices);
}
export function consentsQuery(caseId: string): Reading<Consents> {
  return ofCase(caseId, 'consents', pathOf('listConsents', { caseId }), FORMS.consents);
}
export function itemisationQuery(caseId: string): Reading<Itemisation> {
  return ofCase(caseId, 'itemisation', pathOf('readItemisation', { caseId }), FORMS.itemisation);
}
export function extensionQuery(caseId: string): Reading<ConsentExtension> {
  const path = pathOf('readExtension', { caseId });
  return ofCase(caseId, 'consent-extension', path, FORMS.extension);
}

export function comparisonQuery(caseId: string): Reading<Comparison> {
  return ofCase(caseId, 'comparison', pathOf('readComparison', { caseId }), FORMS.comparison);
}
export function diagnosisQuery(caseId: string): Reading<Diagnosis> {
  return ofCase(caseId, 'diagnosis', pathOf('diagnoseCase', { caseId }), FORMS.diagnosis);
}
export function resetPointsQuery(caseId: string): Reading<ResetPoints> {
  const path = pathOf('listResetPoints', { caseId });
  return ofCase(caseId, 'reset-points', path, FORMS.resetPoints);
}
export function termsQuery(locale: string): Reading<Terms> {
  return reading(['terms', locale], pathOf('readTerms'), FORMS.terms, { locale });
}

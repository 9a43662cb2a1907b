/**
 * The record as the rest of the product sees it, by noun: one interface, one implementation (PostgreSQL).
 * Every method is one transaction. Personal data goes in and out as plain objects and lies encrypted
 * at rest. All methods fail with `RecordError` (a code of workflows/contract/errors.ts).
 */
import type { ErrorCode } from '../workflows/contract/errors';
import type { AttentionStore } from './attention-store';
import type { BulkStore } from './bulk-store';
import type { CaseStore } from './case-store';
import type { ChangeStore } from './change-store';
import type { CodeStore } from './code-store';
import type { ConsentStore, TermsStore } from './consent-store';
import type { IdempotencyStore } from './idempotency-store';
import type { IntentStore } from './intent-store';
import type { LedgerStore } from './ledger-store';
import type { MerchantTokenStore } from './merchant-token-store';
import type { AttachmentStore, NoteStore } from './note-store';
import type { NoticeStore } from './notice-store';
import type { ProposalStore } from './proposal-store';
import type { ReconciliationStore } from './reconciliation-store';
import type { ReportStore } from './report-store';
import type { RetryStore } from './retry-store';
import type { RevisionStore } from './revision-store';
import type { SavedViewStore } from './saved-view-store';
import type { SearchHashStore } from './search-hash-store';
import type { StaffSessionStore } from './staff-session-store';
import type { StaffStore } from './staff-store';

export type {
  AttentionFilter,
  AttentionGroup,
  AttentionItem,
  AttentionPage,
  AttentionRow,
  AttentionStore,
  FailedNotice,
  Money,
  Standing,
} from './attention-store';
export type { BulkItem, BulkOrder, BulkRun, BulkStore } from './bulk-store';
export type { CaseFilter, CasePage, CaseRow, CaseStore, Found, QueueCounts } from './case-store';
export type { ChangeListener, ChangeStore, ChangeWatch, DeskEvent } from './change-store';
export type { AskedCode, CodeStore } from './code-store';
export type { ConsentRow, ConsentStore, Terms, TermsStore } from './consent-store';
export type { IdempotencyStore, KeptAnswer } from './idempotency-store';
export type { Intent, IntentStanding, IntentState, IntentStore } from './intent-store';
export type { LedgerRow, LedgerStore } from './ledger-store';
export type { MerchantTokenStore } from './merchant-token-store';
export type { AttachmentMeta, AttachmentStore, NoteRow, NoteStore } from './note-store';
export type { NoticeRow, NoticeStore } from './notice-store';
export type { Proposal, ProposalStore, ProposedRepair } from './proposal-store';
export type { ReconciliationStore } from './reconciliation-store';
export type { ReportRange, ReportRow, ReportStore, WorkingDay } from './report-store';
export type { FailedAttempt, RetryStore } from './retry-store';
export type { Revision, RevisionStore } from './revision-store';
export type { SavedView, SavedViewStore, ViewFilters } from './saved-view-store';
export type { SearchHashStore } from './search-hash-store';
export type { SessionLimits, SignInSubject, StaffSessionStore } from './staff-session-store';
export type { Staff, StaffPlace, StaffSecrets, StaffStore } from './staff-store';

export interface DeskRecord {
  readonly cases: CaseStore;
  readonly revisions: RevisionStore;
  readonly ledger: LedgerStore;
  readonly changes: ChangeStore;
  readonly searchHashes: SearchHashStore;

  readonly terms: TermsStore;
  readonly consents: ConsentStore;
  readonly notes: NoteStore;
  readonly attachments: AttachmentStore;

  readonly intents: IntentStore;
  readonly notices: NoticeStore;

  readonly staff: StaffStore;
  readonly sessions: StaffSessionStore;
  readonly views: SavedViewStore;
  readonly merchantTokens: MerchantTokenStore;
  readonly codes: CodeStore;
  readonly idempotency: IdempotencyStore;

  readonly attention: AttentionStore;
  readonly retries: RetryStore;
  readonly bulk: BulkStore;
  readonly proposals: ProposalStore;
  readonly reconciliation: ReconciliationStore;
  readonly reports: ReportStore;

  /**
   * Round trip that proves that the record can be read and written; for readiness. `RECORD_UNAVAILABLE`,
   * `RECORD_READ_ONLY` and the other faults of the record. Called twice: the same.
   */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** What somebody asks of the record, noun by noun: `RecordPart<{ cases: 'read' }>`. */
export type RecordPart<
  Asked extends { readonly [Noun in keyof DeskRecord]?: keyof DeskRecord[Noun] },
> = {
  readonly [Noun in keyof Asked & keyof DeskRecord]: Pick<
    DeskRecord[Noun],
    Asked[Noun] & keyof DeskRecord[Noun]
  >;
};

/** A failure of the record, by code. `message` never holds data; `detail` of `BAD_REQUEST` is the field. */
export class RecordError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly detail?: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'RecordError';
  }
}

// record/port/: what the record offers to the rest of the product, a folder for each group of nouns.
/**
 * The record as the rest of the product sees it, by noun: one interface, one implementation (PostgreSQL).
 * Every method is one transaction. Personal data goes in and out as plain objects and lies encrypted
 * at rest. All methods fail with `RecordError` (a code of workflows/contract/errors.ts).
 */
import type { ErrorCode } from '../../workflows/contract/errors';
import type { AttentionStore } from './operations/attention';
import type { BulkStore } from './operations/bulk';
import type { CaseStore } from './cases/cases';
import type { ChangeStore } from './cases/changes';
import type { CodeStore } from './people/codes';
import type { ConsentStore, TermsStore } from './papers/consents';
import type { HeadStore } from './cases/heads';
import type { IdempotencyStore } from './people/idempotency';
import type { IntentStore } from './effects/intents';
import type { LedgerStore } from './cases/ledger';
import type { MerchantTokenStore } from './people/merchant-tokens';
import type { AttachmentStore, NoteStore } from './papers/notes';
import type { PackStore } from './papers/packs';
import type { NoticeStore } from './effects/notices';
import type { ProposalStore } from './operations/proposals';
import type { ReconciliationStore } from './operations/reconciliation';
import type { ReportStore } from './operations/reports';
import type { RetryStore } from './operations/retries';
import type { RevisionStore } from './cases/revisions';
import type { SavedViewStore } from './people/saved-views';
import type { SearchHashStore } from './cases/search-hashes';
import type { StaffSessionStore } from './people/staff-sessions';
import type { StaffStore } from './people/staff';

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
} from './operations/attention';
export type { BulkItem, BulkOrder, BulkRun, BulkStore } from './operations/bulk';
export type { CaseFilter, CasePage, CaseRow, CaseStore, Found, QueueCounts } from './cases/cases';
export type { ChangeListener, ChangeStore, ChangeWatch, DeskEvent } from './cases/changes';
export type { AskedCode, CodeStore } from './people/codes';
export type { ConsentRow, ConsentStore, GivenConsent, Terms, TermsStore } from './papers/consents';
export type {
  HeadStanding,
  HeadStore,
  HeadWay,
  Leaf,
  LedgerHead,
  Signature,
  SignedHead,
} from './cases/heads';
export type { IdempotencyStore, KeptAnswer } from './people/idempotency';
export type { Intent, IntentStanding, IntentState, IntentStore } from './effects/intents';
export type { CheckedLedger, CheckedLedgers, LedgerRow, LedgerStore } from './cases/ledger';
export type { MerchantTokenStore } from './people/merchant-tokens';
export type { AttachmentMeta, AttachmentStore, NoteRow, NoteStore } from './papers/notes';
export type { NoticeRow, NoticeStore } from './effects/notices';
export type { CaseEvidence, OpenedPaper, PackStore } from './papers/packs';
export type { Proposal, ProposalStore, ProposedRepair } from './operations/proposals';
export type { ReconciliationStore } from './operations/reconciliation';
export type { ReportRange, ReportRow, ReportStore, WorkingDay } from './operations/reports';
export type { FailedAttempt, RetryStore } from './operations/retries';
export type { Revision, RevisionStore } from './cases/revisions';
export type { SavedView, SavedViewStore, ViewFilters } from './people/saved-views';
export type { SearchHashStore } from './cases/search-hashes';
export type { SessionLimits, SignInSubject, StaffSessionStore } from './people/staff-sessions';
export type { Staff, StaffPlace, StaffStore } from './people/staff';

export interface DeskRecord {
  readonly cases: CaseStore;
  readonly revisions: RevisionStore;
  readonly ledger: LedgerStore;
  readonly heads: HeadStore;
  readonly changes: ChangeStore;
  readonly searchHashes: SearchHashStore;

  readonly terms: TermsStore;
  readonly consents: ConsentStore;
  readonly notes: NoteStore;
  readonly attachments: AttachmentStore;
  readonly packs: PackStore;

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
  /** Lets go of every connection; nothing can be asked of it afterwards. */
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

/** What to tell of a failure of which its code alone may be told: `INTERNAL` where it is none of the record. */
export function codeToTell(error: unknown): ErrorCode {
  return error instanceof RecordError ? error.code : 'INTERNAL';
}

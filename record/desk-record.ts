/**
 * The record as the rest of the product sees it: one interface, one implementation (PostgreSQL).
 * Every method is one transaction. Personal data goes in and out as plain objects and lies encrypted
 * at rest. All methods fail with `RecordError` (a code of workflows/contract/errors.ts).
 */
import type { CaseData, ConsentScope } from '../workflows/contract/case-data';
import type { CaseView } from '../workflows/contract/case-view';
import type { ErrorCode } from '../workflows/contract/errors';
import type {
  CaseId,
  PrincipalId,
  RevisionNumber,
  TerminalId,
} from '../workflows/contract/identifiers';
import type { Role } from '../workflows/contract/lifecycle';
import type { CaseChange, LedgerEntry } from '../workflows/contract/ports';
import type { AttentionStore } from './attention-store';
import type { BulkStore } from './bulk-store';
import type { CodeStore } from './code-store';
import type { IntentStore } from './intent-store';
import type { NoticeStore } from './notice-store';
import type { ChangeListener, ChangeWatch, DeskEvent, QueueCounts } from './queue';
import type { ReconciliationStore } from './reconciliation-store';
import type { ProposalStore } from './proposal-store';
import type { ReportStore } from './report-store';
import type { RetryStore } from './retry-store';
import type { SearchHashStore } from './search-hash-store';
import type { SavedViewStore } from './saved-view-store';
import type { StaffSessionStore } from './staff-session-store';
import type {
  AttachmentMeta,
  AttentionRow,
  CaseFilter,
  CasePage,
  CaseRow,
  ConsentRow,
  LedgerRow,
  NoteRow,
  Revision,
  Staff,
  StaffPlace,
  StaffSecrets,
  Terms,
} from './rows';

export type {
  AttentionFilter,
  AttentionGroup,
  AttentionItem,
  AttentionPage,
  AttentionStore,
  FailedNotice,
  Money,
  Standing,
} from './attention-store';
export type { BulkItem, BulkOrder, BulkRun, BulkStore } from './bulk-store';
export type { AskedCode, CodeStore } from './code-store';
export type { Intent, IntentStanding, IntentState, IntentStore } from './intent-store';
export type { NoticeRow, NoticeStore } from './notice-store';
export type { ChangeListener, ChangeWatch, DeskEvent, QueueCounts } from './queue';
export type { ReconciliationStore } from './reconciliation-store';
export type { Proposal, ProposalStore, ProposedRepair } from './proposal-store';
export type { ReportRange, ReportRow, ReportStore, WorkingDay } from './report-store';
export type { FailedAttempt, RetryStore } from './retry-store';
export type { SavedView, SavedViewStore, ViewFilters } from './saved-view-store';
export type { SessionLimits, SignInSubject, StaffSessionStore } from './staff-session-store';
export type {
  AttachmentMeta,
  AttentionRow,
  CaseFilter,
  CasePage,
  CaseRow,
  ConsentRow,
  Found,
  LedgerRow,
  NoteRow,
  Revision,
  Staff,
  StaffPlace,
  StaffSecrets,
  Terms,
} from './rows';

export interface DeskRecord {
  readonly intents: IntentStore;
  readonly notices: NoticeStore;
  readonly sessions: StaffSessionStore;
  readonly views: SavedViewStore;
  readonly codes: CodeStore;
  readonly reports: ReportStore;
  readonly attention: AttentionStore;
  readonly retries: RetryStore;
  readonly bulk: BulkStore;
  readonly reconciliation: ReconciliationStore;
  readonly proposals: ProposalStore;
  readonly searchHashes: SearchHashStore;

  // Opening and revisions.
  /** Inserts the case (not listed until `openCase`) with its first revision. Called twice: the first stands. */
  createCase(input: {
    caseId: CaseId;
    teamId: string;
    author: PrincipalId;
    data: CaseData;
    view: CaseView;
  }): Promise<void>;
  /**
   * Adds an immutable revision; `expected` is the latest that the author saw (else `STALE_REVISION`).
   * Ids of terminals and deposits already known in the case must be kept by the caller.
   */
  addRevision(input: {
    caseId: CaseId;
    author: PrincipalId;
    expected: RevisionNumber;
    data: CaseData;
  }): Promise<RevisionNumber>;
  /**
   * Writes the revision that the case stands on and that a restore has lost, as it was entered again.
   * Answers with its number. Called twice: `STALE_REVISION`, as it is there by then.
   */
  enterLostRevision(input: {
    caseId: CaseId;
    author: PrincipalId;
    data: CaseData;
  }): Promise<RevisionNumber>;
  /** Latest revision, or the one named. `CASE_NOT_FOUND`; `REVISION_LOST` where a restore has lost it. */
  readRevision(caseId: CaseId, revision?: RevisionNumber): Promise<Revision>;
  /**
   * The revision that was the latest at a moment, or the first where a restore has lost that one.
   * `CASE_NOT_FOUND`.
   */
  revisionInForce(caseId: CaseId, at: Date): Promise<Revision>;
  revisionAuthors(caseId: CaseId): Promise<readonly PrincipalId[]>;
  /**
   * Takes terminals for a case, all or nothing; frees those of the case that are not named.
   * `CASE_ENDED`, `CASE_NOT_FOUND`, `DUPLICATE_TERMINAL`.
   */
  reserveTerminals(
    caseId: CaseId,
    terminals: readonly { terminalId: TerminalId; serialNumber: string }[],
  ): Promise<
    | { taken: true }
    | { taken: false; conflicts: readonly { terminalId: TerminalId; otherCaseId: CaseId }[] }
  >;
  /** Open case that holds a serial number, if any. */
  findOpenCaseByTerminal(serialNumber: string): Promise<CaseId | undefined>;
  /** Open cases of a merchant, newest first. */
  findOpenCasesByMerchant(merchantNumber: string): Promise<readonly CaseId[]>;

  // Ledger and view; the RecordPort of the contract.
  openCase(change: CaseChange): Promise<void>;
  recordChange(change: CaseChange): Promise<void>;
  unbindWasAttempted(caseId: CaseId): Promise<boolean>;
  readLedger(caseId: CaseId): Promise<readonly LedgerRow[]>;
  /** Recomputes the chain; the first position that does not fit, or undefined if it is whole. */
  verifyLedger(caseId: CaseId): Promise<number | undefined>;
  /** A row written by the API or an activity rather than a workflow (audited reveal, resend, repair). */
  appendAudit(entry: {
    caseId: CaseId;
    event: string;
    by: { principalId: PrincipalId; role: Role };
    facts: LedgerEntry['facts'];
  }): Promise<void>;

  // Reading for people.
  readCase(caseId: CaseId): Promise<CaseRow | undefined>;
  listCases(filter: CaseFilter): Promise<CasePage>;
  /** Counts by status, parked, overdue; for the queue and metrics. */
  countCases(
    teamId?: string,
  ): Promise<{ byStatus: Readonly<Record<string, number>>; parked: number; overdue: number }>;
  listParked(limit: number): Promise<readonly CaseRow[]>;
  /** Open cases by what the tabs of the queue show; of one team, or of all where none is named. */
  countQueue(principalId: PrincipalId, teamId?: string): Promise<QueueCounts>;
  /**
   * Hears of every change of a listed case and of who looks at one, from all processes, on one
   * connection of its own that is made anew whenever it breaks. `onGap` says that some may have been
   * missed. Answers once it listens, or at once where the record is out of reach; it then goes on trying.
   */
  watchChanges(listener: ChangeListener): Promise<ChangeWatch>;
  /** Tells every listener; nothing is kept. */
  announce(event: DeskEvent): Promise<void>;

  // Terms and consent.
  termsInForce(at: Date): Promise<readonly Terms[]>;
  publishTerms(terms: readonly Terms[]): Promise<void>;
  addConsent(row: Omit<ConsentRow, 'consentId' | 'at' | 'scope'>): Promise<ConsentRow>;
  readConsent(consentId: string): Promise<ConsentRow | undefined>;
  /** Keeps what a consent covers. Called twice: the first stands. */
  bindConsent(
    consent: Pick<ConsentRow, 'consentId' | 'caseId'>,
    scope: ConsentScope,
  ): Promise<void>;
  /** Id of the consent that the ledger of the case names last; undefined before there is one. */
  consentInForce(caseId: CaseId): Promise<string | undefined>;

  // Notes and attachments.
  /** With an id of the caller's, called twice: the first stands. */
  addNote(note: Omit<NoteRow, 'noteId' | 'at'> & { noteId?: string }): Promise<NoteRow>;
  listNotes(caseId: CaseId): Promise<readonly NoteRow[]>;
  /** `TOO_MANY_ATTACHMENTS` where `by` has handed in `limit` files for the case; also of many at once. */
  addAttachment(
    input: Omit<AttachmentMeta, 'attachmentId' | 'at' | 'sha256' | 'sizeBytes'> & {
      content: Buffer;
    },
    limit?: number,
  ): Promise<AttachmentMeta>;
  listAttachments(caseId: CaseId): Promise<readonly AttachmentMeta[]>;
  readAttachment(
    caseId: CaseId,
    attachmentId: string,
  ): Promise<{ meta: AttachmentMeta; content: Buffer } | undefined>;

  // Attention of operators.
  raiseAttention(row: Omit<AttentionRow, 'since'>): Promise<void>;
  clearAttention(caseId: CaseId, code: ErrorCode, subject: string): Promise<void>;
  /** What needs somebody, longest waiting first; a notice that has arrived since is left out. */
  listAttention(limit: number): Promise<readonly AttentionRow[]>;

  // Staff, keys, sessions of merchants, idempotency.
  upsertStaff(staff: Omit<Staff, 'disabled'> & StaffSecrets): Promise<void>;
  /** Keys are random, so a keyed hash of the whole key is compared; undefined where unknown or disabled. */
  findStaffByApiKey(apiKey: string): Promise<Staff | undefined>;
  findStaff(principalId: PrincipalId): Promise<Staff | undefined>;
  countStaff(): Promise<number>;
  /** Everybody by user name, with the ways in which they can sign in. */
  listStaff(
    limit: number,
  ): Promise<readonly (Staff & { readonly hasKey: boolean; readonly hasPassword: boolean })[]>;
  /** Adds somebody new; false, and nothing is changed, where another has the user name. */
  addStaff(staff: Omit<Staff, 'disabled'> & StaffSecrets): Promise<boolean>;
  /** The person as changed, signed out everywhere; undefined where there is none. */
  setStaffDisabled(principalId: PrincipalId, disabled: boolean): Promise<Staff | undefined>;
  setStaffPassword(principalId: PrincipalId, passwordHash: string): Promise<Staff | undefined>;
  setStaffPlace(principalId: PrincipalId, place: StaffPlace): Promise<Staff | undefined>;
  /** Gives a key in place of an older one, or takes it away; sessions go on. */
  setStaffApiKey(principalId: PrincipalId, apiKey: string | null): Promise<Staff | undefined>;
  /**
   * 32 random bytes, base64url; only a hash is kept. Valid for `ttlMs`, or until revoked; a newer session
   * revokes those before it, a newer link does not. It is made for the contact of `revision`, by default of the one that the case stands on.
   */
  issueMerchantToken(
    caseId: CaseId,
    purpose: 'link' | 'session',
    ttlMs: number,
    revision?: RevisionNumber,
  ): Promise<string>;
  /**
   * The case a token opens, or undefined where it is unknown, expired or revoked, or where the case has
   * another phone or mail of the merchant by now.
   */
  redeemMerchantToken(token: string, purpose: 'link' | 'session'): Promise<CaseId | undefined>;
  /** Ends the tokens of one purpose, or all. Called twice: the same. */
  revokeMerchantTokens(caseId: CaseId, purpose?: 'link' | 'session'): Promise<void>;
  /**
   * First call with a key: `fresh`. Again with the same body hash: the stored answer once there is one,
   * else `in-progress`. With another body: `IDEMPOTENCY_KEY_REUSED`. Keys are kept 7 days.
   */
  beginIdempotent(
    scope: string,
    key: string,
    bodyHash: string,
  ): Promise<
    | { kind: 'fresh' }
    | { kind: 'in-progress' }
    | { kind: 'answered'; status: number; body: string; headers: Readonly<Record<string, string>> }
  >;
  finishIdempotent(
    scope: string,
    key: string,
    answer: { status: number; body: string; headers: Readonly<Record<string, string>> },
  ): Promise<void>;
  /** Gives a key back after a failure that may be retried (5xx). */
  dropIdempotent(scope: string, key: string): Promise<void>;

  /**
   * Round trip that proves that the record can be read and written; for readiness. `RECORD_UNAVAILABLE`,
   * `RECORD_READ_ONLY` and the other faults of the record. Called twice: the same.
   */
  ping(): Promise<void>;
  close(): Promise<void>;
}

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

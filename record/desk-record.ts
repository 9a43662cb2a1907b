/**
 * The record as the rest of the product sees it: one interface, one implementation (PostgreSQL).
 * Every method is one transaction. Personal data goes in and out as plain objects and lies encrypted
 * at rest. All methods fail with `RecordError` (a code of workflows/contract/errors.ts).
 */
import type { CaseData, Locale } from '../workflows/contract/case-data';
import type { CaseView, ConsentMethod } from '../workflows/contract/case-view';
import type { ErrorCode } from '../workflows/contract/errors';
import type {
  CaseId,
  Generation,
  PrincipalId,
  RevisionNumber,
  TerminalId,
} from '../workflows/contract/identifiers';
import type { CaseStatus, Role } from '../workflows/contract/lifecycle';
import type { Channel, NoticeKind, NoticePlan, NoticeState } from '../workflows/contract/notices';
import type { CaseChange, LedgerEntry } from '../workflows/contract/ports';

export interface Revision {
  readonly caseId: CaseId;
  readonly revision: RevisionNumber;
  readonly author: PrincipalId;
  readonly at: Date;
  readonly data: CaseData;
}

export interface CaseRow {
  readonly caseId: CaseId;
  readonly teamId: string;
  readonly view: CaseView;
  /** Latest revision in the record, drafts included; `view.revision` is the one the workflow knows. */
  readonly latestRevision: RevisionNumber;
  readonly assignee?: PrincipalId;
  readonly openedAt: Date;
  readonly changedAt: Date;
}

export interface LedgerRow extends LedgerEntry {
  readonly position: number;
  readonly runId: string;
  /** Hex SHA-256 over the previous row's hash and this row. */
  readonly hash: string;
}

export interface CaseFilter {
  readonly teamId?: string;
  readonly status?: readonly (CaseStatus | 'open')[];
  readonly assignee?: PrincipalId;
  readonly parked?: boolean;
  readonly overdue?: boolean;
  readonly reason?: string;
  readonly openedFrom?: Date;
  readonly openedTo?: Date;
  /** Case id, merchant number or serial number, exact. */
  readonly q?: string;
  /** Exact, through blind indexes. */
  readonly phone?: string;
  readonly documentNumber?: string;
  readonly sort?: 'openedAt' | '-openedAt' | 'nextDueAt' | '-changedAt';
  /** Opaque; from a page before. */
  readonly cursor?: string;
  /** 1 to 200, default 50. */
  readonly limit?: number;
}
export interface CasePage {
  readonly items: readonly CaseRow[];
  readonly nextCursor?: string;
}

export type IntentState =
  'planned' | 'attempted' | 'unknown' | 'accepted' | 'done' | 'refused' | 'manual';
export interface Intent {
  readonly key: string;
  readonly caseId: CaseId;
  /** `unbind`, `refund`, `closure`, `sms`, `email`. */
  readonly effect: string;
  /** Frozen at the first insert and decrypted here; the call is made from these. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly state: IntentState;
  /** Number of the attempt that holds the fence; 0 before the first. */
  readonly attempt: number;
  /** Id that the provider gave (refund id, message SID, Message-ID). */
  readonly providerRef?: string;
  /** The provider's own code of a refusal. */
  readonly providerCode?: string;
  readonly firstAttemptAt?: Date;
  readonly settledAt?: Date;
  readonly createdAt: Date;
}

export interface IntentStore {
  /**
   * Inserts the intent if there is none and returns the row. Called twice with equal parameters: the
   * first row. With other parameters: `INTENT_CONFLICT`.
   */
  begin(intent: {
    key: string;
    caseId: CaseId;
    effect: string;
    params: Readonly<Record<string, unknown>>;
  }): Promise<Intent>;
  get(key: string): Promise<Intent | undefined>;
  /** All intents of a case, oldest first. */
  list(caseId: CaseId): Promise<readonly Intent[]>;
  /**
   * Takes the fence before a call goes out: counts the attempt up, sets `attempted` and commits.
   * Returns the attempt number that `settle` needs.
   */
  fence(key: string): Promise<number>;
  /**
   * Stores what an attempt found. `FENCED` if a newer attempt has taken over and this outcome is not a
   * proof (`done`, `accepted`, `refused` from a read-back may always be stored with attempt = current).
   */
  settle(
    key: string,
    attempt: number,
    outcome: { state: IntentState; providerRef?: string; providerCode?: string },
  ): Promise<void>;
  /** The intent that a provider's reference belongs to, e.g. a refund id in a callback. */
  findByProviderRef(effect: string, providerRef: string): Promise<Intent | undefined>;
}

export interface NoticeRow {
  readonly noticeId: string;
  readonly caseId: CaseId;
  readonly kind: NoticeKind;
  readonly occurrence: number;
  readonly channel: Channel;
  readonly generation: Generation;
  readonly state: NoticeState;
  readonly notBefore?: Date;
  readonly providerRef?: string;
  readonly providerCode?: string;
  /** The text as it was sent (decrypted); absent before the first attempt. */
  readonly sent?: {
    readonly to: string;
    readonly subject?: string;
    readonly text: string;
    readonly html?: string;
  };
  readonly plannedAt: Date;
  readonly changedAt: Date;
}

export interface NoticeStore {
  /** Rows of a case, oldest first. */
  list(caseId: CaseId): Promise<readonly NoticeRow[]>;
  get(noticeId: string): Promise<NoticeRow | undefined>;
  /**
   * Rows of one planned notice, one for each channel; creates those of the channels that the merchant
   * has now (generation 1) if there are none. `noticeId` is random and appears in callback addresses.
   */
  rowsOf(
    caseId: CaseId,
    plan: NoticePlan,
    channels: readonly Channel[],
  ): Promise<readonly NoticeRow[]>;
  /** Ranks a state in; lower ranks and replaced ends are ignored. Returns the row as it stands after. */
  rank(
    noticeId: string,
    change: {
      state: NoticeState;
      providerRef?: string;
      providerCode?: string;
      notBefore?: Date;
      sent?: NoticeRow['sent'];
    },
  ): Promise<NoticeRow>;
  /** One more generation of a notice. `RESEND_BUDGET` after 3 in 24 hours. */
  planResend(noticeId: string, by: PrincipalId): Promise<NoticeRow>;
  /** SMS accepted for a number since a moment (blind index); for the daily budget. */
  countSms(phone: string, since: Date): Promise<number>;
}

export interface Terms {
  readonly version: string;
  readonly locale: Locale;
  readonly text: string;
  /** Hex SHA-256 of the text in UTF-8. */
  readonly hash: string;
  readonly inForceFrom: Date;
}

/** An item of the deposit as shown before consent. */
export interface ItemisationLine {
  readonly serialNumber: string;
  readonly kind: string;
  readonly amountMinor: number;
  readonly currency: string;
}
export interface ConsentRow {
  readonly consentId: string;
  readonly caseId: CaseId;
  readonly termsVersion: string;
  readonly termsHash: string;
  readonly itemisationHash: string;
  readonly method: ConsentMethod;
  readonly locale: Locale;
  readonly by: PrincipalId;
  readonly at: Date;
  readonly evidence?: string;
}

export interface Staff {
  readonly principalId: PrincipalId;
  readonly user: string;
  readonly displayName: string;
  readonly role: Exclude<Role, 'merchant' | 'system'>;
  readonly teamId: string;
  readonly disabled: boolean;
}

export interface AttachmentMeta {
  readonly attachmentId: string;
  readonly caseId: CaseId;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Hex SHA-256 of the content. */
  readonly sha256: string;
  readonly by: PrincipalId;
  readonly at: Date;
}
export interface NoteRow {
  readonly noteId: string;
  readonly caseId: CaseId;
  readonly kind: 'note' | 'reason' | 'evidence' | 'message';
  readonly text: string;
  readonly attachmentIds: readonly string[];
  readonly by: PrincipalId;
  readonly at: Date;
}

/** Something that a person of operations should look at and that is not a parked case. */
export interface AttentionRow {
  readonly caseId: CaseId;
  readonly code: ErrorCode;
  readonly subject: string;
  readonly since: Date;
}

export interface DeskRecord {
  readonly intents: IntentStore;
  readonly notices: NoticeStore;

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
  /** Latest revision, or the one named. `CASE_NOT_FOUND`. */
  readRevision(caseId: CaseId, revision?: RevisionNumber): Promise<Revision>;
  revisionAuthors(caseId: CaseId): Promise<readonly PrincipalId[]>;
  /** Takes terminals for a case, all or nothing; frees those of the case that are not named. */
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

  // Terms and consent.
  termsInForce(at: Date): Promise<readonly Terms[]>;
  publishTerms(terms: readonly Terms[]): Promise<void>;
  addConsent(row: Omit<ConsentRow, 'consentId' | 'at'>): Promise<ConsentRow>;
  readConsent(consentId: string): Promise<ConsentRow | undefined>;

  // Notes and attachments.
  addNote(note: Omit<NoteRow, 'noteId' | 'at'>): Promise<NoteRow>;
  listNotes(caseId: CaseId): Promise<readonly NoteRow[]>;
  addAttachment(
    input: Omit<AttachmentMeta, 'attachmentId' | 'at' | 'sha256' | 'sizeBytes'> & {
      content: Buffer;
    },
  ): Promise<AttachmentMeta>;
  listAttachments(caseId: CaseId): Promise<readonly AttachmentMeta[]>;
  readAttachment(
    caseId: CaseId,
    attachmentId: string,
  ): Promise<{ meta: AttachmentMeta; content: Buffer } | undefined>;

  // Attention of operators.
  raiseAttention(row: Omit<AttentionRow, 'since'>): Promise<void>;
  clearAttention(caseId: CaseId, code: ErrorCode, subject: string): Promise<void>;
  listAttention(limit: number): Promise<readonly AttentionRow[]>;

  // Staff, keys, sessions of merchants, idempotency.
  upsertStaff(
    staff: Omit<Staff, 'disabled'> & { apiKey?: string; passwordHash?: string },
  ): Promise<void>;
  /** Keys are random, so a keyed hash of the whole key is compared; undefined where unknown or disabled. */
  findStaffByApiKey(apiKey: string): Promise<Staff | undefined>;
  findStaff(principalId: PrincipalId): Promise<Staff | undefined>;
  countStaff(): Promise<number>;
  /** 32 random bytes, base64url; only a hash is kept. Valid for `ttlMs`, or until revoked by a newer one. */
  issueMerchantToken(caseId: CaseId, purpose: 'link' | 'session', ttlMs: number): Promise<string>;
  /** The case a token opens, or undefined where it is unknown, expired or revoked. */
  redeemMerchantToken(token: string, purpose: 'link' | 'session'): Promise<CaseId | undefined>;
  revokeMerchantTokens(caseId: CaseId): Promise<void>;
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

  /** Round trip to the database; for readiness. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** A failure of the record, by code. `message` never holds data. */
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

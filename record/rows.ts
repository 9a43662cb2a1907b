/** What the record hands out and takes in: plain, decrypted, without behavior. */
import type { CaseData, ConsentScope, Locale } from '../workflows/contract/case-data';
import type { CaseView, ConsentMethod, Party } from '../workflows/contract/case-view';
import type { ErrorCode } from '../workflows/contract/errors';
import type { CaseId, PrincipalId, RevisionNumber } from '../workflows/contract/identifiers';
import type { CaseStatus, Role } from '../workflows/contract/lifecycle';
import type { LedgerEntry } from '../workflows/contract/ports';
import type { SearchKind } from '../workflows/contract/search-forms';

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
  /** Who worked on the application and may not decide its review. */
  readonly involved: readonly PrincipalId[];
  readonly openedAt: Date;
  readonly changedAt: Date;
}

export interface LedgerRow extends LedgerEntry {
  readonly position: number;
  readonly runId: string;
  /** Hex SHA-256 over the previous row's hash and this row. */
  readonly hash: string;
}

/** What a case is looked for by: its id, and values as they were typed. */
export type Found = { readonly caseId?: CaseId } & Partial<Readonly<Record<SearchKind, string>>>;

export interface CaseFilter {
  readonly teamId?: string;
  readonly status?: readonly (CaseStatus | 'open')[];
  /** A principal, or `none` for those that are nobody's. */
  readonly assignee?: PrincipalId;
  /** Open cases that wait for this person: claimed, or opened by them and waiting for an agent. */
  readonly ownOf?: PrincipalId;
  /** Open cases that wait for a party. */
  readonly waitsFor?: Party;
  /** Cases with a step that a person does at the acquirer. */
  readonly manual?: boolean;
  readonly parked?: boolean;
  readonly overdue?: boolean;
  readonly reason?: string;
  readonly openedFrom?: Date;
  readonly openedBefore?: Date;
  /** Found by any of these, exact, through blind indexes; also by how the form before wrote them. */
  readonly found?: Found;
  /** `queue`: what is overdue first, then what is due next. */
  readonly sort?: 'openedAt' | '-openedAt' | 'nextDueAt' | '-changedAt' | 'queue';
  /** Opaque; from a page before. */
  readonly cursor?: string;
  /** 1 to 200, default 50. */
  readonly limit?: number;
}
export interface CasePage {
  readonly items: readonly CaseRow[];
  readonly nextCursor?: string;
}

export interface Terms {
  readonly version: string;
  readonly locale: Locale;
  readonly text: string;
  /** Hex SHA-256 of the text in UTF-8. */
  readonly hash: string;
  readonly inForceFrom: Date;
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
  /** What was agreed to; absent in a consent that was refused, or given before this was kept. */
  readonly scope?: ConsentScope;
}

export interface Staff {
  readonly principalId: PrincipalId;
  readonly user: string;
  readonly displayName: string;
  readonly role: Exclude<Role, 'merchant' | 'system'>;
  readonly teamId: string;
  readonly disabled: boolean;
}

/** What a person signs in with; only hashes of it are kept. */
export interface StaffSecrets {
  readonly apiKey?: string;
  readonly passwordHash?: string;
}

/** What an admin may change about a person. */
export type StaffPlace = Pick<Staff, 'displayName' | 'role' | 'teamId'>;

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

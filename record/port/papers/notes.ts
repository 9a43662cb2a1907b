/** Words and files that people add to a case. */
import type { CaseId, PrincipalId } from '../../../workflows/contract/identifiers';

export interface NoteRow {
  readonly noteId: string;
  readonly caseId: CaseId;
  readonly kind: 'note' | 'reason' | 'evidence' | 'message';
  readonly text: string;
  readonly attachmentIds: readonly string[];
  readonly by: PrincipalId;
  readonly at: Date;
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

/** Words about a case. */
export interface NoteStore {
  /** With an id of the caller's, called twice: the first stands. */
  add(note: Omit<NoteRow, 'noteId' | 'at'> & { noteId?: string }): Promise<NoteRow>;
  /** Notes of a case, oldest first. */
  list(caseId: CaseId): Promise<readonly NoteRow[]>;
}

/** Files of a case. */
export interface AttachmentStore {
  /** `TOO_MANY_ATTACHMENTS` where `by` has handed in `limit` files for the case; also of many at once. */
  add(
    input: Omit<AttachmentMeta, 'attachmentId' | 'at' | 'sha256' | 'sizeBytes'> & {
      content: Buffer;
    },
    limit?: number,
  ): Promise<AttachmentMeta>;
  /** Files of a case without their content, oldest first. */
  list(caseId: CaseId): Promise<readonly AttachmentMeta[]>;
  /** A file with its content; undefined where the case has no such file. */
  read(
    caseId: CaseId,
    attachmentId: string,
  ): Promise<{ meta: AttachmentMeta; content: Buffer } | undefined>;
}

/**
 * What rebuilding the record of one case from the histories of its workflows asks and answers: ids, codes
 * and numbers only, as both stand in a history.
 */
import type { CaseId, RevisionNumber, TerminalId } from './identifiers';
import type { CaseStatus } from './lifecycle';
import type { Actor } from './messages';
import type { CaseChannel, UnbindReason } from './case-view';
import type { Signed } from './signing/statements';

export interface RebuildCaseInput extends Signed {
  readonly caseId: CaseId;
  /** Who asked; stands in the ledger. */
  readonly by: Actor;
  /** The reason, as a note of the case. */
  readonly noteId?: string;
  /** True: only say what would be done. */
  readonly dryRun: boolean;
}

/**
 * What became of a request whose intent the record lacks: what the provider says of it now, `by-hand` where
 * it cannot be asked, `unread` where what the request was about is lost.
 */
export type FoundEffect =
  'done' | 'accepted' | 'refused' | 'returned' | 'absent' | 'by-hand' | 'unread';

/** What a case was opened with, as its workflow keeps it. */
export interface KnownOpening {
  readonly openedAt: string;
  readonly openedBy: Actor;
  readonly channel: CaseChannel;
  readonly reason: UnbindReason;
  readonly closeAccount: boolean;
  readonly terminalIds: readonly TerminalId[];
}

/** Longest list of events in a report. */
export const REPORTED_EVENTS = 100;

export interface RebuildReport {
  readonly caseId: CaseId;
  /** Where the workflow stands. */
  readonly status: CaseStatus;
  readonly held: boolean;
  readonly opening: KnownOpening;
  /** False: the record does not know the case, so its opening has to be entered again first. */
  readonly inRecord: boolean;
  /** Rows that the ledger lacks; written unless it was a dry run. */
  readonly rows: number;
  /** Their events, in order, the first `REPORTED_EVENTS`. */
  readonly events: readonly string[];
  /** Rows of runs that the record has left behind: they cannot be written any more. */
  readonly unplaced: number;
  /** Rows that only the record has: here Temporal is the older of the two. */
  readonly ahead: number;
  /** The ledger holds other content under the number of a row; nothing after it was written. */
  readonly conflict: boolean;
  /** The revision that the case stands on, where its personal data is lost. */
  readonly lostRevision?: RevisionNumber;
  /** Consents whose evidence is lost. */
  readonly lostConsents: number;
  /** Notices that were sent and that the record did not know. */
  readonly notices: number;
  readonly effects: readonly { readonly key: string; readonly found: FoundEffect }[];
  /** Another case that holds a terminal of this one by now. */
  readonly terminalsLostTo?: CaseId;
}

/** True where rebuilding writes something. */
export function isLacking({
  inRecord,
  rows,
  notices,
  effects,
}: Pick<RebuildReport, 'inRecord' | 'rows' | 'notices'> & {
  readonly effects: readonly unknown[];
}): boolean {
  return !inRecord || rows > 0 || notices > 0 || effects.length > 0;
}

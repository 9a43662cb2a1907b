/** Repairs of many cases as the API starts them and the worker does them. */
import type { CaseId } from '../../../workflows/contract/identifiers';
import type { ErrorCode } from '../../../workflows/contract/errors';
import type { Actor } from '../../../workflows/contract/messages';
import type {
  BulkItemState,
  BulkProgress,
  BulkRunId,
  BulkSubject,
  BulkVerb,
} from '../../../workflows/contract/operations';

/** A run as it was asked for. */
export interface BulkOrder {
  readonly runId: BulkRunId;
  readonly verb: BulkVerb;
  /** How the cases were chosen; shown, never acted on. */
  readonly selection: Readonly<Record<string, unknown>>;
  readonly by: Actor;
  /** Written to each case as a note; sealed at rest. */
  readonly reason: string;
  readonly ratePerSecond: number;
  /** Errors after which the run stops by itself. */
  readonly stopAfter: number;
}

export interface BulkRun extends BulkOrder {
  readonly progress: BulkProgress;
  readonly stopRequested: boolean;
  readonly startedAt: Date;
  readonly endedAt?: Date;
}

export interface BulkItem extends BulkSubject {
  readonly position: number;
  readonly state: BulkItemState;
  readonly code?: ErrorCode;
  readonly noteId: string;
  readonly noticeId?: string;
  /** How often it was taken; above 1 it was interrupted before. */
  readonly tries: number;
}

export interface BulkStore {
  /** Inserts a run with its cases in order. Called twice with one id: the first stands; false then. */
  create(order: BulkOrder, subjects: readonly BulkSubject[]): Promise<boolean>;
  /** A run as it stands; undefined where there is none. */
  read(runId: BulkRunId): Promise<BulkRun | undefined>;
  /** Latest first. */
  list(limit: number): Promise<readonly BulkRun[]>;
  /** In order, after a position; those of one state, or all. */
  items(
    runId: BulkRunId,
    page: { after?: number; limit: number; state?: BulkItemState },
  ): Promise<readonly BulkItem[]>;
  /** The run takes no further case. Called twice, or after its end: nothing more. */
  requestStop(runId: BulkRunId): Promise<void>;
  /** Gives back what an interrupted worker had taken. */
  reclaim(runId: BulkRunId): Promise<void>;
  /** Takes the next case, those that were taken less often first; undefined where none is left or the run is to stop. */
  take(runId: BulkRunId): Promise<BulkItem | undefined>;
  /** Gives one case back that got no answer, to be taken again after the others. */
  putBack(runId: BulkRunId, position: number): Promise<void>;
  /** Keeps the notice that was planned for an item; the one kept first stands and is answered. */
  keepNotice(runId: BulkRunId, position: number, noticeId: string): Promise<string>;
  /** Keeps how an item ended; a code says why it was left or failed. Called twice: the last word stands. */
  settle(
    runId: BulkRunId,
    position: number,
    outcome: { state: 'done' | 'skipped' | 'failed'; code?: ErrorCode },
  ): Promise<void>;
  /** Ends the run where it has to end, and says where it stands. Called twice: the same. */
  conclude(runId: BulkRunId): Promise<BulkProgress>;
  /** True where the ledger of the case names the run. */
  standsInLedger(runId: BulkRunId, caseId: CaseId): Promise<boolean>;
}

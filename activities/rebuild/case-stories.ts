/** What the histories of a case tell; the worker reads and replays them on its own connection and bundle. */
import type { CaseId } from '../../workflows/contract/identifiers';
import type { CaseChange, GateRef, NoticeOutcome } from '../../workflows/contract/ports';
import type { KnownOpening } from '../../workflows/contract/rebuilding';

/** One run of a workflow that carries the case. */
export interface ToldRun {
  readonly workflowId: string;
  readonly runId: string;
  /** What its code writes to the record, in order, as the replay of its history says it again. */
  readonly changes: readonly CaseChange[];
  /** Requests to providers that may have left, each once, in the order in which they were first asked for. */
  readonly requests: readonly GateRef[];
  /** What it was told of notices, the latest word on each channel. */
  readonly notices: readonly NoticeOutcome[];
  /** A task is being worked on, or waits for a worker: its rows may be written, and are told once it has ended. */
  readonly hasOpenTask: boolean;
}

export interface CaseStory {
  readonly opening: KnownOpening;
  /** Each run after the one that it was reset from; reopened refunds come last. */
  readonly runs: readonly ToldRun[];
}

export interface CaseStories {
  /** Undefined where Temporal keeps no history of the case, or the case was never opened. */
  read(caseId: CaseId, signal: AbortSignal): Promise<CaseStory | undefined>;
}

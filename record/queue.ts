/** What the queue of the console shows and hears: counts of its tabs, and events of other people. */
import type { CaseId, PrincipalId } from '../workflows/contract/identifiers';
import type { CaseStatus } from '../workflows/contract/lifecycle';

/** Numbers of open cases. */
export interface QueueCounts {
  /** Claimed by the person, or opened by them and waiting for an agent. */
  readonly mine: number;
  readonly team: number;
  readonly waitingForMerchant: number;
  readonly parked: number;
  readonly overdue: number;
  readonly unclaimedReviews: number;
  /** With a step that a person does at the acquirer. */
  readonly manualTasks: number;
}

/** What one process tells the others; ids and codes only. */
export type DeskEvent =
  | {
      readonly kind: 'case-changed';
      readonly caseId: CaseId;
      readonly teamId: string;
      readonly status: CaseStatus;
      /** RFC 3339. */
      readonly at: string;
    }
  | { readonly kind: 'notice-changed'; readonly caseId: CaseId; readonly teamId: string }
  | {
      readonly kind: 'presence';
      readonly caseId: CaseId;
      readonly teamId: string;
      readonly principalId: PrincipalId;
      /** False: the person has left. */
      readonly here: boolean;
    };

export interface ChangeListener {
  onEvent(event: DeskEvent): void;
  /** The connection was lost and is there again: events may have been missed. */
  onGap(): void;
}

export interface ChangeWatch {
  /** Called twice: the same end. */
  stop(): Promise<void>;
}

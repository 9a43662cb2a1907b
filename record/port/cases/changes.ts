/** What processes tell each other of cases: what changed, and who looks at one. */
import type { CaseId, PrincipalId } from '../../../workflows/contract/identifiers';
import type { CaseStatus } from '../../../workflows/contract/lifecycle';

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
  /** Something changed, or somebody looks at a case. */
  onEvent(event: DeskEvent): void;
  /** The connection was lost and is there again: events may have been missed. */
  onGap(): void;
}

export interface ChangeWatch {
  /** Called twice: the same end. */
  stop(): Promise<void>;
}

/** Events that nobody keeps. */
export interface ChangeStore {
  /**
   * Hears of every change of a listed case and of who looks at one, from all processes, on one
   * connection of its own that is made anew whenever it breaks. `onGap` says that some may have been
   * missed. Answers once it listens, or at once where the record is out of reach; it then goes on trying.
   */
  watch(listener: ChangeListener): Promise<ChangeWatch>;
  /** Tells every listener; nothing is kept. */
  announce(event: DeskEvent): Promise<void>;
}

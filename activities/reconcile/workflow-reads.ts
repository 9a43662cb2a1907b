/** What a comparison asks of Temporal; the worker answers it on its own connection. */
import type { CaseId } from '../../workflows/contract/identifiers';

export interface WorkflowStanding {
  readonly isRunning: boolean;
  /** Status of the case as the workflow shows it; absent where it shows none. */
  readonly status?: string;
}

export interface WorkflowReads {
  /** The latest run under an id, or undefined where Temporal knows none. */
  standing(workflowId: string): Promise<WorkflowStanding | undefined>;
  /** A page of the case workflows that run now. `after` and `next` are opaque. */
  openCases(page: {
    after?: string;
    limit: number;
  }): Promise<{ readonly caseIds: readonly CaseId[]; readonly next?: string }>;
}

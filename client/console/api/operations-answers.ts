/** The answers of the API about what needs a person and about repairs in bulk, as the console reads them. */
import type { BulkRepair } from '../../../checks/bulk-repairs';
import type { EFFECT_PLAN_WORDS } from '../../../checks/cause-words';
import type { Party, Step } from '../../../workflows/contract/case-view';
import type { CaseStatus } from '../../../workflows/contract/lifecycle';
import type { Money } from '../../../workflows/contract/money';
import type {
  BulkItemState,
  BulkState,
  BulkVerb,
  Cause,
} from '../../../workflows/contract/operations';
import type { PublicCode } from '../../../workflows/contract/errors';

export interface AttentionGroup {
  /** How the group is named in addresses. */
  readonly name: string;
  readonly cause: Cause;
  readonly code?: PublicCode;
  readonly cases: number;
  readonly since?: string;
  readonly money: readonly Money[];
  /** What the other side answers most often. */
  readonly answer?: string;
}
export interface Attention {
  readonly takenAt: string;
  /** The longest waiting first. */
  readonly groups: readonly AttentionGroup[];
  readonly silent: readonly ('record' | 'temporal')[];
}
export interface AttentionCase {
  readonly cause: Cause;
  readonly code?: PublicCode;
  readonly caseId: string;
  readonly subject: string;
  readonly since?: string;
  readonly status?: CaseStatus;
  readonly waitsFor?: Party;
  readonly money: readonly Money[];
  readonly attempt?: number;
  readonly nextAt?: string;
  readonly answer?: string;
}
export interface AttentionCases {
  readonly items: readonly AttentionCase[];
  readonly nextCursor?: string;
}
export interface BulkPlan {
  readonly verb: BulkVerb;
  readonly matched: number;
  readonly wouldAct: number;
  readonly repairs: readonly {
    readonly kind: BulkRepair['kind'];
    readonly code?: PublicCode;
    readonly cases: number;
  }[];
  readonly effects: readonly {
    readonly plan: keyof typeof EFFECT_PLAN_WORDS;
    readonly count: number;
  }[];
  readonly money: readonly Money[];
  readonly cases: readonly {
    readonly caseId: string;
    readonly subject: string;
    readonly status: CaseStatus;
    readonly since: string;
    readonly repair: BulkRepair['kind'];
    readonly step?: Step;
    readonly code?: PublicCode;
  }[];
}
export interface BulkRun {
  readonly runId: string;
  readonly verb: BulkVerb;
  readonly by: string;
  readonly reason: string;
  readonly startedAt: string;
  readonly state: BulkState;
  readonly stopRequested: boolean;
  readonly total: number;
  readonly done: number;
  readonly skipped: number;
  readonly failed: number;
  readonly parkedAgain: number;
  readonly left: number;
}
export interface BulkItems {
  readonly items: readonly {
    readonly position: number;
    readonly caseId: string;
    readonly subject: string;
    readonly state: BulkItemState;
    readonly code?: PublicCode;
  }[];
}
export interface BulkRuns {
  readonly items: readonly BulkRun[];
  readonly people: Readonly<Record<string, string>>;
}

export type RunState = 'running' | 'finished' | 'failed';
/** A comparison of ledger, workflows, providers and notices. */
export interface ReconciliationStanding {
  readonly id: string;
  readonly state: RunState;
  readonly startedAt: string;
  readonly endedAt?: string;
}
export interface Reconciliations {
  /** The latest first. */
  readonly items: readonly ReconciliationStanding[];
}
export interface Reconciliation extends ReconciliationStanding {
  readonly report?: {
    readonly cases: number;
    readonly workflows: number;
    readonly reopened: number;
    readonly byCode: Readonly<Partial<Record<PublicCode, number>>>;
    /** The first of them. */
    readonly differences: readonly {
      readonly caseId: string;
      readonly code: PublicCode;
      readonly subject: string;
    }[];
  };
  /** Why the run failed. */
  readonly code?: PublicCode;
}

export type BuildState = 'current' | 'ramping' | 'draining' | 'drained' | 'inactive';
export interface Build {
  readonly buildId: string;
  readonly state: BuildState;
}
export interface Deployment {
  readonly name: string;
  readonly builds: readonly Build[];
}
/** Versioned workers only. */
export interface Deployments {
  readonly items: readonly Deployment[];
}

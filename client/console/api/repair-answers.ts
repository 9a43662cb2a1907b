/** The answers of the API about repairs of one case, their dry runs and proposals, as the console reads them. */
import type { output } from 'zod';
import type { repairForm } from '../../../wire/repair-requests';
import type { CaseStatus } from '../../../workflows/contract/lifecycle';
import type { Finding, Receipt } from './answers';
import type { StaffRole } from './people-answers';

/** A repair as it is asked for, without the words that go with it. */
export type Repair = output<typeof repairForm>;

export interface ResetPoint {
  readonly eventId: number;
  readonly at: string;
  readonly status: CaseStatus;
  /** What had happened last. */
  readonly after: string;
}
export interface ResetPoints {
  readonly runId: string;
  readonly points: readonly ResetPoint[];
}
export type EffectDone = 'done' | 'on-its-way' | 'refused' | 'returned' | 'not-known';
export interface PlannedEffect {
  readonly key: string;
  readonly state: string;
  readonly providerSays?: string;
  readonly done: EffectDone;
  /** What would happen, in a sentence. */
  readonly what: string;
}
/** A decision or report after the point of a reset. */
export interface LaterDecision {
  readonly eventId: number;
  readonly at: string;
  readonly kind: 'decision' | 'report';
  readonly name: string;
  readonly what: string;
  readonly by?: string;
  readonly repeat: boolean;
}
/** A dry run: nothing has happened. */
export interface RepairPlan {
  readonly repair: Repair;
  readonly sentences: readonly string[];
  readonly blockers: readonly Finding[];
  readonly needsApproval: boolean;
  readonly effects: readonly PlannedEffect[];
  /** Refunds that are paid once more, each in a sentence. */
  readonly payments: readonly { readonly key: string; readonly what: string }[];
  readonly later: readonly LaterDecision[];
}

interface Decider {
  readonly principalId: string;
  readonly role: StaffRole;
}
export type ProposalState =
  'open' | 'approved' | 'taken' | 'carried-out' | 'failed' | 'declined' | 'lapsed';
export type PaymentState =
  'not-asked' | 'under-way' | 'accepted' | 'paid' | 'refused' | 'returned' | 'parked';
/** What came of a payment that a proposal makes anew. */
export interface ProposedPayment {
  readonly key: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly state: PaymentState;
  readonly code?: string;
}
export interface Proposal {
  readonly caseId: string;
  readonly number: number;
  readonly by: Decider;
  readonly at: string;
  readonly lapsesAt: string;
  readonly repair: Repair;
  /** Note with the reason or the evidence. */
  readonly noteId: string;
  readonly state: ProposalState;
  readonly payments?: readonly ProposedPayment[];
  readonly decidedBy?: Decider;
  readonly decidedAt?: string;
  readonly code?: string;
}
export interface Proposals {
  readonly items: readonly Proposal[];
  readonly people: Readonly<Record<string, string>>;
}
export interface ProposalAnswer {
  readonly proposal: Proposal;
  readonly people: Readonly<Record<string, string>>;
  /** As of now, while it waits. */
  readonly dryRun?: RepairPlan;
}

/** What a repair answers that a second operator has to approve; nothing has happened yet. */
export interface Proposed {
  readonly proposal: Proposal;
}
export interface ResetOutcome {
  /** False where no worker has taken the case on within some seconds. */
  readonly recorded: boolean;
  readonly repeated: readonly {
    readonly eventId: number;
    readonly name: string;
    /** `applied`, a code, or `left-out` after an earlier refusal. */
    readonly outcome: string;
  }[];
}
/** Where the case stands after a repair. */
export interface Repaired extends Receipt {
  readonly reset?: ResetOutcome;
}
export interface Decided {
  readonly proposal: Proposal;
  /** Absent where the case refused it. */
  readonly result?: Repaired;
}

/** What sending a notice once more would do. */
export interface ResendPlan {
  readonly sentences: readonly string[];
  readonly blockers: readonly Finding[];
  readonly mayArriveTwice: boolean;
}

export interface ReplayVerdict {
  readonly workflowId: string;
  readonly replays: boolean;
  readonly failure?: {
    readonly message: string;
    readonly eventId?: number;
    readonly eventType?: string;
    readonly recorded?: string;
    readonly wanted?: string;
  };
}

/** What the record lacks of a case after a restore, or what was written of that. */
export interface Rebuilding {
  readonly caseId: string;
  readonly status: CaseStatus;
  readonly held: boolean;
  /** False: the opening has to be entered again. */
  readonly inRecord: boolean;
  readonly terminals: number;
  readonly rows: number;
  /** The first of the rows. */
  readonly events: readonly string[];
  /** Rows that cannot be written any more. */
  readonly unplaced: number;
  /** Rows that only the record has. */
  readonly ahead: number;
  readonly conflict: boolean;
  readonly lostRevision?: number;
  readonly lostConsents: number;
  readonly notices: number;
  readonly effects: readonly { readonly key: string; readonly found: string }[];
  /** The case that holds the terminals by now. */
  readonly terminalsLostTo?: string;
}
export interface KnownCases {
  /** A case that was reset may come twice. */
  readonly items: readonly string[];
  readonly nextCursor?: string;
  readonly total?: number;
}
export interface HistoriesPage {
  readonly items: readonly { readonly workflowId: string; readonly history: unknown }[];
  /** Cases whose history Temporal has no longer. */
  readonly missing: readonly string[];
  readonly nextCursor?: string;
  /** On the first page of everything that is open. */
  readonly total?: number;
}

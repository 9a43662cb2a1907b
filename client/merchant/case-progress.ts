/** A case as the API shows it to its merchant; `MerchantProgress` in /openapi.json. */
import type {
  ClosureState,
  DepositKind,
  Party,
  RefundState,
  TerminalState,
} from '../../workflows/contract/case-view';
import type { CaseStatus } from '../../workflows/contract/lifecycle';

export interface DepositItem {
  readonly serialNumber: string;
  readonly kind: DepositKind;
  readonly amountMinor: number;
  readonly currency: string;
  readonly refundable: boolean;
}

export interface RequestedField {
  readonly path: string;
  /** Masked. */
  readonly now: string | number | boolean;
}

export interface Statement {
  readonly endedAt?: string;
  readonly terminals: readonly {
    readonly serialNumber: string;
    readonly state: TerminalState;
    readonly at: string;
  }[];
  readonly refunds: readonly (Omit<DepositItem, 'refundable'> & {
    readonly state: RefundState;
    readonly at: string;
  })[];
  /** `original-payment`, or the masked number of an account. */
  readonly payee?: string;
  readonly account: ClosureState;
  readonly accountAt?: string;
  readonly partial: boolean;
}

export interface CaseProgress {
  readonly caseId: string;
  readonly status: CaseStatus;
  readonly stage: string;
  readonly statusSince: string;
  readonly openedAt: string;
  readonly revision: number;
  readonly waitsFor: Party;
  readonly expectedBy?: string;
  readonly overdue: boolean;
  readonly paused: boolean;
  readonly history: readonly {
    readonly status: CaseStatus;
    readonly stage: string;
    readonly at: string;
  }[];
  readonly merchant: {
    readonly merchantNumber: string;
    readonly contactName: string;
    readonly phone?: string;
    readonly email?: string;
  };
  readonly closeAccount: boolean;
  readonly terminals: readonly {
    readonly serialNumber: string;
    readonly state: TerminalState;
    readonly since: string;
  }[];
  readonly deposits: readonly (DepositItem & {
    readonly state: RefundState;
    readonly since: string;
  })[];
  readonly hindrances: readonly {
    readonly code: string;
    readonly meaning: string;
    readonly remedy: string;
  }[];
  readonly requested?: {
    readonly fields: readonly RequestedField[];
    readonly mayAddTerminals: boolean;
    readonly message?: string;
  };
  /** What a consent covers. */
  readonly itemisation?: {
    readonly lines: readonly DepositItem[];
    readonly terminals: readonly string[];
    readonly closeAccount: boolean;
    readonly hash: string;
  };
  readonly terms?: {
    readonly version: string;
    readonly hash: string;
    readonly locale: string;
    readonly text: string;
  };
  readonly attachments: readonly {
    readonly fileName: string;
    readonly sizeBytes: number;
    readonly at: string;
  }[];
  readonly can: {
    readonly consent: boolean;
    readonly correct: boolean;
    readonly attach: boolean;
    readonly withdraw: boolean;
  };
  readonly rejection?: string;
  readonly statement?: Statement;
}

/**
 * The answers of the API as the console reads them. A test holds these types against the API's own
 * documentation.
 */
import type { OpenSentence } from '../../../checks/open-sentence';
import type {
  CaseChannel,
  CaseView,
  ClosureView,
  DepositKind,
  DepositView,
  ParkedView,
  Party,
  RejectionReason,
  StepUpReason,
  TerminalView,
  UnbindReason,
} from '../../../workflows/contract/case-view';
import type { Locale } from '../../../workflows/contract/case-data';
import type { PublicCode } from '../../../workflows/contract/errors';
import type { CaseStatus, Role } from '../../../workflows/contract/lifecycle';
import type { LostWorkflow } from '../../../workflows/contract/operations';
import type { Channel, NoticeKind, NoticeState } from '../../../workflows/contract/notices';
import type { OfferAnswer } from '../../../wire/case-answers';
import type { StaffRole } from './people-answers';

export interface Finding {
  readonly path: string;
  /** A newer desk may know more of them. */
  readonly code: string;
  readonly message: string;
}
export interface ProblemAnswer {
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly instance: string;
  readonly problems: readonly Finding[];
  readonly otherCaseId?: string | undefined;
}

export type { Receipt } from '../../../workflows/contract/messages';

/** As in the contract; the code carries the prefix. */
export type ParkedAnswer = Omit<ParkedView, 'code'> & { readonly code: PublicCode };

export interface CaseSummary {
  readonly caseId: string;
  readonly teamId: string;
  readonly status: CaseStatus;
  readonly statusSince: string;
  readonly openedAt: string;
  readonly changedAt: string;
  readonly channel: CaseChannel;
  readonly reason: UnbindReason;
  readonly waitsFor: Party;
  readonly nextDueAt?: string;
  readonly limitAt?: string;
  readonly overdue: boolean;
  readonly held: boolean;
  readonly partial: boolean;
  readonly parked?: ParkedAnswer;
  readonly claim?: { readonly by: string; readonly until: string };
  readonly assignee?: string;
  readonly revision: number;
  readonly latestRevision: number;
  readonly terminals: number;
  readonly offers: readonly OfferAnswer[];
}
export interface CasePage {
  readonly items: readonly CaseSummary[];
  readonly nextCursor?: string;
}
export interface Counts {
  readonly mine: number;
  readonly team: number;
  readonly waitingForMerchant: number;
  readonly parked: number;
  readonly overdue: number;
  readonly unclaimedReviews: number;
  readonly manualTasks: number;
}
export interface SavedView {
  readonly name: string;
  readonly filters: Readonly<Record<string, string>>;
  readonly changedAt: string;
}

/** Personal data: masked in a case, in full in an audited reveal. */
export interface ContactAnswer {
  readonly merchantNumber: string;
  readonly contactName: string;
  readonly phone?: string;
  readonly email?: string;
  readonly locale: Locale;
  readonly timeZone: string;
}
export interface PayeeAnswer {
  readonly kind: string;
  readonly accountName?: string;
  readonly accountNumber?: string;
  readonly bankCode?: string;
}
export interface DepositLine {
  readonly depositId?: string;
  readonly serialNumber: string;
  readonly kind: DepositKind;
  readonly amountMinor: number;
  readonly currency: string;
}
export interface ApplicationAnswer {
  readonly merchantName: string;
  readonly document: { readonly kind: string; readonly number: string };
  readonly phone: string;
  readonly email?: string;
  readonly terminals: readonly { readonly serialNumber: string }[];
  readonly deposits: readonly DepositLine[];
  readonly payee: PayeeAnswer;
  readonly closeAccount: boolean;
}
export interface CaseDataAnswer {
  readonly contact: ContactAnswer;
  readonly terminals: readonly { readonly terminalId: string; readonly serialNumber: string }[];
  readonly application?: ApplicationAnswer;
}
export interface FindingsAnswer {
  readonly problems: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly stepUp: readonly PublicCode<StepUpReason>[];
  readonly checkedAgainstAcquirer: boolean;
}
/** A terminal, deposit or closure with its codes as the wire spells them. */
type Spelled<Part> = Omit<Part, 'gate' | 'code'> & {
  readonly gate?: readonly PublicCode[];
  readonly code?: PublicCode;
};
export type ViewAnswer = Omit<
  CaseView,
  'parked' | 'stepUp' | 'warnings' | 'terminals' | 'deposits' | 'closure' | 'rejection'
> & {
  readonly parked?: ParkedAnswer;
  readonly stepUp: readonly PublicCode<StepUpReason>[];
  readonly warnings: readonly PublicCode[];
  readonly terminals: readonly Spelled<TerminalView>[];
  readonly deposits: readonly Spelled<DepositView>[];
  readonly closure: Spelled<ClosureView>;
  readonly rejection?: RejectionReason | PublicCode<'OPERATOR_ENDED'>;
};
export interface CaseAnswer {
  readonly caseId: string;
  readonly teamId: string;
  readonly status: CaseStatus;
  readonly latestRevision: number;
  readonly assignee?: string;
  readonly openedAt: string;
  readonly changedAt: string;
  readonly view: ViewAnswer;
  readonly data: CaseDataAnswer;
  readonly findings?: FindingsAnswer;
  readonly offers: CaseSummary['offers'];
  readonly people: Readonly<Record<string, string>>;
}
export interface DraftAnswer extends FindingsAnswer {
  readonly revision: number;
  readonly differences: readonly {
    readonly path: string;
    readonly entered: string;
    readonly acquirer: string;
  }[];
}
export type Fact = string | number | boolean | readonly string[];
export interface TimelineItem {
  readonly position: number;
  readonly at: string;
  readonly event: string;
  readonly by: { readonly principalId: string; readonly role: Role };
  readonly facts: Readonly<Record<string, Fact>>;
  readonly hash: string;
}
export interface Timeline {
  readonly items: readonly TimelineItem[];
  readonly people: Readonly<Record<string, string>>;
}
export interface ItemisationLine {
  readonly serialNumber: string;
  readonly kind: DepositKind;
  readonly amountMinor: number;
  readonly currency: string;
  readonly refundable: boolean;
}
/** What a consent covers. */
export interface Itemisation {
  readonly lines: readonly ItemisationLine[];
  readonly terminals: readonly string[];
  readonly closeAccount: boolean;
  readonly hash: string;
}
export interface Terms {
  readonly version: string;
  readonly locale: Locale;
  readonly text: string;
  readonly hash: string;
  readonly inForceFrom: string;
}
/** A list of what colleagues and the merchant have written or sent, with the names of the colleagues. */
export interface Authored<T> {
  readonly items: readonly T[];
  readonly people: Readonly<Record<string, string>>;
}
export interface Note {
  readonly noteId: string;
  readonly kind: 'note' | 'reason' | 'evidence' | 'message';
  readonly text: string;
  readonly attachmentIds: readonly string[];
  readonly by: string;
  readonly at: string;
}
export interface Attachment {
  readonly attachmentId: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly by: string;
  readonly at: string;
}
export interface Notice {
  readonly noticeId: string;
  readonly kind: NoticeKind;
  readonly occurrence: number;
  readonly channel: Channel;
  readonly generation: number;
  readonly state: NoticeState;
  readonly to?: string;
  readonly providerCode?: string;
  readonly notBefore?: string;
  readonly plannedAt: string;
  readonly changedAt: string;
}
export interface NoticePreview {
  readonly noticeId: string;
  readonly source: 'sent' | 'template';
  readonly to?: string;
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
}
export interface Presence {
  readonly others: readonly {
    readonly principalId: string;
    readonly name: string;
    readonly role: StaffRole;
    readonly since: string;
  }[];
  readonly heartbeatS: number;
}
export interface ComparisonRow {
  readonly path: string;
  readonly entered: string;
  readonly acquirer: string | null;
  readonly state: 'same' | 'different' | 'only-entered' | 'only-acquirer' | 'unknown';
  readonly codes: readonly PublicCode[];
}
export interface Comparison {
  readonly revision: number;
  readonly readAt: string;
  readonly acquirer: 'read' | 'unreachable' | 'cannot-tell';
  readonly rows: readonly ComparisonRow[];
  readonly stepUp: readonly PublicCode<StepUpReason>[];
}
export interface Diagnosis {
  readonly caseId: string;
  readonly view: ViewAnswer;
  readonly sentences: readonly OpenSentence[];
  /** Why no workflow carries the open case. */
  readonly lost?: LostWorkflow;
  readonly effects: readonly {
    readonly key: string;
    readonly effect: string;
    readonly state: string;
    readonly attempt: number;
    readonly providerCode?: string;
    readonly createdAt: string;
    readonly settledAt?: string;
    readonly providerSays?: string;
    readonly providerSaysCode?: string;
  }[];
  readonly trying: readonly {
    readonly activityId: string;
    readonly activityType: string;
    readonly attempt: number;
    readonly lastFailure?: string;
    readonly nextAttemptAt?: string;
  }[];
  readonly gateNow?: readonly PublicCode[];
  readonly temporalAnswered: boolean;
  readonly repairs: readonly {
    readonly action: 'retry' | 'resolve' | 'send-back' | 'correct-reference' | 'reset';
    readonly what: string;
    readonly recommended: boolean;
  }[];
  readonly remedy?: string;
  readonly temporalUrl?: string;
}
export interface Report {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly time: 'working' | 'calendar';
  readonly generatedAt: string;
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, string | number | null>>[];
}

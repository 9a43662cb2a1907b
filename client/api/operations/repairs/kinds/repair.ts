/** What a kind of repair of one case is: a file each beside this one, a row each in kinds.ts. */
import type { z } from 'zod';
import type { Repair, RepairKind, RepairOf } from '../../../../../wire/operations/repair-requests';
import type { EffectEnd } from '../../../../../wire/states';
import type { CaseRow, ProposedRepair } from '../../../../../record/port/desk-record';
import type { Locale, Phrase } from '../../../../../workflows/contract/case-data';
import type { ErrorCode } from '../../../../../workflows/contract/errors';
import type { CaseId } from '../../../../../workflows/contract/identifiers';
import type { Actor, Receipt } from '../../../../../workflows/contract/messages';
import type { ApiError } from '../../../http/api-error';
import type { PlannedPayment } from '../paid-anew';
import type { ResetResult } from '../../reset/reset-case';
import type { EffectAfter, Later, ResetDeps } from '../../reset/plan';

/** Said of an address whose repair a second operator may have to approve. */
export const WAITS =
  'Answers `202` with a proposal, and nothing has happened, where a second operator has to approve it';

export interface Verdict {
  /** Codes for which it would be refused now; empty: it may be done. */
  readonly blockers: readonly ErrorCode[];
  /** A second operator decides. */
  readonly needsApproval: boolean;
}

/** The dry run of a repair. */
export interface RepairPlan extends Verdict {
  readonly repair: Repair;
  readonly sentences: readonly string[];
  /** Each side effect that it touches, with how far it is. */
  readonly effects: readonly EffectAfter[];
  /** Refunds that are paid once more, under a new request number. */
  readonly payments: readonly PlannedPayment[];
  /** Decisions and reports that a reset leaves out or applies again. */
  readonly later: readonly Later[];
}

export interface RepairOrigin {
  readonly by: Actor;
  /** Reason or evidence, as a note of the case. */
  readonly noteId?: string;
  /** Called twice with one id: done once. */
  readonly actionId: string;
}

export interface RepairResult {
  /** Where the case stands. */
  readonly receipt: Receipt;
  readonly reset?: ResetResult;
}

/** What is said of the operation by which it is asked for. */
export interface RepairRoute {
  readonly summary: string;
  readonly description: string;
  /** The repair's own fields, with `reason`, or `evidence` and `attachmentIds`. */
  readonly body: z.ZodObject;
  /** What it may be refused by, beside what refuses any decision on a case. */
  readonly codes: readonly ErrorCode[];
}

/** Everything that is particular to one kind of repair. */
export interface KindOfRepair<K extends RepairKind> {
  readonly route: RepairRoute;
  /** True where one operator always may: the case alone refuses it, and nothing is proposed. */
  readonly isDoneAlone: boolean;
  /** The repair as it is looked at, with what it leaves open fixed as the case stands. */
  settled?(row: CaseRow, repair: RepairOf<K>): RepairOf<K>;
  /** Whether it may be done, and by whom, without reading more than that takes. */
  judge(deps: ResetDeps, row: CaseRow, repair: RepairOf<K>): Promise<Verdict>;
  /** What it would do. Reads only. */
  plan(
    deps: ResetDeps,
    row: CaseRow,
    repair: RepairOf<K>,
    locale: Locale,
  ): Promise<Omit<RepairPlan, 'repair'>>;
  /** Does it. Called twice with one action id: once, the same answer. */
  carryOut(
    deps: ResetDeps,
    row: CaseRow,
    repair: RepairOf<K>,
    origin: RepairOrigin,
  ): Promise<RepairResult>;
  /** Its fields as the ledger holds them: ids, codes and numbers. */
  facts(repair: RepairOf<K>): Readonly<Record<string, FactOf | undefined>>;
  /** The reverse of `facts`, where a field has another form there. */
  fromFacts?(facts: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  /** What becomes of a side effect, where it is more than that it is met again. */
  effectWords?(effect: EffectAfter, plan: Pick<RepairPlan, 'payments'>): Phrase | undefined;
  /** Request numbers of the payments that it covers. */
  pays?(repair: RepairOf<K>): readonly string[];
  /** How a refusal is answered; absent: by its first code. */
  refusal?(blockers: readonly ErrorCode[]): ApiError;
  /** Keeps what the ledger must not hold, sealed beside the note, and finds it again. Twice: once. */
  readonly sealed?: {
    keep(deps: ResetDeps, caseId: CaseId, noteId: string, repair: RepairOf<K>): Promise<void>;
    find(
      deps: ResetDeps,
      caseId: CaseId,
      noteId: string,
      repair: RepairOf<K>,
    ): Promise<RepairOf<K>>;
  };
}

type FactOf = ProposedRepair[string];
/** Phrase for a side effect by how far it is. */
export type EffectWords = Partial<Record<EffectEnd, Phrase>>;

/**
 * What the irreversible effects have in common: what each has to say about itself, and what a proof
 * means for its intent. How an effect happens once stands in effect-protocol.ts.
 */
import type { DeskRecord, RecordPart, Intent, IntentState } from '../../record/port/desk-record';
import type { ErrorCode, GateCode } from '../../workflows/contract/errors';
import type { CaseId } from '../../workflows/contract/identifiers';
import type { RequestOutcome } from '../../workflows/contract/ports';
import type { AcquirerPort, Read, RequestAnswer, Standing } from '../acquirer/acquirer-port';
import type { EffectObserver } from './effect-observer';

export interface EffectDeps {
  readonly record: Pick<DeskRecord, 'intents'> & RecordPart<{ cases: 'read'; revisions: 'read' }>;
  readonly acquirer: AcquirerPort;
  readonly observer: EffectObserver;
  /**
   * Pauses before the read-backs that follow an acceptance, ms; default 0, 500, 900. Each saves a
   * prompt acquirer's case the events of a confirmation; the sum holds up the activity.
   */
  readonly promptReadDelaysMs?: readonly number[];
  /** Aborts the calls of the running attempt; default: cancellation or 80 % of startToClose. */
  readonly attemptSignal?: () => AbortSignal;
  /** Default: the clock of the machine. */
  readonly nowMs?: () => number;
  /** Run of the workflow for which the attempt is made; a run that was superseded sends nothing more. */
  readonly runId?: () => string | undefined;
}

export type EffectParams = Readonly<Record<string, unknown>>;

/** One irreversible effect, bound to its case, subject and generation. */
export interface Effect {
  readonly name: 'unbind' | 'refund' | 'closure';
  readonly key: string;
  readonly caseId: CaseId;
  /** Our code of a definite no. */
  readonly refusedCode: ErrorCode;
  /** False: the acquirer looks afresh at a number that it has refused, so a retry asks again. */
  readonly refusalBinds: boolean;
  /** Parameters as the revision that the workflow knows has them; frozen at the first insert. */
  plan(): Promise<EffectParams>;
  /** False where the frozen parameters speak of another subject than the plan: `INTENT_CONFLICT`. */
  sameSubject(frozen: EffectParams, plan: EffectParams): boolean;
  gate(plan: EffectParams, signal: AbortSignal): Promise<Read<readonly GateCode[]>>;
  /** Whether it needs no request any more, whoever did it: no gate stands before what has happened. */
  isDoneAlready?(plan: EffectParams, signal: AbortSignal): Promise<boolean>;
  readBack(intent: Intent, signal: AbortSignal): Promise<Standing>;
  call(intent: Intent, signal: AbortSignal): Promise<RequestAnswer>;
}

export interface Settled {
  readonly state: Extract<IntentState, 'accepted' | 'done' | 'refused' | 'manual'>;
  readonly providerRef?: string;
  readonly providerCode?: string;
}

export type Proof = RequestAnswer | Exclude<Standing, { kind: 'absent' | 'missing' }>;

/** True for what says something definite: nothing needs to be asked for, or nobody but a person can. */
export function isProof(
  standing: Standing,
): standing is Exclude<Standing, { kind: 'absent' | 'missing' }> {
  return standing.kind !== 'absent' && standing.kind !== 'missing';
}

/** Money that came back was taken before: `accepted`, and the confirmation tells that it returned. */
export function settledBy(proof: Proof): Settled {
  switch (proof.kind) {
    case 'cannot':
      return { state: 'manual' };
    case 'refused':
      return { state: 'refused', providerCode: proof.providerCode };
    case 'accepted':
    case 'returned':
      return { state: 'accepted', ...refOf(proof) };
    case 'done':
      return { state: 'done', ...refOf(proof) };
  }
}

function refOf(proof: { readonly providerRef?: string }): { readonly providerRef?: string } {
  return proof.providerRef === undefined ? {} : { providerRef: proof.providerRef };
}

/** What the workflow is told of a settled intent. */
export function outcomeOf(state: Settled['state'], effect: Effect): RequestOutcome {
  return state === 'refused' ? { kind: 'refused', code: effect.refusedCode } : { kind: state };
}

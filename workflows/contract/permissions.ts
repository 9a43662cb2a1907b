/**
 * Who may decide what on a case as its view shows it: the one answer by which the workflow refuses, repairs
 * are tried dry, and decisions are offered. Pure. What the run of a case alone knows (requests on their way,
 * a reset that is not over) is added in workflows/decisions/rules.ts; what is checked by reading elsewhere (the
 * application, the consent) has its checks.
 *
 * Order of the answers: end of the case, status, role, hold, revision, then the guards in the order
 * asked extension, involved, claim, step-up, point of no return, parked; last what the decision itself names.
 */
import { RESOLUTION_OUTCOMES, SETTLED_REFUNDS, STEPS, isStuck } from './case-view';
import type { CaseView, IdentityMethod, Step } from './case-view';
import type { ErrorCode } from './errors';
import type { PrincipalId } from './identifiers';
import { ARROWS, DECISIONS, STAYING_DECISIONS, isEnd } from './lifecycle';
import type { DecisionName, Guard, Role } from './lifecycle';
import type {
  Actor,
  CorrectReference,
  Resolve,
  Retry,
  SeenDecision,
  VerifyIdentity,
  Withdraw,
} from './messages';
import { mayRetry } from './operations';
import { placeRefusal } from './reference-parts';

/** Who asks, and whether they worked on the application whose review they may not decide. */
export interface Asker extends Actor {
  readonly isInvolved: boolean;
}

/** Decisions whose permission hangs on nothing that they name, but a revision that was seen. */
export type PlainDecision = Exclude<DecisionName, 'retry' | 'resolve' | 'correctReference'>;

/** A decision with what of it the rules look at. */
export type AskedDecision =
  | ({ readonly trigger: Exclude<PlainDecision, 'verifyIdentity' | 'withdraw'> } & Partial<
      Pick<SeenDecision, 'revision'>
    >)
  | ({ readonly trigger: 'verifyIdentity' } & Partial<
      Pick<VerifyIdentity, 'method' | 'thirdPartyCaller'>
    >)
  | ({ readonly trigger: 'withdraw' } & Pick<Withdraw, 'revision' | 'consentId'>)
  | ({ readonly trigger: 'retry' } & Pick<Retry, 'step' | 'payments'>)
  | ({ readonly trigger: 'resolve' } & Pick<Resolve, 'step' | 'outcome' | 'subject'>)
  | ({ readonly trigger: 'correctReference' } & Pick<CorrectReference, 'reference' | 'subject'> &
      Partial<Pick<CorrectReference, 'revision'>>);

/**
 * What the rules read of a view. A claim that has lapsed is none: whoever makes or reads a view leaves it
 * out.
 */
export type Standing = Pick<
  CaseView,
  | 'caseId'
  | 'status'
  | 'openedBy'
  | 'consents'
  | 'held'
  | 'revision'
  | 'pointOfNoReturn'
  | 'refundReopened'
  | 'stepUp'
  | 'consentExtension'
  | 'claim'
  | 'parked'
  | 'terminals'
  | 'deposits'
  | 'closure'
>;

/** The asker of a decision, by who is involved in the case. */
export function askerOf({ principalId, role }: Actor, involved: readonly PrincipalId[]): Asker {
  return { principalId, role, isInvolved: involved.includes(principalId) };
}

/** The code with which a decision is refused, or undefined where it is allowed. */
export function refusalIn(view: Standing, by: Asker, asked: AskedDecision): ErrorCode | undefined {
  if (isEnd(view.status) && !repairsAnyway(view, asked)) return 'CASE_ENDED';
  const options = optionsFor(view, asked);
  if (options.length === 0) return refusalByStatus(view, asked);
  const mine = options.filter((option) => option.by.includes(by.role));
  if (mine.length === 0) return 'ROLE_NOT_ALLOWED';
  if (view.held && mine.every((option) => option.leaves) && !takesConsentBack(asked)) {
    return 'CASE_HELD';
  }
  if (isStale(view, asked)) return 'STALE_REVISION';
  const guards = mine.flatMap((option) => option.guards);
  if (takesBack(asked.trigger)) guards.push('before-point-of-no-return');
  return (
    GUARD_ORDER.filter((guard) => guards.includes(guard))
      .map((guard) => GUARDS[guard]?.(view, by, asked))
      .find((code) => code !== undefined) ?? refusalByContent(view, by, asked)
  );
}

/** The same for a repair, whoever looks at its dry run: as the operator who would do it is answered. */
export function repairRefusalIn(view: Standing, asked: AskedDecision): ErrorCode | undefined {
  return refusalIn(view, { principalId: '', role: 'operator', isInvolved: false }, asked);
}

/**
 * Decisions that end a case early or undo its approval. A case that was reset to an earlier status may have
 * unbound a terminal before: it must not end as if nothing had happened, wherever it stands.
 */
export function takesBack(trigger: DecisionName): boolean {
  return ['reject', 'withdraw', 'sendBack', 'end'].includes(trigger);
}

/** Whoever takes a consent back waits for nobody: it has to be as easy as giving it (PIPL, art. 15). */
function takesConsentBack(asked: AskedDecision): boolean {
  return asked.trigger === 'withdraw' && asked.consentId !== undefined;
}

/** True for a proof of identity that clears a step-up mark. */
export function clearsStepUp(method: IdentityMethod): boolean {
  return method === 'callback' || method === 'video';
}

/**
 * What the record refuses is repaired in any status; a refund that comes back while the last notices
 * settle, in its ended case.
 */
function repairsAnyway(view: Standing, asked: AskedDecision): boolean {
  if ('step' in asked && asked.step === 'write-ledger') {
    return asked.trigger === 'retry' && isStuckAtRecord(view);
  }
  const mendsRefund =
    asked.trigger === 'correctReference' || ('step' in asked && asked.step === 'refund-deposit');
  return mendsRefund && isEnd(view.status) && isRefundOpen(view);
}

/** True while a refund that had arrived and came back is not settled again. */
export function isRefundOpen(view: Pick<CaseView, 'refundReopened' | 'deposits'>): boolean {
  return (
    view.refundReopened && !view.deposits.every(({ refund }) => SETTLED_REFUNDS.includes(refund))
  );
}

function isStuckAtRecord({ parked }: Pick<CaseView, 'parked'>): boolean {
  return parked?.step === 'write-ledger';
}

interface Option {
  readonly by: readonly Role[];
  readonly guards: readonly Guard[];
  readonly leaves: boolean;
}

function optionsFor(view: Standing, asked: AskedDecision): Option[] {
  const { trigger } = asked;
  const status = repairsAnyway(view, asked) ? 'refunding-deposit' : view.status;
  const leaving = ARROWS.filter((a) => a.from === status && a.trigger === trigger);
  const staying = STAYING_DECISIONS.filter((d) => d.trigger === trigger && d.in.includes(status));
  return [
    ...leaving.map(({ by, guards }) => ({ by, guards, leaves: true })),
    ...staying.map(({ by, guards }) => ({ by, guards, leaves: false })),
  ];
}

/** After the first unbind request the refusal says why, rather than only that it is too late. */
function refusalByStatus({ status }: Standing, { trigger }: AskedDecision): ErrorCode {
  const afterUnbinding = status === 'refunding-deposit' || status === 'closing-account';
  const isTooLate = afterUnbinding && trigger !== 'reject' && takesBack(trigger);
  return isTooLate ? 'POINT_OF_NO_RETURN' : 'NOT_ALLOWED_NOW';
}

/** A correction makes a revision of its own; every other decision names the one that was seen. */
function isStale(view: Standing, asked: AskedDecision): boolean {
  const seen = asked.trigger !== 'correctReference' && 'revision' in asked && asked.revision;
  return typeof seen === 'number' && seen !== view.revision;
}

const GUARD_ORDER: readonly Guard[] = [
  'extension-asked',
  'not-involved',
  'holder-of-claim',
  'step-up-done',
  'before-point-of-no-return',
  'parked',
];

type GuardCheck = (view: Standing, by: Asker, asked: AskedDecision) => ErrorCode | undefined;

const GUARDS: Partial<Record<Guard, GuardCheck>> = {
  'extension-asked': ({ consentExtension }) =>
    consentExtension === undefined ? 'NOTHING_TO_AGREE' : undefined,
  'not-involved': ({ claim }, { principalId, isInvolved }, { trigger }) => {
    if (isInvolved) return 'FOUR_EYES';
    if (trigger !== 'claim' || claim === undefined) return undefined;
    return claim.by === principalId ? undefined : 'CLAIMED_BY_OTHER';
  },
  'holder-of-claim': ({ claim }, { principalId }) => {
    if (claim === undefined) return 'CLAIM_REQUIRED';
    return claim.by === principalId ? undefined : 'CLAIMED_BY_OTHER';
  },
  'step-up-done': ({ stepUp }) => (stepUp.length > 0 ? 'STEP_UP_REQUIRED' : undefined),
  'before-point-of-no-return': ({ pointOfNoReturn }) =>
    pointOfNoReturn ? 'POINT_OF_NO_RETURN' : undefined,
  parked: (view, _by, asked) =>
    'step' in asked && waitsForOperator(view, asked) ? undefined : 'NOT_PARKED',
};

/** True where a step is stuck; a manual task, too, can be resolved but has nothing to retry. */
function waitsForOperator(
  view: Standing,
  { trigger, step }: { readonly trigger: 'retry' | 'resolve'; readonly step: Step },
): boolean {
  if (step === 'write-ledger') return isStuckAtRecord(view);
  return partsOfStep(view, step).some(
    (part) => isStuck(part) || (trigger === 'resolve' && isManual(part)),
  );
}

const isManual = ({ state }: { readonly state: string }): boolean => state === 'manual';

interface StepPart {
  /** As a resolution names it; the closure is one and has no name. */
  readonly id?: string;
  readonly state: string;
}

/** The terminals, deposits or the closure that a step works on, in one form. */
function partsOfStep({ terminals, deposits, closure }: Standing, step: Step): readonly StepPart[] {
  switch (step) {
    case 'unbind-terminals':
      return terminals.map(({ terminalId, state }) => ({ id: terminalId, state }));
    case 'refund-deposit':
      return deposits.map(({ depositId, refund }) => ({ id: depositId, state: refund }));
    case 'close-account':
      return [closure];
    case 'write-ledger':
      return [];
  }
}

/** Further refusals: there is nothing to do for it, or what it names does not fit. */
function refusalByContent(view: Standing, by: Asker, asked: AskedDecision): ErrorCode | undefined {
  switch (asked.trigger) {
    case 'verifyIdentity':
      return stepUpRefusal(view, by, asked);
    case 'withdraw':
      return isInForce(view, asked.consentId) ? undefined : 'CONSENT_NOT_IN_FORCE';
    case 'hold':
      return view.held ? 'ALREADY_HELD' : undefined;
    case 'releaseHold':
      return view.held ? undefined : 'NOT_HELD';
    case 'retry':
      return retryRefusal(view, asked);
    case 'resolve':
      return resolutionRefusal(view, asked);
    case 'correctReference':
      if (asked.revision !== undefined && asked.revision <= view.revision) {
        return 'REFERENCE_CHANGED';
      }
      return placeRefusal(view, asked);
    default:
      return undefined;
  }
}

/** Four eyes: whoever opened the case does not say that the second proof was given, too. */
function stepUpRefusal(
  { stepUp, openedBy }: Standing,
  { principalId }: Asker,
  {
    method,
    thirdPartyCaller = false,
  }: Partial<Pick<VerifyIdentity, 'method' | 'thirdPartyCaller'>>,
): ErrorCode | undefined {
  if (principalId !== openedBy || method === undefined || !clearsStepUp(method)) return undefined;
  return stepUp.length > 0 || thirdPartyCaller ? 'STEP_UP_FOUR_EYES' : undefined;
}

/** A view from before consents were named in it leaves the answer to the workflow. */
function isInForce({ consents }: Standing, consentId: string | undefined): boolean {
  if (consentId === undefined || consents === undefined) return true;
  return consents.some((consent) => consent.consentId === consentId);
}

/** A retry would do nothing: what it names has been paid anew or settled since. */
function retryRefusal(
  { caseId, deposits }: Standing,
  { step, payments }: Pick<Retry, 'step' | 'payments'>,
): ErrorCode | undefined {
  if (step !== 'refund-deposit') return undefined;
  const hasWork = deposits.some(
    (deposit) => isStuck({ state: deposit.refund }) && mayRetry(caseId, deposit, payments),
  );
  return hasWork ? undefined : 'NOT_PARKED';
}

/** A resolution by hand whose outcome or subject does not fit the step, or whose subject waits for nobody. */
function resolutionRefusal(
  view: Standing,
  { step, outcome, subject }: Pick<Resolve, 'step' | 'outcome' | 'subject'>,
): ErrorCode | undefined {
  const outcomes: readonly string[] = RESOLUTION_OUTCOMES[step];
  if (!outcomes.includes(outcome)) return 'OUTCOME_NOT_ALLOWED';
  if (subject === undefined) return undefined;
  const part = partsOfStep(view, step).find(({ id }) => id === subject);
  if (part === undefined) return 'SUBJECT_UNKNOWN';
  return isStuck(part) || isManual(part) ? undefined : 'NOT_PARKED';
}

/** A decision that somebody may take, or would be refused with its reason. */
export interface Offer {
  readonly decision: DecisionName;
  /** Absent: it may be taken now. */
  readonly refusedBy?: ErrorCode;
}

/** Refusals that say that there is nothing of the kind to do: what they refuse is not offered at all. */
const NOTHING_TO_DO: readonly ErrorCode[] = [
  'CASE_ENDED',
  'ROLE_NOT_ALLOWED',
  'NOT_ALLOWED_NOW',
  'NOT_PARKED',
  'ALREADY_HELD',
  'NOT_HELD',
  'NOTHING_TO_AGREE',
  'SUBJECT_UNKNOWN',
  'REFERENCE_SETTLED',
];

/** What a person is offered on a case, in the order of the life-cycle table. */
export function offersOf(view: Standing, by: Asker): readonly Offer[] {
  return DECISIONS.flatMap((decision) => {
    const refusals = waysToAsk(view, decision).map((asked) => refusalIn(view, by, asked));
    if (refusals.includes(undefined)) return [{ decision }];
    const refusedBy = refusals.find((code) => code && !NOTHING_TO_DO.includes(code));
    if (refusedBy === undefined || !isForRole(view, by, decision)) return [];
    return [{ decision, refusedBy }];
  });
}

/** Whether the table knows the decision here for the role; who holds no claim has none to release. */
function isForRole(view: Standing, { role, principalId }: Asker, trigger: DecisionName): boolean {
  if (trigger === 'release') return view.claim?.by === principalId;
  return waysToAsk(view, trigger).some((asked) =>
    optionsFor(view, asked).some(({ by }) => by.includes(role)),
  );
}

/** Everything that a decision can be about as the case stands; one of them allowed means that it is. */
function waysToAsk(view: Standing, trigger: DecisionName): readonly AskedDecision[] {
  switch (trigger) {
    case 'retry':
      return STEPS.map((step) => ({ trigger, step }));
    case 'resolve':
      return STEPS.flatMap((step) =>
        RESOLUTION_OUTCOMES[step].slice(0, 1).map((outcome) => ({ trigger, step, outcome })),
      );
    case 'correctReference':
      return [
        { trigger, reference: 'merchant-number' },
        ...view.terminals.map(
          ({ terminalId }) => ({ trigger, reference: 'terminal', subject: terminalId }) as const,
        ),
        ...view.deposits.map(
          ({ depositId }) => ({ trigger, reference: 'deposit', subject: depositId }) as const,
        ),
      ];
    default:
      return [{ trigger }];
  }
}

/** Takes a case back as a plan says, and applies again what the operator has chosen. */
import type { ErrorCode } from '../../../../workflows/contract/errors';
import type { NoticeKind } from '../../../../workflows/contract/notices';
import { DECISIONS } from '../../../../workflows/contract/lifecycle';
import * as messages from '../../../../workflows/contract/messages';
import type { Actor } from '../../../../workflows/contract/messages';
import { DeskError } from '../../../../temporal/failures';
import { ApiError } from '../../http/api-error';
import type { Later, ResetDeps, ResetPlan } from './plan';

export interface ResetOrigin {
  readonly by: Actor;
  /** The reason, as a note of the case. */
  readonly noteId?: string | undefined;
  /** Called twice with one id: one reset. */
  readonly requestId: string;
}

type Outcome = 'applied' | 'left-out' | ErrorCode;

/** What became of one decision or report that was to be applied again. */
export interface Repeated {
  readonly eventId: number;
  readonly name: string;
  /** `applied`, the code of the refusal, or `left-out` after an earlier refusal. */
  readonly outcome: Outcome;
}

export interface ResetResult {
  readonly runId: string;
  /** False where no worker has told the record within some seconds; it does as soon as one runs. */
  readonly recorded: boolean;
  readonly repeated: readonly Repeated[];
}

/** Longest wait for the first word of the new run, ms, and how often it is looked for. */
const FIRST_WORD_LIMIT_MS = 8_000;
const LOOK_EVERY_MS = 50;
/** Longest wait for the case to take a repeated decision, ms. */
const SETTLING_LIMIT_MS = 5_000;
const MAY_PASS_SOON: readonly Outcome[] = [
  'NOT_ALLOWED_NOW',
  'UNAVAILABLE',
  'NOT_PARKED',
  'REFERENCE_IN_USE',
];

/** Notices that follow from a decision: decided otherwise, they say something else. */
const NOTICES_OF: readonly (readonly [NoticeKind, readonly string[]])[] = [
  ['information-requested', [messages.requestInformation.name, messages.sendBack.name]],
  ['approved', [messages.approve.name]],
  ['rejected', [messages.reject.name, messages.end.name]],
  ['withdrawn', [messages.withdraw.name]],
];
/** What the machine tells says something else only where a hand has settled it otherwise. */
const NOTICES_OF_RESULTS: readonly NoticeKind[] = ['unbound', 'refunded', 'closed'];

/**
 * Carries a plan out. Called twice with one request id: one reset. `RESET_UNSAFE` with the blockers as
 * problems, `CASE_NOT_FOUND`, `UNAVAILABLE`.
 */
export async function carryOutReset(
  deps: ResetDeps,
  plan: ResetPlan,
  { by, noteId, requestId }: ResetOrigin,
): Promise<ResetResult> {
  if (plan.blockers.length > 0) throw unsafeReset(plan.blockers);
  const { caseId, runId, later } = plan;
  const { eventId } = plan.point;
  await order(deps, plan, { by, noteId, requestId });
  const newRunId = await deps.desk.resetCase({ caseId, runId, eventId, requestId });
  const recorded = await firstWord(deps, caseId, newRunId);
  const repeated = await repeatAll(deps, caseId, later);
  return { runId: newRunId, recorded, repeated };
}

/** The refusal of a reset, with everything that forbids it. */
export function unsafeReset(blockers: readonly ErrorCode[]): ApiError {
  return new ApiError('RESET_UNSAFE', {
    problems: blockers.map((code) => ({ path: 'point', code })),
  });
}

/**
 * The reset that an earlier call with the same request id has made, where it was cut off before its answer.
 * What was to be applied again is not known to have been.
 */
export async function resetBefore(
  deps: ResetDeps,
  caseId: string,
  requestId: string,
): Promise<ResetResult | undefined> {
  const ledger = await deps.record.ledger.read(caseId);
  const ordered = ledger.find(({ facts }) => facts['order'] === requestId);
  if (!ordered) return undefined;
  const { runId } = await deps.desk.caseHistory(caseId);
  if (runId === ordered.facts['run']) return undefined;
  return { runId, recorded: await firstWord(deps, caseId, runId), repeated: [] };
}

/**
 * Says in the ledger who takes the case back, to where and why, before it happens; the new run reads there
 * which notices only repeat and which are new. Called twice with one request id: one row.
 */
async function order(
  { record }: ResetDeps,
  { caseId, runId, point, later }: ResetPlan,
  { by, noteId, requestId }: ResetOrigin,
): Promise<void> {
  const ledger = await record.ledger.read(caseId);
  if (ledger.some(({ facts }) => facts['order'] === requestId)) return;
  const decided = later.filter(({ kind }) => kind === 'decision');
  const handLeftOut = decided.some(
    ({ past, repeat }) => past.name === messages.resolve.name && !repeat,
  );
  const repeatedNotices = decided.flatMap(({ past, repeat }) =>
    repeat ? NOTICES_OF.flatMap(([kind, names]) => (names.includes(past.name) ? [kind] : [])) : [],
  );
  await record.ledger.audit({
    caseId,
    event: 'reset-ordered',
    by,
    facts: {
      order: requestId,
      run: runId,
      eventId: point.eventId,
      backTo: point.status,
      ...(noteId === undefined ? {} : { noteId }),
      repeatedNotices,
      newNotices: handLeftOut ? NOTICES_OF_RESULTS : [],
    },
  });
}

/** Waits until the new run has told the record; then the record shows the case as it stands. */
async function firstWord({ record }: ResetDeps, caseId: string, runId: string): Promise<boolean> {
  const deadline = Date.now() + FIRST_WORD_LIMIT_MS;
  for (;;) {
    const rows = await record.ledger.read(caseId);
    if (rows.some((row) => row.event === 'case-resumed' && row.runId === runId)) return true;
    if (Date.now() > deadline) return false;
    await new Promise((wake) => setTimeout(wake, LOOK_EVERY_MS));
  }
}

/** In their order; after a refusal the rest is left out, since it was decided on another ground. */
async function repeatAll(
  deps: ResetDeps,
  caseId: string,
  later: readonly Later[],
): Promise<readonly Repeated[]> {
  const repeated: Repeated[] = [];
  let refused = false;
  for (const one of later.filter(({ repeat }) => repeat)) {
    const { eventId, name } = one.past;
    const outcome: Outcome = refused ? 'left-out' : await repeatOne(deps, caseId, one);
    refused ||= outcome !== 'applied';
    repeated.push({ eventId, name, outcome });
  }
  return repeated;
}

/**
 * What is refused for now may pass in a moment: a decision before the point, or the case itself, may still
 * be at work. What was refused before it entered the history may come again under its id.
 */
async function repeatOne(deps: ResetDeps, caseId: string, later: Later): Promise<Outcome> {
  const deadline = Date.now() + SETTLING_LIMIT_MS;
  for (;;) {
    const outcome = await tryOnce(deps, caseId, later);
    if (!MAY_PASS_SOON.includes(outcome) || Date.now() > deadline) return outcome;
    await new Promise((wake) => setTimeout(wake, LOOK_EVERY_MS));
  }
}

async function tryOnce({ desk }: ResetDeps, caseId: string, later: Later): Promise<Outcome> {
  try {
    if (later.kind === 'report') {
      await desk.repeatReport(caseId, later.past);
      return 'applied';
    }
    const { name, input, updateId } = later.past;
    const decision = DECISIONS.find((one) => one === name);
    if (decision === undefined) return 'NOT_ALLOWED_NOW';
    await desk.decide(caseId, messages.updateOf(decision), input, updateId);
    return 'applied';
  } catch (error) {
    if (error instanceof DeskError) return error.code;
    throw error;
  }
}

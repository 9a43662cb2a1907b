/** The outside of the modelled cases: activities that answer as the facts of each case say. */
import { Context } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { CaseView } from '../../workflows/contract/case-view';
import { publicCode } from '../../workflows/contract/errors';
import type { ErrorCode } from '../../workflows/contract/errors';
import type {
  Activities,
  AfterReset,
  CaseChange,
  CheckResult,
  ConfirmOutcome,
  GateRef,
  RefundRef,
  RequestOutcome,
} from '../../workflows/contract/ports';
import { untilTheLimit } from '../workflow/scripted-activities';
import { CONSENT_ID, DEPOSITS, EXTENSION_ID, LATER_MS, TERMINALS } from './life';
import type {
  Answers,
  Check,
  ConfirmAnswer,
  Facts,
  GateAnswer,
  RequestAnswer,
  SlowAnswer,
} from './life';

/** What the driver of one case sets and sees. */
export interface Outside {
  readonly facts: Facts;
  view: CaseView | undefined;
  check: Check;
  consentOutdated: boolean;
  /** Requests that wait for `answerSlow`, by activity: a second attempt is the same request. */
  readonly asking: Set<string>;
  /** Answers every request that is on its way. */
  answerSlow(answer: SlowAnswer): void;
  /** Lets the last notices go out, which keep an ended case open until then. */
  releaseNotices(): void;
}

interface Case extends Outside {
  readonly clockOf: ClockOf;
  /** What was taken from an answers' list, by activity: a further attempt hears the same. */
  readonly given: Map<string, unknown>;
  readonly lists: Map<string, unknown[]>;
  slow: { readonly promise: Promise<SlowAnswer>; readonly answer: (answer: SlowAnswer) => void };
  readonly noticesReleased: Promise<void>;
}

const REFUSED: Readonly<Record<GateRef['effect'], ErrorCode>> = {
  unbind: 'UNBIND_REFUSED',
  refund: 'REFUND_REFUSED',
  closure: 'CLOSURE_REFUSED',
};

type Asked = Parameters<Activities['checkApplication']>[0];

/** The clock of the workflow, which runs ahead of ours where time was skipped. */
export type ClockOf = (caseId: string) => Promise<number>;

/**
 * Fails until the time has come. The server now and then tries again far too early where it skips
 * time while an activity waits for its next attempt, so the attempt itself looks at the clock.
 */
async function later(own: Case, caseId: string): Promise<void> {
  const { activityId, attempt } = Context.current().info;
  const now = await own.clockOf(caseId);
  const key = `ready ${activityId}`;
  if (attempt === 1) own.given.set(key, now + LATER_MS - EARLY_MS);
  const leftMs = (own.given.get(key) as number) - now;
  if (leftMs <= 0) return;
  throw ApplicationFailure.create({
    message: 'not yet',
    type: publicCode('EFFECT_PENDING'),
    category: ApplicationFailureCategory.BENIGN,
    nextRetryDelay: attempt === 1 ? LATER_MS : leftMs + EARLY_MS,
  });
}

/** The server's clocks of one moment differ by less. */
const EARLY_MS = 5_000;

export interface World {
  readonly activities: Activities;
  add(caseId: string, facts: Facts): Outside;
}

export function createWorld(clockOf: ClockOf): World {
  const cases = new Map<string, Case>();
  const at = (caseId: string): Case => {
    const found = cases.get(caseId);
    if (!found) throw ApplicationFailure.nonRetryable(`no case ${caseId} in this world`);
    return found;
  };
  return {
    activities: { ...recordOf(at), ...acquirerOf(at), ...postOf(at) },
    add(caseId, facts) {
      const added = newCase(facts, clockOf);
      cases.set(caseId, added);
      return added;
    },
  };
}

function newCase(facts: Facts, clockOf: ClockOf): Case {
  let release: () => void = () => undefined;
  const noticesReleased = new Promise<void>((resolve) => (release = resolve));
  const own: Case = {
    facts,
    clockOf,
    view: undefined,
    check: 'passes',
    consentOutdated: false,
    asking: new Set(),
    given: new Map(),
    lists: new Map(),
    slow: newSlow(),
    noticesReleased,
    answerSlow(answer) {
      own.slow.answer(answer);
      own.asking.clear();
      own.slow = newSlow();
    },
    releaseNotices: () => release(),
  };
  return own;
}

function newSlow(): Case['slow'] {
  let answer: (answer: SlowAnswer) => void = () => undefined;
  const promise = new Promise<SlowAnswer>((resolve) => (answer = resolve));
  return { promise, answer };
}

/** The next answer for a subject; what was once answered to an activity stays its answer. */
function take<T>(own: Case, subject: string, list: readonly T[], otherwise: T): T {
  const { activityId } = Context.current().info;
  const key = `${activityId} ${subject}`;
  // Confirmations have fixed ids, so a second one after a retry is told apart by its first attempt.
  if (own.given.has(key) && Context.current().info.attempt > 1) return own.given.get(key) as T;
  const left = (own.lists.get(subject) as T[] | undefined) ?? [...list];
  own.lists.set(subject, left);
  const taken = left.shift() ?? otherwise;
  own.given.set(key, taken);
  return taken;
}

function recordOf(at: (caseId: string) => Case) {
  const write = (change: CaseChange): Promise<void> => {
    at(change.caseId).view = change.view;
    return Promise.resolve();
  };
  return {
    openCase: write,
    recordChange: write,
    async checkConsent({ caseId }: { caseId: string }): Promise<void> {
      if (at(caseId).consentOutdated) {
        throw ApplicationFailure.nonRetryable('outdated', publicCode('TERMS_OUTDATED'));
      }
    },
    takeTerminals: () => Promise.resolve(),
    sendCode: () => Promise.resolve('sent' as const),
    async unbindWasAttempted({ caseId }: { caseId: string }): Promise<boolean> {
      return at(caseId).facts.attemptedBefore;
    },
    async afterReset({ caseId }: { caseId: string }): Promise<AfterReset> {
      return { unbindAttempted: at(caseId).facts.attemptedBefore, told: [] };
    },
    checkApplication: async ({ caseId, ...consents }: Asked): Promise<CheckResult> => {
      const { check, facts } = at(caseId);
      if (check === 'acquirer-down') untilTheLimit();
      return checkResult(check, facts, consents);
    },
  };
}

type Consents = Pick<Asked, 'consentId' | 'extensionIds'>;

/** Only a check that is told of the consents can see what goes beyond them. */
function problemsOf(
  check: Check,
  { consentId, extensionIds = [] }: Consents,
): CheckResult['problems'] {
  if (check === 'problems') return [{ path: 'phone', code: 'PHONE_INVALID' }];
  const isCovered = consentId !== CONSENT_ID || extensionIds.includes(EXTENSION_ID);
  return check === 'beyond-consent' && !isCovered
    ? [{ path: 'closeAccount', code: 'CONSENT_NOT_COVERING' }]
    : [];
}

function checkResult(check: Check, facts: Facts, consents: Consents): CheckResult {
  return {
    problems: problemsOf(check, consents),
    warnings: [],
    stepUp: check === 'phone-changed' ? ['PHONE_CHANGED'] : [],
    terminals: facts.terminals.map((_, i) => ({
      terminalId: TERMINALS[i]!,
      alreadyUnbound: false,
    })),
    deposits: facts.deposits.map(({ terminal, refundable }, i) => ({
      depositId: DEPOSITS[i]!,
      terminalId: TERMINALS[terminal]!,
      kind: refundable ? 'refundable-deposit' : 'service-fee',
      amountMinor: 20_000,
      currency: 'CNY',
    })),
    closeAccount: facts.closeAccount,
    authors: [],
  };
}

function acquirerOf(at: (caseId: string) => Case) {
  const answersOf = (own: Case, ref: GateRef): readonly [string, Answers] => {
    const { facts } = own;
    if (ref.effect === 'unbind') {
      return [ref.terminalId, facts.terminals[TERMINALS.indexOf(ref.terminalId)]!];
    }
    if (ref.effect === 'closure') return ['closure', facts.closure];
    return [ref.depositId, facts.deposits[DEPOSITS.indexOf(ref.depositId)]!];
  };
  const request = async (ref: GateRef): Promise<RequestOutcome> => {
    const own = at(ref.caseId);
    const [subject, { request: list }] = answersOf(own, ref);
    const answer = take<RequestAnswer>(own, `request ${subject}`, list, 'accepted');
    if (answer !== 'slow') return outcomeOf(ref, answer);
    const { activityId } = Context.current().info;
    own.asking.add(activityId);
    const slowAnswer = await own.slow.promise;
    own.given.set(`${activityId} request ${subject}`, slowAnswer);
    return outcomeOf(ref, slowAnswer);
  };
  const confirm = async (ref: GateRef): Promise<ConfirmOutcome> => {
    const own = at(ref.caseId);
    const [subject, { confirm: list }] = answersOf(own, ref);
    const answer = take<ConfirmAnswer>(own, `confirm ${subject}`, list, 'done');
    if (answer === 'never') untilTheLimit();
    if (answer === 'later') await later(own, ref.caseId);
    if (answer === 'refused') return { kind: 'refused', code: REFUSED[ref.effect] };
    return { kind: answer === 'returned' ? 'returned' : 'done' };
  };
  return {
    requestUnbind: (ref) => request({ effect: 'unbind', ...ref }),
    requestRefund: (ref) => request({ effect: 'refund', ...ref }),
    requestClosure: (ref) => request({ effect: 'closure', ...ref }),
    confirmUnbind: (ref) => confirm({ effect: 'unbind', ...ref }),
    confirmRefund: (ref) => confirm({ effect: 'refund', ...ref }),
    readReturned: ({ caseId }: RefundRef) => Promise.resolve(at(caseId).view),
    confirmClosure: (ref) => confirm({ effect: 'closure', ...ref }),
    async awaitGateChange({ gate }) {
      const own = at(gate.caseId);
      const [subject, { gate: list }] = answersOf(own, gate);
      const answer = take<GateAnswer>(own, `gate ${subject}`, list, 'opens');
      if (answer === 'never') untilTheLimit();
      if (answer === 'later') await later(own, gate.caseId);
      return answer === 'changes' ? ['FEES_UNPAID'] : [];
    },
  } satisfies Partial<Activities>;
}

function outcomeOf(ref: GateRef, answer: Exclude<RequestAnswer, 'slow'>): RequestOutcome {
  switch (answer) {
    case 'down':
      return untilTheLimit();
    case 'refused':
      return { kind: 'refused', code: REFUSED[ref.effect] };
    case 'blocked':
      return { kind: 'blocked', codes: ['FUNDS_PENDING'] };
    default:
      return { kind: answer };
  }
}

const ENDS = ['completed', 'rejected', 'withdrawn', 'expired'];

function postOf(at: (caseId: string) => Case) {
  return {
    async sendNotices({ caseId, notices }) {
      const own = at(caseId);
      const ended = ENDS.includes(own.view?.status ?? '');
      if (ended) await Promise.race([own.noticesReleased, Context.current().cancelled]);
      return notices.map(({ kind, occurrence }) => ({
        kind,
        occurrence,
        channel: 'email' as const,
        state: 'accepted' as const,
      }));
    },
    sendResentNotice: () => Promise.reject(new Error('not part of the model')),
    reportUndelivered: () => Promise.resolve(),
  } satisfies Partial<Activities>;
}

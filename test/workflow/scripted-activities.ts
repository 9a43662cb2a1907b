/**
 * Activities whose answers a test scripts, case by case. They stand at the ports of the contract, so
 * the workflow under test is the real one; what the real activities do is tested with real parts.
 */
import { ApplicationFailure, Context } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';
import { publicCode } from '../../workflows/contract/errors';
import type { ErrorCode } from '../../workflows/contract/errors';
import type { CaseView } from '../../workflows/contract/case-view';
import type { ReconcilePage } from '../../workflows/contract/reconciliation';
import type { VerificationPage } from '../../workflows/contract/verification';
import { type Channel, CHANNELS, type NoticePlan } from '../../workflows/contract/notices';
import type { BulkProgress } from '../../workflows/contract/operations';
import type {
  Activities,
  BulkPort,
  ReconcilePort,
  VerificationPort,
  AfterReset,
  CaseChange,
  CheckResult,
  ConfirmOutcome,
  LedgerEntry,
  NoticeOutcome,
  RequestOutcome,
} from '../../workflows/contract/ports';

type Answer<T> = T | (() => T | Promise<T>);

/** What the outside answers for one case; a list is used up from the front, its last answer stays. */
export interface Script {
  check: Answer<CheckResult>[];
  unbind: Answer<RequestOutcome>[];
  confirmUnbind: Answer<ConfirmOutcome>[];
  refund: Answer<RequestOutcome>[];
  confirmRefund: Answer<ConfirmOutcome>[];
  /** Whether the provider says that a refund which had arrived has come back. */
  returned: Answer<boolean>[];
  closure: Answer<RequestOutcome>[];
  confirmClosure: Answer<ConfirmOutcome>[];
  gate: Answer<Awaited<ReturnType<Activities['awaitGateChange']>>>[];
  notices: Answer<(plan: NoticePlan) => NoticeOutcome[]>[];
  consent: Answer<undefined>[];
  attempted: Answer<boolean>[];
  afterReset: Answer<AfterReset>[];
  opening: Answer<undefined>[];
  terminals: Answer<undefined>[];
  recordChange: Answer<undefined>[];
  resend: Answer<NoticeOutcome>[];
  undelivered: Answer<undefined>[];
}

/** What the case did to the outside. */
export interface Trace {
  view: CaseView | undefined;
  ledger: LedgerEntry[];
  /** Last number written, by run. */
  readonly written: Map<string, number>;
  planned: NoticePlan[];
  sent: NoticePlan[];
  calls: string[];
  undelivered: string[];
  /** Why the case stood still before a write. */
  stuck: string[];
  freed: boolean;
}

export function failure(code: ErrorCode): ApplicationFailure {
  return ApplicationFailure.nonRetryable(code, publicCode(code));
}

/** What `confirmX` answers while nothing is proven. */
export function pending(): never {
  throw ApplicationFailure.create({
    message: 'not yet',
    type: publicCode('EFFECT_PENDING'),
    category: ApplicationFailureCategory.BENIGN,
  });
}

/** A failure after which the server tries again later than any limit allows: the limit, at once. */
export function untilTheLimit(): never {
  throw ApplicationFailure.create({
    message: 'down',
    type: publicCode('ACQUIRER_UNAVAILABLE'),
    nextRetryDelay: '3650 days',
  });
}

export const TERMINAL_1 = 't_0000000001';
export const TERMINAL_2 = 't_0000000002';
export const DEPOSIT_1 = 'd_0000000001';

/** A check that passes with one terminal and one refundable deposit. */
export function passing(changes: Partial<CheckResult> = {}): CheckResult {
  return {
    problems: [],
    warnings: [],
    stepUp: [],
    terminals: [{ terminalId: TERMINAL_1, alreadyUnbound: false }],
    deposits: [
      {
        depositId: DEPOSIT_1,
        terminalId: TERMINAL_1,
        kind: 'refundable-deposit',
        amountMinor: 20000,
        currency: 'CNY',
      },
    ],
    closeAccount: true,
    authors: ['s_agent'],
    ...changes,
  };
}

export function script(changes: Partial<Script> = {}): Script {
  return {
    check: [passing()],
    unbind: [{ kind: 'accepted' }],
    confirmUnbind: [{ kind: 'done' }],
    refund: [{ kind: 'accepted' }],
    confirmRefund: [{ kind: 'done' }],
    returned: [true],
    closure: [{ kind: 'accepted' }],
    confirmClosure: [{ kind: 'done' }],
    gate: [[]],
    notices: [accepted],
    consent: [undefined],
    attempted: [false],
    afterReset: [{ unbindAttempted: false, told: [] }],
    opening: [undefined],
    terminals: [undefined],
    recordChange: [undefined],
    undelivered: [undefined],
    resend: [{ kind: 'unbound', occurrence: 1, channel: 'email', state: 'accepted' }],
    ...changes,
  };
}

function accepted() {
  return (plan: NoticePlan): NoticeOutcome[] => [
    { kind: plan.kind, occurrence: plan.occurrence, channel: 'email', state: 'accepted' },
  ];
}

/** States by channel. */
export type States = Partial<Record<Channel, NoticeOutcome['state']>>;

/** Every notice of a batch stands like this; a text that waits for the morning waits a second. */
export function standing(states: States): (plan: NoticePlan) => NoticeOutcome[] {
  return ({ kind, occurrence }) =>
    CHANNELS.flatMap((channel) => {
      const state = states[channel];
      if (state === undefined) return [];
      const notBefore = new Date(Date.now() + 1_000).toISOString();
      return [{ kind, occurrence, channel, state, ...(state === 'deferred' && { notBefore }) }];
    });
}

/** What a comparison finds, page by page. */
export interface Comparison {
  readonly cases: ReconcilePage[];
  readonly workflows: ReconcilePage[];
}

/** The activities of a worker, and the scripts and traces of the cases that it runs. */
export function createScriptedActivities() {
  const scripts = new Map<string, Script>();
  const traces = new Map<string, Trace>();

  const scriptOf = (caseId: string) => {
    const found = scripts.get(caseId) ?? script();
    scripts.set(caseId, found);
    return found;
  };
  const traceOf = (caseId: string): Trace => {
    const found = traces.get(caseId) ?? emptyTrace();
    traces.set(caseId, found);
    return found;
  };

  async function answer<T>(caseId: string, call: string, answers: Answer<T>[]): Promise<T> {
    traceOf(caseId).calls.push(call);
    const next = answers.length > 1 ? answers.shift() : answers[0];
    const value = typeof next === 'function' ? await (next as () => T | Promise<T>)() : next;
    return value as T;
  }

  function write(change: CaseChange): void {
    const trace = traceOf(change.caseId);
    const last = trace.written.get(change.runId) ?? 0;
    trace.ledger.push(...change.entries.filter((entry) => entry.sequence > last));
    trace.written.set(change.runId, Math.max(last, change.entries.at(-1)?.sequence ?? 0));
    trace.planned.push(...change.notices);
    trace.view = change.view;
    trace.freed = change.freeTerminals;
    if (change.wasStuck) trace.stuck.push(change.wasStuck);
  }

  /** Cases that are left of each run of repairs; its id says how many there are. */
  const leftOf = new Map<string, number>();

  /** Pages that a run of the comparison finds, by its workflow; without any: one empty page of each. */
  const comparisons = new Map<string, Comparison>();
  const nextPage = (phase: keyof Comparison): Promise<ReconcilePage> => {
    const { workflowId } = Context.current().info.workflowExecution ?? { workflowId: '' };
    const page = comparisons.get(workflowId)?.[phase].shift();
    return Promise.resolve(page ?? { compared: 0, differences: [], returned: [] });
  };

  /** Pages that a run of the verification finds, by its workflow; without any: one empty page. */
  const verifications = new Map<string, VerificationPage[]>();

  const activities: Activities & BulkPort & ReconcilePort & VerificationPort = {
    verifyLedgerPage() {
      const { workflowId } = Context.current().info.workflowExecution ?? { workflowId: '' };
      const page = verifications.get(workflowId)?.shift();
      return Promise.resolve(page ?? { cases: 0, rows: 0, broken: [] });
    },
    reconcileCases: () => nextPage('cases'),
    reconcileWorkflows: () => nextPage('workflows'),
    repairSome({ runId }) {
      const total = Number(runId.slice(-3));
      const left = (leftOf.get(runId) ?? total) - 1;
      leftOf.set(runId, left);
      const state = left === 0 ? 'finished' : 'running';
      const none = { skipped: 0, failed: 0, parkedAgain: 0 };
      return Promise.resolve<BulkProgress>({ ...none, state, done: total - left, left });
    },
    async openCase(change) {
      await answer(change.caseId, 'openCase', scriptOf(change.caseId).opening);
      write(change);
    },
    async recordChange(change) {
      await answer(change.caseId, 'recordChange', scriptOf(change.caseId).recordChange);
      write(change);
    },
    async checkConsent({ caseId }) {
      await answer(caseId, 'checkConsent', scriptOf(caseId).consent);
    },
    async takeTerminals({ caseId }) {
      await answer(caseId, 'takeTerminals', scriptOf(caseId).terminals);
    },
    unbindWasAttempted: ({ caseId }) => answer(caseId, 'attempted', scriptOf(caseId).attempted),
    afterReset: ({ caseId }) => answer(caseId, 'afterReset', scriptOf(caseId).afterReset),
    checkApplication: ({ caseId }) => answer(caseId, 'check', scriptOf(caseId).check),
    requestUnbind: ({ caseId, terminalId, generation }) =>
      answer(caseId, `unbind ${terminalId} g${generation}`, scriptOf(caseId).unbind),
    confirmUnbind: ({ caseId, terminalId }) =>
      answer(caseId, `confirmUnbind ${terminalId}`, scriptOf(caseId).confirmUnbind),
    requestRefund: ({ caseId, depositId, generation }) =>
      answer(caseId, `refund ${depositId} g${generation}`, scriptOf(caseId).refund),
    confirmRefund: ({ caseId, depositId }) =>
      answer(caseId, `confirmRefund ${depositId}`, scriptOf(caseId).confirmRefund),
    async readReturned({ caseId, depositId }) {
      const isBack = await answer(caseId, `returned ${depositId}`, scriptOf(caseId).returned);
      return isBack ? traceOf(caseId).view : undefined;
    },
    requestClosure: ({ caseId, generation }) =>
      answer(caseId, `close g${generation}`, scriptOf(caseId).closure),
    confirmClosure: ({ caseId }) =>
      answer(caseId, 'confirmClosure', scriptOf(caseId).confirmClosure),
    awaitGateChange: ({ gate }) => answer(gate.caseId, 'gate', scriptOf(gate.caseId).gate),
    async sendNotices({ caseId, notices }) {
      const outcome = await answer(caseId, 'notices', scriptOf(caseId).notices);
      traceOf(caseId).sent.push(...notices);
      return notices.flatMap((plan) => outcome(plan));
    },
    sendResentNotice: ({ caseId }) => answer(caseId, 'resend', scriptOf(caseId).resend),
    sendCode: () => Promise.resolve('sent'),
    async reportUndelivered({ caseId, kind }) {
      await answer(caseId, 'undelivered', scriptOf(caseId).undelivered);
      traceOf(caseId).undelivered.push(kind);
    },
  };
  return { activities, scripts, traceOf, comparisons, verifications };
}

function emptyTrace(): Trace {
  return {
    view: undefined,
    ledger: [],
    written: new Map(),
    planned: [],
    sent: [],
    calls: [],
    undelivered: [],
    stuck: [],
    freed: false,
  };
}

/** The lives of cases whose histories every later version of the workflows has to replay. */
import assert from 'node:assert/strict';
import * as messages from '../../workflows/contract/messages';
import type { CaseResult, ReopenRefundInput } from '../../workflows/contract/messages';
import {
  refundReopeningId,
  TASK_QUEUE,
  WORKFLOW_TYPES,
} from '../../workflows/contract/identifiers';
import type { NoticePlan } from '../../workflows/contract/notices';
import { bulkWorkflowId } from '../../workflows/contract/operations';
import type { BulkProgress, BulkRepairInput } from '../../workflows/contract/operations';
import type { VerificationInput, VerificationReport } from '../../workflows/contract/verification';
import type { ReconcileInput, ReconcileReport } from '../../workflows/contract/reconciliation';
import {
  AGENT,
  approveCase,
  DAY_MS,
  HOUR_MS,
  MERCHANT,
  newCaseId,
  OPERATOR,
  REVIEWER,
  REVIEWER_2,
  walkTo,
} from '../workflow/harness';
import type { Harness, RunningCase } from '../workflow/harness';
import {
  DEPOSIT_1,
  failure,
  passing,
  pending,
  TERMINAL_1,
  TERMINAL_2,
  untilTheLimit,
} from '../workflow/scripted-activities';
import type { Comparison, Script } from '../workflow/scripted-activities';

/** Plays one life on a real server; the answer is the id of the workflow to be recorded. */
export type Scenario = (desk: Harness) => Promise<string>;

const by = OPERATOR;
type Step = messages.Retry['step'];

/** A case whose outside behaves as scripted, seen to its end. */
function ended(
  script: Partial<Script>,
  play: (running: RunningCase) => Promise<unknown>,
): Scenario {
  return async (desk) => {
    const running = await desk.open({ script });
    await play(running);
    await running.result();
    return running.caseId;
  };
}

/** Parks in a step of the machine; then an operator acts, and the case goes on to its end. */
function parked(script: Partial<Script>, step: Step, act: (c: RunningCase) => Promise<unknown>) {
  return ended(script, async (running) => {
    await approveCase(running);
    await running.until((view) => view.parked?.step === step);
    await act(running);
  });
}

const retry = (step: Step) => (c: RunningCase) => c.decide(messages.retry, { by, step });
const resolve = (step: Step, outcome: messages.Resolve['outcome']) => (c: RunningCase) =>
  c.decide(messages.resolve, { by, step, outcome });

const correct =
  (reference: messages.CorrectReference['reference'], subject?: string) => (c: RunningCase) =>
    c.decide(messages.correctReference, {
      by,
      reference,
      revision: 3,
      ...(subject && { subject }),
    });

function withdrawnIn(status: string): Scenario {
  return ended({}, async (running) => {
    await walkTo(running, status);
    await running.decide(messages.withdraw, { by: MERCHANT });
  });
}

function expiredIn(status: string, days: number): Scenario {
  return ended({}, async (running) => {
    await walkTo(running, status);
    await running.skip(days * DAY_MS);
  });
}

const REQUESTED = { openedBy: MERCHANT, channel: 'website' } as const;
const CLOSED_GATE = { kind: 'blocked', codes: ['FUNDS_PENDING'] } as const;
const REFUSED = (
  code: 'UNBIND_REFUSED' | 'TERMINAL_MOVED' | 'REFUND_REFUSED' | 'CLOSURE_REFUSED',
) => ({ kind: 'refused', code }) as const;
const ACCEPTED = { kind: 'accepted' } as const;
const DONE = { kind: 'done' } as const;

/** A gate that stays closed while the workflow waits, seen at each retry. */
const STAYS_CLOSED = { unbind: [CLOSED_GATE], gate: [pending] };

async function claimAnd<T>(running: RunningCase, decision: Promise<T> | (() => Promise<T>)) {
  await running.decide(messages.claim, { by: REVIEWER, revision: 2 });
  return typeof decision === 'function' ? decision() : decision;
}

/** By name of the file that keeps its history; a name says what a replay of it proves. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  // Ends.
  'completed-with-closure': ended({}, approveCase),
  'completed-without-closure': ended({ check: [passing({ closeAccount: false })] }, approveCase),
  'completed-without-deposit': ended({ check: [passing({ deposits: [] })] }, approveCase),
  'completed-with-nothing-to-refund-or-close': ended(
    { check: [passing({ deposits: [], closeAccount: false })] },
    approveCase,
  ),
  'completed-with-prompt-answers': ended(
    { unbind: [DONE], refund: [DONE], closure: [DONE] },
    approveCase,
  ),
  'completed-after-the-merchant-corrected': ended({}, async (running) => {
    await walkTo(running, 'awaiting-information');
    await running.decide(messages.submit, { by: MERCHANT, revision: 3 });
    await running.decide(messages.claim, { by: REVIEWER, revision: 3 });
    await running.decide(messages.approve, { by: REVIEWER, revision: 3 });
  }),
  'completed-after-a-step-up': ended(
    { check: [passing({ stepUp: ['PHONE_CHANGED'] })] },
    async (c) => {
      await walkTo(c, 'awaiting-review');
      await c.decide(messages.verifyIdentity, { by: AGENT, method: 'callback' });
      await approveCase(c);
    },
  ),
  'rejected-at-identity': ended({}, (c) =>
    c.decide(messages.reject, { by: AGENT, revision: 1, reasonCode: 'identity-not-proven' }),
  ),
  'rejected-by-the-review': ended({}, async (c) => {
    await walkTo(c, 'awaiting-review');
    const decision = { by: REVIEWER, revision: 2, reasonCode: 'data-does-not-match' } as const;
    await claimAnd(c, () => c.decide(messages.reject, decision));
  }),
  'rejected-by-an-operator': ended({}, async (c) => {
    await walkTo(c, 'awaiting-consent');
    await c.decide(messages.end, { by });
  }),
  'opening-refused': async (desk) => {
    const opening = [() => Promise.reject(failure('TERMINAL_HAS_OPEN_CASE'))];
    const caseId = newCaseId();
    await desk.open({ caseId, script: { opening } }).catch(() => undefined);
    return caseId;
  },
  'requested-by-the-merchant-then-completed': async (desk) => {
    const running = await desk.open({ input: REQUESTED });
    await approveCase(running);
    await running.result();
    return running.caseId;
  },
  'requested-by-the-merchant-whose-terminal-was-held': async (desk) => {
    const terminals = [() => Promise.reject(failure('TERMINAL_HAS_OPEN_CASE')), undefined];
    const running = await desk.open({ input: REQUESTED, script: { terminals } });
    const proven = { by: AGENT, method: 'callback' } as const;
    await running.decide(messages.verifyIdentity, proven);
    await running.decide(messages.verifyIdentity, proven);
    await running.decide(messages.withdraw, { by: MERCHANT });
    await running.result();
    return running.caseId;
  },
  'withdrawn-while-awaiting-identity': withdrawnIn('awaiting-identity'),
  'withdrawn-while-awaiting-consent': withdrawnIn('awaiting-consent'),
  'withdrawn-while-awaiting-application': withdrawnIn('awaiting-application'),
  'withdrawn-while-awaiting-review': withdrawnIn('awaiting-review'),
  'withdrawn-while-awaiting-information': withdrawnIn('awaiting-information'),
  'withdrawn-while-the-gate-is-closed': ended(STAYS_CLOSED, async (c) => {
    await approveCase(c);
    await c.until((view) => view.terminals[0]?.state === 'blocked');
    await c.decide(messages.withdraw, { by: MERCHANT });
  }),
  'expired-while-awaiting-identity': expiredIn('awaiting-identity', 15),
  'expired-while-awaiting-consent': expiredIn('awaiting-consent', 31),
  'expired-while-awaiting-application': expiredIn('awaiting-application', 31),
  'expired-while-awaiting-information': expiredIn('awaiting-information', 15),

  // Waits for people.
  'review-escalated-and-claim-lapsed': ended({}, async (c) => {
    await walkTo(c, 'awaiting-review');
    await c.skip(6 * DAY_MS);
    await c.decide(messages.claim, { by: REVIEWER, revision: 2 });
    await c.skip(4 * DAY_MS);
    await c.decide(messages.claim, { by: REVIEWER_2, revision: 2 });
    await c.decide(messages.approve, { by: REVIEWER_2, revision: 2 });
  }),
  'held-and-released': ended({}, async (c) => {
    await walkTo(c, 'awaiting-review');
    await c.decide(messages.hold, { by });
    await c.skip(3 * DAY_MS);
    await c.decide(messages.releaseHold, { by });
    await approveCase(c);
  }),
  'held-while-unbinding': ended({ ...STAYS_CLOSED, gate: [pending, []] }, async (c) => {
    await approveCase(c);
    await c.until((view) => view.terminals[0]?.state === 'blocked');
    await c.decide(messages.hold, { by });
    c.script.unbind = [ACCEPTED];
    await c.skip(DAY_MS);
    await c.decide(messages.releaseHold, { by });
  }),
  'claim-released-and-contact-amended': ended({}, async (c) => {
    await walkTo(c, 'awaiting-review');
    await c.decide(messages.claim, { by: REVIEWER, revision: 2 });
    await c.decide(messages.release, { by: REVIEWER });
    await c.decide(messages.amendContact, { by: MERCHANT, revision: 3 });
    await c.decide(messages.end, { by });
  }),
  'consent-to-outdated-terms-refused': ended(
    { consent: [() => Promise.reject(failure('TERMS_OUTDATED')), undefined] },
    async (c) => {
      await walkTo(c, 'awaiting-consent');
      const consent = { by: AGENT, method: 'recorded-call', consentId: 'c_1' } as const;
      await c.decide(messages.recordConsent, consent);
      await c.decide(messages.withdraw, { by: MERCHANT });
    },
  ),
  'checks-unavailable-then-problems-then-passed': ended(
    {
      check: [
        untilTheLimit,
        passing({ problems: [{ path: 'phone', code: 'PHONE_INVALID' }] }),
        passing(),
      ],
    },
    async (c) => {
      await walkTo(c, 'awaiting-application');
      await c.decide(messages.submit, { by: AGENT, revision: 2 });
      await c.decide(messages.submit, { by: AGENT, revision: 2 });
      await c.decide(messages.submit, { by: AGENT, revision: 2 });
      await approveCase(c);
    },
  ),

  // Steps that park, and what operators do about it.
  'unbind-refused-then-retried': parked(
    { unbind: [REFUSED('UNBIND_REFUSED'), ACCEPTED] },
    'unbind-terminals',
    retry('unbind-terminals'),
  ),
  'unbind-not-accepted-then-retried': parked(
    { unbind: [untilTheLimit, ACCEPTED] },
    'unbind-terminals',
    retry('unbind-terminals'),
  ),
  'unbind-not-effective-then-read-back': parked(
    { confirmUnbind: [untilTheLimit, DONE] },
    'unbind-terminals',
    retry('unbind-terminals'),
  ),
  'second-terminal-left-bound': parked(
    {
      check: [
        passing({
          terminals: [TERMINAL_1, TERMINAL_2].map((terminalId) => ({
            terminalId,
            alreadyUnbound: false,
          })),
        }),
      ],
      unbind: [ACCEPTED, REFUSED('UNBIND_REFUSED')],
    },
    'unbind-terminals',
    resolve('unbind-terminals', 'left-bound'),
  ),
  'unbind-done-by-hand': ended({ unbind: [{ kind: 'manual' }] }, async (c) => {
    await approveCase(c);
    await c.until((view) => view.terminals[0]?.state === 'manual');
    await resolve('unbind-terminals', 'effective')(c);
  }),
  'gate-opened-after-days': ended({ ...STAYS_CLOSED, gate: [pending, pending, []] }, async (c) => {
    await approveCase(c);
    await c.until((view) => view.terminals[0]?.state === 'blocked');
    c.script.unbind = [ACCEPTED];
    await c.skip(DAY_MS);
  }),
  'gate-closed-until-the-limit-then-sent-back': parked(
    { unbind: [CLOSED_GATE], gate: [untilTheLimit] },
    'unbind-terminals',
    async (c) => {
      await c.decide(messages.sendBack, { by });
      c.script.unbind = [ACCEPTED];
      await c.decide(messages.submit, { by: AGENT, revision: 3 });
      await c.decide(messages.claim, { by: REVIEWER, revision: 3 });
      await c.decide(messages.approve, { by: REVIEWER, revision: 3 });
    },
  ),
  'withdrawal-lost-to-a-request-on-its-way': ended({}, async (c) => {
    const sent = gate<typeof ACCEPTED>();
    c.script.unbind = [() => sent.promise];
    await approveCase(c);
    await untilCalled(c, 'unbind');
    const refused = c.decide(messages.withdraw, { by: MERCHANT });
    sent.open(ACCEPTED);
    await refused;
  }),
  'terminal-moved-then-merchant-number-corrected': parked(
    { unbind: [REFUSED('TERMINAL_MOVED'), ACCEPTED] },
    'unbind-terminals',
    correct('merchant-number'),
  ),
  'refund-refused-then-its-deposit-corrected': parked(
    { refund: [REFUSED('REFUND_REFUSED'), ACCEPTED] },
    'refund-deposit',
    correct('deposit', DEPOSIT_1),
  ),
  'refund-refused-then-next-generation': parked(
    { refund: [REFUSED('REFUND_REFUSED'), ACCEPTED] },
    'refund-deposit',
    retry('refund-deposit'),
  ),
  'refund-returned-by-the-bank-then-next-generation': parked(
    { confirmRefund: [{ kind: 'returned' }, DONE] },
    'refund-deposit',
    retry('refund-deposit'),
  ),
  'refund-gate-closed-until-the-limit-then-retried': parked(
    { refund: [CLOSED_GATE, ACCEPTED], gate: [untilTheLimit] },
    'refund-deposit',
    retry('refund-deposit'),
  ),
  'refund-not-settled-then-paid-by-hand': parked(
    { confirmRefund: [untilTheLimit] },
    'refund-deposit',
    resolve('refund-deposit', 'paid'),
  ),
  'refund-came-back-while-closing': parked(
    { closure: [REFUSED('CLOSURE_REFUSED'), ACCEPTED] },
    'close-account',
    async (c) => {
      await c.handle.signal(messages.refundReturned, { depositId: DEPOSIT_1, generation: 1 });
      await c.until((view) => view.parked?.step === 'refund-deposit');
      await retry('refund-deposit')(c);
      await retry('close-account')(c);
    },
  ),
  'closure-waits-for-a-refund-that-came-back': parked(
    { closure: [REFUSED('CLOSURE_REFUSED'), ACCEPTED] },
    'close-account',
    async (c) => {
      await c.handle.signal(messages.refundReturned, { depositId: DEPOSIT_1, generation: 1 });
      await c.until((view) => view.parked?.step === 'refund-deposit');
      await retry('close-account')(c);
      await retry('refund-deposit')(c);
    },
  ),
  'refund-came-back-while-last-notices-settle': ended({}, async (c) => {
    const post = gate<undefined>();
    c.script.notices = [() => post.promise.then(() => delivered)];
    await approveCase(c);
    await c.until((view) => view.status === 'completed');
    await c.handle.signal(messages.refundReturned, { depositId: DEPOSIT_1, generation: 1 });
    await c.until((view) => view.parked?.step === 'refund-deposit');
    await retry('refund-deposit')(c);
    post.open(undefined);
  }),
  'closure-refused-then-retried': parked(
    { closure: [REFUSED('CLOSURE_REFUSED'), ACCEPTED] },
    'close-account',
    retry('close-account'),
  ),
  'closure-gate-closed-until-the-limit-then-retried': parked(
    { closure: [CLOSED_GATE, ACCEPTED], gate: [untilTheLimit] },
    'close-account',
    retry('close-account'),
  ),
  'closure-not-confirmed-then-left-open': parked(
    { confirmClosure: [untilTheLimit] },
    'close-account',
    resolve('close-account', 'not-closed'),
  ),
  'ledger-conflict-then-written': ended(
    { recordChange: [() => Promise.reject(failure('LEDGER_CONFLICT')), undefined] },
    async (c) => {
      const verified = c.decide(messages.verifyIdentity, { by: AGENT, method: 'document-seen' });
      await untilCalled(c, 'recordChange');
      await untilAnswered(() => c.decide(messages.retry, { by, step: 'write-ledger' }));
      await verified;
      await c.decide(messages.withdraw, { by: MERCHANT });
    },
  ),

  // Notices.
  'notice-undeliverable-reported': ended({ notices: [() => undeliverable] }, approveCase),
  'notice-channel-down-reported': ended({ notices: [untilTheLimit] }, approveCase),
  'notice-deferred-by-quiet-hours': ended({}, async (c) => {
    c.script.notices = [() => deferred(), () => delivered];
    await approveCase(c);
    await c.until((view) => view.status === 'completed');
    await c.skip(DAY_MS);
  }),
  'notice-failed-after-acceptance': ended({}, async (c) => {
    await walkTo(c, 'awaiting-information');
    await c.skip(HOUR_MS);
    const kind = 'information-requested';
    await c.handle.signal(messages.noticeFailed, { kind, occurrence: 1, channel: 'email' });
    await c.decide(messages.withdraw, { by: MERCHANT });
  }),
  'notice-failed-while-its-batch-was-leaving': ended({}, failsWhileLeaving),
  // Recorded by a version that forgot such a failure: open cases of that time go on.
  'notice-failure-forgotten-while-its-batch-was-leaving': ended({}, failsWhileLeaving),

  // Workflows beside the case.
  'reopened-refund-paid-again': async (desk) =>
    reopened(desk, (handle) =>
      handle.executeUpdate(messages.retry, { args: [{ by, step: 'refund-deposit' }] }),
    ),
  'reopened-refund-paid-by-hand': async (desk) =>
    reopened(desk, (handle) =>
      handle.executeUpdate(messages.resolve, {
        args: [{ by, step: 'refund-deposit', outcome: 'paid' }],
      }),
    ),
  'reopened-refund-under-a-corrected-number': async (desk) =>
    reopened(desk, (handle) =>
      handle.executeUpdate(messages.correctReference, {
        args: [{ by, reference: 'merchant-number', revision: 3 }],
      }),
    ),
  'notice-sent-again': async (desk) => resent(desk),
  'one-time-code-sent': async (desk) => codeSent(desk),
  'many-cases-repaired': async (desk) => manyRepaired(desk),
  'compared-and-everything-agrees': async (desk) =>
    compared(desk, 'reconcile-whole', {
      cases: [
        { compared: 50, differences: [], returned: [], next: 'UC-0000000050' },
        { compared: 7, differences: [], returned: [] },
      ],
      workflows: [{ compared: 57, differences: [], returned: [] }],
    }),
  'ledger-verified-with-a-broken-chain': async (desk) => {
    const workflowId = 'verify-broken';
    const caseId = newCaseId();
    desk.verifications.set(workflowId, [
      {
        cases: 100,
        rows: 4_000,
        broken: [{ caseId, position: 4, check: 'content' }],
        next: caseId,
      },
      { cases: 7, rows: 90, broken: [] },
    ]);
    const input: VerificationInput = {};
    const report = await desk.temporal.client.workflow.execute<
      (input: VerificationInput) => Promise<VerificationReport>
    >(WORKFLOW_TYPES.verifyLedgers, { workflowId, taskQueue: TASK_QUEUE, args: [input] });
    assert.deepEqual([report.cases, report.rows, report.brokenCases], [107, 4_090, 1]);
    return workflowId;
  },
  'compared-with-differences-and-money-that-came-back': async (desk) => {
    const running = await desk.open();
    await approveCase(running);
    const { view } = await running.result();
    const { caseId } = running;
    const again = { view, depositId: DEPOSIT_1, returnedGeneration: 1, calendarVersion: 'cn-2026' };
    const page = { compared: 50, differences: [], returned: [] };
    const bound = { caseId, code: 'TERMINAL_BOUND_AGAIN', subject: TERMINAL_1 } as const;
    const lost = { caseId: newCaseId(), code: 'CASE_UNRECORDED', subject: 'case' } as const;
    const id = await compared(desk, 'reconcile-differing', {
      cases: [
        { ...page, differences: [bound], returned: [again], next: caseId },
        // What the next page finds again has its workflow by now.
        { ...page, returned: [again] },
      ],
      workflows: [{ ...page, differences: [lost] }],
    });
    await running.until((now) => now.refundReopened && now.parked !== undefined);
    const handle: Handle = desk.temporal.client.workflow.getHandle(
      refundReopeningId(caseId, DEPOSIT_1, 1),
    );
    await handle.executeUpdate(messages.retry, { args: [{ by, step: 'refund-deposit' }] });
    await handle.result();
    return id;
  },
};

async function compared(
  desk: Harness,
  workflowId: string,
  comparison: Comparison,
): Promise<string> {
  desk.comparisons.set(workflowId, comparison);
  const input: ReconcileInput = {};
  await desk.temporal.client.workflow.execute<(input: ReconcileInput) => Promise<ReconcileReport>>(
    WORKFLOW_TYPES.reconcileDesk,
    { workflowId, taskQueue: TASK_QUEUE, args: [input] },
  );
  return workflowId;
}

/** Three pieces: the scripted run has two cases left after the first, one after the second. */
async function manyRepaired(desk: Harness): Promise<string> {
  const workflowId = bulkWorkflowId('B-0000000003');
  const input: BulkRepairInput = { runId: 'B-0000000003' };
  await desk.temporal.client.workflow.execute<(input: BulkRepairInput) => Promise<BulkProgress>>(
    WORKFLOW_TYPES.bulkRepair,
    { workflowId, taskQueue: TASK_QUEUE, args: [input] },
  );
  return workflowId;
}

const delivered = (plan: NoticePlan) => [
  { ...plan, channel: 'email' as const, state: 'accepted' as const },
];
const undeliverable = (plan: NoticePlan) => [
  { ...plan, channel: 'email' as const, state: 'failed' as const },
];
/** Real hours ahead: the scripted answer does not see the clock of the workflow. */
function deferred() {
  const notBefore = new Date(Date.now() + 3 * HOUR_MS).toISOString();
  return (plan: NoticePlan) => [
    { ...plan, channel: 'sms' as const, state: 'deferred' as const, notBefore },
  ];
}

function gate<T>(): { readonly promise: Promise<T>; open(value: T): void } {
  let open: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolved) => (open = resolved));
  return { promise, open: (value) => open(value) };
}

/** The text is lost before the answer of the activity that sent it is there. */
async function failsWhileLeaving(running: RunningCase): Promise<void> {
  const post = gate<typeof delivered>();
  running.script.notices = [() => post.promise];
  await running.decide(messages.withdraw, { by: MERCHANT });
  await untilCalled(running, 'notices');
  const failed = { kind: 'withdrawn', occurrence: 1, channel: 'email' } as const;
  await running.handle.signal(messages.noticeFailed, failed);
  post.open(delivered);
}

async function untilCalled(running: RunningCase, call: string): Promise<void> {
  await running.until((_view, trace) => trace.calls.some((one) => one.startsWith(call)));
}

/** The mark is set right after the failure; until then there is nothing to retry. */
async function untilAnswered(ask: () => Promise<string>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while ((await ask()) === 'NOT_PARKED') {
    if (Date.now() > deadline) throw new Error('nothing parks');
    await new Promise((wake) => setTimeout(wake, 20));
  }
}

type Handle = RunningCase['handle'];

async function reopened(desk: Harness, act: (handle: Handle) => Promise<unknown>): Promise<string> {
  const running = await desk.open();
  await approveCase(running);
  const { view } = await running.result();
  const input: ReopenRefundInput = {
    view,
    depositId: DEPOSIT_1,
    returnedGeneration: 1,
    calendarVersion: 'cn-2026',
  };
  const handle = await desk.temporal.client.workflow.start<
    (input: ReopenRefundInput) => Promise<CaseResult>
  >(WORKFLOW_TYPES.reopenRefund, {
    args: [input],
    taskQueue: TASK_QUEUE,
    workflowId: refundReopeningId(running.caseId, DEPOSIT_1, 1),
  });
  await running.until((now) => now.refundReopened && now.parked !== undefined);
  await act(handle);
  await handle.result();
  return handle.workflowId;
}

async function resent(desk: Harness): Promise<string> {
  const caseId = newCaseId();
  const handle = await desk.temporal.client.workflow.start(WORKFLOW_TYPES.resendNotice, {
    args: [{ caseId, noticeId: 'n_1' }],
    taskQueue: TASK_QUEUE,
    workflowId: `${caseId}:resend:n_1`,
  });
  await handle.result();
  return handle.workflowId;
}

async function codeSent(desk: Harness): Promise<string> {
  const handle = await desk.temporal.client.workflow.start(WORKFLOW_TYPES.sendCode, {
    args: [{ codeId: 'otc_1' }],
    taskQueue: TASK_QUEUE,
    workflowId: 'code:otc_1',
  });
  await handle.result();
  return handle.workflowId;
}

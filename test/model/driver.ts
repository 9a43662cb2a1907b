/** Plays commands on a real case and on the model, and says where the two differ. */
import { WithStartWorkflowOperation, WorkflowNotFoundError } from '@temporalio/client';
import type { WorkflowHandle } from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import { CN_2026 } from '../../workflows/calendar/cn-2026';
import type { CaseView, ResolutionOutcome } from '../../workflows/contract/case-view';
import { WORKFLOW_TYPES } from '../../workflows/contract/identifiers';
import * as messages from '../../workflows/contract/messages';
import type { CaseResult, OpenCaseInput, Receipt } from '../../workflows/contract/messages';
import type { ReferencePlace } from '../../workflows/contract/operations';
import type { TestTemporal } from '../support/temporal';
import { codeOf, newCaseId } from '../workflow/harness';
import { clockIn, skipTime } from '../workflow/skip-time';
import type { Play } from './commands';
import {
  advance,
  apply,
  asking,
  forward,
  hasEnded,
  moments,
  openRefunds,
  openLife,
  POLICY,
} from './life';
import { CONSENT_ID, DEPOSITS, EXTENSION_ID, shown, TERMINALS } from './life';
import type { Command, Life, Place, Shown } from './life';
import { wrongOffers } from './offers';
import type { Outside, World } from './world';

/** Where the cases run. */
export interface Stage {
  readonly temporal: TestTemporal;
  readonly world: World;
  readonly taskQueue: string;
  /** How long a case may take until it looks as the model says, ms. */
  readonly patienceMs: number;
}

/** The first difference between a case and its model, with everything that led to it. */
export class Difference extends Error {}

/** Nothing is decided that close to a moment at which something happens by itself. */
const CLOSE_BEFORE_MS = 20_000;
const CLOSE_AFTER_MS = 5_000;
const LEAP_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Plays until the end of the commands or until `isOver`; throws a `Difference` at the first one. */
export async function perform(
  stage: Stage,
  { facts, commands }: Play,
  isOver: () => boolean = () => false,
): Promise<void> {
  const player = await openCase(stage, facts);
  const played: string[] = [];
  try {
    await player.compare();
    for (const planned of commands) {
      if (isOver()) return;
      await player.keepDistance();
      const command = planned.kind === 'forward' ? forward(player.life) : planned;
      played.push(JSON.stringify(command));
      await player.play(command);
      await player.compare();
    }
    played.push('the end');
    await player.finish();
  } catch (error) {
    const story = [JSON.stringify(facts), ...played].join('\n');
    throw new Difference(`${error instanceof Error ? error.message : String(error)}\n${story}`);
  } finally {
    await player.leave();
  }
}

interface Player {
  readonly life: Life;
  keepDistance(): Promise<void>;
  play(command: Exclude<Command, { kind: 'forward' }>): Promise<void>;
  compare(): Promise<void>;
  finish(): Promise<void>;
  leave(): Promise<void>;
}

function worksOn(date: string): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6) return CN_2026.weekendWorkdays.includes(date);
  return !CN_2026.weekdayHolidays.includes(date);
}

async function openCase(stage: Stage, facts: Play['facts']): Promise<Player> {
  const { temporal, taskQueue } = stage;
  const caseId = newCaseId();
  const outside = stage.world.add(caseId, facts);
  const input: OpenCaseInput = {
    caseId,
    revision: 1,
    channel: 'hotline',
    reason: 'business-ended',
    closeAccount: facts.closeAccount,
    terminalIds: facts.terminals.map((_, i) => TERMINALS[i]!),
    openedBy: facts.openedBy,
    calendarVersion: CN_2026.version,
    policy: POLICY,
  };
  const start = new WithStartWorkflowOperation<(input: OpenCaseInput) => Promise<CaseResult>>(
    WORKFLOW_TYPES.unbindCase,
    { args: [input], taskQueue, workflowId: caseId, workflowIdConflictPolicy: 'FAIL' },
  );
  const { workflow } = temporal.client;
  await workflow.executeUpdateWithStart(messages.open, { args: [], startWorkflowOperation: start });
  const handle: Handle = workflow.getHandle(caseId);
  const life = openLife(facts, worksOn, Date.parse(outside.view!.openedAt));
  return createPlayer(stage, handle, outside, life);
}

type Handle = WorkflowHandle<() => Promise<CaseResult>>;

function createPlayer(stage: Stage, handle: Handle, outside: Outside, life: Life): Player {
  /** How far the clock of the workflow is ahead of ours. */
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;

  async function leap(durationMs: number): Promise<void> {
    if (asking(life) > 0 || hasEnded(life)) return;
    const enough = new AbortController();
    const { workflowId } = handle;
    const reached = skipTime(stage.temporal, workflowId, durationMs, enough.signal);
    advance(life, now() + durationMs);
    // Time stands still while a request is on its way, and at an end, where the last notices are held back.
    if (hasEnded(life) || asking(life) > 0) await Promise.race([reached, matches()]);
    else await reached;
    enough.abort();
    await settle();
  }

  /** Waits until the server has nothing to do for the case, and reads its clock. */
  async function settle(): Promise<void> {
    const { namespace, connection } = stage.temporal;
    const deadline = Date.now() + stage.patienceMs;
    for (;;) {
      const { pendingActivities, pendingWorkflowTask, workflowExtendedInfo } =
        await connection.workflowService.describeWorkflowExecution({
          namespace,
          execution: { workflowId: handle.workflowId },
        });
      aheadMs = clockIn(workflowExtendedInfo) - Date.now();
      const busy = pendingActivities.filter(
        ({ activityType, attempt }) =>
          activityType?.name !== 'sendNotices' &&
          !(activityType?.name === 'requestUnbind' && asking(life) > 0) &&
          !((attempt ?? 1) > 1 && /^(confirm|await)/.test(activityType?.name ?? '')),
      );
      const asked = outside.asking.size === asking(life);
      if (!pendingWorkflowTask && busy.length === 0 && asked) return;
      if (Date.now() > deadline) throw new Error(`still busy: ${JSON.stringify(busy)}`);
      await pause();
    }
  }

  async function matches(): Promise<void> {
    const deadline = Date.now() + stage.patienceMs;
    while (!same(seen(outside.view!, life, now()), shown(life))) {
      if (Date.now() > deadline) {
        const [is, should] = [seen(outside.view!, life, now()), shown(life)];
        throw new Error(`is     ${differing(is, should)}\nshould ${differing(should, is)}`);
      }
      await pause();
      // A moment that came meanwhile has come for both.
      if (!hasEnded(life)) advance(life, now());
    }
  }

  return {
    life,
    async keepDistance() {
      const close = () =>
        moments(life).some((at) => at > now() - CLOSE_AFTER_MS && at < now() + CLOSE_BEFORE_MS);
      while (close() && asking(life) === 0 && !hasEnded(life)) await leap(LEAP_MS);
      if (!hasEnded(life)) advance(life, now());
    },
    async play(command) {
      if (command.kind === 'pass') return leap(command.hours * HOUR_MS);
      const revision = life.revision;
      const should = apply(life, command);
      const is = await send(handle, outside, command, revision);
      if (is !== should) throw new Error(`answer ${is}, should be ${should}`);
    },
    async compare() {
      await matches();
      await settle();
      // A state that was only passed through shows now.
      await matches();
      const wrong = wrongOffers(claimAt(outside.view!, life.now), life);
      if (wrong.length > 0) throw new Error(`offers ${wrong.join('; ')}`);
    },
    async finish() {
      outside.releaseNotices();
      if (!hasEnded(life) || openRefunds(life)) return;
      const { view } = await within(handle.result(), stage.patienceMs);
      if (!same(seen(view, life, now()), shown(life))) {
        const [is, should] = [seen(view, life, now()), shown(life)];
        throw new Error(`result ${differing(is, should)}\nshould ${differing(should, is)}`);
      }
    },
    async leave() {
      outside.answerSlow('blocked');
      outside.releaseNotices();
      await handle.terminate().catch((error: unknown) => {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      });
    },
  };
}

function pause(): Promise<void> {
  return new Promise((wake) => setTimeout(wake, 15));
}

async function within<T>(promise: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('an ended case stays open')), limitMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function same(a: Shown, b: Shown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The fields of `one` that `other` shows differently. */
function differing(one: Shown, other: Shown): string {
  const fields = Object.entries(one).filter(
    ([name, value]) =>
      JSON.stringify(value) !== JSON.stringify((other as unknown as Record<string, unknown>)[name]),
  );
  return JSON.stringify(Object.fromEntries(fields.map(([name, value]) => [name, value ?? null])));
}

/** The view as whoever reads it has it: a claim lapses with nothing written, but in no held case. */
function claimAt({ claim, ...view }: CaseView, nowMs: number): CaseView {
  const isInForce = claim && (view.held || Date.parse(claim.until) > nowMs);
  return isInForce ? { ...view, claim } : view;
}

/** The record's view of the case in the words of the model. */
function seen(view: CaseView, life: Life, nowMs: number): Shown {
  const { parked, claim } = claimAt(view, nowMs);
  const line = (state: string, { generation, code }: { generation: number; code?: string }) =>
    `${state === 'requesting' ? 'waiting' : state} g${generation} ${code ?? ''}`;
  return {
    status: view.status,
    overdue: view.overdue,
    held: view.held,
    partial: view.partial,
    noReturn: asking(life) > 0 ? 'open' : view.pointOfNoReturn,
    refundReopened: view.refundReopened,
    asked: view.consentExtension !== undefined,
    revision: view.revision,
    stepUp: [...view.stepUp].sort(),
    claimedBy: claim?.by,
    rejection: view.rejection,
    parked: parked && `${parked.step} ${parked.code} ${parked.subjects.join()}`,
    terminals: view.terminals.map((terminal) => line(terminal.state, terminal)),
    deposits: view.deposits.map((deposit) => line(deposit.refund, deposit)),
    closure: line(view.closure.state, view.closure),
  };
}

type Sent = Exclude<Command, { kind: 'forward' | 'pass' }>;

/** Says it to the case as the API does; the answer is `done` or the code of the refusal. */
async function send(handle: Handle, outside: Outside, command: Sent, seenRevision: number) {
  if (command.kind === 'answer') {
    outside.answerSlow(command.answer);
    return 'done';
  }
  if (command.kind === 'refundComesBack') {
    const depositId = DEPOSITS[command.deposit]!;
    const generation = outside.view?.deposits[command.deposit]?.generation ?? 1;
    await handle.signal(messages.refundReturned, { depositId, generation });
    return 'done';
  }
  if (command.kind === 'submit') outside.check = command.check;
  if ('outdated' in command) outside.consentOutdated = command.outdated;
  // The application is the one that was to be submitted.
  if (command.kind === 'extendConsent') outside.check = 'beyond-consent';
  try {
    await decide(handle, outside, command, seenRevision);
    return 'done';
  } catch (error) {
    return codeOf(error);
  }
}

type Decided = Exclude<Sent, { kind: 'answer' | 'refundComesBack' }>;

async function decide(handle: Handle, outside: Outside, command: Decided, seenRevision: number) {
  const { by } = command;
  const ask = <I>(update: UpdateDefinition<Receipt, [I]>, input: I) =>
    handle.executeUpdate(update, { args: [input] });
  const revision = 'stale' in command && command.stale ? seenRevision - 1 : seenRevision;
  switch (command.kind) {
    case 'verifyIdentity': {
      const method = command.method as messages.VerifyIdentity['method'];
      return ask(messages.verifyIdentity, { by, method, thirdPartyCaller: command.thirdParty });
    }
    case 'recordConsent':
      return ask(messages.recordConsent, { by, method: 'recorded-call', consentId: CONSENT_ID });
    case 'extendConsent': {
      const toBeSubmitted = outside.view?.consentExtension?.revision ?? seenRevision;
      return ask(messages.extendConsent, {
        by,
        method: 'recorded-call',
        consentId: EXTENSION_ID,
        revision: toBeSubmitted + (command.changed ? 1 : 0),
      });
    }
    case 'submit':
      return ask(messages.submit, { by, revision: seenRevision + 1 });
    case 'amendContact':
      return ask(messages.amendContact, { by, revision: seenRevision + 1 });
    case 'claim':
      return ask(messages.claim, { by, revision });
    case 'approve':
      return ask(messages.approve, { by, revision });
    case 'reject':
      return ask(messages.reject, { by, revision, reasonCode: 'other' });
    case 'requestInformation':
      return ask(messages.requestInformation, { by, revision, fields: ['phone'] });
    case 'retry':
      return ask(messages.retry, { by, step: command.step });
    case 'resolve': {
      const outcome = command.outcome as ResolutionOutcome;
      const { step, subject } = command;
      return ask(messages.resolve, { by, step, outcome, ...(subject && { subject }) });
    }
    case 'correctReference':
      return ask(messages.correctReference, {
        by,
        revision: seenRevision + 1,
        ...placeOf(command.place),
      });
    case 'withdrawConsent':
      return ask(messages.withdraw, { by, consentId: CONSENT_ID });
    case 'withdrawThenAnswer':
      return withdrawThenAnswer(handle, outside, command);
    default:
      return ask(messages[command.kind], { by });
  }
}

function placeOf(place: Place): ReferencePlace {
  if (place === 'merchant-number') return { reference: place };
  return 'terminal' in place
    ? { reference: 'terminal', subject: TERMINALS[place.terminal]! }
    : { reference: 'deposit', subject: DEPOSITS[place.deposit]! };
}

async function withdrawThenAnswer(
  handle: Handle,
  outside: Outside,
  { by, answer }: Extract<Decided, { kind: 'withdrawThenAnswer' }>,
) {
  const update = handle.startUpdate(messages.withdraw, {
    args: [{ by }],
    waitForStage: 'ACCEPTED',
  });
  try {
    const accepted = await update;
    outside.answerSlow(answer);
    return await accepted.result();
  } finally {
    outside.answerSlow(answer);
  }
}

/**
 * Tells the merchant, beside the story of the case: planned notices gather for a short window and go
 * out together. The case never waits for a delivery, and does not close before all have settled.
 */
import { condition, patched, sleep } from '@temporalio/workflow';
import { noticeActivities } from '../activity-proxies';
import { isResetting } from './case-state';
import type { CaseState } from './case-state';
import type { Generation } from '../contract/identifiers';
import type { NoticeFailed } from '../contract/messages';
import { isAccepted, isMandatory } from '../contract/notices';
import type { Channel, NoticeKind, NoticePlan } from '../contract/notices';
import type { AfterReset, NoticeOutcome, NoticeToSend } from '../contract/ports';
import { codeOfFailure } from '../failures';
import type { Journal } from './journal';
import { createKnownNotices, isAbout, type KnownNotices } from './told-before';

interface PlannedNotice extends NoticePlan {
  /** The first, unless nobody had it and a reset has it sent once more. */
  generation: Generation;
  state: 'gathering' | 'sending' | 'settled';
  /** Channels on which the provider has taken it over. */
  readonly told: Set<Channel>;
}

export interface Notices {
  /** Plans one more notice of a kind; its row is written with the next ledger row. */
  plan(kind: NoticeKind): void;
  /**
   * After a reset: what was told before it is not told again, what is new gets a number of its own, and what
   * nobody has is sent once more.
   */
  knowTold(known: Pick<AfterReset, 'told' | 'untold'>): void;
  /** Runs until no more can come (`over`) and every notice has settled. */
  run(over: () => boolean): Promise<void>;
  /** A notice did not arrive after all; also before it is known, or planned again, that it was accepted. */
  onFailed(failed: NoticeFailed): Promise<void>;
}

/** What the notices of a case share. */
interface Telling {
  readonly state: CaseState;
  readonly journal: Journal;
  readonly all: readonly PlannedNotice[];
  readonly known: KnownNotices;
  /** Failures that were faster than the batch that they speak of. */
  readonly early: NoticeFailed[];
}

const FAILURES_COUNT_EARLY = 'failures-count-early';
/** An invitation to consent says nothing once consent is there. */
const OVERTAKEN_BY_CONSENT: readonly NoticeKind[] = ['consent-requested', 'consent-reminder'];
const OVERTAKEN_BY_EXTENSION: readonly NoticeKind[] = [
  'consent-extension-requested',
  'consent-extension-reminder',
];

export function createNotices(state: CaseState, journal: Journal): Notices {
  const all: PlannedNotice[] = [];
  const known = createKnownNotices();
  const desk: Telling = { state, journal, all, known, early: [] };
  const gathering = () => all.filter((notice) => notice.state === 'gathering');
  const settled = () => all.every((notice) => notice.state === 'settled');

  return {
    plan(kind) {
      const occurrence = known.occurrenceOf(kind, lastOf(all, kind) + 1);
      const generation = known.generationOf({ kind, occurrence }) ?? 1;
      all.push({ kind, occurrence, generation, state: 'gathering', told: new Set() });
      journal.plan({ kind, occurrence });
    },
    knowTold(answer) {
      known.learn(answer, (kind) => lastOf(all, kind));
      for (const notice of all) {
        const generation = known.generationOf(notice);
        // What is being sent right now goes on from its answer.
        if (generation === undefined || notice.state === 'sending' || isPast(desk, notice))
          continue;
        sendAgain(notice, generation);
      }
    },
    async run(over) {
      const done = () => over() && settled() && !isResetting(state);
      for (;;) {
        await condition(() => done() || gathering().length > 0);
        if (done()) return;
        if (!over()) {
          await condition(over, state.policy.noticeWindowMs, {
            summary: 'notices gather so that they become one message',
          });
        }
        const batch = gathering();
        const overtaken = [
          ...(state.status === 'awaiting-consent' ? [] : OVERTAKEN_BY_CONSENT),
          ...(state.extension === undefined ? OVERTAKEN_BY_EXTENSION : []),
        ];
        for (const notice of batch) {
          notice.state = overtaken.includes(notice.kind) ? 'settled' : 'sending';
        }
        void deliver(
          desk,
          batch.filter((notice) => notice.state === 'sending'),
        );
      }
    },
    async onFailed(failed) {
      const notice = all.find((one) => isAbout(one)(failed));
      // Such news are of the first generation; of later ones the API tells operators itself.
      if (notice !== undefined && notice.generation > 1) return;
      if (notice?.state === 'settled') {
        if (notice.told.delete(failed.channel)) await settle(desk, notice);
      } else if (patched(FAILURES_COUNT_EARLY)) {
        desk.early.push(failed);
      }
    },
  };
}

function lastOf(all: readonly PlannedNotice[], kind: NoticeKind): number {
  return Math.max(0, ...all.filter((n) => n.kind === kind).map(({ occurrence }) => occurrence));
}

/** Whether a later notice of its kind, or an answer, has made it pointless. */
function isPast({ state, all }: Telling, { kind, occurrence }: NoticePlan): boolean {
  if (occurrence !== lastOf(all, kind)) return true;
  return kind === 'information-requested' && state.status !== 'awaiting-information';
}

/** Sends a batch; what has to wait (quiet hours, budget) is sent when its time has come. */
async function deliver(desk: Telling, batch: readonly PlannedNotice[]): Promise<void> {
  let left = batch;
  while (left.length > 0) {
    await desk.journal.flush();
    const outcomes = await send(desk.state, left);
    const deferred = outcomes.filter((outcome) => outcome.notBefore !== undefined);
    const waiting = left.filter((notice) => deferred.some(isAbout(notice)));
    for (const notice of left) {
      for (const outcome of outcomes.filter(isAbout(notice))) learn(notice, outcome);
      const lost = notice.generation > 1 ? [] : desk.early.filter(isAbout(notice));
      for (const { channel } of lost) notice.told.delete(channel);
      if (!waiting.includes(notice)) await settle(desk, notice);
    }
    left = waiting;
    if (left.length > 0) await sleepUntil(deferred);
  }
}

/** Told, sent once more after a reset, or an operator hears of it: never silence. */
async function settle(desk: Telling, notice: PlannedNotice): Promise<void> {
  const { kind, occurrence } = notice;
  if (isMandatory(kind) && notice.told.size === 0) {
    if (leavesAgain(desk, notice)) return;
    const { caseId } = desk.state.input;
    await desk.journal.ensure(() =>
      noticeActivities.reportUndelivered.executeWithOptions(
        { summary: `operators hear that ${kind} reached nobody` },
        [{ caseId, kind, occurrence, code: 'NOTICE_UNDELIVERED' }],
      ),
    );
    // What the record knows after a reset may have come meanwhile.
    if (leavesAgain(desk, notice)) return;
  }
  notice.state = 'settled';
}

/** Sends a notice that nobody has once more, where the record said so after a reset. */
function leavesAgain(desk: Telling, notice: PlannedNotice): boolean {
  const generation = desk.known.generationOf(notice) ?? 1;
  if (generation <= notice.generation || isPast(desk, notice)) return false;
  sendAgain(notice, generation);
  return true;
}

function sendAgain(notice: PlannedNotice, generation: Generation): void {
  notice.generation = generation;
  notice.told.clear();
  notice.state = 'gathering';
}

/** What a channel says last counts: a text that was taken over may be lost until the batch is through. */
function learn({ told }: PlannedNotice, { channel, state }: NoticeOutcome): void {
  if (isAccepted(state)) told.add(channel);
  else if (told.has(channel) && patched(FAILURES_COUNT_EARLY)) told.delete(channel);
}

async function send(
  { input, policy }: CaseState,
  batch: readonly PlannedNotice[],
): Promise<readonly NoticeOutcome[]> {
  const { caseId } = input;
  const notices = batch.map(({ kind, occurrence, generation }): NoticeToSend => ({
    kind,
    occurrence,
    ...(generation > 1 && { generation }),
  }));
  try {
    return await noticeActivities.sendNotices.executeWithOptions(
      {
        scheduleToCloseTimeout: policy.noticeLimitMs,
        summary: notices.map((notice) => notice.kind).join(', '),
      },
      [{ caseId, notices }],
    );
  } catch (error) {
    codeOfFailure(error, 'NOTICE_UNDELIVERED');
    return [];
  }
}

async function sleepUntil(deferred: readonly NoticeOutcome[]): Promise<void> {
  const moments = deferred.map(({ notBefore }) => Date.parse(notBefore ?? ''));
  const waitMs = Math.min(...moments) - Date.now();
  await sleep(Math.max(1_000, waitMs), { summary: 'quiet hours of the merchant' });
}

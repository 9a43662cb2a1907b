/**
 * Tells the merchant, beside the story of the case: planned notices gather for a short window and go
 * out together. The case never waits for a delivery, and does not close before all have settled.
 */
import { condition, patched, sleep } from '@temporalio/workflow';
import { noticeActivities } from './activity-proxies';
import type { CaseId } from './contract/identifiers';
import type { CaseState } from './case-state';
import type { NoticeFailed } from './contract/messages';
import { isAccepted, isMandatory } from './contract/notices';
import type { Channel, NoticeKind, NoticePlan } from './contract/notices';
import type { NoticeOutcome, ToldBefore } from './contract/ports';
import { codeOfFailure } from './failures';
import type { Journal } from './journal';

interface PlannedNotice extends NoticePlan {
  state: 'gathering' | 'sending' | 'settled';
  /** Channels on which the provider has taken it over. */
  readonly told: Set<Channel>;
}

export interface Notices {
  /** Plans one more notice of a kind; its row is written with the next ledger row. */
  plan(kind: NoticeKind): void;
  /** After a reset: what was told before it is not told again, and what is new gets a number of its own. */
  knowTold(told: readonly ToldBefore[]): void;
  /** Runs until no more can come (`over`) and every notice has settled. */
  run(over: () => boolean): Promise<void>;
  /** A notice did not arrive after all; also before it is known, or planned again, that it was accepted. */
  onFailed(failed: NoticeFailed): Promise<void>;
}

const FAILURES_COUNT_EARLY = 'failures-count-early';
/** An invitation to consent says nothing once consent is there. */
const OVERTAKEN_BY_CONSENT: readonly NoticeKind[] = ['consent-requested', 'consent-reminder'];

export function createNotices(state: CaseState, journal: Journal): Notices {
  const { caseId } = state.input;
  const all: PlannedNotice[] = [];
  const gathering = () => all.filter((notice) => notice.state === 'gathering');
  const settled = () => all.every((notice) => notice.state === 'settled');
  const lastOf = (kind: NoticeKind) =>
    Math.max(0, ...all.filter((n) => n.kind === kind).map(({ occurrence }) => occurrence));
  /** Failures that were faster than the batch that they speak of. */
  const early: NoticeFailed[] = [];
  const told = new Map<NoticeKind, { readonly repeatedUpTo: number; readonly highest: number }>();

  /** Sends a batch; what has to wait (quiet hours, budget) is sent when its time has come. */
  async function deliver(batch: readonly PlannedNotice[]): Promise<void> {
    let left = batch;
    while (left.length > 0) {
      await journal.flush();
      const outcomes = await send(state, left);
      const deferred = outcomes.filter((outcome) => outcome.notBefore !== undefined);
      const waiting = left.filter((notice) => deferred.some(isAbout(notice)));
      for (const notice of left) {
        for (const outcome of outcomes.filter(isAbout(notice))) {
          learn(notice, outcome);
        }
        for (const { channel } of early.filter(isAbout(notice))) notice.told.delete(channel);
        if (!waiting.includes(notice)) await settle(caseId, notice);
      }
      left = waiting;
      if (left.length > 0) await sleepUntil(deferred);
    }
  }

  return {
    plan(kind) {
      const next = lastOf(kind) + 1;
      const before = told.get(kind);
      const isNew = before !== undefined && next > before.repeatedUpTo;
      const occurrence = isNew ? Math.max(next, before.highest + 1) : next;
      all.push({ kind, occurrence, state: 'gathering', told: new Set() });
      journal.plan({ kind, occurrence });
    },
    knowTold(before) {
      for (const { kind, highest, repeats } of before) {
        told.set(kind, { repeatedUpTo: lastOf(kind) + repeats, highest });
      }
    },
    async run(over) {
      const done = () => over() && settled();
      for (;;) {
        await condition(() => done() || gathering().length > 0);
        if (done()) return;
        if (!over()) {
          await condition(over, state.policy.noticeWindowMs, {
            summary: 'notices gather so that they become one message',
          });
        }
        const batch = gathering();
        const overtaken = state.status === 'awaiting-consent' ? [] : OVERTAKEN_BY_CONSENT;
        for (const notice of batch) {
          notice.state = overtaken.includes(notice.kind) ? 'settled' : 'sending';
        }
        void deliver(batch.filter((notice) => notice.state === 'sending'));
      }
    },
    async onFailed(failed) {
      const notice = all.find((one) => isAbout(one)(failed));
      if (notice?.state === 'settled') {
        if (notice.told.delete(failed.channel)) await settle(caseId, notice);
      } else if (patched(FAILURES_COUNT_EARLY)) {
        early.push(failed);
      }
    },
  };
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
  const notices = batch.map(({ kind, occurrence }) => ({ kind, occurrence }));
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

/** Told, or an operator hears of it: never silence. */
async function settle(caseId: CaseId, notice: PlannedNotice): Promise<void> {
  const { kind, occurrence } = notice;
  if (isMandatory(kind) && notice.told.size === 0) {
    await noticeActivities.reportUndelivered.executeWithOptions(
      { summary: `operators hear that ${kind} reached nobody` },
      [{ caseId, kind, occurrence, code: 'NOTICE_UNDELIVERED' }],
    );
  }
  notice.state = 'settled';
}

function isAbout(notice: NoticePlan): (one: NoticePlan) => boolean {
  return ({ kind, occurrence }) => kind === notice.kind && occurrence === notice.occurrence;
}

async function sleepUntil(deferred: readonly NoticeOutcome[]): Promise<void> {
  const moments = deferred.map(({ notBefore }) => Date.parse(notBefore ?? ''));
  const waitMs = Math.min(...moments) - Date.now();
  await sleep(Math.max(1_000, waitMs), { summary: 'quiet hours of the merchant' });
}

/** Reminders, escalations, limits and claims, each at the moment that domain and calendar name. */
import { addWorkingDays, addWorkingMs } from '../../workflows/calendar/working-time';
import { CN_2026 } from '../../workflows/calendar/cn-2026';
import * as messages from '../../workflows/contract/messages';
import {
  AGENT,
  DAY_MS,
  HOUR_MS,
  MERCHANT,
  REVIEWER,
  REVIEWER_2,
  startHarness,
  walkTo,
} from './harness';
import type { Harness, RunningCase } from './harness';

let desk: Harness;
beforeAll(async () => {
  desk = await startHarness();
});
afterAll(async () => {
  await desk.stop();
});

/** A timer fires a moment after its time. */
const LATE_MS = 60_000;

function sinceOf({ trace }: RunningCase): number {
  return Date.parse(trace.view?.statusSince ?? '');
}

/** Moments of an event in the ledger, ms. */
function momentsOf({ trace }: RunningCase, event: string): number[] {
  return trace.ledger.filter((row) => row.event === event).map((row) => Date.parse(row.at));
}

function expectAt(moments: readonly number[], expected: readonly number[]): void {
  expect(moments).toHaveLength(expected.length);
  moments.forEach((at, index) => {
    expect(at - expected[index]!).toBeGreaterThanOrEqual(0);
    expect(at - expected[index]!).toBeLessThan(LATE_MS);
  });
}

test.concurrent.each([
  ['awaiting-consent', [3, 10, 20], 30],
  ['awaiting-application', [10, 20], 30],
  ['awaiting-information', [3, 10], 14],
])('%s is reminded after %j days and expires after %d', async (status, reminders, limit) => {
  const running = await desk.open();
  await walkTo(running, status);
  const since = sinceOf(running);
  expect(Date.parse(running.trace.view?.limitAt ?? '')).toBe(since + limit * DAY_MS);
  await running.skip((limit + 1) * DAY_MS);
  await running.result();
  expectAt(
    momentsOf(running, 'merchant-reminded'),
    reminders.map((days) => since + days * DAY_MS),
  );
  expectAt(momentsOf(running, 'case-expired'), [since + limit * DAY_MS]);
});

test.concurrent.each(['awaiting-identity', 'awaiting-review'])(
  '%s is escalated after two working days and again each working day, and decides nothing',
  async (status) => {
    const running = await desk.open();
    await walkTo(running, status);
    const since = sinceOf(running);
    const due = [2, 3, 4].map((days) => addWorkingDays(CN_2026, since, days));
    for (let day = 0; momentsOf(running, 'wait-escalated').length < 3 && day < 13; day += 1) {
      await running.skip(DAY_MS);
    }
    const view = await running.until((now) => now.overdue);
    expectAt(momentsOf(running, 'wait-escalated').slice(0, 3), due);
    expect(view.status).toBe(status);
    expect(running.trace.planned.filter(({ kind }) => kind === 'overdue').length).toBe(
      momentsOf(running, 'wait-escalated').length,
    );
    await running.decide(messages.withdraw, { by: AGENT });
  },
);

test.concurrent(
  'a claim lapses after four working hours, and then another reviewer may take the case',
  async () => {
    const running = await desk.open();
    await walkTo(running, 'awaiting-review');
    const claim = { by: REVIEWER, revision: 2 };
    await running.decide(messages.claim, claim);
    const until = Date.parse(running.trace.view?.claim?.until ?? '');
    const claimedAt = momentsOf(running, 'case-claimed')[0]!;
    expect(until).toBe(addWorkingMs(CN_2026, claimedAt, 4 * HOUR_MS));
    expect(await running.decide(messages.claim, { by: REVIEWER_2, revision: 2 })).toBe(
      'CLAIMED_BY_OTHER',
    );
    await running.skip(until - claimedAt + LATE_MS);
    expect(await running.decide(messages.approve, claim)).toBe('CLAIM_REQUIRED');
    expect(await running.decide(messages.claim, { by: REVIEWER_2, revision: 2 })).toBe(
      'awaiting-review',
    );
    await running.decide(messages.withdraw, { by: AGENT });
  },
);

test.concurrent('the review clock stands still while the merchant corrects', async () => {
  const running = await desk.open();
  await walkTo(running, 'awaiting-information');
  const before = running.trace.view?.reviewClockMs;
  await running.skip(9 * DAY_MS);
  await running.decide(messages.submit, { by: MERCHANT, revision: 3 });
  expect(running.trace.view?.reviewClockMs).toBe(before);
  expect(running.trace.view?.overdue).toBe(false);
  const left = addWorkingDays(CN_2026, sinceOf(running), 2);
  expect(Date.parse(running.trace.view?.nextDueAt ?? '')).toBeLessThanOrEqual(left);
  expect(Date.parse(running.trace.view?.nextDueAt ?? '')).toBeGreaterThan(left - HOUR_MS);
  await running.decide(messages.withdraw, { by: AGENT });
});

test.concurrent(
  'a review that comes back with its time used up is escalated once, not once for each day',
  async () => {
    const running = await desk.open();
    await walkTo(running, 'awaiting-review');
    for (let day = 0; momentsOf(running, 'wait-escalated').length < 3 && day < 13; day += 1) {
      await running.skip(DAY_MS);
    }
    await running.decide(messages.claim, { by: REVIEWER, revision: 2 });
    const question = { by: REVIEWER, revision: 2, fields: ['phone'] };
    await running.decide(messages.requestInformation, question);
    const before = momentsOf(running, 'wait-escalated').length;
    await running.decide(messages.submit, { by: MERCHANT, revision: 3 });
    const view = await running.until((now) => now.overdue);
    await running.decide(messages.withdraw, { by: AGENT });
    expect(momentsOf(running, 'wait-escalated').length - before).toBe(1);
    expect(Date.parse(view.nextDueAt ?? '')).toBeGreaterThan(sinceOf(running));
  },
);

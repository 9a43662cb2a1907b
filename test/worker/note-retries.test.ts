/** Attempts that fail and come again are noted from the second on, and forgotten once one succeeds. */
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { FailedAttempt } from '../../record/port/desk-record';
import { noteRetries } from '../../worker/note-retries';

const CASE = 'UC-0000000001';
const NOW = Date.parse('2026-11-29T10:00:00Z');

/** A clock that stands, so that pauses are the same on a slow machine. */
beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** What is noted and cleared when an attempt of a case ends in a way. */
async function attempt(
  number: number,
  ends: () => Promise<unknown>,
  workflowId = CASE,
  where: { isLocal?: boolean; activityId?: string } = {},
) {
  const noted: FailedAttempt[] = [];
  const cleared: string[] = [];
  const warned: string[] = [];
  const retries = {
    note: async (failed: FailedAttempt) => void noted.push(failed),
    clear: async (_: string, activityId: string) => void cleared.push(activityId),
    ofCase: async () => [],
  };
  const environment = new MockActivityEnvironment(
    {
      attempt: number,
      activityId: '7',
      activityType: 'requestUnbind',
      isLocal: false,
      workflowExecution: { workflowId, runId: 'r' },
      scheduledTimestampMs: NOW,
      scheduleToCloseTimeoutMs: 3_600_000,
      retryPolicy: { initialInterval: 1_000, backoffCoefficient: 2, maximumInterval: 120_000 },
      ...where,
    },
    {
      logger: new DefaultLogger('ERROR'),
      interceptors: [noteRetries({ record: { retries }, warn: (code) => void warned.push(code) })],
    },
  );
  await environment.run(ends).catch(() => undefined);
  return { noted, cleared, warned };
}

const unavailable =
  (options: object = {}) =>
  async () => {
    throw ApplicationFailure.create({
      type: 'UNBIND_ACQUIRER_UNAVAILABLE',
      message: 'no',
      details: ['503'],
      ...options,
    });
  };

test('the first failure is no news, the second is, with its code, answer and next attempt', async () => {
  expect(await attempt(1, unavailable())).toEqual({ noted: [], cleared: [], warned: [] });
  const { noted } = await attempt(3, unavailable());
  expect(noted).toMatchObject([
    { caseId: CASE, activityId: '7', attempt: 3, code: 'ACQUIRER_UNAVAILABLE', answer: '503' },
  ]);
  const [{ nextAt, givesUpAt } = { nextAt: undefined, givesUpAt: undefined }] = noted;
  expect(nextAt?.getTime()).toBe(NOW + 4_000);
  expect(givesUpAt?.getTime()).toBe(NOW + 3_600_000);
});

test('the first failure is news where the other side says when to come again', async () => {
  const first = await attempt(1, unavailable({ nextRetryDelay: 600_000 }));
  expect(first.noted).toMatchObject([{ attempt: 1, code: 'ACQUIRER_UNAVAILABLE', answer: '503' }]);
  const busy = unavailable({ nextRetryDelay: 600_000, details: ['429'] });
  expect((await attempt(1, busy)).noted).toEqual([]);
  const over = await attempt(2, async () => 'done');
  expect(over.cleared).toEqual(['7']);
});

test('the next attempt comes when the failure names it, and never later than the longest pause', async () => {
  const named = await attempt(2, unavailable({ nextRetryDelay: 30_000 }));
  expect(named.noted[0]!.nextAt.getTime()).toBe(NOW + 30_000);
  const capped = await attempt(40, unavailable());
  expect(capped.noted[0]!.nextAt.getTime()).toBe(NOW + 120_000);
});

test('what succeeds, fails for good or only waits is forgotten', async () => {
  for (const ends of [
    async () => 'done',
    unavailable({ nonRetryable: true }),
    unavailable({ category: ApplicationFailureCategory.BENIGN }),
  ]) {
    expect(await attempt(5, ends)).toMatchObject({ noted: [], cleared: ['7'] });
  }
});

test('a workflow that carries a case counts for it, and one that carries none is left alone', async () => {
  const resend = await attempt(2, unavailable(), `${CASE}:resend:n_1`);
  expect(resend.noted).toMatchObject([{ caseId: CASE, workflowId: `${CASE}:resend:n_1` }]);
  expect(await attempt(2, unavailable(), 'code:otc_1')).toMatchObject({ noted: [], cleared: [] });
});

test('an attempt at the record within a workflow task counts as one, whatever id its next one gets', async () => {
  const busy = unavailable({ type: 'UNBIND_RECORD_BUSY', details: [] });
  const first = await attempt(3, busy, CASE, { isLocal: true, activityId: '8' });
  const next = await attempt(4, busy, CASE, { isLocal: true, activityId: '9' });
  const [one, two] = [first.noted[0], next.noted[0]];
  expect(one).toMatchObject({ caseId: CASE, code: 'RECORD_BUSY', activityType: 'requestUnbind' });
  expect(two?.activityId).toBe(one?.activityId);
  expect(one?.givesUpAt).toBeUndefined();
  const done = await attempt(5, async () => 'done', CASE, { isLocal: true, activityId: '10' });
  expect(done.cleared).toEqual([one?.activityId]);
});

test('nothing is noted in a record that is out of reach while a workflow task waits', async () => {
  const away = unavailable({ type: 'UNBIND_RECORD_UNAVAILABLE' });
  expect((await attempt(3, away, CASE, { isLocal: true })).noted).toEqual([]);
  expect((await attempt(3, away)).noted).toHaveLength(1);
});

test('words of the other side are never noted, only a status', async () => {
  const { noted } = await attempt(2, unavailable({ details: ['Mr. Li: +8613800138000!'] }));
  expect(noted[0]?.answer).toBeUndefined();
});

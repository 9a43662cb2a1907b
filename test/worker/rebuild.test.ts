/**
 * What the histories of cases tell of the record: every write again, and what may have left.
 * @long
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporal } from '@temporalio/proto';
import { z } from 'zod';
import { changesOf, DoesNotReplay } from '../../worker/rebuild/changes-of';
import { factsOf } from '../../worker/rebuild/facts-of';
import type { History } from '../../temporal/history-json';
import { tasksOf } from '../../worker/replay-difference';
import { WORKFLOW_TYPES } from '../../workflows/contract/identifiers';
import { sharedBundle } from '../support/shared';
import { quietRuntime } from '../workflow/harness';

const FOLDER = join(__dirname, '..', 'replay', 'histories');
function recorded(name: string): History {
  const json: unknown = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));
  return temporal.api.history.v1.History.fromObject(json as object);
}

/** Workflows that carry a case; others write nothing of one. */
const CARRIERS: readonly string[] = [WORKFLOW_TYPES.unbindCase, WORKFLOW_TYPES.reopenRefund];
const NAMES = readdirSync(FOLDER)
  .map((file) => file.replace('.json', ''))
  .filter((name) => {
    const started = recorded(name).events?.[0]?.workflowExecutionStartedEventAttributes;
    return CARRIERS.includes(started?.workflowType?.name ?? '');
  });

const endForm = z.object({
  opened: z.boolean(),
  view: z.looseObject({
    status: z.string(),
    revision: z.int(),
    deposits: z.array(z.looseObject({})),
  }),
});

function endOf({ events }: History): z.output<typeof endForm> {
  const result = events?.at(-1)?.workflowExecutionCompletedEventAttributes?.result;
  const data = result?.payloads?.[0]?.data ?? new Uint8Array();
  return endForm.parse(JSON.parse(Buffer.from(data).toString('utf8')));
}

let bundle: { code: string };
beforeAll(async () => {
  quietRuntime();
  bundle = await sharedBundle();
}, 120_000);

/** A deposit without what the code of today tells in addition: that its money was taken. */
function asThen({ taken: _taken, ...deposit }: { readonly taken?: unknown }) {
  return deposit;
}

test.each(NAMES)(
  '%s: a replay says every row again, up to the view that it ended with',
  async (name) => {
    const history = recorded(name);
    const changes = await changesOf(history, bundle);
    const sequences = new Set(changes.flatMap((c) => c.entries.map(({ sequence }) => sequence)));
    expect([...sequences]).toEqual(Array.from({ length: sequences.size }, (_, at) => at + 1));
    const { view, opened } = endOf(history);
    const last = changes.at(-1)?.view;
    const { status, revision, deposits } = last ?? {};
    expect({ status, revision, deposits: deposits?.map(asThen) }).toEqual({
      status: view.status,
      revision: view.revision,
      deposits: view.deposits.map(asThen),
    });
    expect(factsOf(history).isRefused).toBe(!opened);
  },
);

test('a beginning of a history tells what was written by then', async () => {
  const history = recorded('completed-with-closure');
  const tasks = tasksOf(history);
  const whole = await changesOf(history, bundle);
  const written: number[] = [];
  for (const { end } of tasks) {
    const events = history.events?.slice(0, end) ?? [];
    written.push((await changesOf({ events }, bundle)).length);
  }
  expect(written.at(-1)).toBe(whole.length);
  expect([...written].sort((a, b) => a - b)).toEqual(written);
  expect(new Set(written).size).toBe(whole.length);
});

test('a task that was not completed tells nothing', async () => {
  const history = recorded('completed-with-closure');
  const third = tasksOf(history)[2];
  const events = history.events ?? [];
  const begun = events.slice(0, (third?.end ?? 0) + 3);
  const done = events.slice(0, third?.end ?? 0);
  expect((await changesOf({ events: begun }, bundle)).length).toBe(
    (await changesOf({ events: done }, bundle)).length,
  );
});

test('requests that may have left are told once each, those before a closed gate are not', () => {
  const told = factsOf(recorded('completed-with-closure')).requests;
  expect(told.map(({ effect }) => effect)).toEqual(['unbind', 'refund', 'closure']);
  const blocked = factsOf(recorded('withdrawn-while-the-gate-is-closed')).requests;
  expect(blocked).toEqual([]);
});

test('the last word on a notice is told for each channel', () => {
  const { notices } = factsOf(recorded('completed-with-closure'));
  expect(notices.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['approved', 'unbound', 'refunded', 'closed']),
  );
  expect(notices.every(({ state }) => state === 'accepted')).toBe(true);
});

test('a history that does not replay is not believed', async () => {
  const { events } = recorded('completed-with-closure');
  const other = (events ?? []).map((event) =>
    event.activityTaskScheduledEventAttributes?.activityType?.name === 'requestRefund'
      ? {
          ...event,
          activityTaskScheduledEventAttributes: {
            ...event.activityTaskScheduledEventAttributes,
            activityType: { name: 'requestClosure' },
          },
        }
      : event,
  );
  await expect(changesOf({ events: other }, bundle)).rejects.toThrow(DoesNotReplay);
});

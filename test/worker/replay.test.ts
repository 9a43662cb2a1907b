/**
 * A build is judged by replaying histories: what differs first, and what the code wanted instead.
 * @long
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporal } from '@temporalio/proto';
import { type HistoryToReplay, replayHistories, replayOne } from '../../worker/replay';
import type { ReplayVerdict } from '../../workflows/contract/ports';
import { alterWorkflows } from '../support/altered-workflows';
import { sharedBundle } from '../support/shared';
import { DefaultLogger, bundleWorkflowCode } from '@temporalio/worker';
import { quietRuntime } from '../workflow/harness';

const FOLDER = join(__dirname, '..', 'replay', 'histories');
const logger = new DefaultLogger('ERROR');

function recorded(name: string): HistoryToReplay {
  const json: unknown = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));
  return { workflowId: name, history: temporal.api.history.v1.History.fromObject(json as object) };
}

async function judge(
  names: readonly string[],
  bundle: { code: string },
): Promise<Map<string, ReplayVerdict>> {
  const verdicts = new Map<string, ReplayVerdict>();
  const left = names.map(recorded)[Symbol.iterator]();
  await replayHistories(
    { next: () => Promise.resolve(left.next()) },
    {
      bundle,
      concurrency: 2,
      onVerdict: (verdict) => void verdicts.set(verdict.workflowId, verdict),
    },
  );
  return verdicts;
}

async function altered(text: string, by: string, file = 'unbind-case.ts') {
  const copy = alterWorkflows({ file, text, by });
  try {
    return await bundleWorkflowCode({ workflowsPath: copy.path, logger });
  } finally {
    copy.remove();
  }
}

beforeAll(quietRuntime);

test('histories pass on this build, several side by side', async () => {
  // All of them are replayed by test/replay; here it is how they are judged.
  const names = readdirSync(FOLDER)
    .filter((_, place) => place % 6 === 0)
    .map((file) => file.replace('.json', ''));
  const verdicts = await judge(names, await sharedBundle());
  expect([...verdicts.keys()].sort()).toEqual([...names].sort());
  expect([...verdicts.values()].filter(({ replays }) => !replays)).toEqual([]);
}, 120_000);

test('a changed order is told by the first event that differs and what the code wanted', async () => {
  const bundle = await altered(
    'await refundDeposits(desk);\n      await settledRefunds(desk);',
    'await closeAccount(desk);\n      await refundDeposits(desk);',
  );
  const name = 'completed-with-closure';
  const { history } = recorded(name);
  const refund = history.events?.find(
    (event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'requestRefund',
  );
  const verdicts = await judge([name, 'withdrawn-while-awaiting-consent'], bundle);
  expect(verdicts.get(name)).toMatchObject({
    replays: false,
    failure: {
      eventId: Number(refund?.eventId),
      eventType: 'ACTIVITY_TASK_SCHEDULED',
      recorded: expect.stringContaining('requestRefund') as string,
      wanted: expect.stringContaining('requestClosure') as string,
    },
  });
  expect(verdicts.get('withdrawn-while-awaiting-consent')).toMatchObject({ replays: true });
}, 120_000);

test('an effect that the code no longer asks for is told as the event that nobody wanted', async () => {
  const bundle = await altered('await closeAccount(desk);', '');
  const verdict = await replayOne(recorded('completed-with-closure'), bundle);
  const closure = recorded('completed-with-closure').history.events?.find(
    (event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'requestClosure',
  );
  expect(verdict).toMatchObject({
    replays: false,
    failure: { eventId: Number(closure?.eventId), eventType: 'ACTIVITY_TASK_SCHEDULED' },
  });
  expect(verdict.failure?.wanted).toMatch(/^another command, /);
}, 120_000);

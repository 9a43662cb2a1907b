/** A worker replays in processes that end, whatever becomes of them. Needs a build (`dist/`). */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { temporal } from '@temporalio/proto';
import { changesOf, DoesNotReplay } from '../../worker/rebuild/changes-of';
import type { History } from '../../temporal/history-json';
import { createReplays } from '../../worker/replays';
import { sharedBundle } from '../support/shared';
import { quietRuntime } from '../workflow/harness';

const PROGRAM = join(__dirname, '..', '..', 'dist', 'worker', 'replay-process.js');
const NAME = 'completed-with-closure';
const never = new AbortController().signal;

function recorded(): History {
  const file = join(__dirname, '..', 'replay', 'histories', `${NAME}.json`);
  const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return temporal.api.history.v1.History.fromObject(json as object);
}

/** A history that this code has not written. */
function foreign(): History {
  const history = recorded();
  for (const { activityTaskScheduledEventAttributes: scheduled } of history.events ?? []) {
    if (scheduled?.activityType?.name === 'requestRefund') scheduled.activityType.name = 'other';
  }
  return history;
}

let bundle: { code: string };
let folder: string;
let pidsFile: string;
beforeAll(async () => {
  quietRuntime();
  bundle = await sharedBundle();
}, 120_000);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unbind-replays-'));
  pidsFile = join(folder, 'pids');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that notes its process first. */
function noting(rest: string): string {
  const file = join(folder, 'program.js');
  const note = `require('node:fs').appendFileSync(${JSON.stringify(pidsFile)}, process.pid + '\\n');`;
  writeFileSync(file, `${note}\n${rest}\n`);
  return file;
}

function pids(): readonly number[] {
  if (!existsSync(pidsFile)) return [];
  return readFileSync(pidsFile, 'utf8').split('\n').filter(Boolean).map(Number);
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    // Nobody has this pid any more.
    return false;
  }
}

test('each history is replayed in a process of its own, which has ended when the verdict is told', async () => {
  const replays = createReplays({
    bundle,
    program: noting(`require(${JSON.stringify(PROGRAM)});`),
  });
  const subjects = [recorded(), foreign(), recorded()];
  const verdicts = await Promise.all(
    subjects.map((history, at) => replays.verdictOn({ workflowId: `UC-${at}`, history }, never)),
  );
  expect(verdicts).toEqual([
    { workflowId: 'UC-0', replays: true },
    expect.objectContaining({
      workflowId: 'UC-1',
      replays: false,
      failure: expect.objectContaining({ eventType: 'ACTIVITY_TASK_SCHEDULED' }) as unknown,
    }),
    { workflowId: 'UC-2', replays: true },
  ]);
  expect(new Set([...pids(), process.pid]).size).toBe(4);
  expect(pids().filter(runs)).toEqual([]);
}, 120_000);

test('a process tells the same writes of a history as a replay here', async () => {
  const replays = createReplays({ bundle });
  const told = await replays.changesOf(recorded(), never);
  expect(told.length).toBeGreaterThan(0);
  expect(told).toEqual(await changesOf(recorded(), bundle));
  await expect(replays.changesOf(foreign(), never)).rejects.toThrow(DoesNotReplay);
}, 120_000);

test.each([
  ['a process that dies', "process.once('message', () => process.kill(process.pid, 'SIGKILL'));"],
  ['a process that never reads what it is asked', 'process.exit(3);'],
  [
    'an answer of another form',
    "process.once('message', (m) => process.send(m, () => process.exit()));",
  ],
])('%s is an error with a code that may pass later', async (_what, program) => {
  const replays = createReplays({ bundle, program: noting(program) });
  const asked = replays.verdictOn({ workflowId: NAME, history: recorded() }, never);
  await expect(asked).rejects.toMatchObject({
    type: 'UNBIND_REPLAY_UNFINISHED',
    nonRetryable: false,
  });
  expect(pids().filter(runs)).toEqual([]);
});

test('a replay that does not come to its end is killed with its attempt, and those that wait go on', async () => {
  const hangs = "process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1_000);";
  const replays = createReplays({ bundle, program: noting(hangs) });
  const attempts = Array.from({ length: 3 }, () => new AbortController());
  const asked = attempts.map(({ signal }) =>
    replays.verdictOn({ workflowId: NAME, history: recorded() }, signal),
  );
  const outcomes = Promise.allSettled(asked);
  while (pids().length < 2) await after(20);
  attempts[0]?.abort();
  while (pids().length < 3) await after(20);
  attempts.forEach((attempt) => attempt.abort());
  for (const outcome of await outcomes) {
    expect(outcome).toMatchObject({ reason: { type: 'UNBIND_REPLAY_UNFINISHED' } });
  }
  expect(pids().filter(runs)).toEqual([]);
});

test('a place is free again once its replay is over, also where it failed', async () => {
  const replays = createReplays({ bundle, program: noting('process.exit(3);') });
  for (let asked = 1; asked <= 3; asked += 1) {
    const verdict = replays.verdictOn({ workflowId: NAME, history: recorded() }, never);
    await expect(verdict).rejects.toMatchObject({ type: 'UNBIND_REPLAY_UNFINISHED' });
    expect(pids()).toHaveLength(asked);
  }
});

test('a process whose worker has gone ends by itself', async () => {
  const child = fork(PROGRAM, [], { serialization: 'advanced' });
  const ended = once(child, 'exit');
  child.disconnect();
  expect(await ended).toEqual([0, null]);
});

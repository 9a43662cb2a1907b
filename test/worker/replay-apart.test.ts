/** A replay runs in a process of its own, which ends with its answer and may fail without harm. */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporal } from '@temporalio/proto';
import { DefaultLogger } from '@temporalio/worker';
import { bundleWorkflows } from '../../worker/bundle';
import { replayApart, type ApartOptions } from '../../worker/replay-apart';

const NAME = 'completed-with-closure';
const file = join(__dirname, '..', 'replay', 'histories', `${NAME}.json`);
const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
const history = temporal.api.history.v1.History.fromObject(json as object);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unbind-replay-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Replays in a process that does something else. */
function replayIn(code: string, options: ApartOptions = {}) {
  const child = join(folder, 'child.js');
  writeFileSync(child, code);
  return replayApart({ workflowId: NAME, history }, { code: '' }, { file: child, ...options });
}

test('a history is replayed by another process, which has ended once the verdict is there', async () => {
  const bundle = await bundleWorkflows(new DefaultLogger('ERROR'));
  const children: ChildProcess[] = [];
  const onStart = (child: ChildProcess) => void children.push(child);
  const verdict = await replayApart({ workflowId: NAME, history }, bundle, { onStart });
  expect(verdict).toEqual({ workflowId: NAME, replays: true });
  expect(children).toHaveLength(1);
  expect(children[0]?.pid).not.toBe(process.pid);
  expect(children[0]?.exitCode).toBe(0);
}, 120_000);

test.each([
  ['crashes', 'process.exit(3)', {}],
  ['does not answer', 'setInterval(() => {}, 1_000)', { limitMs: 50 }],
  ['answers something else', "process.send({ replays: 'yes' }, () => process.exit(0))", {}],
])('a process that %s is a failure with a code', async (_how, code, options) => {
  await expect(replayIn(code, options)).rejects.toMatchObject({
    type: 'UNBIND_STEP_FAILED',
    nonRetryable: true,
    details: ['replay'],
  });
});

test('no more than two replays run at once', async () => {
  const started: ChildProcess[] = [];
  const atOnce: number[] = [];
  const onStart = (child: ChildProcess) => {
    started.push(child);
    atOnce.push(
      started.filter(({ exitCode, signalCode }) => exitCode === null && !signalCode).length,
    );
  };
  const code = `process.send({ workflowId: '${NAME}', replays: true }, () => process.exit(0))`;
  await Promise.all(Array.from({ length: 6 }, () => replayIn(code, { onStart })));
  expect(started).toHaveLength(6);
  expect(Math.max(...atOnce)).toBe(2);
});

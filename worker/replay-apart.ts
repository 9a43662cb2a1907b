/**
 * Replays a history in a process of its own. A replay keeps some megabytes for good in the process in which
 * it runs; here that process ends with its answer, and one that crashes or hangs harms nobody.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { ApplicationFailure } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import type { WorkflowBundleOption } from '@temporalio/worker';
import { z } from 'zod';
import { ERRORS, publicCode } from '../workflows/contract/errors';
import type { ReplayVerdict } from '../workflows/contract/ports';
import type { HistoryToReplay } from './replay';
import type { ReplayAsked } from './replay-child';

export interface ApartOptions {
  /** File of the process; default: the compiled one of this build. */
  readonly file?: string;
  /** A process that has not answered by then is killed, ms. */
  readonly limitMs?: number;
  /** Hears of each process that is started. */
  readonly onStart?: (child: ChildProcess) => void;
}

const LIMIT_MS = 60_000;
/** Processes at once: a replay takes a core. */
const AT_ONCE = 2;
/** The compiled file, also where TypeScript runs directly. */
const FILE = __filename.endsWith('.ts')
  ? join(__dirname, '..', 'dist', 'worker', 'replay-child.js')
  : join(__dirname, 'replay-child.js');

const verdictForm: z.ZodType<ReplayVerdict> = z.strictObject({
  workflowId: z.string(),
  replays: z.boolean(),
  failure: z
    .strictObject({
      message: z.string(),
      eventId: z.int().exactOptional(),
      eventType: z.string().exactOptional(),
      recorded: z.string().exactOptional(),
      wanted: z.string().exactOptional(),
    })
    .exactOptional(),
});

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Replays one history. Fails (non-retryable) with `STEP_FAILED` where the process crashed, did not answer in
 * time, or answered something else.
 */
export async function replayApart(
  { workflowId, history }: HistoryToReplay,
  bundle: WorkflowBundleOption,
  options: ApartOptions = {},
): Promise<ReplayVerdict> {
  if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  running += 1;
  try {
    const bytes = temporal.api.history.v1.History.encode(history).finish();
    return await answerTo({ workflowId, history: bytes, bundle }, options);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

function answerTo(
  asked: ReplayAsked,
  { file = FILE, limitMs = LIMIT_MS, onStart }: ApartOptions,
): Promise<ReplayVerdict> {
  return new Promise((resolve, reject) => {
    // Nothing of the worker's settings is its business.
    const child = fork(file, [], {
      env: {},
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
    let answer: unknown;
    child.once('message', (message) => (answer = message));
    child.once('error', (error) => reject(noAnswer(error)));
    // The process may be over before its last word is read, which the end of the channel waits for.
    const over = ['exit', 'disconnect'].map(
      (event) => new Promise((ended) => child.once(event, ended)),
    );
    void Promise.all(over).then(() => {
      clearTimeout(timer);
      const verdict = verdictForm.safeParse(answer);
      if (verdict.success) resolve(verdict.data);
      else reject(noAnswer(verdict.error));
    });
    onStart?.(child);
    child.send(asked, (error) => {
      // The end of the process says the same a moment later.
      if (error) child.kill('SIGKILL');
    });
  });
}

function noAnswer(cause: Error): ApplicationFailure {
  return ApplicationFailure.create({
    message: ERRORS.STEP_FAILED.meaning,
    type: publicCode('STEP_FAILED'),
    nonRetryable: true,
    details: ['replay'],
    cause,
  });
}

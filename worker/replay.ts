/**
 * Replays histories with a bundle of the workflows: would this build take every case on? One history at
 * a time and worker, so that memory stays bounded however many there are. No connection, no activities.
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  DefaultLogger,
  Runtime,
  Worker,
  type WorkflowBundleOption,
  makeTelemetryFilterString,
} from '@temporalio/worker';
import type { History } from '../temporal/history-json';
import type { ReplayVerdict } from '../workflows/contract/ports';
import { BUNDLE_FILE } from './bundle';
import { differenceIn, tasksOf } from './replay-difference';

export interface HistoryToReplay {
  readonly workflowId: string;
  readonly history: History;
}

export interface ReplayOptions {
  readonly bundle: WorkflowBundleOption;
  /** Replay workers side by side; at least 1. */
  readonly concurrency: number;
  /** Hears each verdict as it comes; the next history is read when it returns. */
  readonly onVerdict: (verdict: ReplayVerdict) => void | Promise<void>;
}

/** Most failures of one run whose first different event is looked for; the others tell the message. */
const MOST_LOCATED = 50;

/** Keeps the SDK from logging each failing replay. Where somebody has set it up already, theirs stands. */
export function quietReplays(): void {
  if (Runtime._instance !== undefined) return;
  const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter } },
  });
}

/**
 * File of the bundle that a path names: the file itself, or `workflow-bundle.js` or
 * `dist/workflow-bundle.js` in the folder. No path: the bundle of this build. Undefined where there is none.
 */
export function bundleAt(path?: string): string | undefined {
  if (path === undefined) return existsSync(BUNDLE_FILE) ? BUNDLE_FILE : undefined;
  const candidates = [
    path,
    join(path, 'workflow-bundle.js'),
    join(path, 'dist', 'workflow-bundle.js'),
  ];
  return candidates.find((file) => existsSync(file) && statSync(file).isFile());
}

/** Replays every history of a stream. Reads no faster than it replays. */
export async function replayHistories(
  histories: AsyncIterator<HistoryToReplay>,
  { bundle, concurrency, onVerdict }: ReplayOptions,
): Promise<void> {
  let located = 0;
  async function work(): Promise<void> {
    // A replay worker names no history in its answer; it has one at a time.
    let current: HistoryToReplay | undefined;
    async function* mine(): AsyncGenerator<HistoryToReplay> {
      for (let next = await histories.next(); next.done !== true; next = await histories.next()) {
        current = next.value;
        yield next.value;
      }
    }
    for await (const { workflowId, error } of Worker.runReplayHistories(
      { workflowBundle: bundle },
      mine(),
    )) {
      if (error === undefined || current === undefined) {
        await onVerdict({ workflowId, replays: true });
        continue;
      }
      located += 1;
      const { history } = current;
      const failure =
        located > MOST_LOCATED
          ? { message: firstLineOf(error) }
          : await failureOf(history, error, bundle);
      await onVerdict({ workflowId, replays: false, failure });
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, work));
}

/** Replays one history. */
export async function replayOne(
  subject: HistoryToReplay,
  bundle: WorkflowBundleOption,
): Promise<ReplayVerdict> {
  let verdict: ReplayVerdict = { workflowId: subject.workflowId, replays: true };
  const one = [subject][Symbol.iterator]();
  await replayHistories(
    { next: () => Promise.resolve(one.next()) },
    {
      bundle,
      concurrency: 1,
      onVerdict(heard) {
        verdict = heard;
      },
    },
  );
  return verdict;
}

function firstLineOf(error: Error): string {
  const [line = ''] = error.message.replace(/^.*?Details: /s, '').split('\n', 1);
  return line;
}

async function failureOf(
  history: History,
  error: Error,
  bundle: WorkflowBundleOption,
): Promise<NonNullable<ReplayVerdict['failure']>> {
  const message = firstLineOf(error);
  const task = await firstFailingTask(history, bundle);
  return { message, ...differenceIn(history, message, task) };
}

/**
 * Index of the first workflow task that fails, found by replaying beginnings of the history: the message
 * of a failure need not name its event.
 */
async function firstFailingTask(
  history: History,
  bundle: WorkflowBundleOption,
): Promise<number | undefined> {
  const events = history.events ?? [];
  const tasks = tasksOf(history);
  let low = 0;
  let high = tasks.length - 1;
  let asked = -1;
  async function* beginnings(): AsyncGenerator<HistoryToReplay> {
    while (low < high) {
      asked = Math.floor((low + high) / 2);
      yield { workflowId: 'beginning', history: { events: events.slice(0, tasks[asked]?.end) } };
    }
  }
  for await (const { error } of Worker.runReplayHistories(
    { workflowBundle: bundle },
    beginnings(),
  )) {
    if (error === undefined) low = asked + 1;
    else high = asked;
  }
  return tasks.length === 0 ? undefined : low;
}

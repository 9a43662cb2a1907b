/**
 * Replays for a worker, each in a process that ends (replay-process.ts): the engine keeps some megabytes of
 * every replay worker, which a process that lives for weeks cannot spend on each question of an operator.
 */
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { temporal } from '@temporalio/proto';
import type { WorkflowBundleOption } from '@temporalio/worker';
import type { History } from '../temporal/history-json';
import { failure } from '../activities/failures';
import type { CaseChange, ReplayVerdict } from '../workflows/contract/ports';
import { DoesNotReplay } from './rebuild/changes-of';
import type { HistoryToReplay } from './replay';
import { type ReplayAnswer, type ReplayRequest, replayAnswerForm } from './replay-messages';

/** Both are ended by their signal and fail with `REPLAY_UNFINISHED`, as they do where their process dies. */
export interface Replays {
  /** Whether the build replays the history. */
  verdictOn(subject: HistoryToReplay, signal: AbortSignal): Promise<ReplayVerdict>;
  /** What its code writes to the record; see `changesOf`. `DoesNotReplay`. */
  changesOf(history: History, signal: AbortSignal): Promise<readonly CaseChange[]>;
}

export interface ReplaysOptions {
  readonly bundle: WorkflowBundleOption;
  /** Default: the compiled replay-process.ts. */
  readonly program?: string;
}

/** Processes side by side; each takes a core and some 150 MB while it runs. */
const AT_A_TIME = 2;

export function createReplays({ bundle, program = compiledProgram() }: ReplaysOptions): Replays {
  const inTurn = atMost(AT_A_TIME);
  const ask = (
    wanted: ReplayRequest['wanted'],
    { workflowId, history }: HistoryToReplay,
    signal: AbortSignal,
  ): Promise<ReplayAnswer> => {
    const bytes = temporal.api.history.v1.History.encode(history).finish();
    const request = { wanted, workflowId, history: bytes, bundle };
    return inTurn(() => askProcess(program, request, signal));
  };
  return {
    async verdictOn(subject, signal) {
      const answer = await ask('verdict', subject, signal);
      if ('verdict' in answer) return answer.verdict;
      throw failure('REPLAY_UNFINISHED');
    },
    async changesOf(history, signal) {
      const answer = await ask('changes', { workflowId: 'told', history }, signal);
      if ('changes' in answer) return answer.changes;
      if ('doesNotReplay' in answer) throw new DoesNotReplay({ cause: answer.doesNotReplay });
      throw failure('REPLAY_UNFINISHED');
    },
  };
}

/** Beside this file in `dist/`; under `dist/` where the sources run directly. */
function compiledProgram(): string {
  const name = 'replay-process.js';
  const places = [join(__dirname, name), join(__dirname, '..', 'dist', 'worker', name)];
  const file = places.find((place) => existsSync(place));
  if (file === undefined) throw new Error(`${name} is not compiled: npm run build`);
  return file;
}

/** Starts as many at a time; the others wait in their order. */
function atMost(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

/** One process from its start to its end. It gets no secret: neither our environment nor our arguments. */
function askProcess(
  program: string,
  request: ReplayRequest,
  signal: AbortSignal,
): Promise<ReplayAnswer> {
  return new Promise((resolve, reject) => {
    const child = fork(program, [], {
      env: { TZ: 'UTC' },
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      signal,
      killSignal: 'SIGKILL',
    });
    let heard: unknown;
    child.once('message', (message) => {
      heard = message;
    });
    const unfinished = (why: string): void =>
      reject(failure('REPLAY_UNFINISHED', { details: [why] }));
    child.once('error', ({ name }) => {
      // One that did start is told of by its end.
      if (child.pid === undefined) unfinished(name);
    });
    // Comes after the last message.
    child.once('close', (code, endedBy) => {
      const answer = replayAnswerForm.safeParse(heard);
      if (answer.success) resolve(answer.data);
      else unfinished(endedBy ?? `exit code ${code ?? 'unknown'}`);
    });
    // Where the process has died before it read the request, its end tells.
    child.send(request, () => undefined);
  });
}

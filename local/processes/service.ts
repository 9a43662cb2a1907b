/** One program of ours as a child process that answers over HTTP once it can work. */
import { copyFileSync, existsSync, statSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isDiskFull } from '../../record/postgres/store/full-disk';
import { type RunningChild, startChild } from './child-process';
import type { ChildRegistry } from './child-registry';
import type { Life } from './keep-running';
import { saysDiskFull } from '../state-file';

export interface ServiceOptions {
  readonly name: string;
  /** Compiled program. */
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Answers with success once the service can work. */
  readonly readyUrl: string;
  readonly registry: ChildRegistry;
  /** It starts anew where a file changes that it has loaded; one that has failed waits for that. */
  readonly watch?: boolean;
  /** True: one that still answers after the limit, though it cannot work just now, is up as well. */
  readonly mayBeUnready?: boolean;
  readonly readyLimitMs?: number;
  /** Time to stop in order before it is ended, ms. */
  readonly graceMs?: number;
}

export interface Service extends Life {
  readonly pid: number;
  /** True where it answers at all. */
  answers(): Promise<boolean>;
}

const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
const POLL_MS = 100;

/**
 * Keeps one older file, so that logs never fill a disk. Cuts the file where it is, as a program that runs appends to
 * it; on a disk that is full already the older one goes without.
 */
export function trimLog(logFile: string, limitBytes = LOG_LIMIT_BYTES): void {
  if (!existsSync(logFile) || statSync(logFile).size <= limitBytes) return;
  try {
    copyFileSync(logFile, `${logFile}.1`);
  } catch (error) {
    if (!saysDiskFull(error)) throw error;
  }
  truncateSync(logFile);
}

async function ask(url: string): Promise<'ready' | 'not ready' | 'silent'> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return response.ok ? 'ready' : 'not ready';
  } catch {
    return 'silent'; // Not up yet, or not answering, which is what was asked.
  }
}

function endOf({ code, signal }: Awaited<RunningChild['ended']>): string {
  return signal === null ? `code ${code ?? 'unknown'}` : `signal ${signal}`;
}

async function waitReady(child: RunningChild, options: ServiceOptions): Promise<void> {
  const { name, readyUrl, logFile, mayBeUnready = false, watch = false } = options;
  const { readyLimitMs = watch ? Infinity : 60_000 } = options;
  const deadline = Date.now() + readyLimitMs;
  let end: string | undefined;
  void child.ended.then((result) => (end = endOf(result)));
  for (;;) {
    const answer = await ask(readyUrl);
    if (answer === 'ready') return;
    const isLate = Date.now() >= deadline;
    if (isLate && end === undefined && mayBeUnready && answer === 'not ready') return;
    const why = end === undefined ? 'does not become ready' : `ended while starting (${end})`;
    if (end !== undefined || isLate) {
      // A program that cannot write cannot say so either.
      const folder = dirname(logFile);
      const disk = (await isDiskFull(folder)) ? ` The disk under ${folder} is full.` : '';
      throw new Error(`${name} ${why}.${disk} End of ${logFile}:\n${child.lastLines(12)}`);
    }
    await delay(POLL_MS);
  }
}

/** Starts a service and answers once it is ready, or answers at all. Rejects with the end of its log where it is not. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { program, env, logFile, registry, watch = false, graceMs = 10_000 } = options;
  trimLog(logFile);
  const child = await startChild({
    command: process.execPath,
    args: watch ? ['--watch', '--watch-preserve-output', program] : [program],
    env,
    logFile,
  });
  registry.add(child.pid);
  const ended = child.ended.then((result) => {
    registry.remove(child.pid);
    return `${endOf(result)}, see ${logFile}`;
  });
  try {
    await waitReady(child, options);
  } catch (error) {
    await child.stop(graceMs);
    throw error;
  }
  const answers = async (): Promise<boolean> => {
    trimLog(logFile);
    return (await ask(options.readyUrl)) !== 'silent';
  };
  return { pid: child.pid, ended, answers, stop: () => child.stop(graceMs) };
}

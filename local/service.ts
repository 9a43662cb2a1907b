/** One program of ours as a child process that answers over HTTP once it can work. */
import { existsSync, renameSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type RunningChild, startChild } from './child-process';
import type { ChildRegistry } from './child-registry';
import type { Life } from './keep-running';

export interface ServiceOptions {
  readonly name: string;
  /** Compiled program. */
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Answers with success once the service can work. */
  readonly readyUrl: string;
  readonly registry: ChildRegistry;
  readonly readyLimitMs?: number;
  /** Time to stop in order before it is ended, ms. */
  readonly graceMs?: number;
}

export interface Service extends Life {
  readonly pid: number;
}

const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
const POLL_MS = 100;

/** Keeps one older file, so that logs never fill a disk. */
export function trimLog(logFile: string): void {
  if (existsSync(logFile) && statSync(logFile).size > LOG_LIMIT_BYTES) {
    renameSync(logFile, `${logFile}.1`);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false; // Not yet.
  }
}

function endOf({ code, signal }: Awaited<RunningChild['ended']>): string {
  return signal === null ? `code ${code ?? 'unknown'}` : `signal ${signal}`;
}

async function waitReady(child: RunningChild, options: ServiceOptions): Promise<void> {
  const { name, readyUrl, logFile, readyLimitMs = 60_000 } = options;
  const deadline = Date.now() + readyLimitMs;
  let end: string | undefined;
  void child.ended.then((result) => (end = endOf(result)));
  while (!(await answers(readyUrl))) {
    const why = end === undefined ? 'does not become ready' : `ended while starting (${end})`;
    if (end !== undefined || Date.now() > deadline) {
      throw new Error(`${name} ${why}. End of ${logFile}:\n${child.lastLines(12)}`);
    }
    await delay(POLL_MS);
  }
}

/** Starts a service and answers once it is ready. Rejects with the end of its log where it is not. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { program, env, logFile, registry, graceMs = 10_000 } = options;
  trimLog(logFile);
  const child = await startChild({ command: process.execPath, args: [program], env, logFile });
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
  return { pid: child.pid, ended, stop: () => child.stop(graceMs) };
}

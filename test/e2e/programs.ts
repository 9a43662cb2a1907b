/** The product's own programs as processes of a test: started, waited for, killed by id. */
import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './eventually';

const ROOT = join(__dirname, '..', '..').replace(/\/dist$/, '');

export interface Program {
  readonly pid: number;
  /** Settles when the process has ended. */
  readonly ended: Promise<void>;
  isRunning(): boolean;
  /** SIGTERM and wait; SIGKILL where it does not end. Called twice: the same end. */
  stop(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
}

export interface ProgramPlan {
  /** Below `dist/`, e.g. `worker/main.js`. */
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Answers 200 once the program can work. */
  readonly readyUrl: string;
}

const STOP_LIMIT_MS = 30_000;

/** Starts a program and waits until it is ready; fails with the end of its log where it is not. */
export async function startProgram(plan: ProgramPlan): Promise<Program> {
  const log = openSync(plan.logFile, 'a', 0o600);
  const child = spawn(process.execPath, [join(ROOT, 'dist', plan.script)], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      TZ: 'UTC',
      ...plan.env,
    },
    stdio: ['ignore', log, log],
  });
  const program = asProgram(child);
  try {
    await eventually(`${plan.script} is ready`, async () => {
      if (!program.isRunning()) throw new Error(`${plan.script} ended`);
      return (await isReady(plan.readyUrl)) || undefined;
    });
  } catch (error) {
    await program.kill();
    const tail = readFileSync(plan.logFile, 'utf8').slice(-2_000);
    throw new Error(`${plan.script} did not become ready:\n${tail}`, { cause: error });
  }
  return program;
}

function asProgram(child: ChildProcess): Program {
  const { pid } = child;
  if (pid === undefined) throw new Error('no process');
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const kill = async (): Promise<void> => {
    if (isRunning()) child.kill('SIGKILL');
    await ended;
  };
  return {
    pid,
    ended,
    isRunning,
    kill,
    async stop() {
      if (isRunning()) child.kill('SIGTERM');
      const limit = setTimeout(() => void kill(), STOP_LIMIT_MS);
      await ended;
      clearTimeout(limit);
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

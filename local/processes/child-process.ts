// local/processes/: child processes: started, watched, started again, ended.
/**
 * Child processes that never outlive us: each program gets a watchdog that ends it once our end of
 * the watchdog's pipe closes, however we die.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';

export interface ChildOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** File that takes everything the child prints; appended. */
  readonly logFile: string;
  /** Opens an IPC channel; such a child ends by itself when the channel closes. */
  readonly ipc?: boolean;
}

export interface RunningChild {
  readonly pid: number;
  readonly process: ChildProcess;
  /** Settles when the child has ended; `code` is null where a signal ended it. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** The last lines that this child has printed; nothing of an earlier one in the same file. */
  lastLines(count: number): string;
  /** SIGTERM, then SIGKILL after `graceMs`. Called twice: the same end. */
  stop(graceMs?: number): Promise<void>;
}

/** Waits for the end of its input, then ends the process named; needs a POSIX shell. */
const WATCHDOG =
  'trap "" INT TERM HUP; while read -r line; do :; done; kill -TERM "$0" 2>/dev/null || exit 0;' +
  ' i=0; while [ $i -lt 50 ] && kill -0 "$0" 2>/dev/null; do sleep 0.1; i=$((i+1)); done;' +
  ' kill -KILL "$0" 2>/dev/null; exit 0';

function startWatchdog(pid: number): ChildProcess | undefined {
  if (process.platform === 'win32') return undefined;
  const watchdog = spawn('/bin/sh', ['-c', WATCHDOG, String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.on('error', () => undefined); // No shell: the child is found by its recorded pid later.
  watchdog.stdin.on('error', () => undefined);
  watchdog.unref();
  return watchdog;
}

/** Starts a program. Rejects if it cannot be started at all. */
export async function startChild(options: ChildOptions): Promise<RunningChild> {
  const log = openSync(options.logFile, 'a', 0o600);
  const begin = fstatSync(log).size;
  // A group of its own: Ctrl-C in a terminal reaches us only, and we stop the children in order.
  const child = spawn(options.command, [...options.args], {
    cwd: options.cwd,
    env: options.env ?? {},
    detached: true,
    stdio: options.ipc ? ['ignore', log, log, 'ipc'] : ['ignore', log, log],
  });
  closeSync(log);
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${options.command} has no process id`);
  const watchdog = startWatchdog(pid);
  void ended.then(() => watchdog?.kill('SIGKILL'));
  const stop = async (graceMs = 10_000): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await ended;
    clearTimeout(timer);
  };
  const last = (count: number): string => lastLines(options.logFile, begin, count);
  return { pid, process: child, ended, lastLines: last, stop };
}

/** Last lines of a log file from a byte on, for messages about a child that failed. */
function lastLines(logFile: string, begin: number, count: number): string {
  try {
    const said = readFileSync(logFile).subarray(begin).toString('utf8').trimEnd();
    return said === '' ? '(it printed nothing)' : said.split('\n').slice(-count).join('\n');
  } catch (error) {
    return `(no log: ${error instanceof Error ? error.message : String(error)})`;
  }
}

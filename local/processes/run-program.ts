/** Runs a program to its end within a limit. */
import { spawn } from 'node:child_process';

export interface ProgramResult {
  /** null where the program was ended by the limit or a signal. */
  readonly code: number | null;
  readonly output: string;
  readonly timedOut: boolean;
}

export interface ProgramOptions {
  readonly timeoutMs: number;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Hears every line, of both streams. */
  readonly onLine?: (line: string) => void;
}

/** Never rejects: a program that cannot be started ends with code 127. Keeps the last 20,000 characters. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: options.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let timedOut = false;
    let rest = '';
    const take = (chunk: Buffer): void => {
      const text = chunk.toString();
      output = (output + text).slice(-20_000);
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) options.onLine?.(line);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, options.timeoutMs);
    // Where we are ended in its middle, nobody would look at it any more.
    const end = (): void => void child.kill('SIGKILL');
    process.once('exit', end);
    const finish = (code: number | null, extra = ''): void => {
      clearTimeout(timer);
      process.off('exit', end);
      resolve({ code, output: output + extra, timedOut });
    };
    child.once('error', (error) => finish(127, error.message));
    child.once('close', (code) => finish(code));
  });
}

/**
 * Where the programs of the desk print their logs: never waits for a disk or a reader, and never ends a process. A line
 * that cannot be taken is dropped and counted, so that requests are answered and work goes on.
 */
import { fstatSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { Counter, type Registry } from 'prom-client';

const STDOUT = 1;
/** What a reader may be behind, in characters: some ten thousand lines. */
const MOST_WAITING = 4 * 1024 * 1024;

/** What pino needs of a destination. */
export interface LogOutput {
  write(line: string): void;
}

/** The part of a stream that a pipe needs. */
export interface PipeStream {
  readonly writableLength: number;
  readonly writable: boolean;
  write(line: string): boolean;
  on(name: 'error', listener: () => void): unknown;
}

/** Into a file, at once: a full disk answers with an error and does not wait. */
export function fileOutput(fd: number, onDrop: () => void): LogOutput {
  let isTorn = false;
  return {
    write(line) {
      // The rest of a line that was cut off would hide the one after it.
      const bytes = Buffer.from(isTorn ? `\n${line}` : line);
      let written = 0;
      try {
        while (written < bytes.length) written += writeSync(fd, bytes, written);
        isTorn = false;
      } catch {
        onDrop();
        isTorn ||= written > 0;
      }
    },
  };
}

/** Into a pipe, as its reader reads: what would wait beyond the bound is dropped, and all once nobody reads. */
export function pipeOutput(stream: PipeStream, onDrop: () => void): LogOutput {
  stream.on('error', () => undefined); // Whoever read has gone; `writable` tells.
  return {
    write(line) {
      if (!stream.writable || stream.writableLength + line.length > MOST_WAITING) onDrop();
      else stream.write(line);
    },
  };
}

let dropped = 0;
const countDrop = (): void => {
  dropped += 1;
};
let output: LogOutput | undefined;

/** The standard output of this process. Called twice: the same. */
export function standardLogOutput(): LogOutput {
  const waits = (): boolean => {
    const kind = fstatSync(STDOUT);
    return kind.isFIFO() || kind.isSocket() || isatty(STDOUT);
  };
  return (output ??= waits()
    ? pipeOutput(process.stdout, countDrop)
    : fileOutput(STDOUT, countDrop));
}

/** Adds how many lines of this process were dropped; above 0 its log has gaps. */
export function registerDroppedLines(registry: Registry): void {
  let told = 0;
  new Counter({
    name: 'unbind_log_lines_dropped_total',
    help: 'Lines of the log that were dropped, as the disk was full or nobody read them',
    registers: [registry],
    collect() {
      this.inc(dropped - told);
      told = dropped;
    },
  });
}

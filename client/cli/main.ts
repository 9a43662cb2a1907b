/** The program `unbind`: hands the process to the CLI and ends with its exit code. */
import { setTimeout as delay } from 'node:timers/promises';
import { environmentOfProcess, languageOfProcess, versionOfProduct } from './config';
import { EXIT_CODES } from './exit-codes';
import { failureLines } from './text/failure-lines';
import { CliFailure } from './failures';
import type { CliIo } from './io';
import { runCli } from './run-cli';

const interrupted = new AbortController();
process.once('SIGINT', () => {
  interrupted.abort();
  // A question or a pipe may hold the process; nothing is lost by leaving them.
  process.exit(EXIT_CODES.interrupted.code);
});
// Whoever reads has read enough, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT_CODES.done.code : EXIT_CODES.fault.code);
});

/** A file of settings that cannot be read ends the program before it is one. */
function environment(): CliIo['env'] {
  try {
    return environmentOfProcess();
  } catch (error) {
    const lang = languageOfProcess(process.argv.slice(2));
    const lines = error instanceof CliFailure ? failureLines(error, lang) : [String(error)];
    process.stderr.write(`${lines.join('\n')}\n`);
    return process.exit(EXIT_CODES.usage.code);
  }
}

const io: CliIo = {
  env: environment(),
  version: versionOfProduct(),
  cwd: process.cwd(),
  stdin: process.stdin,
  isInteractive: process.stdin.isTTY && process.stderr.isTTY,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  pause: async (ms, signal) => delay(ms, undefined, { signal }),
  now: () => new Date(),
  signal: interrupted.signal,
};

void runCli(process.argv.slice(2), io).then((code) => {
  process.exitCode = code;
});

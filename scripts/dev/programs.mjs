// The programs of `npm run dev`: they begin and end together, whichever of them ends first.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const PARENT_LOOK_MS = 1_000;
const children = new Map();
let isStopping = false;
let exitCode = 0;

/** Ends all; a later signal is passed on too, as the desk ends at once by a second one. */
export function stopPrograms(signal, code = 0) {
  isStopping = true;
  exitCode ||= code;
  for (const child of children.keys()) child.kill(signal);
  if (children.size === 0) process.exit(exitCode);
}

/** Node with these arguments. Where `onLine` is given, it hears each line; else they are printed. */
export function startProgram(name, args, onLine) {
  const stdio = ['ignore', onLine ? 'pipe' : 'inherit', 'inherit'];
  const child = spawn(process.execPath, args, { stdio });
  children.set(child, name);
  if (onLine) createInterface({ input: child.stdout }).on('line', onLine);
  child.once('exit', (code, signal) => {
    children.delete(child);
    if (!isStopping) {
      const how = signal ?? `code ${code}`;
      process.stderr.write(`${name} has ended (${how}), and all else of npm run dev with it.\n`);
    }
    if (!isStopping || children.size === 0) stopPrograms('SIGTERM', isStopping ? 0 : (code ?? 1));
  });
  return child;
}

/** Ctrl-C in a terminal reaches every program of it by itself; a signal to this one alone reaches none. */
export function stopBySignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => stopPrograms(signal));
  }
  // The shell of npm passes no signal on, so its end has to be noticed.
  const parent = process.ppid;
  const look = () => process.ppid !== parent && stopPrograms('SIGTERM');
  if (process.env.npm_lifecycle_event === 'dev') setInterval(look, PARENT_LOOK_MS).unref();
}

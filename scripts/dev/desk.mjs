// scripts/dev/: the loop of daily work: programs and pages that follow each change.
// The desk of `npm run dev`: what makes its programs start anew, and what is told of them.
import { closeSync, openSync, readSync, statSync, utimesSync, watch, watchFile } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ASSET_FOLDERS, copyAssets } from '../assets.mjs';

const require = createRequire(import.meta.url);
const LOG_LOOK_MS = 250;
/** Level of an error in the logs of pino. */
const ERROR_LEVEL = 50;
const PROGRAMS = { worker: 'dist/worker/main.js', api: 'dist/client/api/main.js' };

/** `node --watch` starts a program anew where a file of it was touched. */
function startAnew(root, ...names) {
  const now = new Date();
  for (const name of names) utimesSync(join(root, PROGRAMS[name]), now, now);
}

/**
 * Brings beside what was compiled what is not compiled: a worker loads a new bundle of workflows as it starts.
 * One at a time, and one more where something was saved meanwhile.
 */
export function refresher(root) {
  let running = Promise.resolve();
  let waits = false;
  const refresh = async () => {
    waits = false;
    copyAssets(root);
    const { buildBundleFile } = require('../../dist/worker/bundle.js');
    if (await buildBundleFile()) startAnew(root, 'worker');
  };
  return () => {
    if (!waits) {
      waits = true;
      running = running.catch(() => undefined).then(refresh);
    }
    return running;
  };
}

/** Migrations and templates are read as a program starts. */
export function followAssets(root) {
  for (const folder of ASSET_FOLDERS) {
    watch(join(root, folder), { recursive: true }, () => {
      copyAssets(root);
      startAnew(root, 'worker', 'api');
    });
  }
}

/** What is worth a line of what a program has logged; undefined: nothing is. */
function told(name, line) {
  if (line.startsWith('Restarting')) return 'starts anew …';
  if (line.startsWith('Failed running')) {
    return 'has failed; it starts again as soon as a file of it is changed.';
  }
  if (/^(Waiting for graceful|Gracefully restarted)/.test(line)) return undefined;
  if (!line.startsWith('{')) return line;
  const { level, msg, err } = JSON.parse(line);
  if (level >= ERROR_LEVEL) return `${msg}${err ? `: ${err.message}` : ''}`;
  return msg === `${name} ready` ? 'runs.' : undefined;
}

/** Says what a program logs from now on, as far as it is worth a line. */
export function followLog(file, name, say) {
  let at = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  let rest = '';
  watchFile(file, { interval: LOG_LOOK_MS }, ({ size }) => {
    if (size === 0) return;
    if (size < at) at = 0; // It was cut, as it had grown long.
    const added = Buffer.alloc(size - at);
    const descriptor = openSync(file);
    at += readSync(descriptor, added, 0, added.length, at);
    closeSync(descriptor);
    const lines = `${rest}${added.toString('utf8')}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const words = told(name, line);
      if (words) say(`${name.padEnd(9)} ${words}`);
    }
  });
}

// `npm run dev`: the daily loop. What is saved is compiled at once, without a look at its types, and worker and
// API start anew with it; pages load themselves again, in front of the API. Types are checked beside that.
import { createRequire } from 'node:module';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildDocs } from './build-docs.mjs';
import { followAssets, followLog, refresher } from './dev/desk.mjs';
import { servePages } from './dev/pages.mjs';
import { startProgram, stopBySignals, stopPrograms } from './dev/programs.mjs';

const HELP = `npm run dev [-- options]

The desk of npm start, for those who change it. What is saved runs within seconds: worker and API start anew,
pages load themselves again. Types are checked beside that; what has a syntax error waits until it has none.
Ctrl-C stops all of it. Settings are those of npm start (.env.example).

  --no-types   checks no types, which spares a small machine
  --help       shows this
`;

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const LOOK_MS = 250;
/** Files of types, by the name that is said with what the check found. */
const PROJECTS = {
  server: ['.', '--noEmit', '--tsBuildInfoFile', 'dist/.tsbuildinfo-of-types'],
  console: ['client/console'],
  merchant: ['client/merchant'],
  docs: ['client/docs'],
};

const say = (line) => process.stdout.write(`${line}\n`);

/** Follows a project with the compiler; tells how many errors each look has found, and each other line. */
function follow(name, args, onLook, onLine) {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  return startProgram(name, [tsc, '--watch', '--preserveWatchOutput', '-p', ...args], (line) => {
    const [, count] = /Found (\d+) errors?\. Watching/.exec(line) ?? [];
    if (count !== undefined) onLook(Number(count));
    else if (!/^$|File change detected|Starting compilation/.test(line)) onLine(line);
  });
}

/** Tells what is wrong with types, and when it is mended. */
function checkTypes() {
  for (const [name, args] of Object.entries(PROJECTS)) {
    let last;
    const onLook = (count) => {
      if (count > 0 || last !== 0) say(`types     errors of the ${name}: ${count}`);
      last = count;
    };
    const tell = (line) => say(`types     ${line}`);
    const { pid } = follow(`The check of types (${name})`, args, onLook, tell);
    // On few cores what was saved starts first, and is judged then.
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  }
}

/** Compiles at once what is saved, and calls `onCompiled` after each look; resolves after the first. */
function compile(onCompiled) {
  return new Promise((resolve) => {
    const onLook = (count) => {
      if (count > 0) say('compiler  What runs stays as it was until this is mended.');
      else onCompiled().then(resolve, (error) => say(`compiler  ${error.message}`));
    };
    // Nothing is written while there is a syntax error.
    const args = ['.', '--noCheck', '--noEmitOnError'];
    follow('The compiler', args, onLook, (line) => say(`compiler  ${line}`));
  });
}

/** Address of the API of the desk that this loop has started, once it is up. */
async function apiUrlSince(startedMs, dataDir) {
  const { readRunningFile } = require('../dist/local/desk/running-file.js');
  for (;;) {
    const running = readRunningFile(dataDir);
    if (running && Date.parse(running.startedAt) >= startedMs) return running.apiUrl;
    await delay(LOOK_MS);
  }
}

async function main() {
  const { values } = parseArgs({
    options: { 'no-types': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    say(HELP);
    return;
  }
  stopBySignals();
  say('Compiling; the first time takes up to a minute …');
  await compile(refresher(root));
  await buildDocs(root, () => say('Building the page about the API …'));
  followAssets(root);
  const { dataDir } = require('../dist/local/config.js').deskOptions();
  for (const name of ['worker', 'api']) followLog(join(dataDir, 'logs', `${name}.log`), name, say);
  const startedMs = Date.now();
  startProgram('The desk', [join(root, 'dist/local/start.js'), '--watch', '--no-demo']);
  await servePages(root, await apiUrlSince(startedMs, dataDir), say);
  if (!values['no-types']) checkTypes();
  say('What is saved now runs at once. Ctrl-C stops all of it.');
}

main().catch((error) => {
  process.stderr.write(`\nnpm run dev: ${error.message}\n`);
  stopPrograms('SIGTERM', 1);
});

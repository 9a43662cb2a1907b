// `npm run dev`: the daily loop. Server and pages are type-checked as their files are saved; what the server
// compiles to runs at once, as worker and API start anew; the pages load themselves again in front of the API.
import { spawn } from 'node:child_process';
import { statSync, utimesSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { copyAssets } from './assets.mjs';
import { consoleSite } from './build-console.mjs';
import { merchantSite } from './build-merchant.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const LOOK_MS = 250;
/** Addresses that the pages' server hands on to the API: page and API are of one origin. */
const OF_API = ['/api', '/docs', '/openapi.json'];
/** First ports that are tried. */
const SITES = [
  [consoleSite, 5173],
  [merchantSite, 5273],
];

const say = (line) => process.stdout.write(`${line}\n`);

/** Follows a project with the compiler; calls `onLook` after each look. */
function follow(name, project, onLook = () => undefined) {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const args = [tsc, '--watch', '--preserveWatchOutput', '-p', project];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.trim() !== '') say(`${name}  ${line}`);
    if (/Found \d+ errors?\. Watching/.test(line)) onLook();
  });
}

function run(program, options = {}) {
  return new Promise((resolve) => {
    const args = [join(root, program), ...(options.args ?? [])];
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
    child.once('exit', (code) => resolve(code));
  });
}

function changedMs(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

/** Brings what is not compiled up to date; a worker loads a new bundle of workflows as it starts. */
async function refresh() {
  copyAssets(root);
  const bundle = join(root, 'dist', 'workflow-bundle.js');
  const before = changedMs(bundle);
  await run('dist/worker/build-bundle.js');
  const now = new Date();
  if (changedMs(bundle) !== before) utimesSync(join(root, 'dist/worker/main.js'), now, now);
}

/** One refresh at a time, and one more where something was saved meanwhile. */
function refresher() {
  let running = Promise.resolve();
  let waits = false;
  return () => {
    if (waits) return running;
    waits = true;
    running = running.then(() => {
      waits = false;
      return refresh();
    });
    return running;
  };
}

/** Address of the API of the desk that this loop has started. */
async function apiOf(startedMs) {
  const { deskOptions } = require('../dist/local/config.js');
  const { readRunningFile } = require('../dist/local/running-file.js');
  const { dataDir } = deskOptions();
  for (;;) {
    const running = readRunningFile(dataDir);
    if (running && Date.parse(running.startedAt) >= startedMs) return running.apiUrl;
    await delay(LOOK_MS);
  }
}

async function servePages(apiUrl) {
  const proxy = Object.fromEntries(OF_API.map((path) => [path, { target: apiUrl }]));
  for (const [siteOf, port] of SITES) {
    const site = siteOf(root);
    const server = await createServer({ ...site, server: { host: '127.0.0.1', port, proxy } });
    await server.listen();
    say(`pages  ${server.resolvedUrls.local[0]}`);
  }
}

const compiled = new Promise((resolve) => {
  const again = refresher();
  follow('server ', '.', () => void again().then(resolve));
});
follow('console', 'client/console');
follow('merchant', 'client/merchant');
await compiled;
const startedMs = Date.now();
const desk = run('dist/local/start.js', { args: ['--watch', '--no-demo'] });
// Ctrl-C reaches the desk too, which stops in order; the loop ends with it.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
await Promise.race([apiOf(startedMs).then(servePages), desk]);
process.exit(await desk);

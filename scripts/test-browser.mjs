// The tests of the pages in a real browser: builds, runs two files at a time, and writes
// reports/browser.json with what passed, what axe found, and how much script the pages load.
// `--built` leaves the build out; all other arguments go to Jest.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failedLines } from './failed-tests.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const reports = join(root, 'reports');
const tally = join(reports, 'browser', 'pages.jsonl');
const jestReport = join(reports, 'browser-jest.json');
const given = process.argv.slice(2);
const startedAt = new Date().toISOString();

function run(args) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
}

function budgetOf(page, key) {
  const file = join(root, 'dist', page, 'budget.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8'))[key] : undefined;
}

if (!given.includes('--built') && run([join('scripts', 'build.mjs')]) !== 0) process.exit(1);
mkdirSync(reports, { recursive: true });
for (const file of [tally, jestReport]) rmSync(file, { force: true });
const status = run([
  join('node_modules', 'jest', 'bin', 'jest.js'),
  '--maxWorkers=2',
  '--testPathIgnorePatterns=/node_modules/',
  '--testMatch=<rootDir>/test/browser/**/*.test.ts',
  '--json',
  `--outputFile=${jestReport}`,
  ...given.filter((one) => one !== '--built'),
]);
if (!existsSync(jestReport)) process.exit(status || 1);

const result = JSON.parse(readFileSync(jestReport, 'utf8'));
const pages = existsSync(tally)
  ? readFileSync(tally, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
  : [];
const { readOrigin } = createRequire(import.meta.url)('../dist/bench/origin.js');
const report = {
  ...readOrigin(),
  seed: null,
  startedAt,
  command: ['npm run test:browser --', ...given].join(' '),
  passed: result.numPassedTests,
  failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
  skipped: result.numPendingTests + result.numTodoTests,
  axeViolations: pages.reduce((sum, { violations }) => sum + violations, 0),
  pagesChecked: pages.length,
  consoleFirstLoadKb: budgetOf('console', 'consoleFirstLoadKb'),
  merchantFirstLoadKb: budgetOf('merchant', 'merchantFirstLoadKb'),
};
writeFileSync(join(reports, 'browser.json'), `${JSON.stringify(report, undefined, 2)}\n`);
if (report.passed + report.failed === 0) {
  process.stdout.write(
    'No Chromium here: apt-get install chromium-headless-shell fonts-wqy-microhei\n',
  );
}
const { passed, failed, skipped, axeViolations, pagesChecked } = report;
process.stdout.write(`${axeViolations} findings of axe on ${pagesChecked} pages\n`);
for (const line of failedLines(result, root)) process.stdout.write(`${line}\n`);
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exit(status === 0 && failed > 0 ? 1 : status);

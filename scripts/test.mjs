// The README's test command: builds, runs every Jest suite, names each failed test, and says in one last
// line how many tests passed, failed and were skipped. Installs nothing. `--built` leaves the build out, `--report=<name>`
// names the report; all other arguments go to Jest. `UNBIND_TEST_SEED` repeats what is drawn by chance.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failedLines } from './failed-tests.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const ours = /^--(built|report=.*)$/;
const given = process.argv.slice(2);
const name = given.find((one) => one.startsWith('--report='))?.slice('--report='.length) ?? 'jest';
const report = join(root, 'reports', `${name}.json`);

const startedAt = new Date().toISOString();
process.env.UNBIND_TEST_SEED ??= String(Date.now() % 1_000_000_000);

function run(args) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
}

if (!given.includes('--built') && run([join('scripts', 'build.mjs')]) !== 0) process.exit(1);
mkdirSync(dirname(report), { recursive: true });
rmSync(report, { force: true });
const jest = join('node_modules', 'jest', 'bin', 'jest.js');
const forJest = given.filter((one) => !ours.test(one));
const status = run([jest, '--json', `--outputFile=${report}`, ...forJest]);
if (!existsSync(report)) process.exit(status || 1);

const result = JSON.parse(readFileSync(report, 'utf8'));
const { readOrigin } = createRequire(import.meta.url)('../dist/bench/origin.js');
const seed = Number(process.env.UNBIND_TEST_SEED);
const command = ['node scripts/test.mjs', ...given].join(' ');
const origin = { ...readOrigin(), seed, startedAt, command };
writeFileSync(report, JSON.stringify({ ...origin, ...result }));
const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
const skipped = result.numPendingTests + result.numTodoTests;
for (const line of failedLines(result, root)) process.stdout.write(`${line}\n`);
process.stdout.write(`${result.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`);
process.exit(status === 0 && failed > 0 ? 1 : status);

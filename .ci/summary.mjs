// Sums up a run of .ci/run: each failed test, one line of counts, reports/ci.json, and failure where a step failed or a
// test was skipped that .ci/allowed-skips.json does not name with a reason.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { failedLines } from '../scripts/failed-tests.mjs';

const [startedAt, command] = process.argv.slice(2);
const read = (file) => readFileSync(file, 'utf8');
const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim();

/** What Jest and the fault schedules wrote. */
const reports = readdirSync('reports')
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(read(`reports/${file}`)));

/** Counts that a step printed as its last such line; a step that counts nothing is one test. */
function countsOf(exitCode, log) {
  const lines = [...log.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)];
  const last = lines.at(-1);
  if (!last) return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 };
  const [passed, failed, skipped] = last.slice(1).map(Number);
  return { passed, failed: exitCode !== 0 && failed === 0 ? 1 : failed, skipped };
}

/** Skipped tests by name, from the reports of Jest and of the fault schedules. */
function skippedTests() {
  return reports.flatMap((report) => {
    const jest = (report.testResults ?? []).flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === 'pending' || status === 'todo')
        .map(({ fullName }) => `${relative('.', name)} › ${fullName}`),
    );
    // Where it is a number, the names are in the report of Jest.
    const schedules = Array.isArray(report.skipped) ? report.skipped : [];
    return [...jest, ...schedules.map(({ name }) => name)];
  });
}

const steps = read('reports/ci/steps.tsv')
  .trimEnd()
  .split('\n')
  .map((line) => {
    const [name, run, exitCode, seconds, cpuSeconds, log] = line.split('\t');
    const counts = countsOf(Number(exitCode), read(log));
    const took = { seconds: Number(seconds), cpuSeconds: Number(cpuSeconds) };
    return { name, command: run, exitCode: Number(exitCode), ...took, ...counts };
  });
const sum = (key) => steps.reduce((total, step) => total + step[key], 0);

const allowed = new Map(
  JSON.parse(read('.ci/allowed-skips.json')).map(({ test, reason }) => [test, reason]),
);
const skips = skippedTests().map((test) => ({ test, reason: allowed.get(test) ?? null }));
const unexplained = skips.filter(({ reason }) => !reason);
const uncounted = Math.max(0, sum('skipped') - skips.length);
for (const { test } of unexplained) console.log(`Skipped without a reason: ${test}`);
if (uncounted > 0) console.log(`${uncounted} skipped tests have no name in a report.`);

const totals = {
  passed: sum('passed'),
  failed: sum('failed') + unexplained.length + uncounted,
  skipped: sum('skipped'),
};
const report = {
  commit: git('rev-parse', 'HEAD'),
  dirty: git('status', '--porcelain') !== '',
  seed: Number(process.env.UNBIND_TEST_SEED),
  startedAt,
  command,
  node: process.version,
  steps,
  skips,
  ...totals,
};
writeFileSync('reports/ci.json', `${JSON.stringify(report, null, 2)}\n`);

for (const line of reports.flatMap((one) => failedLines(one, '.'))) console.log(line);
for (const step of steps) {
  const { name, exitCode, passed, failed, skipped, seconds, cpuSeconds } = step;
  const mark = exitCode === 0 ? 'ok    ' : 'FAILED';
  const took = `${seconds} s, ${cpuSeconds} s of processor`;
  console.log(`${mark} ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped, ${took}`);
}
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed === 0 && steps.every(({ exitCode }) => exitCode === 0) ? 0 : 1);

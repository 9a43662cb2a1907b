// The README's test command: builds, runs every Jest suite, and says in one last line how many tests
// passed, failed and were skipped. Installs nothing. Arguments go to Jest.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const report = join(root, 'reports', 'jest.json');
mkdirSync(dirname(report), { recursive: true });

function run(args) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
}

if (run([join('scripts', 'build.mjs')]) !== 0) process.exit(1);
const jest = join('node_modules', 'jest', 'bin', 'jest.js');
const started = Date.now();
const status = run([jest, '--json', `--outputFile=${report}`, ...process.argv.slice(2)]);

const result = JSON.parse(readFileSync(report, 'utf8'));
const broken = result.startTime < started - 1000 ? 1 : result.numRuntimeErrorTestSuites;
const failed = result.numFailedTests + broken;
const skipped = result.numPendingTests + result.numTodoTests;
process.stdout.write(`${result.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`);
process.exit(status === 0 && failed > 0 ? 1 : status);

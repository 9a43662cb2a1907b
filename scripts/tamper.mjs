// Changes what signed heads cover, as the owner of the database can, and counts what is found: 2,000 times with
// `--full`. `--seed=<number>` repeats a run. reports/tamper.json says what was tried and found, by which check.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const given = process.argv.slice(2);
const seed = given.find((one) => one.startsWith('--seed='))?.slice('--seed='.length);
const { status } = spawnSync(
  process.execPath,
  [join('scripts', 'test.mjs'), '--report=tamper-tests', 'test/tamper'],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...(given.includes('--full') ? { UNBIND_TAMPER_TRIES: '2000' } : {}),
      ...(seed === undefined ? {} : { UNBIND_TEST_SEED: seed }),
    },
  },
);
process.exit(status ?? 1);
